"""Sign-in addresses of the example's people. They exist in an example only."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from intersession.access.models import Appointment, User
from intersession.access.policy import Role
from intersession.desk.example.people import FIRST_MISSION, MAIL
from intersession.desk.models import Example
from intersession.membership.models import Representation


@dataclass(frozen=True, kw_only=True)
class ExamplePerson:
    role: str
    entity: str  # slug, "" for nobody's
    entity_name: dict[str, str]
    function: str
    path: str

    @property
    def mailbox(self) -> str:
        """The same, leading to what has arrived for that person; the public has no mailbox."""
        return "" if self.role == Role.PUBLIC else f"{self.path}?to=mailbox"


def token(example: Example, user: User) -> str:
    """Bound to this example's own key: another database gives another address."""
    return hmac.new(example.link_key.encode(), user.uid.bytes, hashlib.sha256).hexdigest()[:32]


def user_of(example: Example, given: str) -> User | None:
    """The account of the example that the address belongs to."""
    people = User.objects.filter(email__endswith=f".{MAIL}", is_active=True)
    return next((u for u in people if hmac.compare_digest(token(example, u), given)), None)


def people(example: Example) -> list[ExamplePerson]:
    """The office first, then the first mission, then all other Entities; four queries."""
    came = {"user__email__endswith": f".{MAIL}", "user__is_active": True}
    given = Appointment.objects.filter(**came).order_by("pk")
    office = [
        _person(example, row.user, row.role, None)
        for row in given.select_related("user").prefetch_related("user__persons")
    ]
    rows = Representation.objects.filter(**came).select_related("user", "entity")
    rows = rows.prefetch_related("user__persons")
    acting = [_person(example, row.user, row.role, row.entity) for row in rows]
    acting.sort(key=lambda p: (p.entity != FIRST_MISSION, p.role, p.entity))
    public = ExamplePerson(
        role=Role.PUBLIC, entity="", entity_name={}, function="Public visitor", path="/"
    )
    return [*office, *acting, public]


def _person(example: Example, user: User, role: str, entity: Any) -> ExamplePerson:
    person = next(iter(user.persons.all()), None)
    return ExamplePerson(
        role=role,
        entity=entity.slug if entity else "",
        entity_name=entity.name if entity else {},
        function=person.function if person else "",
        path=f"/desk/example/sign-in/{token(example, user)}/",
    )


def cast(found: list[ExamplePerson]) -> list[ExamplePerson]:
    """The few people one meets first: one of each role, and the first mission whole."""
    seen: set[str] = set()
    few = []
    for person in found:
        if person.role not in seen or person.entity == FIRST_MISSION:
            few.append(person)
        seen.add(person.role)
    return few
