"""Groups with dates. A group that nobody has described yet is made with its first Entity."""

from typing import Any

from django.utils.text import slugify
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
from intersession.imports.plans.periods import Period
from intersession.imports.plans.statuses import end_change
from intersession.imports.reading import Row
from intersession.imports.words import plain
from intersession.membership.labels import GROUP_KIND_NAMES
from intersession.membership.models import Group, GroupMembership
from intersession.membership.sorting import folded
from intersession.ui.languages import base
from intersession.ui.text import text

kind_of = cells.Choice(GROUP_KIND_NAMES)
# Names in common use of the groups that ship with Intersession.
KNOWN_AS = {
    "african group": "AFRICAN",
    "asia pacific group": "ASIA_PACIFIC",
    "asian group": "ASIA_PACIFIC",
    "eastern european group": "EASTERN_EUROPEAN",
    "latin american and caribbean group": "GRULAC",
    "latin american and caribbean states group": "GRULAC",
    "western european and others group": "WEOG",
    "western european and other states group": "WEOG",
}


def plan(given: Given) -> list[Line]:
    return lines_of(given, _Groups(given).line, title_from(given, "entity", "code", "group"))


class _Groups:
    def __init__(self, given: Given) -> None:
        self.given = given
        self.groups: dict[str, tuple[str, str]] = {}  # by what it is called: (code, words)
        for code, name in Group.objects.order_by("-position").values_list("code", "name"):
            for said in (*name.values(), code):
                self.groups[plain(said)] = (code, text(name))
        for said, code in KNOWN_AS.items():
            if plain(code) in self.groups:
                self.groups.setdefault(said, self.groups[plain(code)])
        self.held: dict[tuple[int, str], list[Period]] = {}
        rows = GroupMembership.objects.order_by("since").values_list(
            "entity", "group__code", "pk", "since", "until", "precision"
        )
        for entity, code, pk, since, until, precision in rows:
            period = Period(pk=pk, what=code, since=since, until=until, precision=precision)
            self.held.setdefault((entity, code), []).append(period)
        self.new: dict[str, dict[str, Any]] = {}

    def line(self, row: Row) -> Line:
        entity = self.given.entity(row)
        code, words = self._group(row)
        said = periods.asked(self.given, row)
        held = self.held.setdefault((entity.pk, code), [])
        known = next((period for period in held if periods.same(period, said)), None)
        title = f"{entity.words}: {words}"
        if known is not None and said.until in (None, known.until):
            return Line(number=row.number, what=What.SAME, title=title)
        periods.check(entity.words, words, held, said, known)
        if known is not None and known.pk:
            return _left(row, title, known, said)
        planned = {"since": said.since, "until": said.until, "precision": said.precision}
        held.append(Period(pk=0, what=code, row=row.number, **planned))
        act = {"do": "join_group", "entity": entity.pk, "group": code, **said.act}
        changes = said.changes
        if code in self.new:
            act["new"] = self.new[code]
            changes = (Change(_("Group"), "", _("%(name)s (new)") % {"name": words}), *changes)
        return Line(number=row.number, what=What.ADD, title=title, changes=changes, act=act)

    def _group(self, row: Row) -> tuple[str, str]:
        said = self.given.said(row, "group", 150)
        if not said:
            raise LeftEmpty(label=self.given.kind.by_code["group"].label)
        found = self.groups.get(plain(said))
        if found is None:
            found = (slugify(folded(said)).replace("-", "_").upper()[:40] or "GROUP", said)
            kind = self.given.read(row, "group_kind", kind_of)
            language = base(self.given.for_all.get("in_language") or None)
            self.new[found[0]] = {"kind": kind, "name": {language: said}}
            self.groups[plain(said)] = found
        return found


def _left(row: Row, title: str, known: Period, said: periods.Asked) -> Line:
    act = {
        "do": "leave_group",
        "membership": known.pk,
        "old": known.until.isoformat() if known.until else None,
        "new": said.until.isoformat() if said.until else None,
    }
    changes = (end_change(known, said),)
    known.until = said.until
    return Line(number=row.number, what=What.CHANGE, title=title, changes=changes, act=act)
