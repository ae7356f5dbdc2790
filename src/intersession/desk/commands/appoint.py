"""`intersession appoint`: the first accounts of a real installation, and the later ones."""

import argparse
import sys

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from intersession.access import actions
from intersession.access.guard import SYSTEM, Refusal
from intersession.access.models import Person, User
from intersession.access.policy import Role
from intersession.desk import clock
from intersession.ui.dates import duty_day

ROLES = (Role.ADMINISTRATION, Role.CHAIR, Role.AUDITOR)


def main(argv: list[str]) -> int:
    """Give a role to a mail address; it signs in by e-mailed code and sets up a second factor."""
    given = _parser().parse_args(argv)
    try:
        validate_email(given.email)
    except ValidationError:
        print(f"{given.email!r} is not a mail address.", file=sys.stderr)
        return 2
    if clock.example() is not None:
        print("This is an example; its people are fixed.", file=sys.stderr)
        return 1
    user = _account(given.email.lower(), given.function)
    at = clock.current()
    try:
        actions.give_role(user=user, role=Role(given.role), since=duty_day(at), by=SYSTEM, at=at)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(f"{user.email} holds the role {given.role} from today on.", file=sys.stderr)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="intersession appoint", description=main.__doc__)
    parser.add_argument("email")
    parser.add_argument("role", choices=[role.value for role in ROLES])
    parser.add_argument("--function", default="Officer", help="as the ledger will say it")
    return parser


def _account(email: str, function: str) -> User:
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email)
        Person.objects.create(user=user, function=function)
    return user
