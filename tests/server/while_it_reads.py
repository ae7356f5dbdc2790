"""Run with the settings of a database that holds the example: an export into the folder that is
named, and in the midst of it an answer through another connection. Prints how many answers and
entries there were before."""

import sys
import threading
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402 - models need the settings

from intersession.consultations.actions import preferences  # noqa: E402
from intersession.consultations.models import Preference, Question  # noqa: E402
from intersession.desk.acting import actor_for  # noqa: E402
from intersession.desk.archive import writing  # noqa: E402
from intersession.desk.models import Example  # noqa: E402
from intersession.ledger.models import Entry  # noqa: E402
from intersession.membership.models import Representation  # noqa: E402


def answer() -> None:
    at = Example.objects.get().now
    row = Representation.objects.filter(entity__slug="marenia", role="focal_point").first()
    assert row is not None
    by = actor_for(row.user, row.user.persons.get(), at.date())
    question = Question.objects.get(slug="topics-2012")
    preferences.prefer(question=question, approved=["A"], by=by, at=at)
    connection.close()


class Draft(writing._Draft):
    def rows(self, model):
        stored = super().rows(model)
        if model._meta.label == "access.User":
            writer = threading.Thread(target=answer)
            writer.start()
            writer.join(8)
            assert not writer.is_alive(), "the export holds up who answers"
        return stored


before = (Preference.objects.count(), Entry.objects.count())
writing._Draft = Draft  # type: ignore[misc]
writing.write(Path(sys.argv[1]) / "out")
assert Preference.objects.count() == before[0] + 1
print(*before)
