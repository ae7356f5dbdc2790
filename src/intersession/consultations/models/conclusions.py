"""The Chair's package in words, and the silence procedure that may adopt it."""

from django.db import models

from intersession.consultations.models.proposals import Proposal
from intersession.consultations.models.questions import Option, Question
from intersession.ledger.models import Identified
from intersession.membership.models import Entity


class Conclusion(Identified):
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="conclusions")
    words = models.JSONField()
    by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True, blank=True)  # null while a silence runs
    follows_the_count = models.BooleanField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # its silence was broken

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question"],
                condition=models.Q(withdrawn_at=None),
                name="one_conclusion_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"Conclusion on {self.question}"


class ConclusionItem(models.Model):
    class Fate(models.TextChoices):
        CHOSEN = "chosen"
        MERGED = "merged"  # into another option of the package
        KEPT = "kept"  # for a future programme
        CLOSED = "closed"  # neither chosen nor kept (yes / no)

    conclusion = models.ForeignKey(Conclusion, on_delete=models.PROTECT, related_name="items")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(
        Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    fate = models.CharField(max_length=10, choices=Fate)
    slot = models.PositiveSmallIntegerField(null=True, blank=True)
    into = models.ForeignKey(
        Option, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sub_title = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conclusion", "option"], name="one_fate_per_option")
        ]

    def __str__(self) -> str:
        return f"{self.option}: {self.fate}"


class SilenceProcedure(Identified):
    class State(models.TextChoices):
        RUNNING = "running"
        ADOPTED = "adopted"
        BROKEN = "broken"

    conclusion = models.OneToOneField(Conclusion, on_delete=models.PROTECT, related_name="silence")
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)

    def __str__(self) -> str:
        return f"Silence on {self.conclusion}"


class Objection(Identified):
    silence = models.ForeignKey(
        SilenceProcedure, on_delete=models.PROTECT, related_name="objections"
    )
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=300)
    reason = models.TextField(max_length=2000, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["silence", "entity"], name="a_member_objects_once")
        ]

    def __str__(self) -> str:
        return f"{self.entity} objects"
