"""Who acts for an Entity: named, ended, handed over, read."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from pydantic import AfterValidator, WithJsonSchema

from intersession.api.reading import Sent
from intersession.api.rules import NotAnAddress
from intersession.api.shapes import LANGUAGES, Day, chosen, code, text
from intersession.membership.models import Representation
from intersession.membership.queries import contacts, page

ROLES = [value for value, _name in Representation.ROLES]


def _address(value: str) -> str:
    said = value.strip().lower()
    try:
        validate_email(said)
    except ValidationError as error:
        raise NotAnAddress(email=value[:100]) from error
    return said


MailAddress = Annotated[
    text(254, 3), AfterValidator(_address), WithJsonSchema({"type": "string", "format": "email"})
]


class Which(Sent):
    """Who acts: by role, address and first day."""

    role: chosen(ROLES)
    email: MailAddress
    since: Day


class Represent(Sent):
    """The account of the address is opened where there is none; `shared`: several people read it.
    `in_place_of` ends on the day from which this holds."""

    role: chosen(ROLES)
    email: MailAddress
    function: text(150, 1)
    name: text(150) = ""
    shared: bool = False
    language: chosen(LANGUAGES) = "en"
    since: Day
    in_place_of: Which | None = None


class Given(Sent):
    """To an account that there is. `until`: the first day on which it no longer holds."""

    role: chosen(ROLES)
    email: MailAddress
    since: Day
    until: Day | None = None


class EndActing(Which):
    """`on`: the first day on which the account no longer acts."""

    on: Day


class HandOver(EndActing):
    """`to`: the address of an account that there is, which acts from that day."""

    to: MailAddress


@dataclass(frozen=True, kw_only=True)
class ActingFor:
    """`people` are functions; their names and `email` only for a reader who may see contacts, ""
    for any other."""

    role: code(ROLES)
    people: list[str]
    email: str
    since: date
    until: date | None
    in_force: bool


@dataclass(frozen=True, kw_only=True)
class Representative:
    """A person who acts on the day. `code`: of three letters, else the slug."""

    entity: str
    code: str
    role: code(ROLES)
    name: str
    function: str
    email: str
    phone: str
    language: str
    since: date


def acting(row: page.Acting) -> ActingFor:
    return ActingFor(
        role=row.role,
        people=row.people,
        email=row.email,
        since=row.begins,
        until=row.ends,
        in_force=row.in_force,
    )


def representative(row: contacts.Acting) -> Representative:
    names = ("code", "name", "function", "email", "phone", "language", "since")
    given = {name: getattr(row, name) for name in names}
    return Representative(entity=row.slug, role=row.role_code, **given)
