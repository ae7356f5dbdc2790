"""Lists of participation as sheets."""

from django.utils.translation import gettext as _

from intersession.meetings.models import Meeting
from intersession.participation.queries.calls import CallLine, CallPage
from intersession.participation.queries.delegations import DelegationList, DelegationPage
from intersession.participation.queries.invitations import InvitationLine, InvitationList
from intersession.ui.sheets import Cell, Sheet
from intersession.ui.text import text


def calls_sheet(lines: list[CallLine]) -> Sheet:
    """For the Administration, which reads how many came forward."""
    heads = (
        _("Meeting"),
        _("First day"),
        _("State"),
        _("Nominations close"),
        _("Registrations close"),
        _("Delegations sent"),
        _("People put forward"),
        _("Invited"),
        _("Accepted"),
    )
    rows = [_call(line) for line in lines]
    return Sheet(title=_("Calls"), name="calls", heads=heads, rows=rows)


def _call(line: CallLine) -> list[Cell]:
    call, counts = line.call, line.counts
    named: list[Cell] = [text(line.meeting.title), line.meeting.first_day, str(line.word)]
    hours: list[Cell] = [call.nominations_close_at, call.registrations_close_at]
    if counts is None:
        return [*named, *hours, None, None, None, None]
    return [*named, *hours, counts.sent, counts.people, counts.invited, counts.accepted]


def kinds_sheet(page: CallPage) -> Sheet:
    heads = (
        _("Kind of Entity"),
        _("Called"),
        _("Delegations sent"),
        _("People put forward"),
        _("Invited"),
        _("Accepted"),
    )
    rows = [
        [str(one.name), one.called, one.sent, one.people, one.invited, one.accepted]
        for one in page.kinds
    ]
    name = f"call-{page.line.meeting.slug}"
    return Sheet(title=_("By kind of Entity"), name=name, heads=heads, rows=rows)


def invitations_sheet(found: InvitationList, meeting: Meeting) -> Sheet:
    heads = (
        _("Name"),
        _("E-mail"),
        _("Entity"),
        _("Kind"),
        _("State"),
        _("Invited on"),
        _("Reminded"),
        _("Answered"),
        _("The words given"),
        _("Passed on by"),
        _("Passed on to"),
    )
    rows = [_invitation(line) for line in found.lines]
    name = f"invitations-{meeting.slug}"
    return Sheet(title=_("Invitations"), name=name, heads=heads, rows=rows)


def _invitation(line: InvitationLine) -> list[Cell]:
    who: list[Cell] = [line.name, line.email, text(line.entity), str(line.kind_name)]
    hours: list[Cell] = [line.told_at, line.reminded_at, line.answered_at, line.answer]
    return [*who, str(line.word), *hours, ", ".join(line.before), ", ".join(line.after)]


def delegations_sheet(found: DelegationList, meeting: Meeting) -> Sheet:
    heads = (
        _("Entity"),
        _("Kind"),
        _("Status"),
        _("State"),
        _("Sent on"),
        _("People"),
        _("Names allowed"),
        _("Credential"),
        _("Leave after the deadline"),
    )
    rows: list[list[Cell]] = [
        [
            *(text(one.name), str(one.kind), str(one.status), str(one.word), one.sent_at),
            *(one.people, one.names),
            str(one.credential_word) if one.state == "sent" else "",
            _("yes") if one.late_leave else _("no"),
        ]
        for one in found.lines
    ]
    name = f"delegations-{meeting.slug}"
    return Sheet(title=_("Delegations"), name=name, heads=heads, rows=rows)


def people_sheet(page: DelegationPage, meeting: Meeting) -> Sheet:
    """One delegation, in its order."""
    heads = (
        _("Number"),
        _("Name"),
        _("Function"),
        _("Role"),
        _("E-mail"),
        _("From capital"),
        _("Asks for support"),
    )
    said = {True: _("yes"), False: _("no"), None: ""}
    rows: list[list[Cell]] = [
        [
            *(one.number, one.name, one.function, str(one.role), one.email),
            *(said[one.from_capital], said[one.support]),
        ]
        for one in page.people
    ]
    name = f"delegation-{page.entity.slug}-{meeting.slug}"
    return Sheet(title=_("Delegation"), name=name, heads=heads, rows=rows)
