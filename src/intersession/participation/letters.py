"""Mail of participation: invitations, links to personal files, rights handed over.

Each is written within the transaction of the action that calls, whose own entry tells of it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from intersession.access.guard import Actor
from intersession.access.models import User
from intersession.access.policy import Role
from intersession.meetings import rules as meetings
from intersession.meetings.models import Meeting
from intersession.membership import queries as membership
from intersession.membership.models import Representation
from intersession.outbox import actions as outbox
from intersession.outbox.actions import Recipient
from intersession.outbox.models import Mail
from intersession.participation import delegating, inviting
from intersession.participation.models import Call, Invitation, Registration
from intersession.ui.dates import day, duty_day, moment, span
from intersession.ui.text import text

Words = dict[str, str]
INVITED = gettext_lazy("you are invited to the meeting")
PUT_FORWARD = gettext_lazy("a delegation has put you forward for the meeting")
ACTS = gettext_lazy("you act, or have acted, for this Entity")
SIGN_IN = "/access/sign-in/"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail before it is written, in the language of who reads it."""

    to: str
    name: str
    language: str
    subject: str
    body: str


def invitation(row: Invitation, call: Call, note: Words, *, again: bool = False) -> Letter:
    """The very mail, as `send` writes it; `again`: the reminder."""
    with override(row.language):
        values = values_of(row.meeting) | {"until": moment(call.registrations_close_at)}
        first = _("Please say by %(until)s whether you take part in “%(title)s”, %(when)s.")
        if again:
            first = _(
                "Please say by %(until)s whether you take part in “%(title)s”, %(when)s; your "
                "answer has not arrived yet."
            )
        if row.entity is not None:
            values["entity"] = text(row.entity.name)
            first += " " + _("The invitation is addressed to: %(entity)s.")
        subject = (
            _("Reminder: %(title)s, %(when)s") if again else _("Invitation: %(title)s, %(when)s")
        )
        last = _(
            "By the link you accept, decline, or pass the invitation on to somebody else. It is "
            "yours alone."
        )
        parts = [first % values, text(call.words), text(note).strip(), last]
        return _letter(row.email, row.name, row.language, subject % values, parts)


def send_invitation(
    row: Invitation, call: Call, note: Words, *, again: bool = False, by: Actor, at: datetime
) -> None:
    letter = invitation(row, call, note, again=again)
    campaign = "participation_remind" if again else "participation_invite"
    stamp = f":{at:%Y%m%d%H%M%S}" if again else f":{row.link_number}"
    about: dict[str, Any] = {"about": row, "link": inviting.address_of(row)}
    _write(letter, f"{campaign}{stamp}", Mail.Purpose.PLEASE_CONFIRM, INVITED, by, at, **about)


def registration(row: Registration, call: Call | None) -> Letter:
    """To whoever accepted an invitation, or was put forward."""
    with override(row.language):
        until = moment(call.registrations_close_at if call else row.meeting.ends_at)
        values = values_of(row.meeting) | {"until": until}
        first = _("Please complete your registration for “%(title)s”, %(when)s, by %(until)s.")
        parts = [first % values]
        if row.delegation is not None:
            who = _("You are put forward by: %(entity)s. Your role: %(role)s.")
            role = str(delegating.ROLE_NAMES.get(row.role, row.role))
            parts.append(who % {"entity": text(row.delegation.entity.name), "role": role})
        parts.append(_("The link is yours alone: please do not pass it on."))
        subject = _("Your registration: %(title)s, %(when)s") % values
        return _letter(row.email, row.badge_name, row.language, subject, parts)


def send_link(row: Registration, call: Call | None, *, by: Actor, at: datetime) -> bool:
    """Whether a mail was written: there is none where no address is known."""
    if not row.email:
        return False
    about: dict[str, Any] = {"about": row, "link": delegating.address_of(row)}
    campaign, reason = f"registration_link:{row.link_number}", PUT_FORWARD
    if row.delegation is None:
        reason = INVITED
    letter = registration(row, call)
    _write(letter, campaign, Mail.Purpose.PLEASE_CONFIRM, reason, by, at, **about)
    return True


