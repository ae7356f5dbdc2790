"""What verbs of places from afar share: the facts they take, and what is wrong with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal, at_place
from intersession.meetings import remote

LANGUAGES = frozenset(code for code, _own in settings.LANGUAGES)


@dataclass(frozen=True, kw_only=True)
class PlaceFacts:
    """Somebody who takes part from afar. Without `address` the one that is there stays."""

    email: str
    name: str = ""
    address: str = ""
    language: str = ""


class NotAMailbox(Refusal):
    message = _("“%(email)s” is not an e-mail address.")


class NotAWayIn(Refusal):
    message = _("A way in is an address that begins with https:// and has no password in it.")


class NoSuchLanguage(Refusal):
    message = _("“%(language)s” is not a language of this site: %(languages)s.")


class NameTooLong(Refusal):
    message = _("A name has at most 200 characters.")


class NamedTwice(Refusal):
    message = _("%(email)s stands in the list twice.")


def sound(places: Sequence[PlaceFacts]) -> dict[str, PlaceFacts]:
    """By mailbox, in small letters. A refusal says in its `place` which one it is about."""
    found: dict[str, PlaceFacts] = {}
    for number, facts in enumerate(places, start=1):
        with at_place(number):
            email = checked(facts)
            if email in found:
                raise NamedTwice(email=email)
        found[email] = PlaceFacts(
            email=email, name=facts.name.strip(), address=facts.address, language=facts.language
        )
    return found


def checked(facts: PlaceFacts) -> str:
    email = facts.email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as why:
        raise NotAMailbox(email=facts.email[:100]) from why
    if len(facts.name.strip()) > 200:
        raise NameTooLong
    if facts.address and not remote.is_way_in(facts.address):
        raise NotAWayIn
    if facts.language and facts.language not in LANGUAGES:
        languages = ", ".join(sorted(LANGUAGES))
        raise NoSuchLanguage(language=facts.language[:20], languages=languages)
    return email
