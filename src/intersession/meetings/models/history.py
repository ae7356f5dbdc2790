"""Workshops and sessions held before this register began: facts, as far as they are recorded."""

from django.db import models
from django.db.models import F, Q

from intersession.ledger.models import Identified
from intersession.programme.models import Issue


class PastWorkshop(Identified):
    """What is not known stays empty. Themes and titles stand in the languages in which they are
    known officially; nothing is translated here."""

    class Precision(models.TextChoices):
        DAY = "day"
        MONTH = "month"  # then `starts_on` is its first day
        YEAR = "year"  # then there is no day at all

    year = models.PositiveSmallIntegerField()
    theme = models.JSONField(default=dict, blank=True)
    title = models.JSONField()
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.YEAR)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    place = models.JSONField(default=dict, blank=True)
    participants = models.PositiveIntegerField(null=True, blank=True)
    about_participants = models.BooleanField(default=False)  # the number is not exact
    publication = models.PositiveSmallIntegerField(null=True, blank=True)  # of the printed series
    source = models.CharField(max_length=300)
    issues = models.ManyToManyField(Issue, related_name="+", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(precision="year") & Q(starts_on=None))
                | (~Q(precision="year") & Q(starts_on__isnull=False)),
                name="a_past_workshop_has_a_day_or_only_a_year",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_past_workshop_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.title}"
