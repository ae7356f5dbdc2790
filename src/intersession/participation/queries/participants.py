"""The list of participants of a meeting: as it stands now, or as it was issued."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.ledger.models import canonical
from intersession.meetings import rules as meetings
from intersession.meetings.models import Meeting
from intersession.membership.models import MembershipStatus
from intersession.participation import deciding, line_up
from intersession.participation.line_up import Line, Part
from intersession.participation.models import Call, Correction, ParticipantsList, Registration
from intersession.prepared import DAY, KEY, Given, Prepared
from intersession.ui.languages import get_language

# What becomes of a list, in this order.
TO_OPEN, OPEN, CLOSED, ISSUED = "to_open", "open", "closed", "issued"

_list_of = Prepared(lambda: ParticipantsList.objects.filter(meeting=Given("meeting", KEY)))
_rows_of = Prepared(
    lambda: (
        Registration.objects.filter(deciding.ON_LIST, meeting=Given("meeting", KEY))
        .order_by("pk")
        .values_list(
            *("uid", "entity", "affiliation", "stakeholder", "role", "position", "delegation"),
            *("title", "given_name", "family_name", "badge_name", "function"),
            *("entity__kind", "entity__slug", "entity__name", "entity__protocol_rank"),
        )
    )
)
_consents_of = Prepared(
    lambda: (
        Registration.objects.filter(meeting=Given("meeting", KEY))
        .exclude(consents={})
        .values_list("uid", "consents")
    )
)
_statuses_on = Prepared(
    lambda: MembershipStatus.objects.in_force(Given("day", DAY)).values_list("entity", "kind")
)
_ORDER = {kind: n for n, kind in enumerate(MembershipStatus.Kind.values)}


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """`row` None: not opened yet. `whole`: the reader sees all who stand in it; `unnamed`: how many
    are left out for another reader. `moved`: lines that are otherwise by now than as issued."""

    meeting: Meeting
    at: datetime
    row: ParticipantsList | None
    stage: str
    parts: list[Part]
    people: int
    entities: int
    whole: bool
    unnamed: int
    moved: int
    waiting: int
    seen: str  # `digest` of what would be issued; "" for who does not issue it

    @property
    def revision(self) -> int:
        return max(0, self.row.number - 1) if self.row else 0


def stage_of(row: ParticipantsList | None, at: datetime) -> str:
    if row is None:
        return TO_OPEN
    if row.issued_at is not None:
        return ISSUED
    return OPEN if at < row.closes_at else CLOSED


def list_of(meeting: Meeting) -> ParticipantsList | None:
    found: ParticipantsList | None = _list_of.one(meeting=meeting.pk)
    return found


def lines_of(meeting: Meeting) -> list[Line]:
    """As it stands now. Two queries."""
    day = meetings.days_of(meeting)[0]
    statuses: dict[int, str] = {}
    for entity, kind in sorted(_statuses_on(day=day), key=lambda one: -_ORDER[one[1]]):
        statuses[entity] = kind
    return [_line(row, statuses) for row in _rows_of(meeting=meeting.pk)]


def _line(row: tuple[Any, ...], statuses: dict[int, str]) -> Line:
    uid, entity, affiliation, stakeholder, role, position, delegation, *rest = row
    title, given, family, badge, function, kind, slug, name, rank = rest
    if entity is None:
        part, of = line_up.part_without_entity(stakeholder), {"": affiliation}
    else:
        part, of = line_up.part_of(kind, statuses.get(entity, "")), name
    return Line(
        uid=str(uid),
        part=part,
        of=of,
        slug=slug or "",
        rank=rank,
        role=role,
        place=position if delegation else None,
        title=title,
        given=given,
        family=family,
        badge=badge,
        function=function,
    )


def agreed(meeting: Meeting) -> set[str]:
    """Who says today that the name may stand in the published list. One query."""
    return {
        str(uid)
        for uid, consents in _consents_of(meeting=meeting.pk)
        if consents.get("list", {}).get("said") is True
    }


def list_page(meeting: Meeting, actor: Actor, at: datetime, language: str = "") -> ListPage:
    """Three queries; one more for the public, three for the Administration."""
    row = list_of(meeting)
    stage, office = stage_of(row, at), actor.may(May.MANAGE_PARTICIPATION)
    whole = reads_whole(actor, stage)
    lines = _lines_to_show(meeting, row, stage, whole)
    named = lines
    if not whole and lines:
        may_stand = agreed(meeting)
        named = [line for line in lines if line.uid in may_stand]
    parts = line_up.lined_up(named, language or get_language())
    now = lines_of(meeting) if office and stage == ISSUED else lines
    return ListPage(
        meeting=meeting,
        at=at,
        row=row,
        stage=stage,
        parts=parts,
        people=len(named),
        entities=sum(len(part.groups) for part in parts),
        whole=whole,
        unnamed=len(lines) - len(named),
        moved=moved(lines, now) if office and stage == ISSUED else 0,
        waiting=waiting_of(meeting) if office and row else 0,
        seen=digest(now) if office and stage in (CLOSED, ISSUED) else "",
    )


def reads_whole(actor: Actor, stage: str) -> bool:
    """Before it is opened, only those who see the room do."""
    return actor.may(May.SEE_ROOM if stage == TO_OPEN else May.READ_PARTICIPANTS)


def _lines_to_show(
    meeting: Meeting, row: ParticipantsList | None, stage: str, whole: bool
) -> list[Line]:
    """The public reads what was issued, and nothing before."""
    if row is not None and stage == ISSUED:
        return line_up.from_json(row.issued["lines"])
    return lines_of(meeting) if whole else []


def moved(issued: list[Line], now: list[Line]) -> int:
    """How many lines are new, gone or otherwise."""
    before, after = ({line.uid: line for line in lines} for lines in (issued, now))
    return sum(before.get(uid) != after.get(uid) for uid in {*before, *after})


def waiting_of(meeting: Meeting) -> int:
    rows = Correction.objects.filter(registration__meeting=meeting, state=Correction.State.OPEN)
    return rows.count()


@dataclass(frozen=True, kw_only=True)
class Due:
    """What a list asks of the Administration: answers, or to be issued."""

    meeting: Meeting
    closes_at: datetime
    corrections: int
    to_issue: bool


def due(at: datetime) -> list[Due]:
    """One query."""
    asked = Correction.objects.filter(
        registration__meeting=OuterRef("meeting"), state=Correction.State.OPEN
    )
    counted = asked.order_by().values("registration__meeting").annotate(n=Count("pk")).values("n")
    rows = ParticipantsList.objects.annotate(asked=Coalesce(Subquery(counted), 0))
    rows = rows.filter(Q(asked__gt=0) | Q(issued_at=None, closes_at__lte=at))
    rows = rows.filter(meeting__cancelled_at=None).select_related("meeting").defer("issued")
    return [
        Due(
            meeting=row.meeting,
            closes_at=row.closes_at,
            corrections=row.asked,
            to_issue=row.issued_at is None and at >= row.closes_at,
        )
        for row in rows.order_by("closes_at")
    ]


def default_close(meeting: Meeting, at: datetime) -> datetime:
    """A week; or the hour that the call names, where it is to come and not too far away."""
    call = Call.objects.filter(meeting=meeting).first()
    if call and call.lists_close_at and at < call.lists_close_at <= _furthest(at):
        return call.lists_close_at
    return at + deciding.CORRECTED_FOR


def _furthest(at: datetime) -> datetime:
    return at + deciding.CORRECTED_FOR_AT_MOST


def digest(lines: list[Line]) -> str:
    """Of all that it says, whatever the order."""
    return hashlib.sha256(canonical(line_up.as_json(lines)).encode()).hexdigest()
