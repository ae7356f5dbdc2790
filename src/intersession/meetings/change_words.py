"""Changes of an agenda in words: one sentence each, in the language in use.

`paired` first brings together what belongs together: who left and who joined in the same role.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.meetings.models import Meeting, Part
from intersession.meetings.published import Change, Words
from intersession.ui.dates import hour, moment
from intersession.ui.languages import language_name
from intersession.ui.text import listing, text

Role = Part.Role
# Codes that two changes make together.
REPLACED, CONFIRMED, UNCONFIRMED = "replaced", "confirmed", "unconfirmed"
NAMED, ROLE, PLACE = "named", "role", "place"
OF_PEOPLE = frozenset({"joined", "left", REPLACED, CONFIRMED, UNCONFIRMED, NAMED, ROLE, PLACE})
OFFICE = frozenset({"team"})  # codes that are no matter of the public

JOINED: dict[str, Any] = {
    Role.MODERATOR: gettext_lazy("%(who)s moderates “%(title)s”."),
    Role.KEYNOTE: gettext_lazy("%(who)s gives the keynote in “%(title)s”."),
    Role.SPEAKER: gettext_lazy("%(who)s speaks in “%(title)s”."),
    Role.DISCUSSANT: gettext_lazy("%(who)s is a discussant in “%(title)s”."),
    Role.RAPPORTEUR: gettext_lazy("%(who)s is rapporteur of “%(title)s”."),
}
LEFT: dict[str, Any] = {
    Role.MODERATOR: gettext_lazy("%(who)s no longer moderates “%(title)s”."),
    Role.KEYNOTE: gettext_lazy("%(who)s no longer gives the keynote in “%(title)s”."),
    Role.SPEAKER: gettext_lazy("%(who)s no longer speaks in “%(title)s”."),
    Role.DISCUSSANT: gettext_lazy("%(who)s is no longer a discussant in “%(title)s”."),
    Role.RAPPORTEUR: gettext_lazy("%(who)s is no longer rapporteur of “%(title)s”."),
}
INSTEAD: dict[str, Any] = {
    Role.MODERATOR: gettext_lazy("%(who)s moderates “%(title)s” in place of %(before)s."),
    Role.KEYNOTE: gettext_lazy("%(who)s gives the keynote in “%(title)s” in place of %(before)s."),
    Role.SPEAKER: gettext_lazy("%(who)s speaks in “%(title)s” in place of %(before)s."),
    Role.DISCUSSANT: gettext_lazy("%(who)s is a discussant in “%(title)s” in place of %(before)s."),
    Role.RAPPORTEUR: gettext_lazy("%(who)s is rapporteur of “%(title)s” in place of %(before)s."),
}
FIELDS: dict[str, Any] = {
    "title": gettext_lazy("title"),
    "detail": gettext_lazy("description"),
    "objectives": gettext_lazy("objectives"),
    "questions": gettext_lazy("guiding questions"),
    "format": gettext_lazy("format"),
    "kind": gettext_lazy("kind of item"),
    "documents": gettext_lazy("documents"),
    "parts": gettext_lazy("particulars of speakers"),
    "room": gettext_lazy("particulars of the room"),
    "source": gettext_lazy("particulars for schedule files"),
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where hours are those of the clock on the wall."""

    zone: str
    name: Words

    def moment(self, iso: str, *, named: bool = True) -> str:
        at = datetime.fromisoformat(iso)
        return moment(at, text(self.name) if named else "", self.zone)

    def hour(self, iso: str) -> str:
        return hour(datetime.fromisoformat(iso), text(self.name), self.zone)


def place_of(meeting: Meeting) -> Place:
    return Place(zone=meeting.time_zone, name=meeting.place)


@dataclass(frozen=True, kw_only=True)
class ItemTold:
    """What became of one item, in sentences."""

    item: str  # uid
    number: int
    title: Words
    sentences: tuple[str, ...]


def by_item(changes: Iterable[Change], where: Place, *, office: bool = False) -> list[ItemTold]:
    """In the order of the changes; `office`: with what concerns nobody but the Administration."""
    shown = [one for one in paired(changes) if office or one.code not in OFFICE]
    told = []
    for uid, several in groupby(shown, key=lambda change: change.item):
        found = list(several)
        sentences = tuple(sentence(change, where) for change in found)
        head = found[0]
        told.append(ItemTold(item=uid, number=head.number, title=head.title, sentences=sentences))
    return told


def paired(changes: Iterable[Change]) -> list[Change]:
    """As they came; of two that make one, the second is gone and the first says both."""
    found: list[Change] = []
    for _item, several in groupby(changes, key=lambda change: change.item):
        ofone = list(several)
        people = [change for change in ofone if change.code in {"left", "joined"}]
        others = [change for change in ofone if change.code not in {"left", "joined"}]
        found += [*others, *_of_people(people)]
    return found


def _of_people(changes: Sequence[Change]) -> list[Change]:
    left = [change for change in changes if change.code == "left"]
    joined = [change for change in changes if change.code == "joined"]
    told = []
    for one in left:
        same = _first(joined, "speaker", one.before["speaker"])
        other = same or _replacing(joined, left, one.before["role"])
        if other:
            joined.remove(other)
            code = _altered(one, other) if same else REPLACED
            told.append(replace(one, code=code, after=other.after))
        else:
            told.append(one)
    return told + joined


def _first(joined: Sequence[Change], name: str, value: str) -> Change | None:
    return next((change for change in joined if change.after[name] == value), None)


def _replacing(joined: Sequence[Change], left: Sequence[Change], role: str) -> Change | None:
    """Somebody new in that role, not one who was there already and only changed."""
    there = {change.before["speaker"] for change in left}
    new = [change for change in joined if change.after["speaker"] not in there]
    return _first(new, "role", role)


