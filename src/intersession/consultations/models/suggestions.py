"""Answers in words to an open question, supported by Members, answered by the Administration."""

from django.db import models

from intersession.consultations.models.questions import Question
from intersession.ledger.models import Identified
from intersession.membership.models import Entity


class Suggestion(Identified):
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="suggestions")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=300)
    words = models.TextField(max_length=4000)
    language = models.CharField(max_length=10)
    channel = models.CharField(max_length=20, default="online")
    at = models.DateTimeField()
    reply = models.JSONField(default=dict, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.question}: {self.words[:60]}"


class SuggestionSupport(models.Model):
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="supports")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "entity"], name="a_member_supports_once")
        ]

    def __str__(self) -> str:
        return f"{self.entity} supports {self.suggestion_id}"
