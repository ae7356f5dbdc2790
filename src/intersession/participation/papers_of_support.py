"""The letter for a visa: what the dossier holds, in the language that the consulate reads."""

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from intersession.documents.making import Block, Paper, Paragraph, Signature
from intersession.documents.papers import ORGANISATION, Made, made, place_and_date
from intersession.meetings import rules as meeting_rules
from intersession.participation.cost_words import PLAIN_KINDS
from intersession.participation.models import CostLine, SupportRequest
from intersession.participation.wording import TITLES
from intersession.ui.dates import day, duty_day, span
from intersession.ui.text import listing, text

LANGUAGES = ("en", "fr", "es")


def letter_paper(row: SupportRequest, lines: list[CostLine], language: str) -> Paper:
    with override(language):
        return Paper(
            title=_("Letter in support of a request for a visa"),
            language=language,
            organisation=ORGANISATION,
            symbol=row.letter_number,
            place_and_date=place_and_date(duty_day(row.letter_at)) if row.letter_at else "",
            blocks=(*_paragraphs(row, lines), _signature(row)),
        )


def letter_made(row: SupportRequest, lines: list[CostLine], language: str) -> Made:
    name = f"visa-{row.letter_number.replace('/', '-').lower()}"
    return made(letter_paper(row, lines, language), "pdf", name)


def _paragraphs(row: SupportRequest, lines: list[CostLine]) -> list[Block]:
    words = [_("To whom it may concern,"), _invited(row), *_about(row), *_journey(row)]
    words += _paid(row, lines)
    words.append(_("We should be grateful if the visa could be given in time for the journey."))
    return [Paragraph(words=one) for one in words]


def _invited(row: SupportRequest) -> str:
    who = row.registration
    days = meeting_rules.days_of(who.meeting)
    place = text(who.meeting.place)
    where = _("%(place)s, %(when)s") if place else "%(when)s"
    said = _("The person named below is invited to take part in “%(title)s”, %(where)s.")
    given = {"place": place, "when": span(days[0], days[-1])}
    return said % {"title": text(who.meeting.title), "where": where % given}


def _about(row: SupportRequest) -> list[str]:
    """Each on a line of its own; what the dossier does not say is not there."""
    who = row.registration
    title = str(TITLES[who.title]) if who.title else ""
    names = " ".join(part for part in (title, who.given_name, who.family_name.upper()) if part)
    of = text(who.entity.formal_name) or text(who.entity.name) if who.entity else who.affiliation
    pairs = [
        (_("Name, as in the passport: %(said)s"), names),
        (_("Function: %(said)s"), who.function),
        (_("On behalf of: %(said)s"), of),
    ]
    return [words % {"said": said} for words, said in pairs if said]


def _journey(row: SupportRequest) -> list[str]:
    if not (row.travels_on and row.returns_on):
        return []
    said = _("The journey there is on %(there)s, the journey back on %(back)s.")
    return [said % {"there": day(row.travels_on), "back": day(row.returns_on)}]


def _paid(row: SupportRequest, lines: list[CostLine]) -> list[str]:
    kinds = [kind for kind in PLAIN_KINDS if any(one.kind == kind and one.rate for one in lines)]
    if not kinds:
        return []
    what = listing([line.words or str(PLAIN_KINDS[line.kind]) for line in _first(kinds, lines)])
    by = row.funds or _("the International Dialogue on Migration")
    return [_("These costs are paid by %(by)s: %(what)s.") % {"by": by, "what": what}]


def _first(kinds: list[str], lines: list[CostLine]) -> list[CostLine]:
    """One line a kind, but all other costs."""
    found = []
    for kind in kinds:
        of_kind = [one for one in lines if one.kind == kind and one.rate]
        found += of_kind if kind == CostLine.Kind.OTHER else of_kind[:1]
    return found


def _signature(row: SupportRequest) -> Signature:
    signed = [step["by"] for step in row.history if step["act"] == "letter"]
    by = (signed[-1],) if signed else ()
    return Signature(
        to=(_("The consular section"),), by=(*by, pgettext("who signs", "For the Administration"))
    )
