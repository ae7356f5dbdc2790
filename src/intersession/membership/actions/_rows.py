"""What a data file says of an Entity, read into one shape.

The table of real States dates each status ("statuses": [{organisation, status, since, until,
precision}]); a list of invented members says "member_since", "observer_since", "partner_since".
Everything else is alike. `since: null` means that no beginning is recorded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal
from intersession.membership.models import ALWAYS, Entity, MembershipStatus, Precision, Profile

Plain = Mapping[str, Any]
OTHER_KINDS: dict[str, str] = {"migrants_organisation": Entity.Kind.MIGRANTS}
STATUS_BY_FIELD = (("observer_since", "observer"), ("partner_since", "partner"))


class RowUnreadable(Refusal):
    message = _("Row %(number)s (%(slug)s) cannot be read: %(why)s.")


@dataclass(frozen=True, kw_only=True)
class Period:
    """`what` is a kind of status or the code of a group."""

    what: str
    since: date
    until: date | None
    precision: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    facts: dict[str, Any]  # fields of Entity
    statuses: tuple[Period, ...]
    groups: tuple[Period, ...]
    labels: tuple[str, ...]


def read(rows: list[Plain], statuses_of: str = "") -> list[Row]:
    """All rows, or RowUnreadable at the first that cannot be read (numbers begin with 1)."""
    found = []
    for number, plain in enumerate(rows, start=1):
        try:
            found.append(_row(plain, statuses_of))
        except (KeyError, TypeError, ValueError, AttributeError) as why:
            named = plain.get("slug", "?") if isinstance(plain, Mapping) else "?"
            raise RowUnreadable(number=number, slug=named, why=_why(why)) from why
    return found


def _why(problem: Exception) -> str:
    if isinstance(problem, KeyError):
        return str(_("%(field)s is missing") % {"field": problem.args[0]})
    return str(problem)


def _row(plain: Plain, statuses_of: str) -> Row:
    kind = Entity.Kind(OTHER_KINDS.get(plain["kind"]) or plain["kind"]).value
    return Row(
        facts={
            "slug": plain["slug"],
            "kind": kind,
            "name": dict(plain["name"]),
            "formal_name": dict(plain.get("formal") or {}),
            "local_name": _local(plain.get("local")),
            "iso2": plain.get("iso2") or "",
            "iso3": plain.get("iso3") or plain.get("code3") or "",
            "m49": plain.get("m49") or "",
            "capital": plain.get("capital") or "",
            "latitude": plain.get("latitude"),
            "longitude": plain.get("longitude"),
            "time_zone": plain.get("time_zone") or "",
            "language": plain.get("language") or "en",
            "phone": plain.get("phone") or "",
            "protocol_rank": plain.get("protocol_rank"),
        },
        statuses=tuple(_statuses(plain, kind, statuses_of)),
        groups=tuple(_period(group, group["code"]) for group in plain.get("groups") or ()),
        labels=tuple(Profile.Label(label).value for label in plain.get("labels") or ()),
    )


def _local(name: Any) -> str:
    """One local name: given as text, or by language."""
    return (next(iter(name.values()), "") if isinstance(name, Mapping) else name) or ""


def _statuses(plain: Plain, kind: str, statuses_of: str) -> Iterator[Period]:
    for held in plain.get("statuses") or ():
        if held["organisation"] == statuses_of:
            source = held.get("source") or held["organisation"]
            yield _period(held, _status_kind(held["status"], kind), source)
    member_since = _day(plain.get("member_since"))
    if member_since:
        yield _plain_period(MembershipStatus.Kind.MEMBER, member_since, None)
    for field, word in STATUS_BY_FIELD:
        since = _day(plain.get(field))
        if since and since != member_since:  # who becomes a Member is an observer no more
            yield _plain_period(_status_kind(word, kind), since, member_since)


def _plain_period(what: str, since: date, until: date | None) -> Period:
    return Period(what=str(what), since=since, until=until, precision=Precision.DAY)


def _status_kind(word: str, kind: str) -> str:
    if word == "observer":
        word = "observer_state" if kind == Entity.Kind.STATE else "observer_organisation"
    return MembershipStatus.Kind(word).value


def _period(plain: Plain, what: str, source: str = "") -> Period:
    since = _day(plain["since"])
    return Period(
        what=what,
        since=since or ALWAYS,
        until=_day(plain["until"]),
        precision=Precision(plain.get("precision") or "day") if since else Precision.UNKNOWN,
        source=source,
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
