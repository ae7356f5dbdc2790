"""A mail is first a row: to whom, why, in which language, when it may leave, what became of it."""

from django.db import models

from intersession.access.models import User
from intersession.ledger.models import Identified


class Mail(Identified):
    class State(models.TextChoices):
        QUEUED = "queued"
        HELD = "held"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"

    class Purpose(models.TextChoices):
        ACTION_REQUIRED = "action_required"
        PLEASE_CONFIRM = "please_confirm"
        FOR_INFORMATION = "for_information"

    to = models.EmailField()
    recipient = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recipient_words = models.CharField(max_length=200)  # "Focal point, Permanent Mission of …"
    language = models.CharField(max_length=10, default="en")
    purpose = models.CharField(max_length=20, choices=Purpose)
    reason = models.CharField(max_length=200)  # why this person gets it
    subject = models.CharField(max_length=250)
    body = models.TextField()
    link = models.CharField(max_length=300, blank=True)
    about = models.CharField(max_length=120, blank=True)  # the ledger's name of what it is about
    # The same mail is never written twice: campaign, subject row and recipient make the key.
    dedup = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    send_after = models.DateTimeField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)  # when it was taken to be sent
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "send_after"])]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"
