"""Who acts for an Entity: accounts in a role, from when to when."""

from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.access.models import Person, User
from intersession.access.policy import ROLE_NAMES, May, Role
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.membership.actions._periods import check_period
from intersession.membership.models import Entity, Representation, overlapping
from intersession.membership.rules import roles_to_name
from intersession.ui.text import text


class RoleNotYours(Refusal):
    message = _("Your role may not name a %(role)s.")


class AlreadyActs(Refusal):
    message = _("%(email)s already acts for %(name)s as %(role)s.")


class ActsElsewhere(Refusal):
    message = _(
        "%(email)s acts for another Entity at that time. One mailbox speaks for one Entity: end "
        "that first, or name another mailbox."
    )


class AccountClosed(Refusal):
    message = _("The account %(email)s is closed. The Administration can open it again.")


class AccountOfOthers(Refusal):
    message = _("%(email)s already has an account. Ask the Administration to name it.")


class AlreadyEnded(Refusal):
    message = _("%(email)s no longer acts for %(name)s.")


@transaction.atomic
def open_account(
    *,
    email: str,
    function: str,
    name: str = "",
    shared: bool = False,
    language: str = "en",
    by: Actor,
    at: datetime,
) -> User:
    """The account of a mailbox, made where there is none, with this person among its own."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(email.strip(), shared=shared, language=language)
    if not user.is_active:
        raise AccountClosed(email=user.email)
    if shared and not user.shared:  # from now on it is asked who acts
        user.shared = True
        user.save(update_fields=["shared"])
    Person.objects.get_or_create(user=user, name=name, function=function)
    return user


@transaction.atomic
def name_representative(
    *,
    entity: Entity,
    role: str,
    since: date,
    in_place_of: Representation | None = None,
    by: Actor,
    at: datetime,
    **account: Any,
) -> Representation:
    """Open the account (`account`: see `open_account`), end the one it replaces, give the role."""
    _check_account(account["email"], entity, by)
    user = open_account(**account, by=by, at=at)
    if in_place_of is not None:
        end_representation(representation=in_place_of, on=since, by=by, at=at)
    return give_representation(entity=entity, user=user, role=role, since=since, by=by, at=at)


@transaction.atomic
def give_representation(
    *,
    entity: Entity,
    user: User,
    role: str,
    since: date,
    until: date | None = None,
    by: Actor,
    at: datetime,
) -> Representation:
    """The account may act for the Entity in this role from `since`."""
    Entity.objects.select_for_update().get(pk=entity.pk)
    User.objects.select_for_update().get(pk=user.pk)
    given = Representation(entity=entity, user=user, role=role, since=since, until=until)
    _check(given, by)
    given.save()
    _tell(Verb.REPRESENTATION_GIVEN, given, by, at)
    return given


@transaction.atomic
def end_representation(
    *, representation: Representation, on: date, by: Actor, at: datetime
) -> None:
    """From `on` the account no longer acts. What was given for that same day never held."""
    held = Representation.objects.select_for_update().get(pk=representation.pk)
    _check_role(held, by)
    if held.until is not None and held.until <= on:
        raise AlreadyEnded(email=held.user.email, name=text(held.entity.name))
    held.until = on
    if held.since >= on:
        Representation.objects.filter(pk=held.pk).delete()
    else:
        held.save(update_fields=["until"])
    _tell(Verb.REPRESENTATION_ENDED, held, by, at)


@transaction.atomic
def take_back_representation(
    *,
    representation: Representation,
    person: Person | None,
    by: Actor,
    at: datetime,
) -> None:
    """It was given in error. `person` was named with it, and goes where it has not acted; so does
    the account when nobody is left in it and it never signed in."""
    row = (
        Representation.objects.select_for_update().select_related("user").get(pk=representation.pk)
    )
    _check_role(row, by)
    _tell(Verb.REPRESENTATION_TAKEN_BACK, row, by, at)
    Representation.objects.filter(pk=row.pk).delete()
    if person is not None:
        drop_person(person=person, by=by, at=at)


@transaction.atomic
def drop_person(*, person: Person, by: Actor, at: datetime) -> None:
    """A person who never acted leaves the account; the account goes too when it is empty, new and
    acts for nobody."""
    user, uid = person.user, person.uid
    if not _gone(person):
        return
    empty = user.last_login is None and not user.persons.exists()
    closed = empty and _gone(user)
    dropped = Person(uid=uid)
    account = str(user.uid)
    record(Verb.PERSON_DROPPED, by=by, at=at, subject=dropped, account=account, closed=closed)


def _gone(row: models.Model) -> bool:
    """Whether nothing rests on it, so that it could go."""
    try:
        with transaction.atomic():
            row.delete()
    except models.ProtectedError:
        return False
    return True


@transaction.atomic
def hand_over(
    *, representation: Representation, to: User, on: date, by: Actor, at: datetime
) -> Representation:
    """The rights pass to another account on `on`: not a day without, not a day with both."""
    if by.roles:  # an actor without any role is a program of the house
        _check_account(to.email, representation.entity, by)
    end_representation(representation=representation, on=on, by=by, at=at)
    return give_representation(
        entity=representation.entity,
        user=to,
        role=representation.role,
        since=on,
        by=by,
        at=at,
    )


def _check_account(email: str, entity: Entity, by: Actor) -> None:
    """A mission names new mailboxes and its own; it does not reach into the accounts of others."""
    known = User.objects.filter(email=email.strip().lower())
    own = Representation.objects.filter(entity=entity, user__in=known)
    if known.exists() and not own.exists() and not by.may(May.MANAGE_ENTITIES):
        raise AccountOfOthers(email=email)


def _check(given: Representation, by: Actor) -> None:
    _check_role(given, by)
    check_period(given.since, given.until)
    if not given.user.is_active:
        raise AccountClosed(email=given.user.email)
    held = overlapping(Representation.objects.filter(user=given.user), given.since, given.until)
    if held.exclude(entity=given.entity).exists():
        raise ActsElsewhere(email=given.user.email)
    if held.filter(role=given.role).exists():
        raise AlreadyActs(
            email=given.user.email,
            name=text(given.entity.name),
            role=ROLE_NAMES[Role(given.role)],
        )


def _check_role(row: Representation, by: Actor) -> None:
    # An actor without any role is a program of the house (the example, a command).
    if by.roles and Role(row.role) not in roles_to_name(by, row.entity.pk):
        raise RoleNotYours(role=ROLE_NAMES[Role(row.role)])


def _tell(verb: Verb, row: Representation, by: Actor, at: datetime) -> None:
    record(
        verb,
        by=by,
        at=at,
        subject=row.entity,
        account=str(row.user.uid),
        role=row.role,
        since=row.since.isoformat(),
        until=row.until.isoformat() if row.until else None,
    )
