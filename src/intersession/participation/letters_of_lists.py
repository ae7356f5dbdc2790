"""Mail about the list of participants: that it is open to corrections, what became of one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from intersession.access.guard import Actor
from intersession.meetings.models import Meeting
from intersession.membership import queries as membership
from intersession.outbox import actions as outbox
from intersession.outbox.actions import Letter, Recipient
from intersession.outbox.models import Mail
from intersession.participation import calling, deciding, registering
from intersession.participation.models import Correction, ParticipantsList, Registration
from intersession.ui.dates import duty_day, moment
from intersession.ui.text import text

STANDS = gettext_lazy("you stand in the list of participants of the meeting")
ACTS = gettext_lazy("you act for an Entity that takes part in the meeting")


def tell_opened(row: ParticipantsList, *, by: Actor, at: datetime) -> int:
    """Each person by a link of their own, each delegation by its page. A person's mail is about
    the registration, so that it is emptied with it."""
    people = list(
        Registration.objects.filter(deciding.ON_LIST, meeting=row.meeting)
        .exclude(email="")
        .order_by("pk")
    )
    told: dict[str, Any] = {"about": row, "by": by, "at": at}
    stamp = f"{at:%Y%m%d%H%M%S}"
    letters = (_to_person(one, row) for one in people)
    mails: int = outbox.announce_each(letters=letters, campaign=f"list_person:{stamp}", **told)
    link = reverse("participation:participants", args=[row.meeting.slug])
    mails += outbox.announce_each(
        letters=_to_delegations(row, at), campaign=f"list_entity:{stamp}", link=link, **told
    )
    return mails


def _to_person(one: Registration, row: ParticipantsList) -> Letter:
    with override(one.language):
        said = _said(row.meeting, row.closes_at)
        subject = _("Please check your line in the list of participants: “%(title)s”") % said
        body = (
            _(
                "Please check by %(until)s, by the link, how you stand in the list of participants "
                "of “%(title)s”.\n\nThere you ask for corrections of your title, your names or "
                "your function, and say whether the published list may name you. If all is right, "
                "nothing is asked of you."
            )
            % said
        )
    return Letter(
        recipient=Recipient(to=one.email, words=one.badge_name, language=one.language),
        purpose=Mail.Purpose.PLEASE_CONFIRM,
        reason=STANDS,
        subject=subject,
        body=body,
        link=reverse("participation:registration_list", args=[registering.token_of(one)]),
        about=one,
    )


def _to_delegations(row: ParticipantsList, at: datetime) -> Iterable[Letter]:
    rows = Registration.objects.filter(deciding.ON_LIST, meeting=row.meeting)
    entities = set(rows.exclude(entity=None).values_list("entity", flat=True))
    for account in membership.accounts_of(entities, duty_day(at)):
        if account.role not in calling.NOMINATING:
            continue
        with override(account.language):
            said = _said(row.meeting, row.closes_at)
            subject = _("Please check the list of participants: “%(title)s”") % said
            body = (
                _(
                    "Please check by %(until)s how your delegation stands in the provisional list "
                    "of participants of “%(title)s”, and ask for corrections on its page."
                    "\n\nEach person was asked, too."
                )
                % said
            )
        yield Letter(
            recipient=Recipient(
                to=account.email, words=account.email, language=account.language, user=account.user
            ),
            purpose=Mail.Purpose.PLEASE_CONFIRM,
            reason=ACTS,
            subject=subject,
            body=body,
        )


def _said(meeting: Meeting, until: datetime) -> dict[str, str]:
    return {"title": text(meeting.title), "until": moment(until)}


def tell_answered(row: Correction, *, by: Actor, at: datetime) -> None:
    """The person, whoever asked: it is their name."""
    person = row.registration
    if not person.email:
        return
    made = row.state == Correction.State.MADE
    with override(person.language):
        said = {"title": text(person.meeting.title), "why": row.answer}
        if made:
            subject = _("Your line in the list of participants is corrected: “%(title)s”")
            body = _(
                "Nothing is asked of you now. In the list of participants of “%(title)s” a "
                "correction was made that was asked for; by the link you see how you stand in it."
            )
        else:
            subject = _("A correction was not made: “%(title)s”")
            body = _(
                "Please read why a correction of your line in the list of participants of "
                "“%(title)s” was not made.\n\nThe Administration writes: “%(why)s”"
            )
        words = {"subject": subject % said, "body": body % said}
    outbox.enclose(
        recipient=Recipient(to=person.email, words=person.badge_name, language=person.language),
        purpose=Mail.Purpose.FOR_INFORMATION,
        reason=STANDS,
        campaign=f"correction_{row.uid.hex}",
        about=person,
        link=reverse("participation:registration_list", args=[registering.token_of(person)]),
        by=by,
        at=at,
        **words,
    )
