"""What waits for somebody around a meeting that calls for people: delegations, registrations,
support."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.desk.need import Need
from intersession.participation.models import Draw
from intersession.participation.queries import draws, participants
from intersession.participation.queries import waiting as participation
from intersession.participation.queries.support_waiting import SupportWaiting, support_waiting
from intersession.ui.dates import moment
from intersession.ui.text import text


def all_of(actor: Actor, at: datetime) -> list[Need]:
    """One question for all calls; more only where there is one."""
    if actor.may(May.MANAGE_PARTICIPATION):
        return list(_of_the_office(actor, at))
    return list(_of_others(actor, at))


def _of_others(actor: Actor, at: datetime) -> Iterator[Need]:
    """A Mission puts its people forward; anybody sends their own registration."""
    calls = participation.calls_to_come(at)
    for one in participation.to_put_forward(actor, calls, at):
        words = _("Until %(when)s; nothing has been sent by your delegation yet.")
        yield Need(
            due=one.until,
            title=text(one.meeting.title),
            sentence=words % {"when": moment(one.until)},
            url=reverse("participation:delegation", args=[one.meeting.slug]),
            label=_("Send your delegation") if one.begun else _("Put forward your people"),
        )
    for row in participation.unfinished(actor.user, calls):
        yield Need(
            due=row.closes_at,
            title=text(row.meeting.title),
            sentence=_("Your registration is not sent yet."),
            url=reverse("participation:register", args=[row.meeting.slug]),
            label=_("Finish the registration"),
        )


def _of_the_office(actor: Actor, at: datetime) -> Iterator[Need]:
    """Credentials to check, registrations to look at, draws that go on or do not."""
    rows = participation.to_look_at(at)
    for one in rows:
        due, title = one.meeting.starts_at, text(one.meeting.title)
        if one.credentials:
            yield Need(
                due=due,
                title=title,
                sentence=_credentials(one.credentials),
                url=reverse("participation:delegations", args=[one.meeting.slug]) + "?state=sent",
                label=_("Check the credentials"),
            )
        if said := " ".join(_to_look_at(one)):
            yield Need(
                due=due,
                title=title,
                sentence=said,
                url=_registrations(one),
                label=_("See the registrations"),
            )
    if any(one.draws for one in rows):
        yield from _of_draws(actor, at)
    if any(one.requests for one in rows):
        yield from _of_support(actor, at)
    if any(one.lists for one in rows):
        yield from _of_lists_of_participants(actor, at)


def _of_lists_of_participants(actor: Actor, at: datetime) -> Iterator[Need]:
    """The Administration answers corrections, and issues the list once they have closed."""
    if not actor.may(May.MANAGE_PARTICIPATION):
        return
    for one in participants.due(at):
        page = "participants_corrections" if one.corrections else "participants"
        yield Need(
            due=one.closes_at,
            title=text(one.meeting.title),
            sentence=" ".join(_of_list(one)),
            url=reverse(f"participation:{page}", args=[one.meeting.slug]),
            label=_("See the corrections") if one.corrections else _("Issue the list"),
        )


def _of_list(one: participants.Due) -> Iterator[str]:
    if n := one.corrections:
        yield ngettext(
            "%(n)s correction of the list waits for an answer.",
            "%(n)s corrections of the list wait for an answer.",
            n,
        ) % {"n": n}
    if one.to_issue:
        yield _("Corrections have closed and the list is not issued.")


def _credentials(n: int) -> str:
    return ngettext(
        "%(n)s credential of a delegation waits for a check.",
        "%(n)s credentials of delegations wait for a check.",
        n,
    ) % {"n": n}


def _registrations(one: participation.ToLookAt) -> str:
    """The list, or the page of deletions where only such a request waits."""
    only = one.deletions and not (one.to_check or one.changed)
    page = "deletions" if only else "registrations"
    return reverse(f"participation:{page}", args=[one.meeting.slug])


def _to_look_at(one: participation.ToLookAt) -> Iterator[str]:
    if n := one.to_check:
        yield ngettext(
            "%(n)s registration is to be checked.", "%(n)s registrations are to be checked.", n
        ) % {"n": n}
    if n := one.changed:
        yield ngettext(
            "%(n)s was changed after the approval.", "%(n)s were changed after the approval.", n
        ) % {"n": n}
    if n := one.deletions:
        yield ngettext("%(n)s person asks for deletion.", "%(n)s people ask for deletion.", n) % {
            "n": n
        }


def _of_draws(actor: Actor, at: datetime) -> Iterator[Need]:
    """A lottery that is found waits for its seed; one that is not, for help."""
    if not actor.may(May.HOLD_DRAW):
        return
    for draw in draws.draws_waiting(at):
        found = draw.state == Draw.State.READY
        page = "room_draw_seed" if found else "room_draw"
        yield Need(
            due=draw.seed_at or draw.meeting.starts_at,
            title=text(draw.meeting.title),
            sentence=_of_draw(draw),
            url=reverse(f"participation:{page}", args=[draw.meeting.slug]),
            label=_("Enter the seed") if found else _("See the draw"),
        )


def _of_draw(draw: Draw) -> str:
    if draw.state == Draw.State.PREPARED:
        return _("The lottery of the draw was not found: its job was cancelled or failed.")
    if draw.seed_at:
        return _("The source of the seed has published it: the room can be drawn.")
    return _("The lottery of the draw is found: the dice can be rolled before witnesses.")


def _of_support(actor: Actor, at: datetime) -> Iterator[Need]:
    for one in support_waiting(actor, at):
        yield Need(
            due=one.due,
            title=text(one.meeting.title),
            sentence=" ".join(_of_requests(one)),
            url=reverse("participation:support", args=[one.meeting.slug]),
            label=_("See support"),
        )


def _of_requests(one: SupportWaiting) -> Iterator[str]:
    if n := one.to_decide:
        yield ngettext(
            "%(n)s request for support is to be decided.",
            "%(n)s requests for support are to be decided.",
            n,
        ) % {"n": n}
    if n := one.without_letter:
        yield ngettext(
            "%(n)s person took the seat and has no letter for the visa.",
            "%(n)s people took the seat and have no letter for the visa.",
            n,
        ) % {"n": n}
    if n := one.without_ticket:
        yield ngettext(
            "%(n)s person has no ticket, and the meeting is near.",
            "%(n)s people have no ticket, and the meeting is near.",
            n,
        ) % {"n": n}
    if n := one.to_settle:
        yield ngettext(
            "%(n)s journey is to be settled.", "%(n)s journeys are to be settled.", n
        ) % {"n": n}
