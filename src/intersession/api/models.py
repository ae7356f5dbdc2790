"""Tokens: a program acts as the person who made it, within what that person let it do."""

from django.db import models

from intersession.access.models import IdempotencyKey, Person
from intersession.ledger.models import Identified


class ApiToken(Identified):
    """The secret is shown once; kept are its digest and its first letters, to know it again."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    start = models.CharField(max_length=12)  # "isn_3fAz…": what one sees of it afterwards
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the whole secret
    scopes = models.JSONField(default=list)  # values of May; nothing beyond them
    strong = models.BooleanField(default=False)  # a second factor was shown when it was made
    created_at = models.DateTimeField()
    until = models.DateField()  # the first day on which it no longer holds
    used_on = models.DateField(null=True, blank=True)  # the day of the last use, no closer
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"


class KeptAnswer(models.Model):
    """What a request with a key was answered, for the same request when it comes again."""

    key = models.OneToOneField(IdempotencyKey, on_delete=models.CASCADE, related_name="+")
    body = models.TextField()

    def __str__(self) -> str:
        return f"Answer to {self.key}"
