"""Agenda items, which are the draft, and the versions of the agenda that were published."""

from django.db import models
from django.utils import timezone

from intersession.documents.models import Document
from intersession.ledger.models import Identified
from intersession.meetings.models.meetings import Meeting
from intersession.meetings.models.rooms import Room, Team


class AgendaItem(Identified):
    """One item as the Administration works on it; others see the latest `AgendaVersion`.

    It lasts `minutes` of real time, so that it ends at the right hour in the night in which clocks
    are changed.
    """

    class Kind(models.TextChoices):
        OPENING = "opening"
        KEYNOTE = "keynote"
        PANEL = "panel"
        DISCUSSION = "discussion"
        BREAK = "break"
        CLOSING = "closing"
        OTHER = "other"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    starts_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.JSONField()
    detail = models.JSONField(default=dict, blank=True)  # in a few words
    objectives = models.JSONField(default=dict, blank=True)
    questions = models.JSONField(default=list, blank=True)  # guiding questions: [{"en": …}, …]
    format = models.JSONField(default=dict, blank=True)  # how it runs: "two statements, open floor"
    room = models.ForeignKey(
        Room, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    languages = models.JSONField(default=list, blank=True)  # interpreted: ["en", "fr", "es"]
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="items"
    )
    documents = models.ManyToManyField(Document, related_name="+", blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # How often it was changed: who writes from an older one is told.
    changes = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.CharField(max_length=300, blank=True)
    # As a schedule file names it; its own uid for what was made here.
    guid = models.CharField(max_length=200, blank=True)
    source = models.JSONField(default=dict, blank=True)  # what such a file says beyond all this

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_item_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.number}"


class AgendaVersion(Identified):
    """What was published: `published.Agenda` as JSON, so that no later change alters it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    changes = models.JSONField(default=list)  # since the version before, as `published.Change`
    note = models.JSONField(default=dict, blank=True)  # what the Administration says of it
    told = models.PositiveIntegerField(default=0)  # mails written
    published_at = models.DateTimeField()
    by = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="one_agenda_version_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, agenda {self.number}"
