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
    closed = question.closed_at or question.closes_at
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
    named = listing([f"{x.option.code}. {text(x.option.title)}" for x in page.lines if x.preferred])
    return _("%(answered)s Members answered. Preferred under the agreed rule: %(named)s.") % {
        "answered": count_of(page.answered, page.members),
        "named": named,
    }


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
    else:
        big = ngettext("%(n)s delegation", "%(n)s delegations", margin) % {"n": margin}
        words = _("would have to answer differently for another package to be level or ahead.")
        blocks.append(Figure(big=big, words=words))
    if silent:
        sentence = _(
            "%(n)s of the %(silent)s silent Members, all answering against it, would suffice."
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
