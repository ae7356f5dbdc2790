"""Dated facts: what holds from when to when, and what may not hold at the same time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.access.guard import Refusal
from intersession.imports import cells
from intersession.imports.plans.lines import Change, Given
from intersession.imports.reading import Row
from intersession.membership.models import ALWAYS, Precision
from intersession.membership.queries.listing import beginning
from intersession.ui.dates import day as day_words


class EndsTooSoon(Refusal):
    message = gettext_lazy("It would end on %(until)s, before it begins (%(since)s).")


class HoldsAlready(Refusal):
    message = gettext_lazy("%(name)s is recorded with “%(what)s” %(period)s already.")


@dataclass(kw_only=True)
class Period:
    """`pk` 0: a row of the same list would record it; `row` says which."""

    pk: int
    what: str
    since: date
    until: date | None
    precision: str = Precision.DAY
    row: int = 0

    def overlaps(self, since: date, until: date | None) -> bool:
        begun = until is None or self.since < until
        return begun and (self.until is None or self.until > since)

    @property
    def words(self) -> str:
        since = beginning(self.since, self.precision)
        if self.row:
            return _("in row %(row)s of this list") % {"row": self.row}
        if self.until and since:
            values = {"since": since, "until": day_words(self.until)}
            return _("from %(since)s until before %(until)s") % values
        if self.until:
            return _("until before %(until)s") % {"until": day_words(self.until)}
        return _("since %(since)s") % {"since": since} if since else ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a row says: its beginning as exactly as it is known, its end where it says one."""

    since: date
    precision: str
    until: date | None
    source: str

    @property
    def changes(self) -> tuple[Change, ...]:
        since = beginning(self.since, self.precision) or _("not recorded")
        until = (Change(_("Until before"), "", day_words(self.until)),) if self.until else ()
        source = (Change(_("Source"), "", self.source),) if self.source else ()
        return (Change(_("From"), "", since), *until, *source)

    @property
    def act(self) -> dict[str, Any]:
        return {
            "since": self.since.isoformat(),
            "precision": self.precision,
            "until": self.until.isoformat() if self.until else None,
            "source": self.source,
        }


def asked(given: Given, row: Row) -> Asked:
    begun = given.read(row, "since", cells.beginning, given.order("since"))
    until = given.read(row, "until", cells.ending, given.order("until"))
    if until is not None and until <= begun.since:
        raise EndsTooSoon(
            until=day_words(until), since=beginning(begun.since, begun.precision) or "–"
        )
    source = given.said(row, "source", 200)
    return Asked(since=begun.since, precision=begun.precision, until=until, source=source)


def same(period: Period, said: Asked) -> bool:
    """Whether both speak of one period; a year, or no beginning, is a day told less exactly."""
    if period.since == said.since:
        return True
    if said.precision == Precision.UNKNOWN:
        return said.until is None or said.until > period.since
    if period.precision == Precision.UNKNOWN or period.since == ALWAYS:
        return period.until is None or period.until > said.since
    loose = Precision.YEAR in (period.precision, said.precision)
    return loose and period.since.year == said.since.year


def check(name: str, words: str, held: list[Period], said: Asked, besides: Period | None) -> None:
    """Raise unless the period stands clear of all others that clash with it."""
    for other in held:
        if other is not besides and other.overlaps(said.since, said.until):
            raise HoldsAlready(name=name, what=words, period=other.words)
