"""People and focal points: the mailbox is the account, its persons act through it.

The same person is known again however the name is written; a new spelling changes nothing.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.access.guard import Refusal
from intersession.access.models import Person, User
from intersession.access.policy import ROLE_NAMES, Role
from intersession.imports import cells
from intersession.imports.matching import Place
from intersession.imports.plans.lines import (
    Change,
    Given,
    Line,
    What,
    lines_of,
    title_from,
)
from intersession.imports.reading import Cell, Row
from intersession.imports.words import person_key, person_name
from intersession.membership.models import Entity, Representation
from intersession.membership.queries import accounts_of
from intersession.ui.dates import day as day_words

ROLES = {
    role.value: ROLE_NAMES[role]
    for role in (Role.FOCAL_POINT, Role.HEAD_OF_MISSION, Role.OBSERVER, Role.DONOR)
}
role_of = cells.Choice(
    ROLES,
    focal_point="point focal|punto focal|focal points|contact|pf|fp",
    head_of_mission="ambassador|ambassadeur|embajador|permanent representative|head|"
    "representant permanent|representante permanente|chef de mission|jefe de mision|hom",
    observer="observateur|observador",
    donor="donateur|donante",
)
PART = 500  # mail addresses asked of the database at once


class NoMailbox(Refusal):
    message = gettext_lazy("“%(said)s” is no mail address.")


class NoMailboxKnown(Refusal):
    message = gettext_lazy(
        "No mail address is given, and no mailbox of %(name)s is known through which this person "
        "could act."
    )


class SeveralMailboxes(Refusal):
    message = gettext_lazy(
        "No mail address is given, and %(name)s has several mailboxes. Say which one."
    )


class Elsewhere(Refusal):
    message = gettext_lazy(
        "%(email)s acts for %(other)s. One mailbox speaks for one Entity: end that first, or give "
        "another mailbox."
    )


class Closed(Refusal):
    message = gettext_lazy("The account %(email)s is closed.")


@dataclass(kw_only=True)
class Box:
    """A mailbox as it is recorded, and as the rows before would leave it. `pk` 0: it is new."""

    pk: int = 0
    active: bool = True
    language: str = ""
    entity: int | None = None
    roles: set[str] = field(default_factory=set)
    persons: dict[str, tuple[int, str]] = field(default_factory=dict)  # key: (pk, function)


def plan(given: Given) -> list[Line]:
    people = _People(given)
    return lines_of(given, people.line, title_from(given, "name", "given_name", "family_name"))


class _People:
    def __init__(self, given: Given) -> None:
        self.given = given
        self.names = {place.pk: place for place in given.places.by_slug.values()}
        place = given.columns.get("email")
        rows = [] if place is None else given.table.rows
        emails = [str(row.cells[place]).lower() for row in rows if place < len(row.cells)]
        self.missions = _missions(self.names, given.day)
        known = [box for found in self.missions.values() for box in found]
        self.boxes = boxes(sorted({*emails, *known}), given.day)
        self.shared = {email for email, rows in Counter(emails).items() if email and rows > 1}
        self.languages = dict(Entity.objects.values_list("pk", "language"))

    def line(self, row: Row) -> Line:
        given = self.given
        entity = given.entity(row)
        name = self._name(row)
        email = given.read(row, "email", _email) or self._of_mission(entity)
        role = given.read(row, "role", role_of)
        function = given.said(row, "function", 150) or str(ROLE_NAMES[Role(role)])
        box = self.boxes.setdefault(email, Box())
        self._check(box, email, entity)
        since = given.read(row, "since", cells.day, given.order("since")) or given.day
        language = given.read(row, "language", cells.language) or self.languages.get(
            entity.pk, "en"
        )
        facts = {
            "email": email,
            "name": name,
            "function": function,
            "language": language,
            "shared": email in self.shared or bool(set(box.persons) - {person_key(name)}),
        }
        return self._line(row, box, entity, role, since, facts)

    def _line(
        self, row: Row, box: Box, entity: Place, role: str, since: date, facts: dict[str, Any]
    ) -> Line:
        title = f"{facts['name'] or facts['function']} · {entity.words}"
        key = person_key(facts["name"]) or facts["function"]
        pk, function = box.persons.get(key, (0, ""))
        acts, named = role in box.roles, key in box.persons
        box.entity = entity.pk
        box.roles.add(role)
        box.persons[key] = (pk, facts["function"])
        if acts and named and function == facts["function"]:
            return Line(number=row.number, what=What.SAME, title=title)
        if acts and named and pk and self._says_function(row):
            changes = (Change(_("Function"), function, facts["function"]),)
            act = {"do": "change_person", "person": pk, "old": function, "new": facts["function"]}
            return Line(number=row.number, what=What.CHANGE, title=title, changes=changes, act=act)
        if acts and named:
            return Line(number=row.number, what=What.SAME, title=title)
        if named and pk:
            facts["function"] = function  # known already; only the role is new
        act = {"do": "name", "entity": entity.pk, "role": "" if acts else role, **facts}
        act |= {"since": since.isoformat(), "known": bool(named and pk)}
        changes = _changes(facts, "" if acts else role, since)
        return Line(number=row.number, what=What.ADD, title=title, changes=changes, act=act)

    def _of_mission(self, entity: Place) -> str:
        """Without an address a person acts through the one mailbox of the mission."""
        found = self.missions.get(entity.pk, set())
        if len(found) != 1:
            raise (SeveralMailboxes if found else NoMailboxKnown)(name=entity.words)
        return next(iter(found))

    def _says_function(self, row: Row) -> bool:
        place = self.given.columns.get("function")
        return place is not None and place < len(row.cells) and row.cells[place] != ""

    def _name(self, row: Row) -> str:
        given = self.given
        family, first = given.said(row, "family_name"), given.said(row, "given_name")
        whole = given.said(row, "name", 150)
        if whole and not (family or first):
            return person_name(whole)
        found = f"{first} {family}".strip() if first else person_name(family)
        return found[:150]

    def _check(self, box: Box, email: str, entity: Place) -> None:
        if not box.active:
            raise Closed(email=email)
        if box.entity not in (None, entity.pk):
            raise Elsewhere(email=email, other=self.names[box.entity].words)


def _missions(names: dict[int, Place], day: date) -> dict[int, set[str]]:
    """By Entity, the mailboxes that act for it. One query."""
    found: dict[int, set[str]] = {}
    for account in accounts_of(names, day):
        found.setdefault(account.entity, set()).add(account.email.lower())
    return found


def boxes(emails: list[str], day: date) -> dict[str, Box]:
    """The accounts with these addresses. Three queries for each five hundred."""
    found: dict[int, Box] = {}
    by_email: dict[str, Box] = {}
    for start in range(0, len(emails), PART):
        part = emails[start : start + PART]
        users = User.objects.filter(email__in=part).values_list(
            "pk", "email", "is_active", "language"
        )
        for pk, email, active, language in users:
            found[pk] = by_email[email] = Box(pk=pk, active=active, language=language)
    pks = list(found)
    for start in range(0, len(pks), PART):
        _fill(found, pks[start : start + PART], day)
    return by_email


def _fill(found: dict[int, Box], pks: list[int], day: date) -> None:
    persons = Person.objects.filter(user__in=pks, active=True).order_by("-pk")
    for pk, user, name, function in persons.values_list("pk", "user", "name", "function"):
        found[user].persons[person_key(name) or function] = (pk, function)
    acting = Representation.objects.filter(user__in=pks).exclude(until__lte=day)
    for user, entity, role in acting.values_list("user", "entity", "role"):
        found[user].entity = entity
        found[user].roles.add(role)


def _changes(facts: dict[str, Any], role: str, since: date) -> tuple[Change, ...]:
    said = [
        (_("Mail address"), facts["email"]),
        (_("Function"), facts["function"]),
        (_("Role"), str(ROLES[role]) if role else ""),
        (_("From"), day_words(since) if role else ""),
    ]
    return tuple(Change(label, "", new) for label, new in said if new)


def _email(value: Cell) -> str:
    said = str(value).strip().removeprefix("mailto:").lower()
    try:
        if said:
            validate_email(said)
    except ValidationError as why:
        raise NoMailbox(said=value) from why
    return said
