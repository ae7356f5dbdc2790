"""Proposals: one that is there already with other words is amended on its page, not here."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.access.guard import Refusal
from intersession.consultations.models import Proposal
from intersession.imports import cells
from intersession.imports.matching import Place
from intersession.imports.plans.lines import (
    Change,
    Given,
    LeftEmpty,
    Line,
    What,
    lines_of,
    title_from,
)
from intersession.imports.reading import Row
from intersession.imports.words import plain
from intersession.programme.models import Programme
from intersession.ui.text import text

LANGUAGES = tuple(code for code, _own in settings.LANGUAGES)
KINDS = {
    Proposal.Kind.THEME.value: gettext_lazy("Theme"),
    Proposal.Kind.TOPIC.value: gettext_lazy("Topic"),
}
kind_of = cells.Choice(
    KINDS,
    theme="themes|overarching theme|theme general|tema general|tema del ano",
    topic="topics|sujet|sujets|workshop|atelier|taller|temas",
)
OFFICE = frozenset(
    "administration the administration l administration la administracion administracion "
    "secretariat the secretariat secretaria chair presidence presidencia".split()
) | {"the administration", "l administration", "la administracion", "the secretariat"}
MOST = {"title": 300, "body": 10_000}


class NoSuchYear(Refusal):
    message = gettext_lazy("There is no programme of the year %(year)s.")


class OtherWords(Refusal):
    message = gettext_lazy(
        "This proposal is there already, with other words. Amend it on its page, so that its "
        "history stays readable."
    )


def plan(given: Given) -> list[Line]:
    titles = ("title", *(f"title_{code}" for code in LANGUAGES))
    return lines_of(given, _Proposals(given).line, title_from(given, *titles))


class _Proposals:
    def __init__(self, given: Given) -> None:
        self.given = given
        self.years = dict(Programme.objects.values_list("year", "pk"))
        self.known: dict[tuple[int, str, str], tuple[dict[str, str], dict[str, str]]] = {}
        rows = Proposal.objects.values_list("programme__year", "kind", "title", "body")
        for year, kind, title, body in rows:
            self._remember(year, kind, title, body)

    def line(self, row: Row) -> Line:
        given = self.given
        year = given.read(row, "year", cells.number, 1900, 2200)
        if not year or not given.cell(row, "kind"):
            raise LeftEmpty(label=given.kind.by_code["kind" if year else "year"].label)
        if year not in self.years:
            raise NoSuchYear(year=year)
        kind = given.read(row, "kind", kind_of)
        title, body = self._worded(row, "title"), self._worded(row, "body")
        if not title:
            raise LeftEmpty(label=given.kind.by_code["title"].label)
        proposer = self._proposer(row)
        for words in title.values():
            if known := self.known.get((year, kind, plain(words))):
                return _known(row, title, body, *known)
        self._remember(year, kind, title, body)
        return self._new(row, year, kind, title, body, proposer)

    def _new(
        self,
        row: Row,
        year: int,
        kind: str,
        title: dict[str, str],
        body: dict[str, str],
        proposer: Place | None,
    ) -> Line:
        who = proposer.words if proposer else _("The Administration")
        changes = (
            Change(_("Year"), "", str(year)),
            Change(_("Kind"), "", str(KINDS[kind])),
            Change(_("Proposed by"), "", who),
        )
        act = {
            "do": "make_proposal",
            "year": year,
            "kind": kind,
            "title": title,
            "body": body,
            "proposer": proposer.pk if proposer else None,
        }
        named = text(title)
        return Line(number=row.number, what=What.ADD, title=named, changes=changes, act=act)

    def _worded(self, row: Row, code: str) -> dict[str, str]:
        said = {lang: self.given.said(row, f"{code}_{lang}", MOST[code]) for lang in LANGUAGES}
        if alone := self.given.said(row, code, MOST[code]):
            language = self.given.read(row, "in_language", cells.language) or LANGUAGES[0]
            said[language] = said[language] or alone
        return {lang: words for lang, words in said.items() if words}

    def _proposer(self, row: Row) -> Place | None:
        said = self.given.said(row, "proposer")
        if not said or plain(said) in OFFICE:
            return None
        places = self.given.places
        return places.of_row("", said, row.number)

    def _remember(self, year: int, kind: str, title: dict[str, str], body: dict[str, str]) -> None:
        for words in title.values():
            self.known.setdefault((year, kind, plain(str(words))), (title, body))


def _known(
    row: Row,
    title: dict[str, str],
    body: dict[str, str],
    old_title: dict[str, str],
    old_body: dict[str, str],
) -> Line:
    """Unchanged when all that the row says is what is there."""
    if not (title.items() <= old_title.items() and body.items() <= old_body.items()):
        raise OtherWords()
    return Line(number=row.number, what=What.SAME, title=text(title))
