"""Changes of an agenda as the one whose part they touch is told, in the language in use."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.meetings.change_words import Place, end, hours, sentence, when
from intersession.meetings.models import Part
from intersession.meetings.published import Change
from intersession.ui.text import text

Role = Part.Role

YOU: dict[str, Any] = {
    Role.MODERATOR: gettext_lazy("You moderate “%(title)s”."),
    Role.KEYNOTE: gettext_lazy("You give the keynote in “%(title)s”."),
    Role.SPEAKER: gettext_lazy("You speak in “%(title)s”."),
    Role.DISCUSSANT: gettext_lazy("You are a discussant in “%(title)s”."),
    Role.RAPPORTEUR: gettext_lazy("You are rapporteur of “%(title)s”."),
}
NO_LONGER: dict[str, Any] = {
    Role.MODERATOR: gettext_lazy("You are no longer down as moderator of “%(title)s”."),
    Role.KEYNOTE: gettext_lazy("You are no longer down for the keynote in “%(title)s”."),
    Role.SPEAKER: gettext_lazy("You are no longer down as speaker of “%(title)s”."),
    Role.DISCUSSANT: gettext_lazy("You are no longer down as discussant in “%(title)s”."),
    Role.RAPPORTEUR: gettext_lazy("You are no longer down as rapporteur of “%(title)s”."),
}
PART_AS: dict[str, Any] = {
    Role.MODERATOR: gettext_lazy("Your part as moderator of “%(title)s”"),
    Role.KEYNOTE: gettext_lazy("Your keynote in “%(title)s”"),
    Role.SPEAKER: gettext_lazy("Your part as speaker in “%(title)s”"),
    Role.DISCUSSANT: gettext_lazy("Your part as discussant in “%(title)s”"),
    Role.RAPPORTEUR: gettext_lazy("Your part as rapporteur of “%(title)s”"),
}


def your_part(change: Change, part: Any, item: Any, where: Place, *, gone: bool = False) -> str:
    """`part` and `item` as written into a version, as they stand now; as they stood where gone.

    `gone`: it is no longer theirs."""
    title = {"title": text(change.title)}
    if gone:
        return str(NO_LONGER[part["role"]]) % title
    match change.code:
        case "joined" | "replaced" | "confirmed" | "role" | "added":
            return str(YOU[part["role"]]) % title + _when(item, where)
        case "place":
            return _by_place(part, title) + _when(item, where)
        case "moved":
            return _moved(change, part, where)
    if change.code not in SAID:
        return sentence(change, where)
    said = str(SAID[change.code]) % {"part": str(PART_AS[part["role"]]) % title, **_room(change)}
    return said + _when(item, where) if change.code == "restored" else said


SAID: dict[str, Any] = {
    "room": gettext_lazy("%(part)s now takes place in %(after)s; before, it was %(before)s."),
    "cancelled": gettext_lazy("%(part)s will not take place: the item is cancelled."),
    "removed": gettext_lazy("%(part)s will not take place: the item was taken off the agenda."),
    "restored": gettext_lazy("%(part)s stands again: the item takes place after all."),
}


def _room(change: Change) -> dict[str, str]:
    if change.code != "room":
        return {}
    open_yet = _("still open")
    return {"before": text(change.before) or open_yet, "after": text(change.after) or open_yet}


def _by_place(part: Any, title: dict[str, str]) -> str:
    if part["remote"]:
        return _("You take part in “%(title)s” from afar.") % title
    return _("You take part in “%(title)s” in the room.") % title


def _moved(change: Change, part: Any, where: Place) -> str:
    was, now = change.before["starts_at"], change.after["starts_at"]
    if not (was and now) or was == now:
        return sentence(change, where)
    mine = str(PART_AS[part["role"]]) % {"title": text(change.title)}
    values = {"part": mine, **hours(change, where), "now": where.moment(now)}
    ends = end(change, where) if change.before["minutes"] != change.after["minutes"] else ""
    return _("%(part)s now begins on %(now)s; before, it was %(before)s.") % values + ends


def your_team(change: Change, item: Any, where: Place, *, gone: bool = False) -> str:
    """To whoever leads a team of interpreters; `gone`: the team that had the item before."""
    title = {"title": text(change.title)}
    if gone:
        return _("Your team no longer interprets “%(title)s”.") % title
    if change.code in {"team", "added"}:
        return _("Your team interprets “%(title)s”.") % title + _when(item, where)
    return sentence(change, where)


def _when(item: Any, where: Place) -> str:
    said = when(item, where)
    return " " + _("When and where: %(when)s.") % {"when": said} if said else ""
