"""A mail is first a row: to whom, why, in which language, when it may leave, what became of it."""

from django.db import models

from intersession.access.models import User
from intersession.ledger.models import Identified


class Purpose(models.TextChoices):
    ACTION_REQUIRED = "action_required"
    PLEASE_CONFIRM = "please_confirm"
    FOR_INFORMATION = "for_information"


class Campaign(Identified):
    """The same matter to many, each in their language: written, seen, queued, gone.

    `kind` and `about` are words of the app that hangs the kind in; `number` tells the reminders
    about one matter apart. What is in it leaves as rows of Mail.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        QUEUED = "queued"
        WITHDRAWN = "withdrawn"

    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=120)  # as the kind names it in an address
    title = models.JSONField()  # of what it is about
    audience = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(default=1)
    purpose = models.CharField(max_length=20, choices=Purpose)
    subject = models.JSONField()
    body = models.JSONField()
    send_after = models.DateTimeField(null=True, blank=True)  # null: as soon as it is queued
    office_hours = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    by = models.CharField(max_length=300)
    written_at = models.DateTimeField()
    queued_by = models.CharField(max_length=300, blank=True)
    queued_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "about"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} about {self.about}"


class Mail(Identified):
    class State(models.TextChoices):
        QUEUED = "queued"
        HELD = "held"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        GATHERED = "gathered"  # kept for the digest its reader asked for
        NOT_NEEDED = "not_needed"  # found out at the moment of leaving
        WITHDRAWN = "withdrawn"

    Purpose = Purpose

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
    campaign = models.ForeignKey(
        Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="mails"
    )
    # The digest in which it went out.
    digest = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="gathered"
    )
    # The same mail is never written twice: campaign, subject row and recipient make the key.
    dedup = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    send_after = models.DateTimeField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)  # when it was taken to be sent
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    # Held because nobody can know whether it left: released one by one, never with many.
    doubtful = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["state", "send_after"])]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"


class Choice(Identified):
    """How an account wants mail that is for information only; the latest row of a topic stands."""

    class How(models.TextChoices):
        AT_ONCE = "at_once"
        DAILY = "daily"
        WEEKLY = "weekly"
        NEVER = "never"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=40)  # a key of rules.TOPICS
    how = models.CharField(max_length=10, choices=How)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "topic"])]

    def __str__(self) -> str:
        return f"{self.user}: {self.topic} {self.how}"


class Outage(models.Model):
    """One row while the mail server does not take mail at all: since when, its words, when it is
    asked again. No mail counts an attempt meanwhile."""

    since = models.DateTimeField()
    words = models.TextField()
    tries = models.PositiveSmallIntegerField(default=1)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"no mail server since {self.since}: {self.words}"
