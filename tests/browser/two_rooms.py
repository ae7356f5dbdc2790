"""Run on the database of a server: two rooms in which a workshop can be held."""

import django

django.setup()

from intersession.meetings.models import Room  # noqa: E402

for position, name in enumerate(("Main hall", "Room 3"), 1):
    Room.objects.create(name={"en": name}, position=position)
