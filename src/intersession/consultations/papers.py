"""The Chair's brief as a one-page paper, in the language of the reader."""

from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from intersession.consultations.labels import RULE_NAMES
from intersession.consultations.queries.brief import Brief
from intersession.consultations.queries.draft import draft_conclusion
from intersession.documents.making import Block, Figure, Heading, Note, Paper, Paragraph, Table
from intersession.ui.dates import day, moment
from intersession.ui.numbers import count_of, percent
from intersession.ui.text import listing, text

ORGANISATION = (
    "International Dialogue on Migration",
    "Dialogue international sur la migration",
    "Diálogo Internacional sobre la Migración",
)


def brief_paper(page: Brief) -> Paper:
    language = get_language() or "en"
    question = page.question
    closed = question.closing_hour
    return Paper(
        title=_("%(title)s: the brief") % {"title": text(question.title)},
        language=language,
        organisation=ORGANISATION,
        place_and_date=day(question.meeting.starts_at),
        distribution=_("For the Chair and the Administration only"),
        blocks=(
            Paragraph(words=_lead(page)),
            _count_table(page),
            *_firmness(page),
            _region_table(page),
            _rule_table(page),
            Note(title=_("Draft of the Chair’s conclusion"), words=_draft(page, language)),
        ),
        foot=_("Closed %(when)s · recount file, digest %(digest)s")
        % {"when": moment(closed) if closed else "", "digest": question.digest},
    )


def _draft(page: Brief, language: str) -> str:
    words = draft_conclusion(page)
    return words.get(language) or words["en"]


def _lead(page: Brief) -> str:
    """The sentences at the head of the page."""
    said = [_outcome(page)]
    if page.answered:
        answered = count_of(page.answered, page.members)
        said.append(_("%(answered)s Members answered.") % {"answered": answered})
    if page.answered and page.values["no_preference"]:
        said.append(_("%(n)s said “no preference”.") % {"n": page.values["no_preference"]})
    if n := page.named_only_withdrawn:
        sentence = ngettext(
            "%(n)s named only what was withdrawn; the count has it among the silent.",
            "%(n)s named only what was withdrawn; the count has them among the silent.",
            n,
        )
        said.append(sentence % {"n": n})
    if n := page.waiting:
        sentence = ngettext(
            "%(n)s answer is held or was received late, and is not counted.",
            "%(n)s answers are held or were received late, and are not counted.",
            n,
        )
        said.append(sentence % {"n": n})
    return " ".join(said)


def _outcome(page: Brief) -> str:
    if not page.answered:
        return _("None of the %(n)s Members named an option.") % {"n": page.members}
    if not page.tied:
        titles = [f"{x.option.code}. {text(x.option.title)}" for x in page.lines if x.preferred]
        return _("Preferred under the agreed rule: %(named)s.") % {"named": listing(titles)}
    level = _("%(n)s packages are level under the agreed rule.") % {
        "n": len(page.values["winners"])
    }
    gives = _("The tie-break declared before opening gives %(codes)s.")
    if page.values["tie_break"]["step"] == "coverage":
        gives = _("Coverage, the first tie-break declared, gives %(codes)s.")
    return f"{level} {gives % {'codes': listing(page.values['chosen'])}}"


def _count_table(page: Brief) -> Block:
    rows = [
        (
            f"{line.option.code}. {text(line.option.title)}",
            str(line.score),
            percent(line.score / page.answered, 0) if page.answered else "–",
            _("Preferred") if line.preferred else _("Could be kept"),
        )
        for line in page.lines
    ]
    return Table(
        heads=(_("Proposal"), _("Delegations"), _("Share"), _("Outcome")),
        rows=tuple(rows),
        align=("start", "end", "end", "start"),
        marked=frozenset(n for n, line in enumerate(page.lines) if line.preferred),
    )


def _firmness(page: Brief) -> tuple[Block, ...]:
    margin, silent = page.values["margin"], page.values["silent_margin"]
    blocks: list[Block] = [Heading(words=_("How firm it is"))]
    if margin is None:
        words = _("No change of the answers given could bring another package.")
        blocks.append(Paragraph(words=words))
    elif margin == 0:
        words = _("Several packages are level: the declared tie-break decided.")
        blocks.append(Paragraph(words=words))
    else:
        big = ngettext("%(n)s delegation", "%(n)s delegations", margin) % {"n": margin}
        words = _("would have to answer differently for another package to be level or ahead.")
        blocks.append(Figure(big=big, words=words))
    if silent:
        sentence = _(
            "%(n)s of the %(silent)s Members that named no option, all answering against it, would "
            "suffice."
        )
        blocks.append(Paragraph(words=sentence % {"n": silent, "silent": page.silent}))
    return tuple(blocks)


def _region_table(page: Brief) -> Block:
    rows = [
        (
            text(row.name),
            count_of(row.answered, row.members),
            str(row.covered),
            percent(row.covered / row.answered, 0) if row.answered else "–",
        )
        for row in page.regions
    ]
    return Table(
        heads=(_("Region"), _("Answered"), _("Named a preferred one"), _("Share")),
        rows=tuple(rows),
        align=("start", "end", "end", "end"),
        caption=_("Who gets at least one of their options"),
    )


def _rule_table(page: Brief) -> Block:
    rows: list[tuple[Any, ...]] = [
        (
            str(RULE_NAMES[row.rule]),
            _(", or ").join(listing(found) for found in row.sets[:3]),
            "–" if row.changes is None else str(row.changes),
        )
        for row in page.rules
    ]
    return Table(
        heads=(_("Rule, in words"), _("Choice"), _("Changes needed")),
        rows=tuple(rows),
        align=("start", "start", "end"),
        marked=frozenset({0}),
        caption=_("What other rules would choose; only the first was agreed before opening"),
    )
