"""Workshops of former years: facts that were collected once, taken in once."""

import json
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.models import Run
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.models import PastWorkshop
from intersession.programme.models import Issue

TOWNS = {"geneva": {"en": "Geneva", "fr": "Genève", "es": "Ginebra"}}


class HistoryIsThere(Refusal):
    message = _("The workshops of former years have been taken in already.")


@transaction.atomic
def load_history(*, by: Actor, at: datetime) -> int:
    """What `data/history.json` holds, into an empty table; issues that are missing are made."""
    if PastWorkshop.objects.exists():
        raise HistoryIsThere
    held = json.loads(files("intersession.meetings").joinpath("data/history.json").read_text())
    issues = _issues(held["issues"])
    for plain in held["workshops"]:
        row = PastWorkshop.objects.create(**_columns(plain))
        row.issues.set([issues[code] for code in plain["issues"]])
    years = [plain["year"] for plain in held["workshops"]]
    about: dict[str, Any] = {"workshops": len(years), "from": min(years), "to": max(years)}
    record(Verb.HISTORY_LOADED, by=by, at=at, subject=Run(), **about)
    return len(years)


def _issues(wanted: list[dict[str, Any]]) -> dict[str, Issue]:
    """Those that are there keep their name and place; the others stand behind them."""
    there = Issue.objects.in_bulk([plain["code"] for plain in wanted], field_name="code")
    last = Issue.objects.aggregate(last=Max("position"))["last"] or 0
    fresh = [plain for plain in wanted if plain["code"] not in there]
    for position, plain in enumerate(fresh, start=last + 1):
        there[plain["code"]] = Issue.objects.create(**plain, position=position)
    return there


def _columns(plain: dict[str, Any]) -> dict[str, Any]:
    title, theme = plain["title"], plain.get("theme", "")
    return {
        "year": plain["year"],
        "theme": {"en": theme} if theme else {},
        "title": title if isinstance(title, dict) else {"en": title},
        "place": _place(plain.get("town", ""), plain.get("hall", "")),
        "participants": plain.get("participants"),
        "about_participants": plain.get("about", False),
        "publication": plain.get("publication"),
        "source": plain["source"],
        **_dated(plain.get("starts", ""), plain.get("ends", "")),
    }


def _place(town: str, hall: str) -> dict[str, str]:
    said = f" ({hall})" if hall else ""
    return {code: f"{name}{said}" for code, name in TOWNS[town].items()} if town else {}


def _dated(starts: str, ends: str) -> dict[str, Any]:
    """ "2012-04-24", "2008-04" or nothing."""
    precision = PastWorkshop.Precision
    if not starts:
        return {"precision": precision.YEAR}
    if len(starts) == len("2008-04"):
        return {"precision": precision.MONTH, "starts_on": date.fromisoformat(f"{starts}-01")}
    days = {"starts_on": date.fromisoformat(starts)}
    return {"precision": precision.DAY, **days, "ends_on": date.fromisoformat(ends or starts)}
