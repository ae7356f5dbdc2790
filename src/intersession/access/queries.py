"""Reads of accounts and of the table of permissions."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from intersession.access.models import Appointment, User
from intersession.access.policy import MAY_NAMES, ROLE_NAMES, TABLE, May, Role, Scope

AREAS: dict[str, Any] = {
    "ledger": _("Ledger"),
    "documents": _("Documents"),
    "outbox": _("Outbox"),
    "membership": _("Membership"),
    "programme": _("Programme"),
    "meetings": _("Meetings"),
    "consultations": _("Consultations"),
    "funding": _("Funding"),
    "participation": _("Participation"),
    "debate": _("Debate"),
    "feedback": _("Feedback"),
    "outcomes": _("Outcomes"),
    "imports": _("Imports"),
    "jobs": _("Jobs"),
    "api": _("API"),
    "access": _("One’s own account"),
    "desk": _("Example"),
}
SCOPES: dict[Scope, Any] = {
    Scope.ANY: _("Yes"),
    Scope.OWN: _("Of one’s own Entity"),
}


@dataclass(frozen=True, kw_only=True)
class Cell:
    role: Any
    scope: Any  # words; "" when the role may not
    shape: str


@dataclass(frozen=True, kw_only=True)
class PermissionRow:
    name: Any
    cells: list[Cell]


@dataclass(frozen=True, kw_only=True)
class Area:
    name: Any
    rows: list[PermissionRow]


@dataclass(frozen=True, kw_only=True)
class Factor:
    pk: int
    name: str
    added: datetime
    used: datetime | None


@dataclass(frozen=True, kw_only=True)
class Session:
    pk: int
    since: datetime
    ip: str
    browser: str
    here: bool


@dataclass(frozen=True, kw_only=True)
class Account:
    email: str
    shared: bool
    language: str
    passkeys: list[Factor]
    totp: Factor | None
    recovery_codes_left: int | None  # None: there are none
    sessions: list[Session]


def roles() -> list[str]:
    """The heads of the table: everyone but the public, who may only read what is open."""
    return [str(ROLE_NAMES[role]) for role in _columns()]


def permissions() -> list[Area]:
    """The whole table, one block an app, as the guard itself reads it."""
    areas: dict[str, list[PermissionRow]] = {}
    for may in May:
        areas.setdefault(may.partition(":")[0], []).append(_permission(may))
    return [Area(name=AREAS.get(code, code), rows=rows) for code, rows in areas.items()]


def account(user: User, session_key: str) -> Account:
    """Three queries, and one for each place where one is signed in."""
    factors = list(Authenticator.objects.filter(user=user).order_by("pk"))
    by_type = {factor.type: factor for factor in factors}
    totp = by_type.get(Authenticator.Type.TOTP)
    recovery = by_type.get(Authenticator.Type.RECOVERY_CODES)
    return Account(
        email=user.email,
        shared=user.shared,
        language=user.language,
        passkeys=[_factor(f) for f in factors if f.type == Authenticator.Type.WEBAUTHN],
        totp=_factor(totp) if totp else None,
        recovery_codes_left=len(recovery.wrap().get_unused_codes()) if recovery else None,
        sessions=[_session(s, session_key) for s in UserSession.objects.purge_and_list(user)],
    )


def _columns() -> list[Role]:
    return [role for role in Role if role is not Role.PUBLIC]


def _permission(may: May) -> PermissionRow:
    return PermissionRow(
        name=MAY_NAMES[may], cells=[_cell(TABLE[may].get(role), role) for role in _columns()]
    )


def _cell(scope: Scope | None, role: Role) -> Cell:
    shape = {Scope.ANY: "done", Scope.OWN: "part"}.get(scope, "") if scope else ""
    return Cell(role=ROLE_NAMES[role], scope=SCOPES[scope] if scope else "", shape=shape)


def _factor(row: Authenticator) -> Factor:
    name = str(row.data.get("name", "")) if row.type == Authenticator.Type.WEBAUTHN else ""
    return Factor(pk=row.pk, name=name, added=row.created_at, used=row.last_used_at)


def _session(row: UserSession, here: str) -> Session:
    return Session(
        pk=row.pk,
        since=row.created_at,
        ip=row.ip,
        browser=_browser(row.user_agent),
        here=row.session_key == here,
    )


def _browser(agent: str) -> str:
    """Firefox on Windows: enough to know one's own machine again."""
    browsers = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
    systems = ("Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux")
    browser = next((name for mark, name in browsers.items() if mark in agent), agent[:40])
    system = next((name for name in systems if name in agent), "")
    return f"{browser}, {system}" if system else browser


def holding(role: Role, day: date) -> list[User]:
    """Accounts that hold a role of the whole dialogue on that day. One query."""
    held = Appointment.objects.in_force(day).filter(role=role)
    return list(User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("pk"))
