"""Draws of a room: what went in, where the seed came from, what came out."""

from django.db import models
from django.db.models import Q

from intersession.documents.models import StoredFile
from intersession.ledger.models import Identified
from intersession.meetings.models import Meeting
from intersession.participation.models.room import ProposedList


class Draw(Identified):
    """A fair lottery over rooms. Who takes part and by which rules is fixed, and its digest
    published, before anybody can know the seed; one draw lives per meeting."""

    class State(models.TextChoices):
        PREPARED = "prepared"  # the inputs are fixed; the lottery is being found
        READY = "ready"  # the lottery is found and waits for the seed
        DRAWN = "drawn"
        SET_ASIDE = "set_aside"

    class SeedFrom(models.TextChoices):
        DICE = "dice"  # rolled before witnesses
        PUBLISHED = "published"  # from a source that was named in advance

    class ChancesTo(models.TextChoices):
        ADMINISTRATION = "administration"
        MEMBERSHIP = "membership"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    reason = models.CharField(max_length=500)  # why a draw, and who wished it
    seed_from = models.CharField(max_length=10, choices=SeedFrom)
    origin = models.CharField(max_length=500)  # in words: how the seed comes about
    dice = models.PositiveSmallIntegerField(default=0)  # how many, and of how many sides
    sides = models.PositiveSmallIntegerField(default=0)
    seed_at = models.DateTimeField(null=True, blank=True)  # before this hour nobody knows it
    seed = models.CharField(max_length=200, blank=True)
    witnesses = models.CharField(max_length=500, blank=True)
    inputs = models.TextField()  # canonical JSON: candidates and rules
    inputs_digest = models.CharField(max_length=64)
    certificate = models.JSONField(default=dict, blank=True)  # what anybody may read of the lottery
    lottery = models.JSONField(null=True, blank=True)  # rooms and chances
    chances_to = models.CharField(
        max_length=20, choices=ChancesTo, default=ChancesTo.ADMINISTRATION
    )
    job = models.UUIDField(null=True, blank=True)  # the work that finds the lottery
    prepared_at = models.DateTimeField()
    prepared_by = models.CharField(max_length=300)
    drawn_at = models.DateTimeField(null=True, blank=True)
    drawn_by = models.CharField(max_length=300, blank=True)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64, blank=True)  # of the last row of the file
    list = models.OneToOneField(
        ProposedList, null=True, blank=True, on_delete=models.PROTECT, related_name="draw"
    )
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_by = models.CharField(max_length=300, blank=True)
    set_aside_why = models.CharField(max_length=500, blank=True)
    changes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="draws_are_numbered"),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=~Q(state="set_aside"),
                name="one_draw_stands_per_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"draw {self.number} for {self.meeting}"
