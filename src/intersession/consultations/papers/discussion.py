"""The discussion note for informal consultations, assembled from the programme."""

from collections.abc import Collection, Iterator
from datetime import date
from itertools import count

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from intersession.consultations.actions.discussion import Entered
from intersession.consultations.models import DiscussionNote, Option, Proposal, Question
from intersession.consultations.papers.outcome import adoption, fate, titled
from intersession.consultations.queries.discussion import (
    Discussion,
    Gathering,
    discussion_of,
)
from intersession.consultations.queries.outcome import Outcome
from intersession.documents.making import (
    LANGUAGES,
    Annex,
    Block,
    Bullets,
    Footnote,
    Foreign,
    Heading,
    Paper,
    Paragraph,
    Words,
    only_words,
    parts,
)
from intersession.documents.papers import (
    ORGANISATION,
    Form,
    Made,
    made,
    original,
    place_and_date,
    worded,
)
from intersession.meetings.models import Meeting
from intersession.meetings.papers import documents_table, items
from intersession.meetings.queries import FIGURE_NAMES
from intersession.ui.dates import day, moment, span
from intersession.ui.languages import base, get_language
from intersession.ui.numbers import count_of, number
from intersession.ui.text import listing, text

Section = DiscussionNote.Section
ROMAN = ("I", "II", "III")


def entered(
    note: DiscussionNote, today: date, *, symbol: str, languages: Collection[str], form: Form
) -> Entered:
    """The note made in each language asked for, the original first."""
    files: dict[str, Made] = {}
    titles: dict[str, str] = {}
    for code, _own in settings.LANGUAGES:
        with override(code):
            paper = discussion_paper(discussion_of(note, today))
            titles[code] = paper.kind
            if code in languages:
                files[code] = made(paper, form, f"discussion-note-{note.meeting.slug}")
    dated = discussion_of(note, today).dated
    return Entered(symbol=symbol, dated=dated, title=titles, files=files)


def discussion_paper(found: Discussion) -> Paper:
    """In the language in use; what was not translated says so."""
    language, line = base(get_language()), found.page.line
    name = ORGANISATION[LANGUAGES.index(language)]
    theme = only_words(worded(found.theme))
    return Paper(
        title=f"{name} {found.year}",
        kind=_("Discussion note for the informal consultations of %(day)s")
        % {"day": day(line.first_day)},
        lead=theme,
        language=language,
        organisation=ORGANISATION,
        symbol=found.document.symbol if found.document else "",
        original=original(found.document.original_language if found.document else "en"),
        place_and_date=place_and_date(found.dated, text(line.place)),
        blocks=tuple(blocks(found)),
        foot=_("Discussion note"),
    )


def blocks(found: Discussion) -> Iterator[Block]:
    yield from _introduction(found)
    sections = {
        Section.OVERVIEW: _overview,
        Section.REPORT: _report,
        Section.PROPOSALS: _proposals,
        Section.QUESTIONS: _questions,
    }
    for section, make in sections.items():
        if found.has(section):
            yield from make(found)
    annexes = {Section.AGENDA: _agenda, Section.DOCUMENTS: _documents, Section.IDEAS: _ideas}
    roman = iter(ROMAN)
    for section, make in annexes.items():
        made = list(make(found)) if found.has(section) else []
        if made:
            title, *rest = made
            assert isinstance(title, Heading)
            label = _("Annex %(number)s") % {"number": next(roman)}
            yield Annex(label=label, words=only_words(title.words))
            yield from rest


def _introduction(found: Discussion) -> Iterator[Block]:
    written = worded(found.note.introduction)
    if not only_words(written):
        put = _("This note is put before the informal consultations of %(day)s in %(place)s.")
        line = found.page.line
        written = put % {"day": day(line.first_day), "place": text(line.place)}
    for part in in_paragraphs(written):
        yield Paragraph(words=part, numbered=True)


