"""Single values of a schedule in JSON: each is what it should be, or a problem in words."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _

from intersession.meetings import rules
from intersession.meetings.schedules import said
from intersession.meetings.schedules.decoding import keepable
from intersession.ui.dates import number

CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}")
DURATION = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")
LINES = ("track", "type", "slug", "recording_license", "code", "language", "contributor_type")
ADDRESSES = ("url", "logo", "avatar", "feedback_url", "origin_url", "video_download_url")


class Noted:
    """What was noticed while one item was read."""

    def __init__(self, base: str = "") -> None:
        self.base = base  # where the file comes from
        self.problems: list[str] = []
        self.notes: list[str] = []

    def text(self, given: Any, name: str, most: int) -> str:
        """`name` as the file calls it."""
        if given is None:
            return ""
        if not isinstance(given, str):
            self.problems.append(_("“%(name)s” is no text.") % {"name": name})
            return ""
        if not keepable(given):
            self.problems.append(_("“%(name)s” holds a sign that is no text.") % {"name": name})
            return ""
        if len(given) > most:
            long = {"name": name, "length": number(len(given)), "most": number(most)}
            words = _("“%(name)s” has %(length)s characters; %(most)s is the most.")
            self.problems.append(words % long)
            return ""
        return given

    def whole(self, given: Any, name: str, least: int, most: int) -> int | None:
        if given is None:
            return None
        if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
            words = _("“%(name)s” is no number from %(least)s to %(most)s.")
            self.problems.append(
                words % {"name": name, "least": number(least), "most": number(most)}
            )
            return None
        return given

    def words(self, given: Any, name: str, most: int) -> dict[str, str]:
        """Wordings by language, as a file of ours has them."""
        if given is None:
            return {}
        if not isinstance(given, dict) or len(given) > 20 or not all(map(_is_code, given)):
            words = _("“%(name)s” is no text by language.")
            self.problems.append(words % {"name": f"{said.OURS}.{name}"})
            return {}
        found = {code: self.text(given[code], name, most) for code in given}
        return {code: wording for code, wording in found.items() if wording}

    def rows(self, given: Any, name: str) -> list[Any]:
        if given is None:
            return []
        if not isinstance(given, list):
            self.problems.append(_("“%(name)s” is no list.") % {"name": name})
            return []
        if len(given) > said.MOST_IN_AN_ITEM:
            words = _("“%(name)s” has %(length)s entries; %(most)s is the most.")
            most = {"length": number(len(given)), "most": number(said.MOST_IN_AN_ITEM)}
            self.problems.append(words % {"name": name, **most})
            return []
        return given

    def mappings(self, given: Any, name: str) -> list[dict[str, Any]]:
        rows = self.rows(given, name)
        found = [row for row in rows if isinstance(row, dict)]
        if len(found) != len(rows):
            self.problems.append(_("“%(name)s” holds something without names.") % {"name": name})
        return found

    def address(self, given: Any, name: str) -> str:
        """Of the web; a path on the server that the file comes from is completed."""
        found = self.text(given, name, said.LONGEST_LINE).strip()
        if found and not urlsplit_or_none(found):
            found = ""
        full = urljoin(self.base, found) if found.startswith("/") else found
        if full and urlsplit(full).scheme not in ("http", "https", ""):
            self.notes.append(_("An address that is none of the web was left out."))
            return ""
        return full

    def links(self, given: Any, name: str) -> list[dict[str, str]]:
        found = []
        for row in self.mappings(given, name):
            title = self.text(row.get("title"), name, said.LONGEST_LINE)
            address = self.address(row.get("url"), name)
            kind = self.text(row.get("type"), name, 200)
            if address:
                more = {"type": kind} if kind else {}
                found.append({"url": address, "title": title, **more})
        return found

    def source(self, given: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
        """What the file says under these names, as far as it says anything."""
        found: dict[str, Any] = {}
        for name in names:
            value = given.get(name)
            if name in ("links", "attachments"):
                found[name] = self.links(value, name)
            elif name in ADDRESSES:
                found[name] = self.address(value, name)
            elif isinstance(value, bool):
                found[name] = value
            elif isinstance(value, int):
                found[name] = self.whole(value, name, 0, 2**53)
            else:
                found[name] = self.text(_any_language(value), name, _most(name))
        return {name: value for name, value in found.items() if value not in ("", None, [])}

    def moment(self, given: Any, zone: Any) -> datetime | None:
        """Of “date”: the moment in UTC. Without an offset it is an hour of the meeting's place."""
        found = self.text(given, "date", 40)
        try:
            when = datetime.fromisoformat(found)
        except ValueError:
            self.problems.append(_("“%(date)s” is no day and hour.") % {"date": found[:40]})
            return None
        if not 1900 < when.year < 2200:
            self.problems.append(_("The year %(year)s lies too far away.") % {"year": when.year})
            return None
        if when.tzinfo is None:
            return self.local(when, zone)
        return when.astimezone(UTC)

    def local(self, when: datetime, zone: Any) -> datetime | None:
        """An hour as the clocks at the place of the meeting show it."""
        found = rules.local(when.date(), when.time(), zone)
        if found is None:
            words = _("The hour %(hour)s does not exist there: clocks are put forward over it.")
            self.problems.append(words % {"hour": when.strftime("%H:%M")})
            return None
        return found.astimezone(UTC)

    def minutes(self, given: Any) -> int | None:
        """Of a length such as 1:30; 0:00 or none is a length that is not known."""
        if given in (None, "", "00:00", "0:00"):
            self.notes.append(_("It has no length."))
            return None
        match = DURATION.fullmatch(given) if isinstance(given, str) else None
        if match is None:
            words = _("“%(length)s” is no length; one is written like 01:30.")
            self.problems.append(words % {"length": str(given)[:40]})
            return None
        days, hours, minutes = (int(part or 0) for part in match.groups())
        length = days * 1440 + hours * 60 + minutes
        if not 1 <= length <= rules.LONGEST_ITEM:
            words = _("It would last %(length)s; an item lasts from 1 minute to 24 hours.")
            self.problems.append(words % {"length": given})
            return None
        return length


def day_of(given: Any) -> date | None:
    try:
        found = date.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        return None
    return found if found and 1900 < found.year < 2200 else None


def code_of(given: Any, default: str) -> str:
    """The language of an item: "de" of "de", "de-formal", "de_DE"."""
    found = given.lower().replace("_", "-") if isinstance(given, str) else ""
    return found.split("-")[0] if CODE.fullmatch(found) else default


def urlsplit_or_none(given: str) -> Any:
    try:
        return urlsplit(given)
    except ValueError:
        return None


def _is_code(given: object) -> bool:
    return isinstance(given, str) and (given == "original" or bool(CODE.fullmatch(given)))


def _any_language(given: Any) -> Any:
    """Some exports name a track in several languages: {"en": …, "de": …}."""
    if isinstance(given, dict):
        return next((words for words in given.values() if isinstance(words, str)), None)
    return given


def _most(name: str) -> int:
    return said.LONGEST.get(name, 200 if name in LINES else said.LONGEST_LINE)
