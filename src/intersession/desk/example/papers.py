"""Documents of the example: series, each language at its hour, the meetings that list them."""

from datetime import date, datetime
from typing import Any

from intersession.access.guard import Actor
from intersession.desk.example import words
from intersession.desk.example.calendar_2011 import geneva
from intersession.documents import actions
from intersession.documents.actions.series import SeriesFacts
from intersession.documents.models import Document
from intersession.meetings.models import Meeting, MeetingDocument

Papers = dict[str, Document]


def add_series(*, by: Actor, at: datetime) -> None:
    for plain in words.SERIES:
        actions.add_series(facts=SeriesFacts(**plain), by=by, at=at)


def add(papers: Papers, *, meetings: dict[str, Meeting], until: date, by: Actor) -> None:
    """Those that came up to that day and are not in `papers` yet; they are put there."""
    for plain in words.DOCUMENTS:
        if plain["symbol"] not in papers and plain["dated"] <= until:
            papers[plain["symbol"]] = _add(plain, by)
    for position, (slug, symbol) in enumerate(words.PAPERS):
        if symbol in papers:
            MeetingDocument.objects.get_or_create(
                meeting=meetings[slug], document=papers[symbol], defaults={"position": position}
            )


def _add(plain: dict[str, Any], by: Actor) -> Document:
    day = plain["dated"]
    who: dict[str, Any] = {"by": by, "at": geneva(day.year, day.month, day.day, 9)}
    paper = actions.add_document(
        symbol=plain["symbol"],
        kind=plain["kind"],
        title=plain["title"],
        dated=day,
        invented=plain.get("invented", False),
        **who,
    )
    for language in plain["issued"]:
        actions.state_version(document=paper, language=language, to="issued", **who)
    for language, due in plain.get("due", {}).items():
        actions.set_deadlines(wanted=[(paper, language)], due_on=due, **who)
    return paper
