"""Where agenda items take place, and who interprets them."""

from django.db import models
from django.db.models import Q

from intersession.ledger.models import Identified
from intersession.meetings.models.meetings import Meeting


class Room(Identified):
    """A room of a building, kept from year to year."""

    name = models.JSONField()
    venue = models.JSONField(default=dict, blank=True)  # the building
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    booths = models.PositiveSmallIntegerField(default=0)  # for interpreters
    equipment = models.JSONField(default=list, blank=True)  # codes of rules.EQUIPMENT
    note = models.JSONField(default=dict, blank=True)  # the way there, who has the key
    setup_minutes = models.PositiveSmallIntegerField(default=0)  # between two items
    position = models.PositiveSmallIntegerField(default=0)
    ended = models.BooleanField(default=False)  # no longer offered
    guid = models.CharField(max_length=200, blank=True)  # as a schedule file names it

    class Meta:
        indexes = [models.Index(fields=["position"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(seats=None) | Q(seats__gte=1, seats__lte=20_000),
                name="a_room_has_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(booths__lte=30, setup_minutes__lte=240), name="a_room_is_bounded"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Team(Identified):
    """Interpreters who work together in the booths of one room: one for each of `languages`."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=100)  # "A", "morning team"
    languages = models.JSONField(default=list)  # of booths: ["en", "fr", "es"]
    email = models.EmailField(blank=True)  # of whoever leads the team
    language = models.CharField(max_length=10, default="en")  # of mail to it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "name"], name="one_team_per_name")
        ]

    def __str__(self) -> str:
        return self.name
