"""Informal consultations, workshops and Council sessions: date, place, documents."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from intersession.documents.models import Document
from intersession.ledger.models import Identified
from intersession.programme.models import Programme


class Meeting(Identified):
    class Kind(models.TextChoices):
        CONSULTATION = "consultation"
        WORKSHOP = "workshop"
        COUNCIL = "council"

    class State(models.TextChoices):
        PLANNED = "planned"
        ANNOUNCED = "announced"
        CONFIRMED = "confirmed"
        IN_SESSION = "in_session"
        FINAL = "final"
        PUBLISHED = "published"

    class Modality(models.TextChoices):
        IN_PERSON = "in_person"
        HYBRID = "hybrid"
        REMOTE = "remote"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.PositiveSmallIntegerField(null=True, blank=True)  # workshop 1, 100th session
    slug = models.SlugField(max_length=80, unique=True)
    title = models.JSONField()
    place = models.JSONField()
    venue = models.JSONField(default=dict, blank=True)
    time_zone = models.CharField(max_length=60, default="Europe/Zurich")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    modality = models.CharField(max_length=20, choices=Modality, default=Modality.IN_PERSON)
    state = models.CharField(max_length=20, choices=State, default=State.PLANNED)
    about = models.JSONField(default=dict, blank=True)
    figures = models.JSONField(default=dict, blank=True)  # {"participants": 230, …}: facts
    sequence = models.PositiveSmallIntegerField(default=0)  # of the calendar entry
    changed_at = models.DateTimeField(default=timezone.now)  # what a calendar shows of it
    # When it was to begin, before that hour was changed last.
    moved_from = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # What those invited were last told of hour and place, while that is no longer so.
    untold = models.JSONField(null=True, blank=True)
    # Changes of what `rules.Interpretation` says by default: {"half_days": 2, …}.
    interpretation = models.JSONField(default=dict, blank=True)
    # What a schedule file said of the whole beyond all this: when its days begin, say. Public.
    schedule = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_meeting_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.slug


class MeetingDocument(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "document"], name="a_paper_is_listed_once")
        ]

    def __str__(self) -> str:
        return f"{self.document} for {self.meeting}"