def tell_taken_off(row: Registration, *, by: Actor, at: datetime) -> None:
    """That the delegation does not put this person forward any more."""
    if not row.email or row.delegation is None:
        return
    with override(row.language):
        values = values_of(row.meeting) | {"entity": text(row.delegation.entity.name)}
        said = _("%(entity)s has taken you off its delegation to “%(title)s”, %(when)s.") % values
        last = _("There is nothing for you to do. Please ask your delegation if this is an error.")
        subject = _("Taken off the delegation: %(title)s") % values
        letter = _letter(row.email, row.badge_name, row.language, subject, [said, last])
    purpose = Mail.Purpose.FOR_INFORMATION
    _write(letter, f"taken_off:{at:%Y%m%d%H%M%S}", purpose, PUT_FORWARD, by, at, about=row, link="")


def tell_handed_over(
    row: Representation, former: User, *, keep: bool, by: Actor, at: datetime
) -> None:
    """To the new focal point, to the one who hands over, and to the head of mission."""
    known = {former.email: former.language}
    for one in membership.accounts_of([row.entity_id], duty_day(at)):
        if one.role == Role.HEAD_OF_MISSION:
            known.setdefault(one.email, one.language)
    known.pop(row.user.email, None)
    stamp = f"rights_handed:{row.user.uid.hex[:12]}:{at:%Y%m%d%H%M%S}"
    _write(
        _to_new(row),
        stamp,
        Mail.Purpose.PLEASE_CONFIRM,
        ACTS,
        by,
        at,
        about=row.entity,
        link=SIGN_IN,
    )
    for email, language in known.items():
        letter = _to_former(row, former, email, language, keep)
        link = f"/membership/{row.entity.slug}/"
        purpose = Mail.Purpose.PLEASE_CONFIRM
        _write(letter, stamp, purpose, ACTS, by, at, about=row.entity, link=link)


def _to_new(row: Representation) -> Letter:
    with override(row.user.language):
        values = {"entity": text(row.entity.name), "day": day(row.since)}
        parts = [
            _(
                "Please sign in with this address: from %(day)s you act for %(entity)s as focal "
                "point."
            ),
            _("A code for signing in is sent to this mailbox; there is no password to choose."),
        ]
        subject = _("You act for %(entity)s from %(day)s") % values
        return _letter(row.user.email, "", row.user.language, subject, [p % values for p in parts])


def _to_former(row: Representation, former: User, email: str, language: str, keep: bool) -> Letter:
    with override(language):
        values = {"entity": text(row.entity.name), "day": day(row.since)}
        values |= {"new": row.user.email, "old": former.email}
        first = _("Please check: from %(day)s %(new)s acts for %(entity)s as focal point.")
        kept = _("%(old)s keeps the same rights.") if keep else _("%(old)s no longer acts then.")
        last = _("If this is an error, write to the Administration at once: it can be undone.")
        subject = _("Rights of a focal point handed over: %(entity)s") % values
        parts = [f"{first} {kept}" % values, last]
        return _letter(email, "", language, subject, parts)


def values_of(meeting: Meeting) -> dict[str, str]:
    """Title and days, in the language in use."""
    days, place = meetings.days_of(meeting), text(meeting.place)
    if len(days) == 1:
        when = moment(meeting.starts_at, place, meeting.time_zone)
    else:
        when = ", ".join(part for part in (span(days[0], days[-1]), place) if part)
    return {"title": text(meeting.title), "when": when}


def _letter(to: str, name: str, language: str, subject: str, parts: list[str]) -> Letter:
    body = "\n\n".join(part for part in parts if part)
    return Letter(to=to, name=name, language=language, subject=subject, body=body)


def _write(
    letter: Letter,
    campaign: str,
    purpose: str,
    reason: Any,
    by: Actor,
    at: datetime,
    *,
    about: Any,
    link: str,
) -> None:
    words = letter.name or letter.to
    outbox.enclose(
        recipient=Recipient(to=letter.to, words=words, language=letter.language),
        purpose=purpose,
        reason=reason,
        subject=letter.subject,
        body=letter.body,
        campaign=campaign,
        about=about,
        link=link,
        by=by,
        at=at,
    )
