"""Questions, proposals, the call list, positions and notes verbales as sheets."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from intersession.consultations.labels import (
    AUDIENCE_NAMES,
    PROPOSAL_STATE_NAMES,
    QUESTION_STATE_NAMES,
)
from intersession.consultations.models import (
    Circular,
    Preference,
    Proposal,
    Question,
    RegisterEntry,
)
from intersession.consultations.queries.answers import Missing
from intersession.consultations.queries.notes import CircularLine, Letter
from intersession.consultations.queries.questions import QuestionLine
from intersession.consultations.queries.suggestions import SuggestionLine
from intersession.ui.languages import language_name
from intersession.ui.sheets import Cell, Sheet
from intersession.ui.text import text


def questions_sheet(lines: Iterable[QuestionLine]) -> Sheet:
    heads = (
        _("Question"),
        _("Meeting"),
        _("Year"),
        _("State"),
        _("Answered"),
        _("Members"),
        _("Closing hour"),
    )
    rows: list[list[Cell]] = [
        [
            text(line.question.title),
            line.question.meeting.starts_at.date(),
            line.question.programme.year,
            str(QUESTION_STATE_NAMES[line.state]),
            line.answered,
            line.members,
            line.question.closing_hour,
        ]
        for line in lines
    ]
    return Sheet(title=_("Questions to the membership"), name="questions", heads=heads, rows=rows)


def proposals_sheet(rows: Iterable[Proposal]) -> Sheet:
    heads = (
        _("Year"),
        _("Kind"),
        _("Title in English"),
        _("Title in French"),
        _("Title in Spanish"),
        _("Proposed by"),
        _("State"),
    )
    lines: list[list[Cell]] = [
        [
            row.programme.year,
            _("Theme") if row.kind == Proposal.Kind.THEME else _("Topic"),
            *(row.title.get(code, "") for code in ("en", "fr", "es")),
            text(row.proposer.name) if row.proposer else _("The Administration"),
            str(PROPOSAL_STATE_NAMES[row.state]),
        ]
        for row in rows
    ]
    title = _("Proposals of themes and topics")
    return Sheet(title=title, name="proposals", heads=heads, rows=lines)


def call_sheet(question: Question, rows: Iterable[Missing]) -> Sheet:
    """Who is missing, with two empty columns to write on while telephoning."""
    heads = (
        _("Member"),
        _("Telephone"),
        _("Language"),
        _("Region"),
        _("Reached on"),
        _("What was said"),
    )
    lines: list[list[Cell]] = [
        [
            text(row.name),
            row.phone,
            language_name(row.language),
            text(row.region) if row.region else "",
            "",
            "",
        ]
        for row in rows
    ]
    return Sheet(title=_("Call list"), name=f"{question.slug}-calls", heads=heads, rows=lines)


def positions_sheet(
    question: Question,
    rows: Iterable[tuple[RegisterEntry, Preference | None]],
    channels: dict[str, Any],
) -> Sheet:
    heads = (_("Member"), _("Named"), _("Reason"), _("Channel"), _("Received"))
    lines = [_position(entry, row, channels) for entry, row in rows]
    name = f"{question.slug}-positions"
    return Sheet(title=_("Positions of Members"), name=name, heads=heads, rows=lines)


def _position(entry: RegisterEntry, row: Preference | None, channels: dict[str, Any]) -> list[Cell]:
    if row is None:
        return [text(entry.entity.name), _("has not answered"), "", "", None]
    named = ", ".join(row.approved) or _("No preference")
    return [
        text(entry.entity.name),
        named,
        row.reason,
        str(channels[row.channel]),
        row.received_at,
    ]


def circulars_sheet(lines: Iterable[CircularLine]) -> Sheet:
    heads = (
        _("About"),
        _("Number"),
        _("Date"),
        _("To whom"),
        _("Which question"),
        _("Notes"),
        _("Issued"),
    )
    rows: list[list[Cell]] = [
        [
            text(line.circular.title),
            line.circular.symbol,
            line.circular.dated,
            str(AUDIENCE_NAMES[line.circular.audience]),
            text(line.circular.question.title) if line.circular.question else "",
            line.letters,
            line.circular.issued_at,
        ]
        for line in lines
    ]
    return Sheet(title=_("Notes verbales"), name="notes-verbales", heads=heads, rows=rows)


def letters_sheet(circular: Circular, letters: Iterable[Letter]) -> Sheet:
    """To whom a note goes, for the register of the post and the messenger."""
    heads = (_("Mission"), _("Addressee"), _("Language"), _("Number"), _("Date"))
    rows: list[list[Cell]] = [
        [
            text(letter.name),
            letter.addressee,
            language_name(letter.language),
            circular.symbol,
            circular.dated,
        ]
        for letter in letters
    ]
    name = f"notes-{circular.year}-{circular.number}" if circular.number else "notes-draft"
    return Sheet(title=text(circular.title), name=name, heads=heads, rows=rows)


def suggestions_sheet(question: Question, lines: Iterable[SuggestionLine]) -> Sheet:
    """Who said it only where the page says so to this reader."""
    heads = (
        _("Day"),
        _("Entity"),
        _("Language"),
        _("What was said"),
        _("Supported by"),
        _("Received late"),
        _("Reply of the Administration"),
    )
    rows: list[list[Cell]] = [
        [
            line.suggestion.at.date(),
            text(line.entity_name) if line.entity_name else "",
            language_name(line.suggestion.language),
            line.suggestion.words,
            line.supports,
            _("Yes") if line.late else "",
            text(line.suggestion.reply) if line.suggestion.reply else "",
        ]
        for line in lines
    ]
    return Sheet(
        title=text(question.title), name=f"{question.slug}-answers", heads=heads, rows=rows
    )
