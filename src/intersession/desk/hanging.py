"""Which panels hang on which pages, and which checks the ledger runs besides its own."""

from intersession.consultations import panels as consultations
from intersession.consultations.queries.checks import answers_stand
from intersession.desk.acting import actor_for
from intersession.imports import work as imports
from intersession.jobs import work
from intersession.ledger import record as ledger
from intersession.meetings import panels as meetings
from intersession.membership import panels as membership
from intersession.programme import panels as programme


def hang_all() -> None:
    """Once, when all apps are loaded."""
    programme.hang(meetings.meetings_of_the_year)
    programme.hang(consultations.proposals_of_year)
    meetings.hang(consultations.questions_of_meeting)
    membership.hang(consultations.proposals_of_entity)
    ledger.CHECKS.append(answers_stand)
    work.ACTING.append(actor_for)
    imports.hang()
    membership.hang_topics(consultations.topics_of_open_years)
