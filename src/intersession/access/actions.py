"""Verbs of accounts: sign in, say who acts, add and remove factors, choose a language."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.access.models import Appointment, Person, User
from intersession.access.policy import Role
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb


class PersonUnknown(Refusal):
    message = _("This person is not among those who act through this mailbox.")


class PersonWithoutFunction(Refusal):
    message = _("Say in which function you act, for instance “Second Secretary”.")


class RoleAlreadyHeld(Refusal):
    message = _("%(who)s holds this role already, since %(since)s.")


class RoleNotHeld(Refusal):
    message = _("This role ended already.")


@transaction.atomic
def note_sign_in(*, user: User, method: str, at: datetime) -> None:
    """`method`: "code", "code+totp", "webauthn" …; the mailbox is named by its row alone."""
    by = Actor(user=user.pk, name=_name_of(user))
    record(Verb.SIGNED_IN, by=by, at=at, subject=user, method=method)


@transaction.atomic
def name_person(
    *, user: User, person: int | None, name: str = "", function: str = "", at: datetime
) -> Person:
    """Somebody says who acts through an account: one named before (`person`), or a new one."""
    found = _known(user, person) if person else _new(user, name, function)
    by = Actor(name=found.name, function=found.function, user=user.pk, person=found.pk)
    record(Verb.PERSON_NAMED, by=by, at=at, subject=found, account=str(user.uid))
    return found


@transaction.atomic
def note_factor(*, user: User, kind: str, added: bool, by: Actor, at: datetime) -> None:
    """`kind`: totp, webauthn or recovery_codes."""
    verb = Verb.FACTOR_ADDED if added else Verb.FACTOR_REMOVED
    record(verb, by=by, at=at, subject=user, kind=kind)


@transaction.atomic
def give_role(*, user: User, role: Role, since: date, by: Actor, at: datetime) -> Appointment:
    """A role of the whole dialogue; those of one Entity are given in membership."""
    held = Appointment.objects.in_force(since).filter(user=user, role=role).first()
    if held:
        raise RoleAlreadyHeld(who=user.email, since=held.since)
    row = Appointment.objects.create(user=user, role=role, since=since)
    record(Verb.ROLE_GIVEN, by=by, at=at, subject=user, role=str(role), since=str(since))
    return row


@transaction.atomic
def end_role(*, appointment: Appointment, until: date, by: Actor, at: datetime) -> Appointment:
    """`until` is the first day without the role."""
    rows = Appointment.objects.select_for_update().select_related("user")
    row: Appointment = rows.get(pk=appointment.pk)
    if row.until and row.until <= until:
        raise RoleNotHeld
    row.until = until
    row.save(update_fields=["until"])
    record(Verb.ROLE_ENDED, by=by, at=at, subject=row.user, role=row.role, until=str(until))
    return row


@transaction.atomic
def change_person(*, person: Person, function: str, by: Actor, at: datetime) -> Person:
    """A person of an account has another function now."""
    if not function.strip():
        raise PersonWithoutFunction
    row = Person.objects.select_for_update().get(pk=person.pk)
    row.function = " ".join(function.split())
    row.save(update_fields=["function"])
    record(Verb.PERSON_CHANGED, by=by, at=at, subject=row, account=str(row.user.uid))
    return row


@transaction.atomic
def choose_language(*, user: User, language: str) -> None:
    """The language of pages and mail; one's own taste, so not an act for the ledger."""
    User.objects.filter(pk=user.pk).update(language=language)


def _name_of(user: User) -> str:
    """Who that is is not known yet when several act through one mailbox."""
    person: Any = None if user.shared else user.persons.filter(active=True).first()
    return str(person or "Somebody with the mailbox")


def _known(user: User, person: int) -> Person:
    found = user.persons.filter(pk=person, active=True).first()
    if found is None:
        raise PersonUnknown
    return found


def _new(user: User, name: str, function: str) -> Person:
    if not function.strip():
        raise PersonWithoutFunction
    words: dict[str, Any] = {"name": " ".join(name.split()), "function": " ".join(function.split())}
    person, _new_one = Person.objects.get_or_create(user=user, **words)
    if not person.active:  # was here before, and is back
        person.active = True
        person.save(update_fields=["active"])
    return person
