"""The outcome of a consultation as an official paper, in the language in use."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from intersession.consultations.models import ConclusionItem, Question, SilenceProcedure
from intersession.consultations.queries.outcome import Outcome
from intersession.documents.making import Block, Heading, Note, Paper, Paragraph, Table, only_words
from intersession.documents.papers import ORGANISATION, place_and_date, worded
from intersession.meetings.queries import KIND_NAMES
from intersession.ui.dates import day, moment
from intersession.ui.languages import base, get_language
from intersession.ui.numbers import count_of, percent
from intersession.ui.text import text

Fate = ConclusionItem.Fate


def outcome_paper(found: Outcome) -> Paper:
    question, meeting = found.question, found.question.meeting
    return Paper(
        title=_("Outcome of the consultation"),
        kind=f"{KIND_NAMES[meeting.kind]}, {day(meeting.starts_at)}",
        lead=only_words(worded(question.title)),
        language=base(get_language()),
        organisation=ORGANISATION,
        place_and_date=place_and_date(found.conclusion.recorded_at, text(meeting.place)),
        distribution=_distribution(found),
        blocks=(
            *_asked(found),
            Note(title=_("The Chair’s conclusion"), words=worded(found.conclusion.words)),
            *what_became(found.package),
            Paragraph(words=adoption(found), numbered=True),
            *_figures(found),
        ),
        foot=text(question.title),
    )


def _distribution(found: Outcome) -> str:
    if found.figures and found.question.figures_seen_by == Question.Seen.MEMBERSHIP:
        return _("For the membership only")
    return ""


def _asked(found: Outcome) -> Iterator[Block]:
    question, answered = found.question, count_of(found.answered, found.members)
    if question.wording:
        yield Paragraph(words=worded(question.wording), numbered=True)
    put = _("The question was put to the membership at the informal consultations of %(day)s.")
    said = _("%(answered)s Members answered. Counts advise; the Chair concludes.")
    words = f"{put} {said}" % {"day": day(question.meeting.starts_at), "answered": answered}
    yield Paragraph(words=words, numbered=True)


def what_became(package: list[ConclusionItem]) -> Iterator[Block]:
    """Each proposal and its fate; a sub-title that came with the conclusion stands with it."""
    if package:
        yield Heading(words=_("What became of each proposal"))
        yield Table(
            heads=(_("Proposal"), _("Outcome")),
            rows=tuple((titled(item), fate(item)) for item in package),
            marked=frozenset(n for n, item in enumerate(package) if item.fate == Fate.CHOSEN),
        )


def titled(item: ConclusionItem) -> str:
    title = only_words(worded(item.option.title))
    if not item.sub_title:
        return f"{item.option.code}. {title}"
    return f"{item.option.code}. {title}{_(': ')}{only_words(worded(item.sub_title))}"


def fate(item: ConclusionItem) -> str:
    if item.fate == Fate.CHOSEN:
        return _("Chosen")
    if item.fate == Fate.MERGED and item.into:
        return _("Merged into %(code)s") % {"code": item.into.code}
    return _("Kept for a future programme") if item.fate == Fate.KEPT else _("Not taken up")


def adoption(found: Outcome) -> str:
    """When it was recorded, and whether it stands already."""
    recorded = _("The conclusion was recorded on %(day)s.") % {
        "day": day(found.conclusion.recorded_at)
    }
    if found.silence is None:
        return recorded
    if found.silence.state == SilenceProcedure.State.RUNNING:
        rest = _("It is adopted on %(when)s unless a Member objects.")
        return f"{recorded} {rest % {'when': moment(found.silence.ends_at)}}"
    rest = _("It was adopted by silence on %(when)s.")
    return f"{recorded} {rest % {'when': moment(found.silence.ended_at or found.silence.ends_at)}}"


def _figures(found: Outcome) -> Iterator[Block]:
    """Broad figures of those who answered: how many named each proposal, never who."""
    figures = found.figures
    if figures is None:
        return
    answered = figures["answered"]
    titles = {
        option.code: only_words(worded(option.title)) for option in found.question.options.all()
    }
    rows = [
        (f"{code}. {titles.get(code, '')}", str(n), percent(n / answered, 0))
        for code, n in figures["scores"].items()
        if isinstance(n, int)
    ]
    yield Heading(words=_("Figures"))
    yield Table(
        heads=(_("Proposal"), _("Delegations"), _("Share")),
        rows=tuple(rows),
        align=("start", "end", "end"),
        caption=_("Of the %(answered)s that answered, out of %(members)s Members.")
        % {"answered": answered, "members": figures["voters"]},
    )