def in_paragraphs(words: Words) -> Iterator[Words]:
    """What was written with empty lines between is as many paragraphs."""
    said, *after = parts(words)
    assert not isinstance(said, Footnote)
    written = said if isinstance(said, str) else said.words
    pieces = [one.strip() for one in written.split("\n\n") if one.strip()]
    for place, piece in enumerate(pieces, 1):
        shown = piece if isinstance(said, str) else Foreign(words=piece, language=said.language)
        yield (shown, *(after if place == len(pieces) else ()))


def _overview(found: Discussion) -> Iterator[Block]:
    yield Heading(words=_("Overview of %(year)s") % {"year": found.year})
    if not found.held:
        words = _("No workshop was held in %(year)s before the consultations.")
        yield Paragraph(words=words % {"year": found.year}, numbered=True)
    for one in found.held:
        yield Paragraph(words=_held(one), numbered=True)
    for one in found.coming:
        yield Paragraph(words=_coming(one), numbered=True)


def _held(one: Gathering) -> Words:
    sentence = _("Workshop %(number)s, “%(title)s”, took place in %(place)s on %(dates)s")
    if one.kind != Meeting.Kind.WORKSHOP:
        sentence = _("%(title)s: %(place)s, %(dates)s")
    figures = _figures(one)
    told = sentence % _facts(one) + (f" ({figures})." if figures else ".")
    return (told, *_see(one.symbols), *_about(one))


def _coming(one: Gathering) -> Words:
    sentence = _("Workshop %(number)s, “%(title)s”, will take place in %(place)s on %(dates)s")
    if one.kind != Meeting.Kind.WORKSHOP:
        sentence = _("%(title)s: %(place)s, %(dates)s")
    return (f"{sentence % _facts(one)}.", *_see(one.symbols), *_about(one))


def _facts(one: Gathering) -> dict[str, str]:
    line = one.line
    return {
        "number": str(line.number or ""),
        "title": only_words(worded(line.title)),
        "place": text(line.place),
        "dates": span(line.first_day, line.last_day),
    }


def _figures(one: Gathering) -> str:
    """ "Participants: 150; Countries: 60"; what is no number is left out."""
    told = [
        _("%(what)s: %(number)s") % {"what": text(FIGURE_NAMES[name]), "number": number(value)}
        for name, value in one.figures.items()
        if name in FIGURE_NAMES and isinstance(value, int)
    ]
    return _("; ").join(told)


def _about(one: Gathering) -> Words:
    return (" ", *parts(worded(one.about))) if one.about else ()


def _see(symbols: tuple[str, ...]) -> tuple[Footnote, ...]:
    if not symbols:
        return ()
    return (Footnote(words=_("See %(symbols)s.") % {"symbols": listing(symbols)}),)


def _report(found: Discussion) -> Iterator[Block]:
    before = found.reported
    if before is None:
        return
    when = {"day": day(before.line.first_day)}
    yield Heading(words=_("Outcome of the consultations of %(day)s") % when)
    for number_of, outcome in enumerate(before.outcomes):
        see = _see(before.symbols) if number_of == 0 else ()
        yield Paragraph(words=_outcome(outcome, see), numbered=True)


def _outcome(found: Outcome, see: tuple[Footnote, ...]) -> Words:
    """What was asked, how many answered, what the Chair concluded, what else was proposed."""
    asked = _("The membership was consulted on “%(title)s”; %(answered)s Members answered.") % {
        "title": only_words(worded(found.question.title)),
        "answered": count_of(found.answered, found.members),
    }
    concluded = _("The Chair concluded:")
    others = [item for item in found.package if fate(item) != _("Chosen")]
    told = _("; ").join(f"{titled(item)} ({fate(item)})" for item in others)
    rest = (Footnote(words=_("Also proposed: %(others)s.") % {"others": told}),) if others else ()
    words = parts(worded(found.conclusion.words))
    return (asked, *see, f" {concluded} ", *words, *rest, f" {adoption(found)}")


