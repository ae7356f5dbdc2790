"""Write an entry, seal the chains, check them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from intersession.ledger.models import GENESIS, MAIN, Chain, Entry, Identified, canonical
from intersession.ledger.verbs import Verb


@dataclass(frozen=True, kw_only=True)
class Break:
    """A place where a chain does not hold: which entry, and what is wrong with it."""

    chain: str
    number: int
    code: str  # altered | missing | cut | head | seal


def name_of(row: Identified) -> str:
    return f"{row._meta.label_lower}:{row.uid}"


def record(
    verb: Verb, *, by: object, at: datetime, subject: Identified, chain: str = MAIN, **data: Any
) -> Entry:
    """Add an entry about the row `subject`, in the transaction of the action that calls."""
    if not connection.in_atomic_block:
        raise RuntimeError("An entry is written in the same transaction as what it tells.")
    return _append(_locked(chain), verb, by, at, name_of(subject), canonical(data))


def _locked(key: str) -> Chain:
    Chain.objects.bulk_create([Chain(key=key)], ignore_conflicts=True)
    return Chain.objects.select_for_update().get(key=key)


def _append(
    chain: Chain, verb: Verb, by: object, at: datetime, subject: str, data: str
) -> Entry:
    entry = Entry(
        chain=chain,
        number=chain.length + 1,
        at=at,
        by=str(by)[:300],
        verb=verb,
        subject=subject,
        data=data,
        previous=chain.head,
    )
    entry.digest = entry.expected_digest()
    entry.save()
    chain.head, chain.length = entry.digest, entry.number
    chain.save(update_fields=["head", "length"])
    return entry


@transaction.atomic
def seal(*, by: object, at: datetime) -> Entry | None:
    """Write the head of every chain that grew into the main chain; None when none did."""
    main = _locked(MAIN)
    grown = [c for c in Chain.objects.exclude(key=MAIN).order_by("key") if c.length > c.sealed]
    if not grown:
        return None
    heads = {c.key: [c.length, c.head] for c in grown}
    entry = _append(main, Verb.CHAINS_SEALED, by, at, "ledger", canonical({"heads": heads}))
    for chain in grown:
        Chain.objects.filter(pk=chain.pk).update(sealed=chain.length)
    return entry


def verify() -> list[Break]:
    """Every place where a chain does not hold; an empty list means sound.

    A tail cut off together with its head row cannot be seen from inside: compare the digest of
    the main chain with one that was published elsewhere.
    """
    breaks = [wrong for chain in Chain.objects.order_by("key") for wrong in _verify_chain(chain)]
    return breaks + _verify_seals()


def _verify_chain(chain: Chain) -> list[Break]:
    breaks, previous, number = [], GENESIS, 0
    for entry in chain.entries.order_by("number").iterator():
        number += 1
        if entry.number != number:
            breaks.append(Break(chain=chain.key, number=number, code="missing"))
        elif entry.previous != previous or entry.digest != entry.expected_digest():
            breaks.append(Break(chain=chain.key, number=number, code="altered"))
        previous, number = entry.digest, entry.number
    if chain.length > number:
        breaks.append(Break(chain=chain.key, number=number + 1, code="cut"))
    elif chain.head != previous:
        breaks.append(Break(chain=chain.key, number=number, code="head"))
    return breaks


def _verify_seals() -> list[Break]:
    """What the main chain once held of another chain must still stand there."""
    breaks = []
    seals = Entry.objects.filter(chain__key=MAIN, verb=Verb.CHAINS_SEALED).order_by("number")
    known = {
        (key, number): digest
        for key, number, digest in Entry.objects.exclude(chain__key=MAIN).values_list(
            "chain__key", "number", "digest"
        )
    }
    for entry in seals.iterator():
        for key, (length, head) in entry.values["heads"].items():
            if known.get((key, length)) != head:
                breaks.append(Break(chain=key, number=length, code="seal"))
    return breaks
