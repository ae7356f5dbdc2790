"""Who acts for an Entity: accounts in a role, from when to when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal, at_place
from intersession.access.models import Person, User
from intersession.access.policy import ROLE_NAMES, May, Role
from intersession.ledger.record import Told, record, record_many
from intersession.ledger.verbs import Verb
from intersession.membership.actions._accounts import Accounts, Named, Naming, accounts
from intersession.membership.actions._periods import check_period, locked, sharing_a_day
from intersession.membership.models import Entity, Representation
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
    known = accounts([email])
    naming = Naming(email=email, function=function, name=name, shared=shared, language=language)
    user = _opened(known, naming).user
    known.save()
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
    locked([entity])
    naming = Naming(entity=entity, role=role, since=since, **account)
    _check_account(accounts([naming.email]), naming.email, naming.entity, by)
    if in_place_of is not None:
        end_representation(representation=in_place_of, on=since, by=by, at=at)
    known = accounts([naming.email])
    row = _acting(known, naming, _opened(known, naming).user, by)
    known.save()
    record_many([_told(Verb.REPRESENTATION_GIVEN, row)], by=by, at=at)
    return row


@transaction.atomic
def name_representatives(*, namings: Sequence[Naming], by: Actor, at: datetime) -> list[Named]:
    """Many as one by one, with an entry for each role that is given. Without a role only the
    account is opened."""
    locked(naming.entity for naming in namings if naming.entity)
    known = accounts(naming.email for naming in namings)
    found = []
    for place, naming in enumerate(namings):
        with at_place(place):
            found.append(_named(known, naming, by))
    known.save()
    given = [named.representation for named in found if named.representation]
    record_many([_told(Verb.REPRESENTATION_GIVEN, row) for row in given], by=by, at=at)
    return found


def _named(known: Accounts, naming: Naming, by: Actor) -> Named:
    if not naming.role:
        return _opened(known, naming)
    _check_account(known, naming.email, naming.entity, by)
    named = _opened(known, naming)
    return replace(named, representation=_acting(known, naming, named.user, by))


def _opened(known: Accounts, naming: Naming) -> Named:
    user = known.user(naming.email, shared=naming.shared, language=naming.language)
    if not user.is_active:
        raise AccountClosed(email=user.email)
    if naming.shared and not user.shared:
        known.share(user)
    return Named(user=user, person=known.person(user, naming.name, naming.function))


def _acting(known: Accounts, naming: Naming, user: User, by: Actor) -> Representation:
    facts = {"entity": naming.entity, "role": naming.role, "since": naming.since}
    row = Representation(user=user, **facts)
    _check(row, known.acting[user.email], by)
    known.act(row)
    return row


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
    locked([entity])
    known = accounts([user.email])
    given = Representation(entity=entity, user=user, role=role, since=since, until=until)
    _check(given, known.acting[user.email], by)
    given.save()
    record_many([_told(Verb.REPRESENTATION_GIVEN, given)], by=by, at=at)
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
    record_many([_told(Verb.REPRESENTATION_ENDED, held)], by=by, at=at)


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
    record_many([_told(Verb.REPRESENTATION_TAKEN_BACK, row)], by=by, at=at)
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
        _check_account(accounts([to.email]), to.email, representation.entity, by)
    end_representation(representation=representation, on=on, by=by, at=at)
    return give_representation(
        entity=representation.entity,
        user=to,
        role=representation.role,
        since=on,
        by=by,
        at=at,
    )


def _check_account(known: Accounts, email: str, entity: Entity | None, by: Actor) -> None:
    """A mission names new mailboxes and its own; it does not reach into the accounts of others."""
    user = known.users.get(email.strip().lower())
    if user is None or by.may(May.MANAGE_ENTITIES):
        return
    own = entity.pk if entity else None
    if all(row.entity_id != own for row in known.acting[user.email]):
        raise AccountOfOthers(email=email)


def _check(given: Representation, held: list[Representation], by: Actor) -> None:
    """`held`: for whom the account acts besides, at any time."""
    _check_role(given, by)
    check_period(given.since, given.until)
    if not given.user.is_active:
        raise AccountClosed(email=given.user.email)
    held = sharing_a_day(given, held)
    if any(row.entity_id != given.entity_id for row in held):
        raise ActsElsewhere(email=given.user.email)
    if any(row.role == given.role for row in held):
        raise AlreadyActs(
            email=given.user.email,
            name=text(given.entity.name),
            role=ROLE_NAMES[Role(given.role)],
        )


def _check_role(row: Representation, by: Actor) -> None:
    # An actor without any role is a program of the house (the example, a command).
    if by.roles and Role(row.role) not in roles_to_name(by, row.entity.pk):
        raise RoleNotYours(role=ROLE_NAMES[Role(row.role)])


def _told(verb: Verb, row: Representation) -> Told:
    said = {
        "account": str(row.user.uid),
        "role": row.role,
        "since": row.since.isoformat(),
        "until": row.until.isoformat() if row.until else None,
    }
    return Told(verb, row.entity, said)
