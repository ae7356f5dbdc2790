"""Reads of the ledger: chains for everybody, entries and runs for those who may."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from intersession.ledger.models import GENESIS, MAIN, Chain, Entry, Run
from intersession.ledger.sentences import SENTENCES
from intersession.ledger.verbs import PUBLISHES, Verb
from intersession.ui.sheets import MOST

ENTRIES_A_PAGE = 50
LONGEST_SHOWN = 20_000  # characters of a run's inputs or answer that a page shows


@dataclass(frozen=True, kw_only=True)
class ChainRow:
    key: str
    length: int
    head: str
    sealed: int
    main: bool


@dataclass(frozen=True, kw_only=True)
class EntryRow:
    number: int
    at: datetime
    by: str
    sentence: Any
    subject: str
    data: list[tuple[str, str]]
    digest: str


@dataclass(frozen=True, kw_only=True)
class RunRow:
    uid: str
    method: str
    version: str
    subject: str
    seed: str
    at: datetime
    digest: str


@dataclass(frozen=True, kw_only=True)
class RunPage:
    row: RunRow
    inputs: str
    answer: str
    shortened: bool


def chains(*, all_of_them: bool = True) -> list[ChainRow]:
    """The main chain first, then the others by name; those of drafts only if asked for. One
    query."""
    found = Chain.objects.order_by("key")
    if not all_of_them:
        told = Exists(Entry.objects.filter(chain=OuterRef("pk"), verb__in=PUBLISHES))
        found = found.filter(Q(key=MAIN) | told)
    return sorted(map(_chain_row, found), key=lambda row: not row.main)


def chain_row(chain: Chain) -> ChainRow:
    return _chain_row(chain)


def main_head() -> ChainRow:
    """The head of the main chain, also before its first entry."""
    chain = Chain.objects.filter(key=MAIN).first()
    return _chain_row(chain or Chain(key=MAIN, head=GENESIS))


def entries(chain: Chain, asked: dict[str, Any], page: str | None) -> Page[Any]:
    """The latest first. `asked` may hold `area` (the first word of a verb), `by`, `subject` (parts
    of what stands there), `since` and `until` (moments, the second excluded)."""
    found = Paginator(entries_of(chain, asked), ENTRIES_A_PAGE).get_page(page)
    found.object_list = [_entry_row(entry) for entry in found.object_list]
    return found


def every(found: Page[Any]) -> list[EntryRow]:
    """All that is asked for, beyond the page. One query."""
    return [_entry_row(entry) for entry in found.paginator.object_list[:MOST]]


def areas() -> list[tuple[str, Any]]:
    """The apps that verbs begin with, for a filter."""
    names = {
        "ledger": _("Ledger"),
        "access": _("Sign-in and roles"),
        "jobs": _("Jobs"),
        "documents": _("Documents"),
        "outbox": _("Outbox"),
        "membership": _("Membership"),
        "programme": _("Programme"),
        "meetings": _("Meetings"),
        "consultations": _("Consultations"),
        "api": _("API"),
        "imports": _("Imports"),
        "desk": _("Example"),
    }
    used = dict.fromkeys(verb.partition(":")[0] for verb in Verb)
    return [(area, names.get(area, area)) for area in used]


def runs(page: str | None) -> Page[Any]:
    """The latest first."""
    found = Paginator(Run.objects.order_by("-at", "-pk"), ENTRIES_A_PAGE).get_page(page)
    found.object_list = [_run_row(run) for run in found.object_list]
    return found


def every_run(found: Page[Any]) -> list[RunRow]:
    """All of them, beyond the page. One query."""
    return [_run_row(run) for run in found.paginator.object_list[:MOST]]


def run_page(run: Run) -> RunPage:
    longest = max(len(run.inputs), len(run.answer))
    return RunPage(
        row=_run_row(run),
        inputs=_indented(run.inputs)[:LONGEST_SHOWN],
        answer=_indented(run.answer)[:LONGEST_SHOWN],
        shortened=longest > LONGEST_SHOWN,
    )


def entries_of(chain: Chain, asked: dict[str, Any]) -> QuerySet[Entry]:
    """The latest first, narrowed as `entries` says."""
    lookups = {
        "area": "verb__startswith",
        "by": "by__icontains",
        "subject": "subject__icontains",
        "since": "at__gte",
        "until": "at__lt",
    }
    given = {lookups[name]: value for name, value in asked.items() if value}
    if "verb__startswith" in given:
        given["verb__startswith"] += ":"
    return chain.entries.order_by("-number").filter(**given)


def _chain_row(chain: Chain) -> ChainRow:
    return ChainRow(
        key=chain.key,
        length=chain.length,
        head=chain.head,
        sealed=chain.sealed,
        main=chain.key == MAIN,
    )


def _entry_row(entry: Entry) -> EntryRow:
    return EntryRow(
        number=entry.number,
        at=entry.at,
        by=entry.by,
        sentence=SENTENCES.get(entry.verb, entry.verb),  # a verb of a later or earlier version
        subject=entry.subject,
        data=[(name, _plain(value)) for name, value in entry.values.items()],
        digest=entry.digest,
    )


def _run_row(run: Run) -> RunRow:
    return RunRow(
        uid=str(run.uid),
        method=run.method,
        version=run.version,
        subject=run.subject,
        seed=run.seed,
        at=run.at,
        digest=run.inputs_digest,
    )


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _indented(text: str) -> str:
    """JSON set out in lines; anything else as it is."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=1)
    except ValueError:
        return text
