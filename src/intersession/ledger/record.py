"""Write an entry, seal the chains, check them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from intersession.ledger.models import GENESIS, MAIN, Chain, Entry, Identified, canonical
from intersession.ledger.verbs import Verb
from intersession.prepared import TEXT, Given, Prepared

WRONG: dict[str, Any] = {
    "altered": _("The entry is not the one that was written: its digest does not fit."),
    "missing": _("The entry is missing: the next one follows on something that is not here."),
    "cut": _("The chain is shorter than its head says: the end was cut off."),
    "head": _("The head of the chain is not the digest of its last entry."),
    "seal": _("The main chain holds another digest for this entry than the one that stands here."),
    "published": _(
        "The published digest is not in the main chain: its end was cut off or rewritten."
    ),
}


@dataclass(frozen=True, kw_only=True)
class Break:
    """A place where a chain does not hold: which entry, and what is wrong with it.

    `code` is a key of WRONG; a further check may bring a code of its own with its `words`.
    """

    chain: str
    number: int
    code: str  # altered | missing | cut | head | seal | published | one of a further check
    words: Any = ""

    @property
    def sentence(self) -> str:
        return str(self.words or WRONG[self.code])


# Further checks of other apps, hung in by `config` or `desk`: each yields what does not hold,
# for instance an answer that is no longer the one its entry commits to.
CHECKS: list[Callable[[], Iterable[Break]]] = []


class Told(NamedTuple):
    """What one entry of many will say of the row `subject`."""

    verb: Verb
    subject: Identified
    data: Mapping[str, Any]


def name_of(row: Identified) -> str:
    return f"{row._meta.label_lower}:{row.uid}"


def record(
    verb: Verb, *, by: object, at: datetime, subject: Identified, chain: str = MAIN, **data: Any
) -> Entry:
    """Add an entry about the row `subject`, in the transaction of the action that calls.

    Three queries (five for the first entry of a chain). An action that writes into a chain of its
    own and into the main chain writes into its own first, so that two actions cannot wait for
    each other.
    """
    return record_many([Told(verb, subject, data)], by=by, at=at, chain=chain)[0]


def record_many(
    told: Iterable[Told], *, by: object, at: datetime, chain: str = MAIN
) -> list[Entry]:
    """Add an entry for each, in their order, as `record` would one after the other: the head is
    locked once and moved once. Nobody else writes into the chain from here to the end of the
    transaction, so an action of many rows calls this last."""
    if not connection.in_atomic_block:
        raise RuntimeError("An entry is written in the same transaction as what it tells.")
    said = [(one.verb, name_of(one.subject), canonical(one.data)) for one in told]
    return _append(_locked(chain), said, by, at) if said else []


def _locked(key: str) -> Chain:
    """The head row, locked. The first writers of a chain meet at its unique key, not at nothing."""
    found: list[Chain] = _heads(key=key)
    if not found:
        Chain.objects.bulk_create([Chain(key=key)], ignore_conflicts=True)
        found = _heads(key=key)
    return found[0]


_heads = Prepared(lambda: Chain.objects.select_for_update().filter(key=Given("key", TEXT)))


def _append(
    chain: Chain, said: list[tuple[Verb, str, str]], by: object, at: datetime
) -> list[Entry]:
    """Each holds the digest of the one before; then the head is that of the last."""
    who, entries = str(by)[:300], []
    for verb, subject, data in said:
        entry = Entry(
            chain=chain,
            number=chain.length + 1,
            at=at,
            by=who,
            verb=verb,
            subject=subject,
            data=data,
            previous=chain.head,
        )
        entry.digest = chain.head = entry.expected_digest()
        chain.length = entry.number
        entries.append(entry)
    Entry.objects.append(entries)
    Chain.objects.filter(pk=chain.pk).update(head=chain.head, length=chain.length)
    return entries


@transaction.atomic
def seal(*, by: object, at: datetime) -> Entry | None:
    """Write the head of every chain that grew into the main chain; None when none did."""
    others = Chain.objects.exclude(key=MAIN).filter(length__gt=F("sealed"))
    # The others are locked before the main chain, in one order: nobody waits in a circle.
    grown = list(others.select_for_update().order_by("key"))
    if not grown:
        return None
    data = canonical({"heads": {c.key: [c.length, c.head] for c in grown}})
    entry = _append(_locked(MAIN), [(Verb.CHAINS_SEALED, "ledger", data)], by, at)[0]
    others.filter(pk__in=[c.pk for c in grown]).update(sealed=F("length"))
    return entry


def verify(*, published: str = "") -> list[Break]:
    """Every place where a chain does not hold; an empty list means sound.

    A tail cut off together with its head row cannot be seen from inside: give the digest of the
    main chain that was `published` elsewhere (64 hexadecimal digits, in either case).
    """
    breaks = [wrong for chain in Chain.objects.order_by("key") for wrong in _verify_chain(chain)]
    breaks += _verify_seals()
    breaks += [wrong for check in CHECKS for wrong in check()]
    return breaks + list(_verify_published(published.strip().lower()))


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
    elif chain.head != previous or chain.length < number:
        breaks.append(Break(chain=chain.key, number=number, code="head"))
    return breaks


def _verify_seals() -> Iterator[Break]:
    """What the main chain once held of another chain must still stand there."""
    for key, held in _sealed_heads().items():
        stand = Entry.objects.filter(chain__key=key).values_list("number", "digest")
        found = {number: digest for number, digest in stand.iterator() if number in held}
        for number, head in sorted(held.items()):
            if found.get(number) != head:
                yield Break(chain=key, number=number, code="seal")


def _sealed_heads() -> dict[str, dict[int, str]]:
    """For each chain: number of an entry -> the digest the main chain holds for it."""
    heads: dict[str, dict[int, str]] = {}
    seals = Entry.objects.filter(chain__key=MAIN, verb=Verb.CHAINS_SEALED).order_by("number")
    for entry in seals.iterator():
        for key, (length, head) in entry.values["heads"].items():
            heads.setdefault(key, {}).setdefault(length, head)
    return heads


def _verify_published(digest: str) -> Iterator[Break]:
    known = Entry.objects.filter(chain__key=MAIN, digest=digest)
    if digest and digest != GENESIS and not known.exists():
        length = Chain.objects.filter(key=MAIN).values_list("length", flat=True).first()
        yield Break(chain=MAIN, number=length or 0, code="published")
