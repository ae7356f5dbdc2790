"""What is asked of the membership; opening freezes rule, tie-breaks and register."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from intersession.consultations.models.proposals import Proposal
from intersession.ledger.models import Identified
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity


class Question(Identified):
    class Kind(models.TextChoices):
        CHOOSE = "choose"
        YES_NO = "yes_no"
        OPEN = "open"

    class Rule(models.TextChoices):
        AV = "av"
        PAV = "pav"
        CC = "cc"
        EQUAL_SHARES = "equal-shares"

    class Seen(models.TextChoices):
        """Who sees positions, or figures."""

        ADMINISTRATION = "administration"  # and the Chair
        MEMBERSHIP = "membership"
        PUBLIC = "public"

    class State(models.TextChoices):
        DRAFT = "draft"
        OPEN = "open"
        CLOSED = "closed"
        CONCLUDED = "concluded"

    class Sets(models.TextChoices):
        """What the conclusion decides of the programme."""

        NOTHING = "nothing"
        THEME = "theme"
        TOPICS = "topics"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    # The programme whose theme or topics are chosen: a meeting of 2011 chooses for 2012.
    programme = models.ForeignKey("programme.Programme", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CHOOSE)
    sets = models.CharField(max_length=10, choices=Sets, default=Sets.NOTHING)
    title = models.JSONField()
    wording = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    seats = models.PositiveSmallIntegerField(default=1)
    cap = models.PositiveSmallIntegerField(null=True, blank=True)
    rule = models.CharField(max_length=20, choices=Rule, blank=True)
    ties = models.CharField(max_length=200, default="lex")  # "lex", or the seed of the lot
    positions_seen_by = models.CharField(max_length=20, choices=Seen, default=Seen.ADMINISTRATION)
    visibility_set_by = models.CharField(max_length=300, blank=True)
    figures_seen_by = models.CharField(max_length=20, choices=Seen, default=Seen.ADMINISTRATION)
    closes_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    # When the silence on its conclusion was broken, until the Chair has concluded again.
    broken_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # of the recount file, once closed

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(kind="open") | ~Q(rule=""),
                name="an_open_question_has_a_rule",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=5), name="one_to_five"),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def chain(self) -> str:
        """The key of the question's own chain in the ledger."""
        return f"question:{self.slug}"

    @property
    def closing_hour(self) -> datetime | None:
        """When it was closed, or will be."""
        return self.closed_at or self.closes_at

    def state_at(self, at: datetime) -> "Question.State":
        """The hour closes a question even when nobody was there to do it."""
        if self.opened_at is None:
            return Question.State.DRAFT
        if self.concluded_at:
            return Question.State.CONCLUDED
        if self.closed_at or (self.closes_at and at >= self.closes_at):
            return Question.State.CLOSED
        return Question.State.OPEN


class Option(models.Model):
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="options")
    code = models.CharField(max_length=12)
    title = models.JSONField()
    proposal = models.ForeignKey(
        Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)
    joined_at = models.DateTimeField(null=True, blank=True)  # set when it joined an open question
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "code"], name="one_option_per_code"),
            models.UniqueConstraint(fields=["question", "proposal"], name="a_proposal_stands_once"),
        ]
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.question} {self.code}"


class RegisterEntry(models.Model):
    """Who may answer, frozen when the question opened, as of the date of the meeting."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="register")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    counted = models.BooleanField(default=True)  # False: observers and partners, answering apart
    status = models.CharField(max_length=30)
    region = models.CharField(max_length=40, blank=True)  # code of the regional group that day
    groups = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "entity"], name="registered_once")
        ]

    def __str__(self) -> str:
        return f"{self.entity} on {self.question}"
