"""What is missing or strange in the registrations of a meeting, as words for who checks them.

Everything is worked out from light rows of the whole meeting: the same few queries for 3 and 3,000.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.membership.models import Entity
from intersession.participation import asking, deciding
from intersession.participation.models import Call, Delegation, PersonalPaper, Registration

CHECKS: dict[str, Any] = {
    "credential": _("the credential of the delegation is missing"),
    "credential_check": _("the credential of the delegation is not checked yet"),
    "photo": _("the photo is missing"),
    "passport": _("the passport page is missing"),
    "answer": _("an answer that is needed is missing"),
    "email": _("no e-mail address"),
    "duplicate": _("probably a duplicate"),
    "limit": _("over the limit of names of its Entity"),
    "late": _("sent after the deadline"),
    "changed": _("changed after the approval"),
    "deletion": _("asks for deletion"),
}


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of all registrations of a meeting. Five queries."""

    call: Call
    rows: list[Registration]
    papers: dict[int, set[str]]  # kinds of paper by registration
    filed: dict[int, set[str]]  # uids of questions that a file answers
    questions: list[Any]
    mails: Counter[str] = field(default_factory=Counter)
    names: Counter[Any] = field(default_factory=Counter)
    over: set[int] = field(default_factory=set)


def for_the_office(meeting: int) -> Any:
    """Registrations of a meeting that the Administration sees: whom an Entity only thinks of in a
    draft of its delegation it does not."""
    draft = Delegation.State.DRAFT
    return Registration.objects.filter(meeting=meeting).exclude(delegation__state=draft)


# What a list and its checks read of a row; Entities and delegations are read once each, and shared.
LIGHT = ("uid", "badge_name", "family_name", "given_name", "function", "email", "state", "role")
LIGHT += ("position", "stakeholder", "affiliation", "from_capital", "modality", "opened")
LIGHT += ("submitted_at", "added_at", "deletion_asked_at", "deletion_answered_at")
LIGHT += ("meeting_id", "entity_id", "delegation_id")


def known(call: Call) -> Known:
    questions = list(call.questions.all())
    rows = _rows(call, (*LIGHT, "answers") if questions else LIGHT)
    rows.sort(key=lambda row: plain(row.family_name or row.badge_name))
    papers: dict[int, set[str]] = {}
    filed: dict[int, set[str]] = {}
    held = PersonalPaper.objects.filter(registration__meeting=call.meeting_id, deleted_at=None)
    for pk, kind, question in held.values_list("registration", "kind", "question__uid"):
        papers.setdefault(pk, set()).add(kind)
        filed.setdefault(pk, set()).add(str(question))
    live = [row for row in rows if row.state in deciding.LIVE]
    return Known(
        call=call,
        rows=rows,
        papers=papers,
        filed=filed,
        questions=questions,
        mails=Counter(row.email.lower() for row in live if row.email),
        names=Counter(name_key(row) for row in live),
        over=_over(call, live),
    )


def _rows(call: Call, names: tuple[str, ...]) -> list[Registration]:
    """Three queries; with a join each row would bring its Entity along again."""
    rows = list(for_the_office(call.meeting_id).only(*names).order_by("pk"))
    entities = Entity.objects.only("slug", "kind", "name").in_bulk(
        {row.entity_id for row in rows if row.entity_id}
    )
    delegations = Delegation.objects.filter(meeting=call.meeting_id).defer("sent_as").in_bulk()
    for row in rows:
        row.entity = entities[row.entity_id] if row.entity_id else None
        row.delegation = delegations[row.delegation_id] if row.delegation_id else None
    return rows


def checks(row: Registration, of: Known) -> list[str]:
    """Keys of CHECKS, in their order. A registration that was cancelled needs nothing more."""
    if row.state not in deciding.LIVE:
        return ["deletion"] if _asks_deletion(row) else []
    found = {
        "credential": _no_credential(row, of.call),
        "credential_check": bool(
            of.call.credential
            and row.delegation
            and row.delegation.credential_id
            and not row.delegation.credential_checked_at
        ),
        "photo": of.call.photo and "photo" not in of.papers.get(row.pk, ()),
        "passport": of.call.passport and "passport" not in of.papers.get(row.pk, ()),
        "answer": bool(of.questions) and _lacks_answer(row, of),
        "email": not row.email,
        "duplicate": of.mails[row.email.lower()] > 1 or of.names[name_key(row)] > 1,
        "limit": row.pk in of.over,
        "late": bool(row.submitted_at and row.submitted_at >= of.call.registrations_close_at),
        "changed": any(not one["returned"] for one in row.opened),
        "deletion": _asks_deletion(row),
    }
    return [code for code in CHECKS if found[code]]


def _lacks_answer(row: Registration, of: Known) -> bool:
    filed = of.filed.get(row.pk, set())
    return bool(asking.lacking(of.questions, row.answers, filed, asking.kind_of(row)))


def _no_credential(row: Registration, call: Call) -> bool:
    return bool(call.credential and row.delegation and not row.delegation.credential_id)


def _asks_deletion(row: Registration) -> bool:
    return row.deletion_asked_at is not None and row.deletion_answered_at is None


def name_key(row: Registration) -> tuple[str, Any]:
    """Same name and same Entity: without capitals, accents and the order of the words."""
    where = row.entity_id or plain(row.affiliation) or row.pk
    return " ".join(sorted(plain(row.badge_name).split())), where


def plain(words: str) -> str:
    """For comparing and finding: Ñandú and NANDU are the same."""
    if words.isascii():
        return words.casefold().strip()
    taken = unicodedata.normalize("NFKD", words)
    return "".join(one for one in taken if not unicodedata.combining(one)).casefold().strip()


def _over(call: Call, live: Iterable[Registration]) -> set[int]:
    """Those after the last name that its Entity may put forward, in its own order."""
    found: set[int] = set()
    by_entity: dict[int, list[Registration]] = {}
    for row in live:
        if row.entity_id:
            by_entity.setdefault(row.entity_id, []).append(row)
    for rows in by_entity.values():
        rows.sort(key=lambda row: (row.delegation_id is None, row.position, row.added_at, row.pk))
        most = deciding.names_of(call, rows[0].entity, rows[0].delegation)
        found |= {row.pk for row in rows[most:]}
    return found
