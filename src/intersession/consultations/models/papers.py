"""Papers the Administration composes here: the discussion note, and notes verbales as sent."""

from django.db import models

from intersession.consultations.models.questions import Question
from intersession.ledger.models import Identified
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity


class DiscussionNote(Identified):
    """What the note for one meeting is made of; its facts are read when it is made."""

    class Section(models.TextChoices):
        OVERVIEW = "overview"
        REPORT = "report"
        PROPOSALS = "proposals"
        QUESTIONS = "questions"
        AGENDA = "agenda"
        DOCUMENTS = "documents"
        IDEAS = "ideas"

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="+")
    sections = models.JSONField(default=list)
    introduction = models.JSONField(default=dict, blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Discussion note for {self.meeting}"


class Circular(Identified):
    """One wording in each language, merged to many Missions as notes verbales of one number."""

    class Audience(models.TextChoices):
        MEMBERS = "members"
        OBSERVERS = "observers"
        EVERYBODY = "everybody"
        ANSWERED = "answered"
        MISSING = "missing"

    title = models.JSONField()  # what it is about, for the list; not printed
    body = models.JSONField()
    audience = models.CharField(max_length=20, choices=Audience)
    question = models.ForeignKey(  # whose answers part the audience
        Question, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dated = models.DateField()
    deadline = models.DateTimeField(null=True, blank=True)
    signed_by = models.JSONField()  # lines of the signature block, by language
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)  # of its year, once issued
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="one_circular_per_number")
        ]

    def __str__(self) -> str:
        return self.symbol or f"Circular {self.uid}"

    @property
    def symbol(self) -> str:
        """ "NV/2011/14"; "" until it is issued."""
        return f"NV/{self.year}/{self.number}" if self.number else ""


class NoteVerbale(Identified):
    """The note of one Mission as it was issued, word for word."""

    circular = models.ForeignKey(Circular, on_delete=models.PROTECT, related_name="notes")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    addressee = models.TextField()
    words = models.TextField()
    signed_by = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circular", "entity"], name="one_note_per_mission_and_circular"
            )
        ]

    def __str__(self) -> str:
        return f"{self.circular} to {self.entity}"
