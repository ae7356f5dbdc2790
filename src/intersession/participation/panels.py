"""What the page of a meeting shows of its call."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.meetings.models import Meeting
from intersession.participation import calling, draw_words, drawing
from intersession.participation.models import Call
from intersession.ui.panels import Panel


def call_of_meeting(meeting: Meeting, actor: Actor, now: datetime) -> Panel | None:
    """Until when it calls for people. One query."""
    call = Call.objects.filter(meeting=meeting).first()
    if call is None:
        return None
    call.meeting = meeting
    state = calling.state_of(call, now)
    if state == calling.TO_OPEN and not actor.may(May.SEE_ROOM):
        return None
    content = {"call": call, "word": calling.STATE_NAMES[state], "shape": calling.SHAPES[state]}
    return Panel(heading=_("Who comes"), template="participation/_of_meeting.html", content=content)


def draw_of_meeting(meeting: Meeting, actor: Actor, now: datetime) -> Panel | None:
    """That a room is drawn is told to everybody; chances are not. One query."""
    draw = drawing.standing(meeting)
    if draw is None:
        return None
    shape, word = draw_words.state(draw)
    content = {"draw": draw, "meeting": meeting, "shape": shape, "word": word}
    template = "participation/_draw_of_meeting.html"
    return Panel(heading=_("The draw of the room"), template=template, content=content)
