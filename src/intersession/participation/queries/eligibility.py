"""What the facts say of each criterion, on the first day of the meeting, each with its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from intersession.meetings import rules as meeting_rules
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity, GroupMembership, MembershipStatus
from intersession.participation.models import Registration, SupportCriterion, SupportRequest
from intersession.participation.queries.candidates import HIGH_INCOME
from intersession.participation.supporting import LOCKED, State

Code = SupportCriterion.Code
APPROVED = (Registration.State.APPROVED, Registration.State.CONFIRMED)
SUPPORTED = (State.ACCEPTED, State.VISA, *LOCKED)
Days = dict[Any, date]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`day`: since when it is so, or when it was done; None where the facts know no day."""

    code: str
    held: bool
    day: date | None = None
    months: int = 0

    def plain(self) -> dict[str, Any]:
        day = self.day.isoformat() if self.day else ""
        return {"code": self.code, "held": self.held, "day": day, "months": self.months}


def finding_in(plain: dict[str, Any]) -> Finding:
    day = date.fromisoformat(plain["day"]) if plain.get("day") else None
    return Finding(
        code=plain["code"], held=plain["held"], day=day, months=int(plain.get("months") or 0)
    )


def criteria_of(meeting: Meeting) -> list[SupportCriterion]:
    """Those in force on its first day."""
    day = meeting_rules.days_of(meeting)[0]
    return list(SupportCriterion.objects.in_force(day).order_by("since", "pk"))


def findings(meeting: Meeting, rows: Sequence[Registration]) -> dict[int, list[Finding]]:
    """By key of the registration (with `entity` and `delegation`). Four queries."""
    facts = _Facts(meeting, rows)
    return {row.pk: [facts.of(one, row) for one in facts.criteria] for row in rows}


class _Facts:
    def __init__(self, meeting: Meeting, rows: Sequence[Registration]) -> None:
        self.day = meeting_rules.days_of(meeting)[0]
        self.criteria = criteria_of(meeting)
        asked = {one.code for one in self.criteria}
        entities = {row.entity_id for row in rows if row.entity_id}
        self.members = self._members(entities) if Code.MEMBER in asked else {}
        self.rich = self._rich(entities) if Code.DEVELOPING in asked else {}
        self.past = self._past(meeting, rows) if Code.NOT_RECENTLY in asked else {}

    def of(self, criterion: SupportCriterion, row: Registration) -> Finding:
        held, day = getattr(self, f"_{criterion.code}")(row, criterion)
        return Finding(code=criterion.code, held=held, day=day, months=criterion.months or 0)

    def _members(self, entities: set[int]) -> Days:
        rows = MembershipStatus.objects.in_force(self.day).filter(entity__in=entities)
        rows = rows.filter(kind=MembershipStatus.Kind.MEMBER)
        return dict(rows.values_list("entity", "since"))

    def _rich(self, entities: set[int]) -> Days:
        rows = GroupMembership.objects.in_force(self.day).filter(entity__in=entities)
        return dict(rows.filter(group__code=HIGH_INCOME).values_list("entity", "since"))

    def _past(self, meeting: Meeting, rows: Sequence[Registration]) -> Days:
        """When somebody with this mailbox, or said to be the same person, was supported last."""
        boxes = {row.email.lower() for row in rows if row.email}
        asked = SupportRequest.objects.filter(
            state__in=SUPPORTED, registration__meeting__starts_at__lt=meeting.starts_at
        ).order_by("registration__meeting__starts_at")
        found: Days = {}
        fields = ("registration", "registration__same_as", "registration__email")
        for pk, root, email, began in asked.values_list(
            *fields, "registration__meeting__starts_at"
        ):
            if email.lower() in boxes:
                found[email.lower()] = began.date()
            found[root or pk] = began.date()
        return found

    def _member(self, row: Registration, _of: Any) -> tuple[bool, date | None]:
        since = self.members.get(row.entity_id)
        return since is not None, since or self.day

    def _official(self, row: Registration, _of: Any) -> tuple[bool, date | None]:
        state = row.entity is not None and row.entity.kind == Entity.Kind.STATE
        return state and row.stakeholder in {"", Entity.Kind.STATE}, None

    def _developing(self, row: Registration, _of: Any) -> tuple[bool, date | None]:
        """A State outside the group of high income on that day."""
        since = self.rich.get(row.entity_id)
        state = row.entity is not None and row.entity.kind == Entity.Kind.STATE
        return state and since is None, since or self.day

    def _from_capital(self, row: Registration, _of: Any) -> tuple[bool, date | None]:
        return row.from_capital is True, None

    def _credential(self, row: Registration, _of: Any) -> tuple[bool, date | None]:
        checked = row.delegation.credential_checked_at if row.delegation else None
        named = row.delegation is not None and row.delegation.credential_id is not None
        return named and checked is not None, checked.date() if checked else None

    def _approved(self, row: Registration, _of: Any) -> tuple[bool, date | None]:
        days = [step["at"][:10] for step in row.history if step.get("act") == "approve"]
        day = date.fromisoformat(days[-1]) if days else None
        return row.state in APPROVED, day

    def _not_recently(self, row: Registration, of: SupportCriterion) -> tuple[bool, date | None]:
        known = (row.email.lower(), row.same_as_id or row.pk)
        days = [self.past[one] for one in known if one in self.past]
        last = max(days, default=None)
        if last is None:
            return True, None
        months = (self.day.year - last.year) * 12 + self.day.month - last.month
        recent = months < (of.months or 0) or (months == of.months and self.day.day < last.day)
        return not recent, last
