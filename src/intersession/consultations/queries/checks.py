"""Do the answers in the table still stand as the ledger says? Hung into its check by `desk`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.consultations.models import Preference
from intersession.ledger.models import Entry
from intersession.ledger.record import Break, name_of
from intersession.ledger.verbs import Verb

WORDS = {
    "answer": _("Answer %(receipt)s is not the one this entry commits to: it was altered."),
    "answer-state": _("Answer %(receipt)s is in another state than the ledger says."),
    "answer-standing": _("Which answer of “%(entity)s” stands is not what the ledger says."),
    "answer-gone": _("The answer that this entry tells of, by “%(entity)s”, is not there."),
    "answer-untold": _("No entry of the ledger tells of answer %(receipt)s."),
}
TELLING = (
    Verb.PREFERENCE_EXPRESSED,
    Verb.PREFERENCE_HELD,
    Verb.PREFERENCE_LATE,
    Verb.PREFERENCE_SETTLED,
    Verb.PREFERENCE_TAKEN_BACK,
    Verb.PREFERENCE_RESTORED,
    Verb.LATE_ACCEPTED,
)
COUNTING = (Preference.State.ACCEPTED, Preference.State.LATE_ACCEPTED)


@dataclass(kw_only=True)
class _Told:
    """What the entries read so far tell: the last entry of each answer, and of each Entity's
    answer that stands."""

    last: dict[str, Entry] = field(default_factory=dict)
    standing: dict[tuple[str, str], Entry] = field(default_factory=dict)

    def hear(self, entry: Entry) -> None:
        self.last[entry.subject] = entry
        whose = (entry.chain.key, entry.values["entity"])
        if entry.values["state"] in COUNTING:
            self.standing[whose] = entry
        elif entry.verb == Verb.PREFERENCE_TAKEN_BACK and whose in self.standing:
            # Nothing stands of this Entity until an entry says what does.
            if self.standing[whose].subject == entry.subject:
                del self.standing[whose]


def answers_stand() -> Iterator[Break]:
    """Every answer that is not what the ledger tells of it. Two queries.

    Reads each answer once and each entry once; some tens of microseconds per answer.
    """
    rows = {name_of(row): row for row in Preference.objects.select_related("question", "entity")}
    told = _Told()
    entries = Entry.objects.filter(verb__in=TELLING).select_related("chain")
    for entry in entries.order_by("chain__key", "number").iterator():
        told.hear(entry)
        yield from _against(entry, rows.get(entry.subject))
    yield from _states(rows, told)
    yield from _untold(rows, told)


def _against(entry: Entry, row: Preference | None) -> Iterator[Break]:
    said = entry.values
    if row is None:
        yield _break("answer-gone", entry, entity=said["entity"])
        return
    stands = (row.commitment, row.entity.slug, row.version, row.channel, row.question.chain)
    names = ("commitment", "entity", "version", "channel")
    if stands != (*(said[name] for name in names), entry.chain.key):
        yield _break("answer", entry, receipt=row.receipt)


def _states(rows: dict[str, Preference], told: _Told) -> Iterator[Break]:
    for subject, entry in told.last.items():
        row = rows.get(subject)
        if row and row.state != entry.values["state"]:
            yield _break("answer-state", entry, receipt=row.receipt)
    counting = {entry.subject for entry in told.standing.values()}
    for entry in told.standing.values():
        row = rows.get(entry.subject)
        if row and not row.standing:
            yield _break("answer-standing", entry, entity=entry.values["entity"])
    for subject, row in rows.items():
        if row.standing and subject in told.last and subject not in counting:
            yield _break("answer-standing", told.last[subject], entity=row.entity.slug)


def _untold(rows: dict[str, Preference], told: _Told) -> Iterator[Break]:
    for subject, row in rows.items():
        if subject not in told.last:
            words = WORDS["answer-untold"] % {"receipt": row.receipt}
            yield Break(chain=row.question.chain, number=0, code="answer-untold", words=words)


def _break(code: str, entry: Entry, **values: Any) -> Break:
    words = WORDS[code] % values
    return Break(chain=entry.chain.key, number=entry.number, code=code, words=words)
