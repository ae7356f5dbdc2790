"""Rows become what the method of the room reads: candidates with their attributes, and rules.

Nine queries, however many are put forward. What an Entity declared of itself is counted and never
stands beside its name.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from intersession.meetings import rules as meeting_rules
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity, Group, GroupMembership, Profile
from intersession.methods import sortition
from intersession.participation import features
from intersession.participation.checks_of_registrations import for_the_office
from intersession.participation.models import (
    MustHave,
    Registration,
    RoomRules,
    Seat,
    SupportRequest,
    Target,
)
from intersession.participation.queries.attendance import took_part
from intersession.participation.queries.costs import sums
from intersession.programme.models import Slot

State = Registration.State
# Whoever asks for the money to travel and was not turned away.
PUT_FORWARD = (
    State.NOMINATED,
    State.SUBMITTED,
    State.CHECKED,
    State.APPROVED,
    State.WAITING_LIST,
    State.CONFIRMED,
)
# Whose support is cancelled comes in again only where a seat was declined: for the replacement.
_DECLINED = Seat.objects.filter(registration=OuterRef("pk"), state=Seat.State.DECLINED)
ROTATION = timedelta(days=3 * 366)  # support within these years weighs against an Entity
HIGH_INCOME, LEAST_DEVELOPED = "INCOME_H", "LDC"


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Everything that a proposal reads, once. `registrations` in their order by key."""

    meeting: Meeting
    rules: RoomRules
    targets: tuple[Target, ...]
    registrations: Mapping[str, Registration]
    candidates: tuple[sortition.Candidate, ...]
    regions: Mapping[str, Mapping[str, str]]
    musts: Mapping[int, str]  # reasons, by the key of the registration
    estimated: int = 0  # of how many the cost is that of their request

    @cached_property
    def named(self) -> features.Named:
        return features.Named(regions=self.regions)

    @cached_property
    def by_id(self) -> dict[str, sortition.Candidate]:
        return {one.id: one for one in self.candidates}

    def method_rules(self) -> sortition.Rules:
        return rules_of(self.rules, self.targets)


def pool_of(meeting: Meeting, rules: RoomRules) -> Pool:
    rows = list(
        for_the_office(meeting.pk)
        .filter(support=True, state__in=PUT_FORWARD)
        .exclude(request__state=SupportRequest.State.NOT_ELIGIBLE)
        .exclude(Q(request__state=SupportRequest.State.CANCELLED) & ~Exists(_DECLINED))
        .select_related("entity", "delegation")
        .order_by("pk")
    )
    known = _Known(meeting, rules, rows)
    return Pool(
        meeting=meeting,
        rules=rules,
        targets=tuple(Target.objects.filter(meeting=meeting).order_by("position", "pk")),
        registrations={str(row.uid): row for row in rows},
        candidates=tuple(known.candidate(row) for row in rows),
        regions=known.regions,
        musts=known.must,
        estimated=sum(row.pk in known.costs for row in rows),
    )


def rules_of(rules: RoomRules, targets: tuple[Target, ...]) -> sortition.Rules:
    return sortition.Rules(
        seats=(rules.seats_least, rules.seats_most),
        quotas=tuple(_quota(target, rules) for target in targets),
        per_entity=rules.per_entity,
        in_order=True,
        budget=rules.budget,
        share=_share(rules),
        unit=sortition.ENTITY,
    )


def _quota(target: Target, rules: RoomRules) -> sortition.Quota:
    return sortition.Quota(
        values=tuple((feature, value) for feature, value in target.values),
        least=target.least or 0,
        most=rules.seats_most if target.most is None else target.most,
        wished=target.wished,
    )


def _share(rules: RoomRules) -> sortition.Share | None:
    if not rules.share_of:
        return None
    return sortition.Share(
        part=rules.share_part,
        whole=rules.share_whole,
        of=rules.share_of,
        wished=rules.share_wished,
    )


def named() -> features.Named:
    """What features and their values are called; one query."""
    rows = Group.objects.filter(kind=Group.Kind.UN_REGIONAL_GROUP).order_by("position", "code")
    return features.Named(regions=dict(rows.values_list("code", "name")))


def rich(meeting: Meeting, entities: Iterable[int | None]) -> set[int]:
    """Those of the group of high income on the first day of the meeting. One query."""
    day = meeting_rules.days_of(meeting)[0]
    rows = GroupMembership.objects.in_force(day).filter(group__code=HIGH_INCOME)
    return set(
        rows.filter(entity__in={one for one in entities if one}).values_list("entity", flat=True)
    )


def is_official_of_a_developing_country(row: Registration, is_rich: bool) -> bool:
    """Of a State outside the group of high income."""
    state = row.entity is not None and row.entity.kind == Entity.Kind.STATE
    return state and not is_rich and row.stakeholder in {"", Entity.Kind.STATE}


