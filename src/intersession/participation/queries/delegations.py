"""Delegations: the page of one, and all of a meeting for the Administration."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.meetings.models import Meeting
from intersession.membership.labels import KIND_NAMES, STATUS_NAMES
from intersession.membership.models import Entity, Representation
from intersession.participation import calling, delegating
from intersession.participation.models import Call, Delegation, Registration
from intersession.ui.dates import duty_day
from intersession.ui.text import text

Words = dict[str, str]
PER_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class NomineeLine:
    uid: str
    number: int
    name: str
    title: Any
    function: str
    role: Any
    email: str
    from_capital: bool | None
    support: bool
    state: str
    first: bool
    last: bool


@dataclass(frozen=True, kw_only=True)
class DelegationPage:
    """`open`: people may be put forward now; `closed`: the deadline is over; `late`: the officer
    lets them in after it; `hidden`: a draft that the reader does not see."""

    entity: Entity
    row: Delegation | None
    state: str
    limits: calling.Limits
    limit_words: str
    people: list[NomineeLine]
    changes: list[delegating.Changed]
    credential: str
    credential_name: str
    open: bool
    closed: bool
    late: bool
    hidden: bool

    @property
    def shape(self) -> str:
        return delegating.SHAPES[self.state]

    @property
    def word(self) -> Any:
        return delegating.STATE_NAMES[self.state]

    @property
    def credential_word(self) -> Any:
        return delegating.CREDENTIAL_NAMES[self.credential]

    @property
    def credential_shape(self) -> str:
        return delegating.CREDENTIAL_SHAPES[self.credential]

    @property
    def has_head(self) -> bool:
        return any(line.role == delegating.ROLE_NAMES["head"] for line in self.people)


@dataclass(frozen=True, kw_only=True)
class DelegationLine:
    """`people` is None while the Entity writes: whom, and how many, nobody else sees."""

    slug: str
    name: Words
    code: str  # of the kind
    kind: Any
    status: Any
    member: bool
    state: str
    sent_at: datetime | None
    people: int | None
    names: int
    credential: str
    late_leave: bool
    changed: bool
    acts: bool  # somebody has an account to act for it

    @property
    def shape(self) -> str:
        return delegating.SHAPES[self.state]

    @property
    def word(self) -> Any:
        return delegating.STATE_NAMES[self.state]

    @property
    def credential_word(self) -> Any:
        return delegating.CREDENTIAL_NAMES[self.credential]

    @property
    def credential_shape(self) -> str:
        return delegating.CREDENTIAL_SHAPES[self.credential]


@dataclass(frozen=True, kw_only=True)
class DelegationList:
    """`lines`: of the page that was asked for."""

    lines: list[DelegationLine]
    page: "Page[Any]"
    counts: list[tuple[str, Any, int]]
    state: str
    kind: str
    kinds: list[tuple[str, Any]]
    of: int
    people: int
    waits: int  # credentials
    missing: int  # Entities that could still be reminded


def delegation_at(meeting: Meeting, entity: Entity) -> Delegation | None:
    rows = Delegation.objects.select_related("credential", "meeting", "entity")
    return rows.filter(meeting=meeting, entity=entity).first()


def delegation_page(
    call: Call, entity: Entity, row: Delegation | None, actor: Actor, at: datetime
) -> DelegationPage:
    """One query beside the row."""
    own = actor.entity == entity.pk
    hidden = not own and row is not None and delegating.state_of(row) == delegating.DRAFTING
    hidden = hidden and row is not None and not row.on_behalf
    rows = list(Registration.objects.filter(delegation=row)) if row and not hidden else []
    limits = calling.limits_of(call, entity.kind, row)
    late = bool(row and row.late_leave)
    closed = at >= call.nominations_close_at
    over = calling.state_of(call, at) in (calling.TO_OPEN,) or at >= call.meeting.ends_at
    sent = row is not None and row.state == Delegation.State.SENT
    return DelegationPage(
        entity=entity,
        row=row,
        state=delegating.state_of(row),
        limits=limits,
        limit_words=calling.limit_words(limits, entity.kind),
        people=_people(rows),
        changes=delegating.changes(row.sent_as, rows) if row and sent else [],
        credential=delegating.credential_of(row, call.credential),
        credential_name=row.credential.name if row and row.credential else "",
        open=not over and (late or not closed) and call.meeting.cancelled_at is None,
        closed=closed,
        late=late,
        hidden=hidden,
    )


def _people(rows: list[Registration]) -> list[NomineeLine]:
    standing = delegating.standing(rows)
    return [
        NomineeLine(
            uid=str(row.uid),
            number=number,
            name=row.badge_name,
            title=delegating.TITLE_NAMES[row.title] if row.title else "",
            function=row.function,
            role=delegating.ROLE_NAMES.get(row.role, row.role),
            email=row.email,
            from_capital=row.from_capital,
            support=row.support,
            state=row.state,
            first=number == 1,
            last=number == len(standing),
        )
        for number, row in enumerate(standing, 1)
    ]


def nominee_at(row: Delegation | None, uid: Any) -> Registration | None:
    rows = Registration.objects.select_related("meeting").filter(delegation=row, uid=uid)
    return rows.exclude(state=Registration.State.CANCELLED).first() if row else None


def delegation_list(
    call: Call, state: str, kind: str, at: datetime, page: str = "1", *, whole: bool = False
) -> DelegationList:
    """All that are called, and all that have written. Nine queries. `whole`: all lines at once."""
    meeting = call.meeting
    written = {row.entity_id: row for row in _written(meeting)}
    registered = {row.entity: row for row in calling.called(meeting)}
    entities = _named(registered, written)
    acting = _acting(list(entities), at)
    lines = [
        _line(call, pk, *named, written.get(pk), registered.get(pk), pk in acting)
        for pk, named in entities.items()
    ]
    order = list(delegating.STATE_NAMES)
    lines.sort(key=lambda line: (order.index(line.state), text(line.name).casefold()))
    counts = Counter(line.state for line in lines)
    found_kinds = {code for _slug, _name, code in entities.values()}
    state = state if state in counts else ""
    kind = kind if kind in found_kinds else ""
    found = [one for one in lines if _shown(one, state, KIND_NAMES.get(kind))]
    shown = Paginator(found, max(1, len(found)) if whole else PER_PAGE).get_page(page)
    return DelegationList(
        lines=list(shown),
        page=shown,
        counts=[(c, w, counts[c]) for c, w in delegating.STATE_NAMES.items() if counts[c]],
        state=state,
        kind=kind,
        kinds=[(code, word) for code, word in KIND_NAMES.items() if code in found_kinds],
        of=len(lines),
        people=sum(line.people or 0 for line in lines if line.state == delegating.SENT),
        waits=sum(line.state == delegating.SENT and line.credential == "waits" for line in lines),
        missing=sum(line.state != delegating.SENT and line.acts for line in lines),
    )


def _shown(line: DelegationLine, state: str, kind: Any) -> bool:
    return (not state or line.state == state) and (kind is None or line.kind == kind)


def _written(meeting: Meeting) -> list[Delegation]:
    """With those who stand on each as `standing`. Two queries."""
    rows = list(Delegation.objects.filter(meeting=meeting).select_related("entity"))
    people: dict[int, list[Registration]] = {row.pk: [] for row in rows}
    kept = ("uid", "role", "position", "state", "delegation_id")
    for one in Registration.objects.filter(delegation__in=rows).only(*kept):
        people[one.delegation_id].append(one)
    for row in rows:
        row.standing = delegating.as_it_stands(people[row.pk])
    return rows


def _named(registered: Any, written: Any) -> dict[int, tuple[str, Words, str]]:
    found = {pk: (row.slug, row.name, row.kind) for pk, row in registered.items()}
    for pk, row in written.items():
        found.setdefault(pk, (row.entity.slug, row.entity.name, row.entity.kind))
    return found


def _acting(entities: list[int], at: datetime) -> set[int]:
    rows = Representation.objects.in_force(duty_day(at)).filter(user__is_active=True)
    rows = rows.filter(entity__in=entities, role__in=calling.NOMINATING)
    return set(rows.values_list("entity", flat=True))


def _line(
    call: Call, pk: int, slug: str, name: Words, kind: str, row: Any, called: Any, acts: bool
) -> DelegationLine:
    state = delegating.state_of(row)
    told = row is not None and (state == delegating.SENT or row.on_behalf)
    return DelegationLine(
        slug=slug,
        name=name,
        code=kind,
        kind=KIND_NAMES[kind],
        status=STATUS_NAMES.get(called.status, "") if called else "",
        member=bool(called and called.counted),
        state=state,
        sent_at=row.sent_at if row else None,
        people=len(row.standing) if told else None,
        names=calling.limits_of(call, kind, row).names,
        credential=delegating.credential_of(row, call.credential)
        if state == delegating.SENT
        else "",
        late_leave=bool(row and row.late_leave),
        changed=state == delegating.SENT and row.standing != row.sent_as,
        acts=acts,
    )


def own_rights(actor: Actor, entity: Entity, at: datetime) -> list[Representation]:
    """The rights of focal points that the reader may hand over: one's own; all of the Entity for
    its head of mission. One query, or none."""
    if not actor.may(May.NOMINATE, entity=entity.pk):
        return []
    rows = Representation.objects.in_force(duty_day(at)).select_related("user", "entity")
    rows = rows.filter(entity=entity, role="focal_point", user__is_active=True)
    if not actor.may(May.NAME_FOCAL_POINT, entity=entity.pk):
        rows = rows.filter(user=actor.user)
    return list(rows.order_by("user__email"))
