"""Which panels hang on which pages, which mails to many there are, what is found, which long work
there is, and which checks the ledger runs besides its own."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intersession.access.models import User
from intersession.access.policy import May
from intersession.api import above
from intersession.consultations import campaigns as asking
from intersession.consultations import found as consultations_found
from intersession.consultations import panels as consultations
from intersession.consultations.papers import notes
from intersession.consultations.queries.checks import answers_stand
from intersession.desk import actions as desk
from intersession.desk.acting import actor_for
from intersession.desk.models import CalendarAddress
from intersession.documents import queries as documents
from intersession.imports import work as imports
from intersession.jobs import work
from intersession.ledger import record as ledger
from intersession.meetings import found as meetings_found
from intersession.meetings import panels as meetings
from intersession.meetings.campaigns import CHANGED, INVITE
from intersession.membership import found as membership_found
from intersession.membership import panels as membership
from intersession.membership.campaigns import CIRCULATE
from intersession.outbox import kinds as outbox
from intersession.participation import campaigns as participating
from intersession.participation import panels as participation
from intersession.participation import work as participation_work
from intersession.participation.queries.checks import draws_stand
from intersession.programme import found as programme_found
from intersession.programme import panels as programme
from intersession.search import following, sources
from intersession.search.documents import DOCUMENTS


def hang_all() -> None:
    """Once, when all apps are loaded."""
    programme.hang(meetings.meetings_of_the_year)
    programme.hang(consultations.proposals_of_year)
    meetings.hang(consultations.questions_of_meeting)
    meetings.hang(consultations.note_of_meeting)
    meetings.hang(meetings.place_from_afar)
    meetings.hang(participation.call_of_meeting)
    meetings.hang(participation.draw_of_meeting)
    documents.hang(meetings.documents_by_meeting)
    membership.hang(consultations.proposals_of_entity)
    ledger.CHECKS.append(answers_stand)
    ledger.CHECKS.append(draws_stand)
    work.ACTING.append(actor_for)
    work.KINDS[notes.MAKING] = work.Kind(
        run=notes.make_files, words=_("Making the notes verbales"), needs=May.WRITE_NOTES
    )
    imports.hang()
    membership.hang_topics(consultations.topics_of_open_years)
    outbox.hang(CIRCULATE, INVITE, CHANGED, *asking.KINDS, *participating.KINDS)
    work.KINDS.update(following.KINDS)
    work.KINDS.update(participation_work.KINDS)
    above.hang(
        above.Calendars(
            kept=_calendar_of,
            address=lambda secret: reverse("desk:feed", args=[secret]),
            open_calendar=desk.open_calendar,
            close_calendar=desk.close_calendar,
        )
    )
    _hang_what_is_found()


def _calendar_of(user: User) -> above.Kept | None:
    row = CalendarAddress.objects.filter(user=user).first()
    return above.Kept(made_at=row.made_at, read_on=row.read_on) if row else None


def _hang_what_is_found() -> None:
    """In the order in which the page of the search shows them."""
    sources.hang(DOCUMENTS)
    sources.hang(consultations_found.PROPOSALS)
    sources.hang(consultations_found.QUESTIONS)
    sources.hang(meetings_found.MEETINGS)
    sources.hang(programme_found.PROGRAMMES)
    sources.hang(membership_found.ENTITIES)