def _proposals(found: Discussion) -> Iterator[Block]:
    """Each proposal under its title, with its text and what it shares with others."""
    for question in found.choosing:
        options = [option for option in question.options.all() if option.proposal]
        if not options:
            continue
        yield Heading(words=_("Put forward: %(title)s") % {"title": _title(question)})
        for option in options:
            yield Heading(words=_option_title(option), level=3)
            yield from _proposal(option, found)


def _option_title(option: Option) -> Words:
    return (f"{option.code}. ", *parts(worded(option.title)))


def _proposal(option: Option, found: Discussion) -> Iterator[Block]:
    proposal = option.proposal
    assert proposal is not None
    body = worded(proposal.body) or _("No text has been given for this proposal.")
    pieces = list(in_paragraphs(body))
    for place, piece in enumerate(pieces, 1):
        notes = _origin(proposal, found) if place == len(pieces) else ()
        yield Paragraph(words=(*parts(piece), *notes), numbered=True)
    if proposal.overlap:
        yield Paragraph(words=worded(proposal.overlap), numbered=True)


def _origin(proposal: Proposal, found: Discussion) -> tuple[Footnote, ...]:
    """Who proposed it, and where it stands when that is another document than this one."""
    told = []
    if proposal.proposer:
        name = only_words(worded(proposal.proposer.name))
        told.append(_("Proposed by %(entity)s.") % {"entity": name})
    other = proposal.document if proposal.document != found.document else None
    if other and proposal.paragraph:
        place = {"symbol": other.symbol, "n": proposal.paragraph}
        told.append(_("See %(symbol)s, paragraph %(n)s.") % place)
    return (Footnote(words=" ".join(told)),) if told else ()


def _questions(found: Discussion) -> Iterator[Block]:
    yield Heading(words=_("Questions to the membership"))
    for question in found.choosing:
        yield Paragraph(words=_choice(question), numbered=True)
    if found.asked:
        words = _("The Administration also seeks the views of the membership on these points:")
        yield Paragraph(words=words, numbered=True)
        yield Bullets(items=tuple(worded(question.title) for question in found.asked))
    if not found.choosing and not found.asked:
        yield Paragraph(words=_("No question has been drafted yet."), numbered=True)


def _choice(question: Question) -> Words:
    """ "Two topics for 2012: the membership chooses 2 out of 3, until 20 October, 18:00"."""
    options = len(question.options.all())
    told = _("%(title)s: %(seats)s to be chosen out of %(options)s.") % {
        "title": _title(question),
        "seats": number(question.seats),
        "options": number(options),
    }
    if question.closes_at:
        until = _("Answers are received until %(when)s.")
        told += f" {until % {'when': moment(question.closes_at)}}"
    return (f"{told} ", *parts(worded(question.wording))) if question.wording else told


def _title(question: Question) -> str:
    return only_words(worded(question.title))


def _agenda(found: Discussion) -> Iterator[Block]:
    yield Heading(words=_("Provisional agenda"))
    numbers = count(1)
    for one in items(found.page.agenda, found.page.line):
        if isinstance(one, Paragraph) and one.numbered:
            one = Paragraph(words=(f"{next(numbers)}.\u2002", *parts(one.words)))
        yield Heading(words=one.words, level=3) if isinstance(one, Heading) else one


def _documents(found: Discussion) -> Iterator[Block]:
    if found.documents:
        yield Heading(words=_("List of documents"))
        yield documents_table(found.documents)


def _ideas(found: Discussion) -> Iterator[Block]:
    """As they were said, in their own language, without names."""
    if not found.ideas:
        return
    yield Heading(words=_("Ideas received"))
    yield Bullets(items=tuple(_idea(one.words, one.language, one.supports) for one in found.ideas))


def _idea(words: str, language: str, supports: int) -> Words:
    known = language in dict(settings.LANGUAGES) and language != base(get_language())
    said = Foreign(words=words, language=language) if known else words
    if not supports:
        return (said,)
    also = ngettext("supported by %(n)s Member", "supported by %(n)s Members", supports)
    return (said, f" ({also % {'n': supports}})")
