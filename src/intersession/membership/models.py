"""Entities, the status and the groups each holds over time, and the accounts that act for them."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from intersession.access.models import Dated, User
from intersession.access.policy import ROLE_NAMES, Role
from intersession.ledger.models import Identified
from intersession.ui.text import text

# What has no recorded beginning has always been so. A date, because ranges need one.
ALWAYS = date(1900, 1, 1)


class Precision(models.TextChoices):
    """How exactly the beginning of a dated row is known."""

    DAY = "day"
    YEAR = "year"
    UNKNOWN = "unknown"  # then `since` is ALWAYS


class EntityQuerySet(models.QuerySet["Entity"]):
    def with_status_on(self, day: date, *kinds: str) -> "EntityQuerySet":
        held = MembershipStatus.objects.in_force(day).filter(kind__in=kinds)
        return self.filter(pk__in=held.values("entity"))

    def members_on(self, day: date) -> "EntityQuerySet":
        return self.with_status_on(day, MembershipStatus.Kind.MEMBER)

    def in_group_on(self, day: date, code: str) -> "EntityQuerySet":
        belongs = GroupMembership.objects.in_force(day).filter(group__code=code)
        return self.filter(pk__in=belongs.values("entity"))


class Entity(Identified):
    class Kind(models.TextChoices):
        STATE = "state"
        REGIONAL_ORGANISATION = "regional_organisation"
        IGO = "igo"
        NGO = "ngo"
        ACADEMIA = "academia"
        MEDIA = "media"
        PRIVATE_SECTOR = "private_sector"
        MIGRANTS = "migrants"
        OTHER = "other"

    kind = models.CharField(max_length=30, choices=Kind)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.JSONField()
    formal_name = models.JSONField(default=dict, blank=True)
    local_name = models.CharField(max_length=150, blank=True)
    iso2 = models.CharField(max_length=2, blank=True)
    iso3 = models.CharField(max_length=3, blank=True)
    m49 = models.CharField(max_length=3, blank=True)
    capital = models.CharField(max_length=100, blank=True)
    time_zone = models.CharField(max_length=60, blank=True)
    latitude = models.FloatField(null=True, blank=True)  # of the capital, in degrees
    longitude = models.FloatField(null=True, blank=True)
    language = models.CharField(max_length=10, default="en")  # of correspondence
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(max_length=400, blank=True)  # postal, of the mission; in lines
    protocol_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    fictional = models.BooleanField(default=False)

    objects = EntityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[code], condition=~Q(**{code: ""}), name=f"one_entity_per_{code}"
            )
            for code in ("iso2", "iso3", "m49")
        ] + [
            models.CheckConstraint(
                condition=Q(latitude=None) | Q(latitude__gte=-90, latitude__lte=90),
                name="a_capital_lies_between_the_poles",
            ),
            models.CheckConstraint(
                condition=Q(longitude=None) | Q(longitude__gte=-180, longitude__lte=180),
                name="a_capital_lies_around_the_world",
            ),
        ]

    def __str__(self) -> str:
        return text(self.name, "en")


class MembershipStatus(Dated):
    class Kind(models.TextChoices):
        MEMBER = "member"
        OBSERVER_STATE = "observer_state"
        OBSERVER_ORGANISATION = "observer_organisation"
        PARTNER = "partner"

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="statuses")
    kind = models.CharField(max_length=30, choices=Kind)
    source = models.CharField(max_length=200, blank=True)
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["kind", "since", "until"])]

    def __str__(self) -> str:
        return f"{self.entity}: {self.kind} since {self.since}"


class Group(Identified):
    class Kind(models.TextChoices):
        REGION = "region"
        UN_REGIONAL_GROUP = "un_regional_group"
        DEVELOPMENT = "development"  # LDC, LLDC, SIDS, G77
        INCOME = "income"
        OTHER = "other"

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=30, choices=Kind)
    name = models.JSONField()
    position = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.code


class GroupMembership(Dated):
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="groups")
    source = models.CharField(max_length=200, blank=True)
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["group", "since", "until"])]

    def __str__(self) -> str:
        return f"{self.entity} in {self.group} since {self.since}"


class Profile(Dated):
    """How an Entity describes itself on a topic: several labels at once, declared, dated.

    Used for counting and never displayed beside a name to anybody else. `topic` is the public
    identifier of a topic, a plain value from above; empty means migration in general.
    """

    class Label(models.TextChoices):
        ORIGIN = "origin"
        TRANSIT = "transit"
        DESTINATION = "destination"

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="profiles")
    topic = models.CharField(max_length=80, blank=True)
    label = models.CharField(max_length=20, choices=Label)

    class Meta(Dated.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.entity}: {self.label} since {self.since}"


class Representation(Dated):
    """An account that may act for an Entity, in which role, from when to when."""

    ROLES = [
        (role.value, ROLE_NAMES[role])
        for role in (Role.FOCAL_POINT, Role.HEAD_OF_MISSION, Role.OBSERVER, Role.DONOR)
    ]

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="representations")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=ROLES)

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["user", "role"])]

    def __str__(self) -> str:
        return f"{self.user} for {self.entity} as {self.role}"


def overlapping(rows: "models.QuerySet[Any]", since: date, until: date | None) -> Any:
    """The rows of a dated table that share at least one day with [since, until)."""
    begun = rows if until is None else rows.filter(since__lt=until)
    return begun.filter(Q(until=None) | Q(until__gt=since))
