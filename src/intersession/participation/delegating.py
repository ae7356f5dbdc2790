"""What a delegation is called, how it was sent, and what has changed since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.participation import registering
from intersession.participation.models import Delegation, Registration

Role = Registration.Role
ROLE_NAMES: dict[str, Any] = {
    Role.HEAD: gettext_lazy("Head of delegation"),
    Role.ALTERNATE: gettext_lazy("Alternate"),
    Role.ADVISER: gettext_lazy("Adviser"),
    Role.EXPERT: gettext_lazy("Expert"),
    Role.PARTICIPANT: gettext_lazy("Participant"),
}
TITLE_NAMES: dict[str, Any] = {
    "": gettext_lazy("none"),
    "mr": gettext_lazy("Mr"),
    "ms": gettext_lazy("Ms"),
    "dr": gettext_lazy("Dr"),
    "professor": gettext_lazy("Professor"),
    "he_mr": gettext_lazy("H.E. Mr"),
    "he_ms": gettext_lazy("H.E. Ms"),
}
SENT, DRAFTING, NOT_BEGUN = "sent", "drafting", "not_begun"
STATE_NAMES: dict[str, Any] = {
    SENT: gettext_lazy("sent"),
    DRAFTING: gettext_lazy("being written"),
    NOT_BEGUN: gettext_lazy("not begun"),
}
SHAPES = {SENT: "done", DRAFTING: "part", NOT_BEGUN: "planned"}
CREDENTIAL_NAMES: dict[str, Any] = {
    "checked": gettext_lazy("credential checked"),
    "waits": gettext_lazy("credential waits for a check"),
    "missing": gettext_lazy("credential missing"),
    "": gettext_lazy("no credential is asked for"),
}
CREDENTIAL_SHAPES = {"checked": "done", "waits": "open", "missing": "late", "": "planned"}
# What the form of a person shows; the version of a row is made of these.
NAMES = [
    *("title", "given_name", "family_name", "function", "email", "language"),
    *("role", "from_capital", "support"),
]
# Once the person has written in the file, their own words are theirs.
THEIRS = ("title", "given_name", "family_name", "function", "email", "language")


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One thing that is no longer as it was sent."""

    kind: str  # "added" | "removed" | "role" | "moved"
    name: str
    words: str


def address_of(registration: Registration) -> str:
    """The person's own page, as it stands in a mail."""
    return f"/participation/registration/{registering.token_of(registration)}/"


def state_of(delegation: Delegation | None) -> str:
    if delegation is None:
        return NOT_BEGUN
    return SENT if delegation.state == Delegation.State.SENT else DRAFTING


def credential_of(delegation: Delegation | None, wanted: bool) -> str:
    """A key of CREDENTIAL_NAMES."""
    if delegation is None or delegation.credential_id is None:
        return "missing" if wanted else ""
    return "checked" if delegation.credential_checked_at else "waits"


def standing(rows: Iterable[Registration]) -> list[Registration]:
    """Those who are still put forward, in their order."""
    here = [row for row in rows if row.state != Registration.State.CANCELLED]
    return sorted(here, key=lambda row: row.position)


def as_it_stands(rows: Iterable[Registration]) -> list[dict[str, str]]:
    return [{"uid": str(row.uid), "role": row.role} for row in standing(rows)]


def changes(sent_as: list[dict[str, str]], rows: list[Registration]) -> list[Changed]:
    """From what was sent to what stands; `rows` with those that were taken off."""
    return list(_changes(sent_as, rows))


def _changes(sent_as: list[dict[str, str]], rows: list[Registration]) -> Iterator[Changed]:
    before = {one["uid"]: one["role"] for one in sent_as}
    known = {str(row.uid): row for row in rows}
    now = {str(row.uid): row for row in standing(rows)}
    for uid in before:
        if uid not in now and uid in known:
            yield _changed("removed", known[uid], _("taken off"))
    for uid, row in now.items():
        if uid not in before:
            yield _changed("added", row, _("added, number %(n)s") % {"n": _place(uid, now)})
        elif before[uid] != row.role:
            values = {"old": ROLE_NAMES.get(before[uid], before[uid])}
            values["new"] = ROLE_NAMES.get(row.role, row.role)
            yield _changed("role", row, _("“%(new)s” instead of “%(old)s”") % values)
    yield from _moved(before, now)


def _moved(before: dict[str, str], now: dict[str, Registration]) -> Iterator[Changed]:
    """The order as it is now, where those who stayed stand in another one than before."""
    if [uid for uid in before if uid in now] != [uid for uid in now if uid in before]:
        names = ", ".join(row.badge_name for row in now.values())
        yield Changed(kind="moved", name=_("Order of priority"), words=names)


def _place(uid: str, now: dict[str, Registration]) -> int:
    return list(now).index(uid) + 1


def _changed(kind: str, row: Registration, words: str) -> Changed:
    return Changed(kind=kind, name=row.badge_name, words=words)
