"""Stage `workshop`: topics are agreed, and on the Friday before it the first workshop stands."""

from datetime import datetime, time, timedelta
from typing import Any

from intersession.access.guard import Actor
from intersession.consultations.actions import conclusions, questions
from intersession.consultations.models import Question
from intersession.desk.example.calendar_2011 import GENEVA, geneva
from intersession.desk.example.workshop_2012 import (
    AGENDA,
    BUILDING,
    CONCLUSION,
    HALLS,
    SUB_TITLE,
    TEAMS,
    Line,
)
from intersession.desk.example.workshop_voices import VOICES
from intersession.meetings import actions, campaigns
from intersession.meetings.models import AgendaItem, Meeting, Room, Speaker, Team
from intersession.membership.models import Entity
from intersession.outbox import actions as outbox
from intersession.programme.models import Slot

LANGUAGES = ("en", "fr", "es")
FIRST_DAY = geneva(2012, 4, 24).date()


def agree_topics(*, officer: Actor, chair: Actor) -> None:
    """20 October 2011, in the evening: two topics, the third in a sub-title."""
    question = Question.objects.get(slug="topics-2012")
    at = geneva(2011, 10, 20, 18, 5)
    questions.close_question(question=question, by=officer, at=at)
    question.refresh_from_db()
    package = conclusions.Package(
        words=CONCLUSION,
        items=(
            conclusions.Item(code="A", fate="chosen", slot=1),
            conclusions.Item(code="B", fate="chosen", slot=2, sub_title=SUB_TITLE),
            conclusions.Item(code="C", fate="merged", into="B"),
        ),
        figures_seen_by=Question.Seen.MEMBERSHIP,
    )
    at = geneva(2011, 10, 20, 18, 20)
    conclusions.conclude(question=question, package=package, follows=True, by=chair, at=at)


def build(*, meeting: Meeting, by: Actor) -> datetime:
    """The two days, published on 5 April; now is Friday, 20 April 2012."""
    at = geneva(2012, 3, 1, 9)
    meeting = named(meeting, by, at)
    made = _Builder(meeting, by, at)
    for line in AGENDA:
        made.add(line)
    actions.publish_agenda(meeting=meeting, by=by, at=geneva(2012, 4, 5, 16))
    actions.move(meeting=meeting, to=Meeting.State.CONFIRMED, by=by, at=geneva(2012, 4, 10, 9))
    return geneva(2012, 4, 20, 10, 30)


def named(meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """After its topic, now that there is one."""
    kept = {name: getattr(meeting, name) for name in actions.Facts.__dataclass_fields__}
    topic = Slot.objects.get(programme=meeting.programme, number=meeting.number).topic
    facts = actions.Facts(**{**kept, "title": topic, "venue": BUILDING})
    changed = actions.change_meeting(meeting=meeting, facts=facts, by=by, at=at)
    for notice in campaigns.notices(changed):
        outbox.queue_campaign(campaign=notice, by=by, at=at + timedelta(minutes=20))
    return changed


class _Builder:
    def __init__(self, meeting: Meeting, by: Actor, at: datetime) -> None:
        self.meeting, self.by, self.at = meeting, by, at
        self.rooms = {hall.key: self._room(n, hall) for n, hall in enumerate(HALLS, start=1)}
        self.teams = {name: self._team(name) for name in TEAMS}
        named = [voice.entity for voice in VOICES]
        self.entities = {row.slug: row for row in Entity.objects.filter(slug__in=named)}
        self.speakers = {voice.key: self._speaker(voice) for voice in VOICES}

    @property
    def who(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}

    def add(self, line: Line) -> AgendaItem:
        item = actions.add_item(meeting=self.meeting, facts=self._facts(line), **self.who)
        for role, key, state in line.parts:
            part = actions.add_part(
                item=item,
                speaker=self.speakers[key],
                facts=actions.PartFacts(role=role),
                **self.who,
            )
            self._bring_to(state, part)
        return item

    def _bring_to(self, state: str, part: Any) -> None:
        if state == "invited":
            parts_of = [part.speaker]
            actions.invite_speakers(meeting=self.meeting, speakers=parts_of, **self.who)
            return
        told = {"part": part, "channel": "mission", **self.who}
        actions.answer_part(confirm=state == "confirmed", **told)

    def _facts(self, line: Line) -> actions.ItemFacts:
        hour = time.fromisoformat(line.hour)
        day = FIRST_DAY + timedelta(days=line.day - 1)
        return actions.ItemFacts(
            kind=line.kind,
            title=line.title,
            detail=line.detail,
            objectives=line.objectives,
            questions=line.questions,
            format=line.format,
            starts_at=datetime.combine(day, hour, tzinfo=GENEVA),
            minutes=line.minutes,
            room=self.rooms[line.hall],
            languages=LANGUAGES if line.team else (),
            team=self.teams.get(line.team),
        )

    def _room(self, position: int, hall: Any) -> Room:
        facts = actions.RoomFacts(
            name=hall.name,
            venue=BUILDING,
            seats=hall.seats,
            booths=hall.booths,
            equipment=hall.equipment,
            setup_minutes=hall.setup,
            position=position,
        )
        return actions.add_room(facts=facts, **self.who)

    def _team(self, name: str) -> Team:
        email = f"interpreters.{name.lower()}@dialogue.example"
        facts = actions.TeamFacts(name=name, languages=LANGUAGES, email=email)
        return actions.add_team(meeting=self.meeting, facts=facts, **self.who)

    def _speaker(self, voice: Any) -> Speaker:
        facts = actions.SpeakerFacts(
            name=voice.name,
            function=voice.function,
            entity=self.entities[voice.entity],
            email=f"{voice.key}@speakers.example",
            language=voice.language,
            gender=voice.gender,
            from_capital=voice.from_capital,
        )
        return actions.add_speaker(meeting=self.meeting, facts=facts, **self.who)