def _altered(left: Change, joined: Change) -> str:
    before, after = left.before, joined.after
    if bool(before["name"]) != bool(after["name"]):
        return CONFIRMED if after["name"] else UNCONFIRMED
    if before["name"] != after["name"]:
        return NAMED
    return ROLE if before["role"] != after["role"] else PLACE


def sentence(change: Change, where: Place) -> str:
    """As everybody may read it."""
    if change.code in OF_PEOPLE:
        return people(change)
    match change.code:
        case "moved":
            return moved(change, where)
        case "room":
            return room(change)
        case "added":
            return _added(change, where)
        case "reworded":
            return _reworded(change)
        case "languages":
            return _languages(change)
        case code:
            return str(SIMPLE[code]) % _title(change)


SIMPLE: dict[str, Any] = {
    "removed": gettext_lazy("“%(title)s” was taken off the agenda."),
    "cancelled": gettext_lazy("“%(title)s” is cancelled."),
    "restored": gettext_lazy("“%(title)s” takes place after all."),
    "team": gettext_lazy("“%(title)s” has another team of interpreters."),
    "reordered": gettext_lazy("“%(title)s” stands at another place in the order."),
}


def _added(change: Change, where: Place) -> str:
    values = {"title": text(change.title), "when": when(change.after, where)}
    if values["when"]:
        return _("“%(title)s” was added: %(when)s.") % values
    return _("“%(title)s” was added.") % values


def when(item: Any, where: Place) -> str:
    """Hour and room of an item as it is written into a version."""
    at = where.moment(item["starts_at"]) if item["starts_at"] else ""
    named = text(item["room"]["name"]) if item["room"] else ""
    return ", ".join(part for part in (at, named) if part)


def moved(change: Change, where: Place) -> str:
    was, now = change.before["starts_at"], change.after["starts_at"]
    if was and now and was == now:
        return _("“%(title)s” now ends at another hour.") % _title(change) + end(change, where)
    values = {**_title(change), **hours(change, where)}
    if not now:
        return _("“%(title)s” has no hour any more; it was to begin on %(before)s.") % values
    if not was:
        return _("“%(title)s” begins on %(after)s.") % values
    ends = end(change, where) if change.before["minutes"] != change.after["minutes"] else ""
    return _("“%(title)s” moved from %(before)s to %(after)s.") % values + ends


def hours(change: Change, where: Place) -> dict[str, str]:
    """`before` and `after`; the day only once where it is the same one."""
    was, now = change.before["starts_at"], change.after["starts_at"]
    if was and now and _day(was, where) == _day(now, where):
        return {"before": where.moment(was, named=False), "after": where.hour(now)}
    return {
        "before": where.moment(was, named=not now) if was else "",
        "after": where.moment(now) if now else "",
    }


def _day(iso: str, where: Place) -> str:
    return where.moment(iso, named=False).rpartition(",")[0]


def end(change: Change, where: Place) -> str:
    minutes = change.after["minutes"]
    if not minutes:
        return " " + _("When it ends is open.")
    ends = datetime.fromisoformat(change.after["starts_at"]) + timedelta(minutes=minutes)
    return " " + _("It ends at %(ends)s.") % {"ends": where.hour(ends.isoformat())}


def room(change: Change) -> str:
    was, now = text(change.before or {}), text(change.after or {})
    values = {**_title(change), "before": was, "after": now}
    if was and now:
        return _("“%(title)s” takes place in %(after)s instead of %(before)s.") % values
    if now:
        return _("“%(title)s” takes place in %(after)s.") % values
    return _("“%(title)s” has no room any more; before, it was %(before)s.") % values


def people(change: Change) -> str:
    before, after = change.before or {}, change.after or {}
    was, now = before.get("name", ""), after.get("name", "")
    values = {**_title(change), "who": now or was, "before": was}
    if change.code == NAMED:
        return _("%(before)s in “%(title)s” is now written %(who)s.") % values
    if change.code == PLACE and now:
        return str(FROM_AFAR if after["remote"] else IN_THE_ROOM) % values
    if was and now and change.code == REPLACED:
        return str(INSTEAD[after["role"]]) % values
    if now:
        return str(JOINED[after["role"]]) % values
    if was:
        return str(LEFT[before["role"]]) % values
    if change.code == "left":
        return _("“%(title)s”: somebody who had not confirmed is no longer expected.") % values
    return _("“%(title)s”: a part in it is still to be confirmed.") % values


FROM_AFAR = gettext_lazy("%(who)s takes part in “%(title)s” from afar.")
IN_THE_ROOM = gettext_lazy("%(who)s takes part in “%(title)s” in the room.")


def _reworded(change: Change) -> str:
    names = list(change.after)
    before = text((change.before or {}).get("title") or {})
    renamed = "title" in names and before and before != text(change.title)
    if renamed:
        names.remove("title")
    called = _("“%(before)s” is now called “%(title)s”.") % {**_title(change), "before": before}
    if not names:
        return called
    fields = listing([str(FIELDS[name]) for name in names])
    new = _("“%(title)s” was changed: %(fields)s.") % {**_title(change), "fields": fields}
    return f"{called} {new}" if renamed else new


def _languages(change: Change) -> str:
    if not change.after:
        return _("“%(title)s” is no longer interpreted.") % _title(change)
    spoken = listing([language_name(code) for code in change.after])
    return _("“%(title)s” is interpreted in %(languages)s.") % {
        **_title(change),
        "languages": spoken,
    }


def _title(change: Change) -> dict[str, str]:
    return {"title": text(change.title)}
