"""Mail about a registration: to the person, in their language, with the link; to the office."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from intersession.access.guard import Actor
from intersession.access.policy import Role
from intersession.access.queries import holding
from intersession.meetings import rules
from intersession.outbox import actions as outbox
from intersession.outbox.actions import Recipient
from intersession.outbox.models import Mail
from intersession.participation import registering
from intersession.participation.models import Registration
from intersession.participation.wording import FIELDS, PAPERS
from intersession.ui.dates import duty_day, span
from intersession.ui.text import text

REASON = gettext_lazy("you are registered for the meeting, or are to be")
OFFICE = gettext_lazy("you manage the registrations of the meeting")
FOR_INFORMATION, PLEASE = Mail.Purpose.FOR_INFORMATION, Mail.Purpose.PLEASE_CONFIRM


@dataclass(frozen=True, kw_only=True)
class Letter:
    """`body`: its first line says what to do. Both know %(title)s, %(when)s, %(why)s, %(field)s."""

    subject: Any
    body: Any
    purpose: str = FOR_INFORMATION


LETTERS: dict[str, Letter] = {
    "link": Letter(
        subject=gettext_lazy("Your registration for “%(title)s”"),
        body=gettext_lazy(
            "Please fill in your registration for “%(title)s”, %(when)s, by the link.\n\nYou can "
            "keep what you wrote and finish later. The link is yours alone: please do not pass it "
            "on."
        ),
        purpose=PLEASE,
    ),
    "send": Letter(
        subject=gettext_lazy("Your registration has arrived: “%(title)s”"),
        body=gettext_lazy(
            "Nothing is asked of you now. Your registration for “%(title)s”, %(when)s, has "
            "arrived; the Administration checks it and writes to you.\n\nBy the link you can read "
            "and correct it, and download what we hold of you."
        ),
    ),
    "approve": Letter(
        subject=gettext_lazy("Your registration is approved: “%(title)s”"),
        body=gettext_lazy(
            "Nothing is asked of you now. Your registration for “%(title)s”, %(when)s, is "
            "approved.\n\nIf you change something, only that is looked at again."
        ),
    ),
    "return": Letter(
        subject=gettext_lazy("Please mend your registration: “%(title)s”"),
        body=gettext_lazy(
            "Please open your registration for “%(title)s”, %(when)s, mend it and send it again."
            "\n\nThe Administration writes: “%(why)s”"
        ),
        purpose=PLEASE,
    ),
    "wait": Letter(
        subject=gettext_lazy("You are on the waiting list: “%(title)s”"),
        body=gettext_lazy(
            "Nothing is asked of you now. There is no seat for you at “%(title)s”, %(when)s, at "
            "present; you are on the waiting list, and we write to you when one is free."
        ),
    ),
    "confirm": Letter(
        subject=gettext_lazy("Your place is confirmed: “%(title)s”"),
        body=gettext_lazy(
            "Nothing is asked of you now. Your place at “%(title)s”, %(when)s, is confirmed.\n\nIf "
            "you cannot come, please say so by the link, so that somebody else can."
        ),
    ),
    "cancel": Letter(
        subject=gettext_lazy("Your registration is cancelled: “%(title)s”"),
        body=gettext_lazy(
            "Nothing is asked of you now. Your registration for “%(title)s”, %(when)s, is "
            "cancelled.\n\nThe Administration writes: “%(why)s”"
        ),
    ),
    "restore": Letter(
        subject=gettext_lazy("Your registration is taken up again: “%(title)s”"),
        body=gettext_lazy(
            "Please look at your registration for “%(title)s”, %(when)s: it was cancelled and is "
            "taken up again."
        ),
    ),
    "leave": Letter(
        subject=gettext_lazy("You may still send your registration: “%(title)s”"),
        body=gettext_lazy(
            "Please send your registration for “%(title)s”, %(when)s, by the link: the "
            "Administration gives you leave to do so after the deadline."
        ),
        purpose=PLEASE,
    ),
    "field_yes": Letter(
        subject=gettext_lazy("Your change is accepted: “%(title)s”"),
        body=gettext_lazy(
            "Nothing is asked of you now. In your registration for “%(title)s” this change is "
            "accepted: %(field)s."
        ),
    ),
    "field_no": Letter(
        subject=gettext_lazy("Please look at your change again: “%(title)s”"),
        body=gettext_lazy(
            "Please open your registration for “%(title)s” and look at this again: %(field)s."
            "\n\nThe Administration writes: “%(why)s”\n\nYour registration stays approved "
            "as it was."
        ),
        purpose=PLEASE,
    ),
    "support_letter": Letter(
        subject=gettext_lazy("Your letter for the visa: “%(title)s”"),
        body=gettext_lazy(
            "Please download by the link the letter for your visa to “%(title)s”, %(when)s.\n\nIt "
            "is there in English, French and Spanish: take the language that the consulate reads."
        ),
        purpose=PLEASE,
    ),
    "support_ticket": Letter(
        subject=gettext_lazy("Your ticket is bought: “%(title)s”"),
        body=gettext_lazy(
            "Please look by the link at the days of your journey to “%(title)s”, %(when)s.\n\nYour "
            "names and these days cannot be changed any more; write to the Administration if "
            "something is wrong."
        ),
        purpose=PLEASE,
    ),
    "support_cancel": Letter(
        subject=gettext_lazy("Your support is cancelled: “%(title)s”"),
        body=gettext_lazy(
            "Please do not travel at the cost of the dialogue: your support for “%(title)s”, "
            "%(when)s, is cancelled.\n\nThe Administration writes: “%(why)s”"
        ),
        purpose=PLEASE,
    ),
    "deletion_yes": Letter(
        subject=gettext_lazy("What we held of you is deleted: “%(title)s”"),
        body=gettext_lazy(
            "Nothing is asked of you now. As you asked, we have deleted what your registration for "
            "“%(title)s” held, your papers included. This mail, and those before it, are emptied "
            "here once it has left.\n\nOne thing stays: the record that a registration was "
            "there, without your name."
        ),
    ),
    "deletion_part": Letter(
        subject=gettext_lazy("What we held of you is deleted: “%(title)s”"),
        body=gettext_lazy(
            "Nothing is asked of you now. As you asked, we have deleted what your registration for "
            "“%(title)s” held, your papers included.\n\nWhat must be kept: your name, your "
            "function and your Entity, as they stand in the list of participants, which is a "
            "document of the meeting; and the record that a registration was there. This mail, "
            "and those before it, are emptied here once it has left."
        ),
    ),
    "deletion_no": Letter(
        subject=gettext_lazy("Your request to delete your data: “%(title)s”"),
        body=gettext_lazy(
            "Please read why we cannot yet delete what your registration for “%(title)s” holds."
            "\n\nThe Administration writes: “%(why)s”\n\nYour papers, and what you need, are "
            "deleted 30 days after the meeting in any case."
        ),
    ),
}


def write(
    act: str,
    row: Registration,
    *,
    field: str = "",
    why: str = "",
    by: Actor,
    at: datetime,
) -> bool:
    """Within the transaction of the action that calls; whether there was an address to write to."""
    if act not in LETTERS or not row.email:
        return False
    letter = LETTERS[act]
    with override(row.language):
        told = {**_told(row), "why": why or row.reason, "field": field_name(field)}
        subject, body = str(letter.subject) % told, str(letter.body) % told
    outbox.enclose(
        recipient=Recipient(to=row.email, words=row.badge_name, language=row.language),
        purpose=letter.purpose,
        reason=REASON,
        subject=subject,
        body=body,
        campaign=f"registration_{act}:{field[:50]}:{at:%Y%m%d%H%M%S}",
        about=row,
        link="" if act in ("deletion_yes", "deletion_part") else registering.address_of(row),
        by=by,
        at=at,
    )
    return True


def field_name(field: str) -> str:
    """What a field that was opened again is called, in the language in use."""
    if field in FIELDS:
        return str(FIELDS[field])
    return str(PAPERS.get(field) or _("an answer to a question of the Administration"))


def tell_office(what: str, row: Registration, why: str, *, by: Actor, at: datetime) -> int:
    """That somebody cannot come, or asks for deletion. Name and words stand on the page alone."""
    subjects = {
        "withdrawn": lambda: _("Somebody cannot come: “%(title)s”"),
        "deletion": lambda: _("Somebody asks for deletion: “%(title)s”"),
    }
    bodies = {
        "withdrawn": lambda: _(
            "Please look at the registration: the person says by their link that they cannot come "
            "to “%(title)s”."
        ),
        "deletion": lambda: _(
            "Please answer on the page of the registration: the person asks that their data of "
            "“%(title)s” be deleted."
        ),
    }
    mails: int = outbox.announce(
        recipients=[
            Recipient(to=one.email, words=one.email, language=one.language, user=one.pk)
            for one in holding(Role.ADMINISTRATION, duty_day(at))
        ],
        purpose=FOR_INFORMATION,
        reason=OFFICE,
        subject=_in_each(lambda: subjects[what]() % _told(row)),
        body=_in_each(lambda: bodies[what]() % _told(row)),
        campaign=f"registration_{what}:{at:%Y%m%d%H%M%S}",
        about=row,
        link=reverse("participation:registrations", args=[row.meeting.slug, row.uid]),
        by=by,
        at=at,
    )
    return mails


def _told(row: Registration) -> dict[str, str]:
    """In the language in use."""
    days = rules.days_of(row.meeting)
    when = ", ".join(part for part in (span(days[0], days[-1]), text(row.meeting.place)) if part)
    return {"title": text(row.meeting.title), "when": when}


def _in_each(words: Callable[[], str]) -> dict[str, str]:
    said = {}
    for code, _own in settings.LANGUAGES:
        with override(code):
            said[code] = words()
    return said
