"""Statuses with dates: a period that is known may get another end, a new one must stand clear."""

from django.utils.translation import gettext as _

from intersession.imports import cells
from intersession.imports.plans import periods
from intersession.imports.plans.lines import (
    Change,
    Given,
    LeftEmpty,
    Line,
    What,
    lines_of,
    title_from,
)
from intersession.imports.plans.periods import Asked, Period
from intersession.imports.reading import Row
from intersession.membership.labels import STATUS_NAMES
from intersession.membership.models import MembershipStatus
from intersession.membership.rules import never_with
from intersession.ui.dates import day as day_words

status_of = cells.Choice(
    STATUS_NAMES,
    member="members|membre|membres|miembro|miembros|member state|etat membre|estado miembro",
    observer_state="observer|observateur|observador|observers|etat observateur|estado observador",
    observer_organisation="organisation observatrice|organizacion observadora|"
    "observer organization",
    partner="partners|partenaire|partenaires|socio|asociado",
)


def plan(given: Given) -> list[Line]:
    return lines_of(given, _Statuses(given).line, title_from(given, "entity", "code", "status"))


class _Statuses:
    def __init__(self, given: Given) -> None:
        self.given = given
        self.held: dict[int, list[Period]] = {}
        rows = MembershipStatus.objects.order_by("since").values_list(
            "entity", "pk", "kind", "since", "until", "precision"
        )
        for entity, pk, kind, since, until, precision in rows:
            period = Period(pk=pk, what=kind, since=since, until=until, precision=precision)
            self.held.setdefault(entity, []).append(period)

    def line(self, row: Row) -> Line:
        entity = self.given.entity(row)
        if not self.given.cell(row, "status"):
            raise LeftEmpty(label=self.given.kind.by_code["status"].label)
        kind = self.given.read(row, "status", status_of)
        said = periods.asked(self.given, row)
        held = self.held.setdefault(entity.pk, [])
        known = next((p for p in held if p.what == kind and periods.same(p, said)), None)
        words = str(STATUS_NAMES[kind])
        title = f"{entity.words}: {words}"
        if known is not None and said.until in (None, known.until):
            return Line(number=row.number, what=What.SAME, title=title)
        clashing = [p for p in held if p.what in never_with(kind)]
        periods.check(entity.words, words, clashing, said, known)
        if known is not None and known.pk:
            return _ended(row, title, known, said)
        held.append(_planned(row, kind, said))
        act = {"do": "give_status", "entity": entity.pk, "kind": kind, **said.act}
        return Line(number=row.number, what=What.ADD, title=title, changes=said.changes, act=act)


def _planned(row: Row, what: str, said: Asked) -> Period:
    return Period(
        pk=0,
        what=what,
        since=said.since,
        until=said.until,
        precision=said.precision,
        row=row.number,
    )


def _ended(row: Row, title: str, known: Period, said: Asked) -> Line:
    act = {
        "do": "end_status",
        "status": known.pk,
        "old": known.until.isoformat() if known.until else None,
        "new": said.until.isoformat() if said.until else None,
    }
    changes = (end_change(known, said),)
    known.until = said.until
    return Line(number=row.number, what=What.CHANGE, title=title, changes=changes, act=act)


def end_change(known: Period, said: Asked) -> Change:
    old = day_words(known.until) if known.until else _("no end")
    return Change(_("Until before"), old, day_words(said.until) if said.until else _("no end"))
