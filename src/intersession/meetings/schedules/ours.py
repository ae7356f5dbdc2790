"""What a schedule file of ours says beyond the format, under a key of its own: read back.

Whoever writes such a key by hand is held to the same limits as anybody.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from intersession.meetings.models import AgendaItem, Part
from intersession.meetings.schedules import fields, said
from intersession.meetings.schedules.fields import Noted
from intersession.meetings.schedules.said import ItemSaid, PartSaid, PersonSaid

SLUG = re.compile(r"[-a-zA-Z0-9_]{1,200}")
SLOT = re.compile(r"\d{1,2}:\d{2}")


def completed(
    item: ItemSaid, own: Mapping[str, Any], noted: Noted, kept: tuple[str, ...]
) -> ItemSaid:
    """All languages, and the columns that the format does not know."""
    source = own.get("source") if isinstance(own.get("source"), dict) else {}
    most = said.LONGEST["abstract"]
    texts = {name: noted.words(own.get(name), name, most) for name in ("objectives", "format")}
    facts = {
        **item.facts,
        **texts,
        "title": noted.words(own.get("title"), "title", said.LONGEST["title"]),
        "detail": noted.words(own.get("detail"), "detail", most),
        "kind": _one_of(own.get("kind", "other"), AgendaItem.Kind.values, "kind", noted),
        "questions": [
            noted.words(row, "questions", most)
            for row in noted.rows(own.get("questions"), "questions")
        ],
        "languages": [
            code for code in noted.rows(own.get("languages"), "languages") if _is_language(code)
        ],
        "source": noted.source(source, kept),
    }
    if not facts["title"] and not noted.problems:
        noted.problems.append(_("It has no title."))
    documents = noted.rows(own.get("documents"), "documents")
    return replace(
        item,
        facts=facts,
        parts=tuple(_parts(item, own, noted)),
        documents=tuple(
            slug for slug in documents if isinstance(slug, str) and SLUG.fullmatch(slug)
        ),
        cancelled=own.get("cancelled") is True,
        number=noted.whole(own.get("number"), "number", 1, 30_000),
    )


def _parts(item: ItemSaid, own: Mapping[str, Any], noted: Noted) -> list[PartSaid]:
    """What each person does; the persons themselves stand where the format has them."""
    known = {part.person for part in item.parts or ()}
    found = []
    for row in noted.mappings(own.get("parts"), "parts"):
        if row.get("person") not in known:
            noted.problems.append(_("A part belongs to nobody in the list of persons."))
            continue
        found.append(
            PartSaid(
                person=str(row["person"]),
                role=_one_of(row.get("role", "speaker"), Part.Role.values, "role", noted),
                title=noted.words(row.get("title"), "title", said.LONGEST["title"]),
                minutes=noted.whole(row.get("minutes"), "minutes", 1, 1440),
                remote=row.get("remote") is True,
            )
        )
    return list({(part.person, part.role): part for part in found}.values())


def person(
    found: PersonSaid, own: Mapping[str, Any], noted: Noted, kept: tuple[str, ...]
) -> PersonSaid:
    source = own.get("source") if isinstance(own.get("source"), dict) else {}
    names = {"biography": said.LONGEST["biography"], "function": 300, "affiliation": 300}
    words = {name: noted.words(own.get(name), name, most) for name, most in names.items()}
    return replace(found, source=noted.source(source, kept), whole=True, **words)


def unplaced(own: Mapping[str, Any], place: Callable[..., Any]) -> list[Any]:
    """Items without an hour, and those that were cancelled: they stand under no day."""
    found = [
        event
        for name in ("unscheduled", "cancelled")
        for event in (own.get(name) if isinstance(own.get(name), list) else [])
        if isinstance(event, dict)
    ]
    return [place(None, None, None, event) for event in found[: said.MOST_ITEMS]]


def schedule_source(given: Mapping[str, Any]) -> dict[str, Any]:
    """The length of a slot and the bounds of days, as far as they are sound."""
    slot, days = given.get("timeslot_duration"), given.get("days")
    kept: dict[str, Any] = {}
    if isinstance(slot, str) and SLOT.fullmatch(slot):
        kept["timeslot_duration"] = slot
    if isinstance(days, dict):
        sound = {
            day: list(bounds)
            for day, bounds in list(days.items())[: said.MOST_DAYS]
            if fields.day_of(day)
            and isinstance(bounds, list)
            and len(bounds) == 2  # noqa: PLR2004  begins and ends
            and all(isinstance(one, str) and len(one) <= 40 for one in bounds)  # noqa: PLR2004
        }
        if sound:
            kept["days"] = sound
    return kept


def _one_of(given: Any, choices: list[str], name: str, noted: Noted) -> str:
    if given in choices:
        return str(given)
    noted.problems.append(_("“%(name)s” is none that is known here.") % {"name": name})
    return str(choices[0])


def _is_language(given: Any) -> bool:
    return isinstance(given, str) and bool(fields.CODE.fullmatch(given))
