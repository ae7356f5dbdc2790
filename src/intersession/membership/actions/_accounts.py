"""Accounts with their persons, and who acts for whom, as acts leave them one after the other."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from intersession.access.models import Person, User
from intersession.membership.actions._many import in_parts
from intersession.membership.models import Entity, Representation


@dataclass(frozen=True, kw_only=True)
class Naming:
    """Who shall act through which mailbox; with a role also: for which Entity, and since when."""

    email: str
    function: str
    name: str = ""
    shared: bool = False
    language: str = "en"
    entity: Entity | None = None
    role: str = ""
    since: date | None = None


@dataclass(frozen=True, kw_only=True)
class Named:
    user: User
    person: Person
    representation: Representation | None = None


@dataclass(kw_only=True)
class Accounts:
    """What is there, looked up once, and what is new, written by `save`."""

    users: dict[str, User] = field(default_factory=dict)  # by mail address
    persons: dict[tuple[str, str, str], Person] = field(default_factory=dict)
    acting: dict[str, list[Representation]] = field(default_factory=lambda: defaultdict(list))
    _shared: list[User] = field(default_factory=list)
    _new: list[Any] = field(default_factory=list)

    def user(self, email: str, **fields: Any) -> User:
        """The account of a mailbox; a new one where there is none."""
        found = self.users.get(email.strip().lower())
        if found is None:
            found = User.objects.unsaved(email.strip(), **fields)
            self.users[found.email] = found
            self._new.append(found)
        return found

    def share(self, user: User) -> None:
        """From now on it is asked who acts."""
        user.shared = True
        self._shared.append(user)

    def person(self, user: User, name: str, function: str) -> Person:
        key = (user.email, name, function)
        if key not in self.persons:
            self.persons[key] = Person(user=user, name=name, function=function)
            self._new.append(self.persons[key])
        return self.persons[key]

    def act(self, row: Representation) -> None:
        self.acting[row.user.email].append(row)
        self._new.append(row)

    def save(self) -> None:
        """Accounts before who acts through them."""
        for user in self._shared:
            if user.pk:
                user.save(update_fields=["shared"])
        tables: tuple[Any, ...] = (User, Person, Representation)
        for table in tables:
            table.objects.bulk_create([row for row in self._new if isinstance(row, table)])


def accounts(emails: Iterable[str]) -> Accounts:
    """Locked, so that two who write about one account come one after the other. Three queries for
    each five hundred."""
    found = Accounts()
    rows = User.objects.select_for_update().order_by("pk")
    for user in in_parts(rows, "email", {email.strip().lower() for email in emails}):
        found.users[user.email] = user
    by_pk = {user.pk: user for user in found.users.values()}
    for person in in_parts(Person.objects.all(), "user", by_pk):
        user = by_pk[person.user_id]
        found.persons[user.email, person.name, person.function] = person
    for row in in_parts(Representation.objects.order_by("pk"), "user", by_pk):
        row.user = by_pk[row.user_id]
        found.acting[row.user.email].append(row)
    return found
