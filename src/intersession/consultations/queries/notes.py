"""Notes verbales: to whom a circular goes, in which language, and what each would read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from intersession.access.policy import Role
from intersession.consultations.models import (
    Circular,
    NoteVerbale,
    Preference,
    Question,
    Suggestion,
)
from intersession.membership.missions import mission_of
from intersession.membership.models import Entity
from intersession.membership.queries import accounts_of, register_on
from intersession.membership.sorting import sort_key
from intersession.ui.dates import day, moment
from intersession.ui.languages import base, get_language
from intersession.ui.text import best, text

Audience = Circular.Audience
PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
PLACEHOLDERS: dict[str, Any] = {
    "to_mission": _("the Mission after “presents its compliments”, with the right preposition"),
    "mission": _("the Mission within a sentence, with its article"),
    "name": _("the short name of the State or organisation"),
    "number": _("the number of the note"),
    "date": _("its date"),
    "deadline": _("the deadline, with its hour and place"),
}


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One note as its Mission reads it. `fallback`: it has no wording in the Mission's language."""

    entity: int
    slug: str
    name: dict[str, str]
    language: str
    addressee: str
    words: str
    signed_by: str
    fallback: bool = False


@dataclass(frozen=True, kw_only=True)
class CircularLine:
    circular: Circular
    letters: int  # 0 until it is issued


def circulars() -> list[CircularLine]:
    """The latest first; drafts before all. One query."""
    rows = Circular.objects.select_related("question").annotate(letters=Count("notes"))
    ordered = sorted(rows, key=lambda row: (row.number is None, row.dated, row.pk), reverse=True)
    return [CircularLine(circular=row, letters=row.letters) for row in ordered]


def next_number(year: int) -> int:
    last = Circular.objects.filter(year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def symbol_of(circular: Circular) -> str:
    """Its own, or the one that it would get now."""
    year = circular.dated.year
    return circular.symbol or f"NV/{year}/{next_number(year)}"


def letters_of(circular: Circular) -> list[Letter]:
    """As they were issued, else as they would be; by name, in the order of the reader's language.

    Three queries for issued ones, at most six for a draft.
    """
    found = _issued(circular) if circular.issued_at else _drafted(circular)
    language = base(get_language())
    return sorted(found, key=lambda one: sort_key(text(one.name), language))


def _issued(circular: Circular) -> list[Letter]:
    return [
        Letter(
            entity=row.entity_id,
            slug=row.entity.slug,
            name=row.entity.name,
            language=row.language,
            addressee=row.addressee,
            words=row.words,
            signed_by=row.signed_by,
        )
        for row in NoteVerbale.objects.filter(circular=circular).select_related("entity")
    ]


def _drafted(circular: Circular) -> list[Letter]:
    entities = list(
        Entity.objects.filter(pk__in=audience_of(circular)).values(
            "pk", "slug", "kind", "name", "formal_name", "language"
        )
    )
    spoken = _spoken([row["pk"] for row in entities], circular.dated)
    symbol = symbol_of(circular)
    return [_letter(circular, row, spoken.get(row["pk"], ""), symbol) for row in entities]


def audience_of(circular: Circular) -> set[int]:
    """Primary keys of the Entities; a register as of the date of the note, or of the question."""
    question = circular.question
    if question and circular.audience in (Audience.ANSWERED, Audience.MISSING):
        members = set(question.register.filter(counted=True).values_list("entity", flat=True))
        answered = _answered(question) & members
        return answered if circular.audience == Audience.ANSWERED else members - answered
    rows = register_on(circular.dated)
    if circular.audience == Audience.EVERYBODY:
        return {row.entity for row in rows}
    members = circular.audience == Audience.MEMBERS
    return {row.entity for row in rows if row.counted == members}


def _answered(question: Question) -> set[int]:
    """Whether an answer stands, or something was said; never what."""
    named = Preference.objects.filter(question=question, standing=True)
    said = Suggestion.objects.filter(question=question)
    return {*named.values_list("entity", flat=True), *said.values_list("entity", flat=True)}


def _spoken(entities: list[int], on: date) -> dict[int, str]:
    """The language of the account that acts for a Mission: its focal point before all."""
    found: dict[int, str] = {}
    for account in accounts_of(entities, on):
        if account.entity not in found or account.role == Role.FOCAL_POINT:
            found[account.entity] = account.language
    return found


def _letter(circular: Circular, row: Mapping[str, Any], spoken: str, symbol: str) -> Letter:
    wanted = base(spoken or row["language"])
    language, body = best(circular.body, wanted)
    mission = mission_of(
        kind=row["kind"], name=row["name"], formal_name=row["formal_name"], language=language
    )
    with override(language):
        values = {
            "mission": mission.named,
            "to_mission": mission.to,
            "name": text(row["name"], language),
            "number": symbol,
            "date": day(circular.dated),
            "deadline": moment(circular.deadline) if circular.deadline else "",
        }
    return Letter(
        entity=row["pk"],
        slug=row["slug"],
        name=row["name"],
        language=language,
        addressee=mission.headed,
        words=merged(body, values),
        signed_by=text(circular.signed_by, language),
        fallback=language != wanted,
    )


def merged(body: str, values: Mapping[str, str]) -> str:
    """Each placeholder once: what a name brings in is never read as a placeholder again."""
    return PLACEHOLDER.sub(lambda found: values[found[1].strip()], body)


def named_in(body: str) -> set[str]:
    return {found.strip() for found in PLACEHOLDER.findall(body)}


def questions_asked() -> QuerySet[Question]:
    """Those that have a register: they were opened."""
    return Question.objects.filter(opened_at__isnull=False).order_by("-opened_at", "pk")
