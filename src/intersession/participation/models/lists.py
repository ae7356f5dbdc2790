"""The list of participants: provisional, open to corrections, issued."""

from django.db import models
from django.db.models import F, Q

from intersession.ledger.models import Identified
from intersession.meetings.models import Meeting
from intersession.participation.models.registrations import Registration


class ParticipantsList(Identified):
    """From `opened_at` the provisional list is shown and may be corrected until `closes_at`."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.CharField(max_length=300, blank=True)
    issued = models.JSONField(default=dict, blank=True)  # the lines as they were issued
    number = models.PositiveSmallIntegerField(default=0)  # of the issue: 2 is a revision
    changes = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opened_at")), name="corrections_close_after_they_open"
            )
        ]

    def __str__(self) -> str:
        return f"list of participants of {self.meeting}"


class Correction(Identified):
    """What somebody asked to be put right in a line of the list."""

    class State(models.TextChoices):
        OPEN = "open"
        MADE = "made"
        REFUSED = "refused"

    class Channel(models.TextChoices):
        LINK = "link"  # the person, by the own page
        FOCAL_POINT = "focal_point"
        OFFICE = "office"  # as the Administration heard it

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="corrections"
    )
    # By field: {"function": {"was": "…", "asked": "…"}}; empty once the person's data are deleted.
    fields = models.JSONField(default=dict, blank=True)
    note = models.CharField(max_length=500, blank=True)
    channel = models.CharField(max_length=20, choices=Channel)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=300)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=300, blank=True)
    answer = models.CharField(max_length=500, blank=True)  # why not

    class Meta:
        indexes = [models.Index(fields=["registration", "state"])]

    def __str__(self) -> str:
        return f"correction for {self.registration}"
