"""Chains, entries with all that their digest covers, and runs of the methods as sheets."""

from collections.abc import Iterable

from django.utils.text import slugify
from django.utils.translation import gettext as _

from intersession.ledger.queries import ChainRow, EntryRow, RunRow
from intersession.ui.sheets import Cell, Sheet


def chains_sheet(chains: Iterable[ChainRow]) -> Sheet:
    heads = (_("Chain"), _("Entries"), _("Digest of the last entry"))
    rows: list[list[Cell]] = [[row.key, row.length, row.head] for row in chains]
    return Sheet(title=_("Ledger"), name="ledger", heads=heads, rows=rows)


def entries_sheet(chain: ChainRow, entries: Iterable[EntryRow]) -> Sheet:
    heads = (
        _("Number"),
        _("When"),
        _("Who"),
        _("What"),
        _("Subject"),
        _("Details"),
        _("Digest"),
    )
    rows: list[list[Cell]] = [
        [
            row.number,
            row.at,
            row.by,
            str(row.sentence),
            row.subject,
            "; ".join(f"{name}: {value}" for name, value in row.data),
            row.digest,
        ]
        for row in entries
    ]
    name = f"ledger-{slugify(chain.key)}"
    return Sheet(title=f"{_('Ledger')} {chain.key}", name=name, heads=heads, rows=rows)


def runs_sheet(runs: Iterable[RunRow]) -> Sheet:
    """Digests whole, to be compared."""
    heads = (
        _("Method"),
        _("Version"),
        _("When"),
        _("About"),
        _("Seed"),
        _("Digest of the inputs"),
    )
    rows: list[list[Cell]] = [
        [run.method, run.version, run.at, run.subject, run.seed, run.digest] for run in runs
    ]
    return Sheet(title=_("Runs of the methods"), name="runs", heads=heads, rows=rows)
