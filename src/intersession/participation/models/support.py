"""Money for those who travel: by which criteria, at what rates, and what became of each request."""

from django.db import models
from django.db.models import F, Q

from intersession.access.models import Dated
from intersession.ledger.models import Identified
from intersession.meetings.models import Meeting
from intersession.participation.models.registrations import Registration


class SupportCriterion(Identified, Dated):
    """What somebody must fulfil, from when to when, and where that was decided.

    The criteria in force on the first day of a meeting hold for it.
    """

    class Code(models.TextChoices):
        MEMBER = "member"  # of an Entity that is a Member
        OFFICIAL = "official"  # of a State
        DEVELOPING = "developing"  # of a State outside the group of high income
        FROM_CAPITAL = "from_capital"
        CREDENTIAL = "credential"  # named in a checked credential document
        APPROVED = "approved"  # the registration is approved
        NOT_RECENTLY = "not_recently"  # no support within `months`

    code = models.CharField(max_length=20, choices=Code)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300)
    changes = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=300, blank=True)

    class Meta(Dated.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.code} since {self.since}"


class TravelRates(Identified):
    """What an estimate of travel to a meeting is reckoned with, in the smallest unit of `currency`.

    Fare = `fare_base` + `fare_per_km` x the great-circle distance there, in km, both ways included.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3, default="USD")
    latitude = models.FloatField(null=True, blank=True)  # of the place, in degrees
    longitude = models.FloatField(null=True, blank=True)
    fare_base = models.PositiveBigIntegerField(default=0)
    fare_per_km = models.PositiveIntegerField(default=0)
    fare_source = models.CharField(max_length=300, blank=True)
    dsa = models.PositiveBigIntegerField(default=0)  # daily subsistence allowance, a night
    dsa_source = models.CharField(max_length=300, blank=True)
    nights = models.PositiveSmallIntegerField(default=0)  # that are usual
    terminal = models.PositiveBigIntegerField(default=0)  # terminal expenses of the whole journey
    terminal_source = models.CharField(max_length=300, blank=True)
    changes = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None) | Q(latitude__gte=-90, latitude__lte=90),
                name="a_place_lies_between_the_poles",
            ),
            models.CheckConstraint(
                condition=Q(longitude=None) | Q(longitude__gte=-180, longitude__lte=180),
                name="a_place_lies_around_the_world",
            ),
        ]

    def __str__(self) -> str:
        return f"rates of travel to {self.meeting}"


class SupportRequest(Identified):
    """What becomes of the wish that somebody's travel be paid. One a dossier."""

    class State(models.TextChoices):
        REQUESTED = "requested"
        ELIGIBLE = "eligible"
        NOT_ELIGIBLE = "not_eligible"
        RANKED = "ranked"
        OFFERED = "offered"
        ACCEPTED = "accepted"
        VISA = "visa"
        TICKETED = "ticketed"  # names and dates are locked
        TRAVELLED = "travelled"
        SETTLED = "settled"
        CANCELLED = "cancelled"

    registration = models.OneToOneField(
        Registration, on_delete=models.PROTECT, related_name="request"
    )
    state = models.CharField(max_length=20, choices=State, default=State.REQUESTED)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=300)
    # As they were found: [{"code": "developing", "since": "2011-12-05", "held": true}].
    findings = models.JSONField(default=list, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)  # of the last decision
    consulted = models.CharField(max_length=300, blank=True)  # who was, before it
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=300, blank=True)
    funds = models.CharField(max_length=200, blank=True)  # where the money comes from
    currency = models.CharField(max_length=3, default="USD")
    letter_number = models.CharField(max_length=40, blank=True)  # of the letter for the visa
    letter_at = models.DateTimeField(null=True, blank=True)
    travels_on = models.DateField(null=True, blank=True)
    returns_on = models.DateField(null=True, blank=True)
    route = models.CharField(max_length=300, blank=True)
    ticket = models.CharField(max_length=60, blank=True)
    ticketed_at = models.DateTimeField(null=True, blank=True)
    travelled_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # Who did what when, and why: [{"act": "offer", "at": "…", "by": "…", "why": "…"}].
    history = models.JSONField(default=list, blank=True)
    changes = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(travels_on=None)
                | Q(returns_on=None)
                | Q(returns_on__gte=F("travels_on")),
                name="a_journey_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["letter_number"],
                condition=~Q(letter_number=""),
                name="one_letter_per_number",
            ),
        ]
        indexes = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return f"support of {self.registration}: {self.state}"


class CostLine(Identified):
    """A part of what a journey costs: `quantity` x `rate` as estimated, then `spent`.

    In the smallest unit of the request's currency; `source` says where the figure comes from.
    """

    class Kind(models.TextChoices):
        FARE = "fare"
        DSA = "dsa"
        TERMINAL = "terminal"
        OTHER = "other"

    request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.CharField(max_length=200, blank=True)  # what an "other" is for
    quantity = models.PositiveSmallIntegerField(default=1)  # nights, for the allowance
    rate = models.PositiveBigIntegerField()
    source = models.CharField(max_length=300)
    by_hand = models.BooleanField(default=False)  # a new estimate leaves it as it is
    spent = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "kind"],
                condition=~Q(kind="other"),
                name="one_line_of_a_kind_per_request",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.request}"
