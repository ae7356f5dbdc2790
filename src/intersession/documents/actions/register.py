"""Documents of the register: adding one under its symbol, correcting what is said of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.documents import rules, symbols
from intersession.documents.models import Document
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb

Words = dict[str, str]


class NotASymbol(Refusal):
    message = _(
        "“%(symbol)s” is not a symbol. A symbol has parts between strokes, such as IC/2011/7 or "
        "MC/2398/Rev.1, and at most 60 characters."
    )


class SymbolTaken(Refusal):
    message = _("The symbol %(symbol)s is taken, or differs from another one only by its strokes.")


class TitleMissing(Refusal):
    message = _("A document needs a title in at least one language.")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What may be corrected of a document; its symbol stays."""

    kind: str
    title: Words
    dated: date
    distribution: str


@transaction.atomic
def add_document(
    *,
    symbol: str,
    kind: str,
    title: Words,
    dated: date,
    distribution: str = Document.Distribution.GENERAL,
    original_language: str = "en",
    invented: bool = False,
    by: Actor,
    at: datetime,
) -> Document:
    """A document with its number and a draft in its original language.

    Which document it corrects, adds to, amends or revises is read from its symbol.
    """
    symbol = symbol.strip()
    if not symbols.is_symbol(symbol):
        raise NotASymbol(symbol=symbol)
    _titled(title)
    rules.check_language(original_language)
    document = Document(
        symbol=symbol,
        slug=symbols.slug_of(symbol),
        kind=kind,
        title=title,
        dated=dated,
        distribution=distribution,
        original_language=original_language,
        invented=invented,
    )
    _take_place(document)
    document.versions.create(language=original_language)
    about: dict[str, Any] = {
        "symbol": symbol,
        "kind": kind,
        "distribution": distribution,
        "title": title,
    }
    record(Verb.DOCUMENT_ADDED, by=by, at=at, subject=document, **about)
    return document


def _take_place(document: Document) -> None:
    """The database decides which of two officers comes first, even within the same second."""
    parents = symbols.parents_of(document.symbol)
    found = {row.symbol: row for row in Document.objects.filter(symbol__in=parents)}
    document.parent = next((found[one] for one in parents if one in found), None)
    document.relation = symbols.relation_of(document.symbol)
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except IntegrityError as taken:
        raise SymbolTaken(symbol=document.symbol) from taken
    _take_in(document)


def _take_in(document: Document) -> None:
    """Derived documents that came into the register before the one they belong to."""
    orphans = Document.objects.filter(parent=None, symbol__startswith=f"{document.symbol}/")
    for row in orphans.exclude(relation=""):
        if document.symbol in symbols.parents_of(row.symbol):
            row.parent = document
            row.save(update_fields=["parent"])


@transaction.atomic
def change_document(*, document: Document, facts: Facts, by: Actor, at: datetime) -> Document:
    """Correct title, kind or date, or change the distribution, which is in force at once.

    An entry says what it was before and what it is now; without a change there is none.
    """
    _titled(facts.title)
    document = Document.objects.select_for_update().get(pk=document.pk)
    before = {name: getattr(document, name) for name in vars(facts)}
    changed = [name for name, value in vars(facts).items() if before[name] != value]
    for name in changed:
        setattr(document, name, getattr(facts, name))
    document.save(update_fields=changed)
    if set(changed) - {"distribution"}:
        _told(Verb.DOCUMENT_CHANGED, document, set(changed) - {"distribution"}, before, by, at)
    if "distribution" in changed:
        _told(Verb.DISTRIBUTION_CHANGED, document, {"distribution"}, before, by, at)
    return document


def _told(
    verb: Verb,
    document: Document,
    names: set[str],
    before: dict[str, Any],
    by: Actor,
    at: datetime,
) -> None:
    about: dict[str, Any] = {
        name: {"from": _plain(before[name]), "to": _plain(getattr(document, name))}
        for name in sorted(names)
    }
    record(verb, by=by, at=at, subject=document, symbol=document.symbol, **about)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _titled(title: Words) -> None:
    if not any(words.strip() for words in title.values()):
        raise TitleMissing()
