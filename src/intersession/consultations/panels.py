"""What this app shows on pages of the floors below; `desk` hangs it in."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.consultations.models import Proposal, Question
from intersession.consultations.queries.questions import QuestionLine, is_visible
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.programme.models import Programme
from intersession.ui.panels import Panel


def questions_of_meeting(meeting: Meeting, actor: Actor, now: datetime) -> Panel | None:
    """The questions put to the membership at a meeting. One query."""
    rows = Question.objects.filter(meeting=meeting).order_by("position", "pk")
    lines = [
        QuestionLine(question=row, state=row.state_at(now), answered=0, members=0)
        for row in rows
        if is_visible(row, actor)
    ]
    if not lines:
        return None
    return Panel(
        heading=_("Put to the membership"), template="consultations/_questions.html", content=lines
    )


def note_of_meeting(meeting: Meeting, actor: Actor, now: datetime) -> Panel | None:
    """Where the Administration composes the discussion note. No query."""
    if meeting.kind != Meeting.Kind.CONSULTATION or not actor.may(May.COMPOSE_DISCUSSION):
        return None
    heading = _("Discussion note")
    return Panel(heading=heading, template="consultations/_discussion.html", content=meeting)


def proposals_of_year(programme: Programme, actor: Actor, now: datetime) -> Panel | None:
    """What was proposed for a year and what became of it. One query."""
    rows = list(
        Proposal.objects.filter(programme=programme)
        .exclude(state=Proposal.State.DRAFT)
        .order_by("-kind", "pk")
    )
    if not rows:
        return None
    return Panel(heading=_("Proposals"), template="consultations/_proposals.html", content=rows)


def proposals_of_entity(entity: Entity, actor: Actor, now: datetime) -> Panel | None:
    """What an Entity proposed or co-sponsored; never what it answered. One query."""
    stands_behind = Q(proposer=entity) | Q(co_sponsors__entity=entity)
    rows = list(
        Proposal.objects.filter(stands_behind)
        .exclude(state=Proposal.State.DRAFT)
        .select_related("programme")
        .order_by("-programme__year", "pk")
        .distinct()
    )
    if not rows:
        return None
    return Panel(
        heading=_("Proposals it stands behind"),
        template="consultations/_proposals.html",
        content=rows,
    )


def topics_of_open_years(now: datetime) -> list[tuple[str, dict[str, str]]]:
    """Topics on which an Entity may declare labels: those that stand for a year to come."""
    rows = Proposal.objects.filter(kind=Proposal.Kind.TOPIC, programme__year__gte=now.year).exclude(
        state__in=(Proposal.State.DRAFT, Proposal.State.MERGED, Proposal.State.AMENDED)
    )
    return [(str(row.uid), row.title) for row in rows.order_by("programme__year", "pk")]
