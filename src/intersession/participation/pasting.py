"""People from a list that was pasted: a line each, with a mail address somewhere in it."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from intersession.participation.inviting import InvitationFacts, Proposed

MOST_LINES, LONGEST_LINE, LONGEST_NAME = 500, 500, 200
_ADDRESS = re.compile(r"<?\s*([^\s<>;,\t\"]+@[^\s<>;,\t\"]+)\s*>?")


def read(pasted: str, language: str, stakeholder: str, live: set[str]) -> list[Proposed]:
    """In the order of the lines; empty ones are left out. `live`: who is invited already."""
    return list(_read(pasted, language, stakeholder, set(live)))


def _read(pasted: str, language: str, stakeholder: str, live: set[str]) -> Iterator[Proposed]:
    for line in pasted.splitlines():
        said = " ".join(line.split())[:LONGEST_LINE]
        if not said:
            continue
        email = _address(said)
        if not email:
            yield Proposed(facts=None, said=said, wrong="unread")
            continue
        facts = InvitationFacts(
            email=email, name=_name(said), language=language, stakeholder=stakeholder
        )
        yield Proposed(facts=facts, said=said, wrong="twice" if email in live else "")
        live.add(email)


def _address(said: str) -> str:
    found = _ADDRESS.search(said)
    if found is None or len(found[1]) > 254:
        return ""
    try:
        validate_email(found[1])
    except ValidationError:
        return ""
    return found[1].lower()


def _name(said: str) -> str:
    """The first part that is not the address: before it, or after it."""
    rest = _ADDRESS.sub(";", said, count=1)
    parts = [part.strip(" ,\"'") for part in re.split(r"[;\t]", rest)]
    return next((part for part in parts if part), "")[:LONGEST_NAME]
