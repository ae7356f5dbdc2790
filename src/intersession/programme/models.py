"""The dialogue of one year: theme, slots, state, and the dates of its year line."""

from django.db import models

from intersession.ledger.models import Identified


class Issue(models.Model):
    """One subject of the spectrum of migration, so that one sees over years what was covered."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.JSONField()
    position = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.code


class Programme(Identified):
    class State(models.TextChoices):
        DRAFTING = "drafting"
        THEME_OPEN = "theme_open"
        THEME_AGREED = "theme_agreed"
        TOPICS_OPEN = "topics_open"
        TOPICS_AGREED = "topics_agreed"
        RUNNING = "running"
        REPORTED = "reported"
        CLOSED = "closed"

    year = models.PositiveSmallIntegerField(unique=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFTING)
    theme = models.JSONField(default=dict, blank=True)
    note = models.JSONField(default=dict, blank=True)
    mandates = models.JSONField(default=list, blank=True)  # [{"symbol": …, "title": {…}}]
    issues = models.ManyToManyField(Issue, related_name="programmes", blank=True)
    started_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )

    def __str__(self) -> str:
        return str(self.year)


class Slot(models.Model):
    """One of the year's workshops, before and after it has a topic."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="slots")
    number = models.PositiveSmallIntegerField()
    topic = models.JSONField(default=dict, blank=True)
    sub_title = models.JSONField(default=dict, blank=True)
    proposal = models.UUIDField(null=True, blank=True)  # public identifier, from above

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_slot_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.programme}, workshop {self.number}"


class Milestone(models.Model):
    """One of the six steps of the year line. `path` is an address, a plain value from above."""

    class Step(models.TextChoices):
        THEME = "theme"
        TOPICS = "topics"
        WORKSHOP_1 = "workshop_1"
        WORKSHOP_2 = "workshop_2"
        COUNCIL = "council"
        FOLLOW_UP = "follow_up"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="milestones")
    step = models.CharField(max_length=20, choices=Step)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    note = models.JSONField(default=dict, blank=True)  # "without a dialogue session"
    path = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "step"], name="one_milestone_per_step")
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.step}"