class _Known:
    """What is known of all who are put forward, on the first day of the meeting."""

    def __init__(self, meeting: Meeting, rules: RoomRules, rows: list[Registration]) -> None:
        self.meeting, self.rules = meeting, rules
        self.day = meeting_rules.days_of(meeting)[0]
        self.entities = {row.entity_id for row in rows if row.entity_id}
        self.regions = named().regions
        self.region, self.groups = self._groups()
        self.labels = self._labels()
        self.past = self._past()
        self.came = self._came(rows)
        self.costs = sums(meeting)
        self.must: dict[int, str] = dict(
            MustHave.objects.filter(registration__meeting=meeting).values_list(
                "registration", "reason"
            )
        )

    def candidate(self, row: Registration) -> sortition.Candidate:
        region = self.region.get(row.entity_id, "")
        return sortition.Candidate(
            id=str(row.uid),
            attributes=self._attributes(row, region),
            entity=row.entity.slug if row.entity else "",
            priority=row.position if row.delegation_id else None,
            cost=self._cost(row, region),
            must=row.pk in self.must,
            shared=is_official_of_a_developing_country(row, self._rich(row)),
            past=self.past[row.entity_id] if row.entity_id else 0,
        )

    def _cost(self, row: Registration, region: str) -> int:
        """Of the request; else what somebody of the regional group costs."""
        costs = self.rules.costs
        return int(self.costs.get(row.pk, costs.get(region, costs.get("", 0))))

    def _attributes(self, row: Registration, region: str) -> dict[str, str]:
        labels = self.labels.get(row.entity_id, set())
        said = {True: features.YES, False: features.NO, None: ""}
        found = {
            features.REGION: region,
            features.STAKEHOLDER: row.stakeholder or (row.entity.kind if row.entity else ""),
            features.GENDER: row.gender,
            features.CAPITAL: said[row.from_capital],
            features.LDC: said[LEAST_DEVELOPED in self.groups.get(row.entity_id, set())],
            features.DEVELOPING: said[self._developing(row)],
            features.FIRST_TIME: said[not self._came_before(row)],
        }
        return found | {label: said[label in labels] for label in Profile.Label.values}

    def _rich(self, row: Registration) -> bool:
        return HIGH_INCOME in self.groups.get(row.entity_id, set())

    def _developing(self, row: Registration) -> bool:
        """A State outside the group of high income on that day."""
        return bool(row.entity and row.entity.kind == Entity.Kind.STATE) and not self._rich(row)

    def _groups(self) -> tuple[dict[int | None, str], dict[int | None, set[str]]]:
        """The regional group (who sits in two: the later one) and the codes of all others."""
        rows = (
            GroupMembership.objects.in_force(self.day)
            .filter(entity__in=self.entities)
            .order_by("group__position")
            .values_list("entity", "group__code")
        )
        region: dict[int | None, str] = {}
        others: dict[int | None, set[str]] = {}
        for entity, code in rows:
            if code in self.regions:
                region[entity] = code
            else:
                others.setdefault(entity, set()).add(code)
        return region, others

    def _labels(self) -> dict[int | None, set[str]]:
        """Declared on the topic of the workshop; else on migration in general."""
        topic = self._topic()
        rows = Profile.objects.in_force(self.day).filter(entity__in=self.entities)
        found: dict[str, dict[int | None, set[str]]] = {topic: {}, "": {}}
        asked = rows.filter(topic__in={topic, ""}).values_list("entity", "topic", "label")
        for entity, of, label in asked:
            found[of].setdefault(entity, set()).add(label)
        return {**found[""], **found[topic]}

    def _topic(self) -> str:
        slot = Slot.objects.filter(
            programme=self.meeting.programme_id, number=self.meeting.number, proposal__isnull=False
        ).first()
        return str(slot.proposal) if slot and self.meeting.kind == Meeting.Kind.WORKSHOP else ""

    def _past(self) -> Counter[int | None]:
        """How many seats an Entity had paid within the years of rotation."""
        since = self.meeting.starts_at - ROTATION
        rows = Seat.objects.filter(
            state=Seat.State.ACCEPTED,
            registration__entity__in=self.entities,
            on__meeting__starts_at__gte=since,
            on__meeting__starts_at__lt=self.meeting.starts_at,
        )
        return Counter(rows.values_list("registration__entity", flat=True))

    def _came(self, rows: list[Registration]) -> set[str | int]:
        """Mailboxes, and people whom somebody recognised, that came to an earlier meeting."""
        boxes = [row.email.lower() for row in rows if row.email]
        roots = [row.same_as_id or row.pk for row in rows]
        theirs = Q(email__in=boxes) | Q(pk__in=roots) | Q(same_as__in=roots)
        earlier = Registration.objects.filter(
            theirs, took_part(), meeting__starts_at__lt=self.meeting.starts_at
        )
        found: set[str | int] = set()
        for pk, same_as, email in earlier.values_list("pk", "same_as", "email"):
            found |= {same_as or pk, email}
        return found - {""}

    def _came_before(self, row: Registration) -> bool:
        return not self.came.isdisjoint({row.same_as_id or row.pk, row.email.lower()} - {""})
