"""Invitations of a meeting for the Administration, and one for whoever holds its link."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from intersession.meetings.models import Meeting
from intersession.membership import queries as membership
from intersession.membership.labels import KIND_NAMES
from intersession.membership.models import Entity
from intersession.participation import calling, inviting
from intersession.participation.inviting import InvitationFacts, Proposed
from intersession.participation.models import Invitation
from intersession.ui.dates import duty_day
from intersession.ui.text import text

State = Invitation.State
Words = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class InvitationLine:
    """`chain`: to whom it was passed on, one after the other; `before`: from whom it came."""

    uid: str
    email: str
    name: str
    entity: Words
    slug: str  # of the Entity
    language: str
    kind: str
    state: str
    told_at: datetime | None
    reminded_at: datetime | None
    answered_at: datetime | None
    answer: str
    before: list[str]
    after: list[str]

    @property
    def shape(self) -> str:
        return inviting.SHAPES[self.state]

    @property
    def word(self) -> Any:
        return inviting.STATE_NAMES[self.state]

    @property
    def kind_name(self) -> Any:
        return KIND_NAMES.get(self.kind, "")

    @property
    def told(self) -> bool:
        """Whether the link may still be used."""
        return self.state in inviting.ANSWERED

    @property
    def open(self) -> bool:
        return self.state not in (State.WITHDRAWN, State.PASSED_ON)


@dataclass(frozen=True, kw_only=True)
class InvitationList:
    """`counts`: by state, in its order; `lines` are those that were asked for."""

    lines: list[InvitationLine]
    counts: list[tuple[str, Any, int]]
    kinds: list[tuple[str, Any]]
    state: str
    kind: str
    of: int
    to_send: int
    to_remind: int


def invitation_list(meeting: Meeting, state: str, kind: str, at: datetime) -> InvitationList:
    """One query."""
    rows = _rows(meeting)
    counts = Counter(row.state for row in rows)
    kinds = {row.stakeholder for row in rows if row.stakeholder}
    state = state if state in counts else ""
    kind = kind if kind in kinds else ""
    chains = _chains(rows)
    lines = [_line(row, chains) for row in rows]
    return InvitationList(
        lines=[
            line
            for line in lines
            if (not state or line.state == state) and (not kind or line.kind == kind)
        ],
        counts=[(code, word, counts[code]) for code, word in _states() if counts[code]],
        kinds=[(code, word) for code, word in KIND_NAMES.items() if code in kinds],
        state=state,
        kind=kind,
        of=len(rows),
        to_send=counts[State.DRAFT],
        to_remind=sum(row.state == State.INVITED and inviting.may_remind(row, at) for row in rows),
    )


def to_send(meeting: Meeting) -> list[Invitation]:
    return [row for row in _rows(meeting) if row.state == State.DRAFT]


def to_remind(meeting: Meeting, at: datetime) -> list[Invitation]:
    return [
        row for row in _rows(meeting) if row.state == State.INVITED and inviting.may_remind(row, at)
    ]


def _rows(meeting: Meeting) -> list[Invitation]:
    rows = Invitation.objects.filter(meeting=meeting).select_related("entity", "meeting")
    found = sorted(rows, key=lambda row: (row.name or row.email).casefold())
    order = list(State)
    return sorted(found, key=lambda row: order.index(State(row.state)))


def _states() -> list[tuple[str, Any]]:
    return list(inviting.STATE_NAMES.items())


def _chains(rows: list[Invitation]) -> dict[int, tuple[list[str], list[str]]]:
    """By row: the names before it and after it."""
    known = {row.pk: row for row in rows}
    following = {row.passed_by_id: row for row in rows if row.passed_by_id}
    return {row.pk: (_walk(row, known)[::-1], _ahead(row, following)) for row in rows}


def _walk(row: Invitation, known: dict[int, Invitation]) -> list[str]:
    found = []
    while row.passed_by_id in known:
        row = known[row.passed_by_id]
        found.append(row.name or row.email)
    return found


def _ahead(row: Invitation, following: dict[int, Invitation]) -> list[str]:
    found = []
    while row.pk in following:
        row = following[row.pk]
        found.append(row.name or row.email)
    return found


def _line(row: Invitation, chains: dict[int, tuple[list[str], list[str]]]) -> InvitationLine:
    before, after = chains[row.pk]
    return InvitationLine(
        uid=str(row.uid),
        email=row.email,
        name=row.name,
        entity=row.entity.name if row.entity else {},
        slug=row.entity.slug if row.entity else "",
        language=row.language,
        kind=row.stakeholder,
        state=row.state,
        told_at=row.told_at,
        reminded_at=row.reminded_at,
        answered_at=row.answered_at,
        answer=row.answer,
        before=before,
        after=after,
    )


def of_membership(meeting: Meeting, kinds: list[str], at: datetime) -> list[Proposed]:
    """One account for each Entity of these kinds with a status on the first day: its focal point,
    else who acts for it. Whoever is invited already is told so. Six queries."""
    rows = {row.entity: row for row in _registered(meeting) if row.kind in kinds}
    entities = Entity.objects.in_bulk(list(rows))
    accounts = _first_accounts(list(rows), duty_day(at))
    live = inviting.live_addresses(meeting)
    found = []
    for pk, row in rows.items():
        account, name = accounts.get(pk), text(row.name)
        if account is None:
            found.append(Proposed(facts=None, said=name, wrong="address", slug=row.slug))
            continue
        facts = InvitationFacts(
            email=account.email, entity=entities[pk], language=account.language, name=""
        )
        wrong = "twice" if account.email.lower() in live else ""
        live.add(account.email.lower())
        said = f"{name}, {account.email}"
        found.append(Proposed(facts=facts, said=said, wrong=wrong, slug=row.slug))
    return found


def _registered(meeting: Meeting) -> list[membership.Registered]:
    return membership.register_on(calling.first_day(meeting))


def _first_accounts(entities: list[int], day: date) -> dict[int, membership.Account]:
    found: dict[int, membership.Account] = {}
    order = {role: place for place, role in enumerate(calling.NOMINATING)}
    rows = [one for one in membership.accounts_of(entities, day) if one.role in order]
    for one in sorted(rows, key=lambda one: order[one.role]):
        found.setdefault(one.entity, one)
    return found
