"""Load the example at a stage into an empty database, through the same actions as the pages."""

# ruff: noqa: E501  (sentences are easier to read whole)
import json
import secrets
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.access.models import User
from intersession.consultations.actions import conclusions, proposals, questions, suggestions
from intersession.consultations.models import Question
from intersession.desk.example import answers, papers, participants, words, workshop
from intersession.desk.example.calendar_2011 import geneva, meetings
from intersession.desk.example.people import actor, add_people
from intersession.desk.models import Example
from intersession.documents.models import Document
from intersession.ledger.models import Run
from intersession.ledger.record import record, seal
from intersession.ledger.verbs import Verb
from intersession.meetings import actions as meeting_actions
from intersession.meetings.models import AgendaItem, Meeting
from intersession.membership.actions import loading
from intersession.membership.models import Entity
from intersession.outbox.models import Mail
from intersession.programme import actions as programme
from intersession.programme.models import Issue, Milestone, Programme

STAGES = ("themes", "topics", "workshop", "nominations", "room")
LATER_STAGES = ("in-session", "feedback", "reported")
LOADER = Actor(name="Intersession", function="example")


class NotEmpty(Refusal):
    message = _(
        "This database is not empty. The example is loaded into an empty one: set DATABASE_URL to "
        "another database, or remove the file of this one."
    )


class UnknownStage(Refusal):
    message = _("There is no stage “%(stage)s” yet. The stages are: %(stages)s.")


@transaction.atomic
def load(stage: str = "topics") -> Example:
    """The whole example, or nothing. Raises NotEmpty or UnknownStage."""
    if stage not in STAGES:
        raise UnknownStage(stage=stage, stages=", ".join(STAGES))
    if User.objects.exists() or Entity.objects.exists() or Programme.objects.exists():
        raise NotEmpty()
    rows = json.loads(files(__package__).joinpath("data/members.json").read_text("utf-8"))
    at = geneva(2011, 1, 10, 9)
    entities = loading.load_entities(rows=rows, by=LOADER, at=at)
    functions = {row["slug"]: row["focal_point"][row["language"]] for row in rows}
    users = add_people(entities, functions)
    office = {name: actor(users[name], at) for name in ("programme.officer", "chair")}
    scene = _Scene(entities, users, office["programme.officer"], office["chair"])
    scene.set_years()
    now = scene.open_themes()
    if stage != "themes":
        scene.conclude_themes()
        now = scene.open_topics()
    if stage not in {"themes", "topics"}:
        now = scene.go_on(stage)
    _empty_outbox()
    return _example(stage, now)


def _empty_outbox() -> None:
    """What was written before the example begins has gone into its mailbox at its hour."""
    Mail.objects.filter(state=Mail.State.QUEUED).update(
        state=Mail.State.SENT, sent_at=F("send_after"), attempts=1
    )


def _example(stage: str, now: datetime) -> Example:
    example = Example.objects.create(
        pk=1, stage=stage, now=now, loaded_at=datetime.now(UTC), link_key=secrets.token_hex(32)
    )
    record(Verb.EXAMPLE_LOADED, by=LOADER, at=now, subject=Run(), stage=stage)
    seal(by=LOADER, at=now)
    return example


class _Scene:
    """The steps of the year, in their order; each leaves its entries in the ledger."""

    def __init__(
        self, entities: dict[str, Entity], users: dict[str, User], officer: Actor, chair: Actor
    ) -> None:
        self.entities, self.users, self.officer, self.chair = entities, users, officer, chair
        self.years: dict[int, Programme] = {}
        self.meetings: dict[str, Meeting] = {}
        self.papers: dict[str, Document] = {}

    def set_years(self) -> None:
        at = geneva(2011, 1, 10, 10)
        by = self.officer
        self.years[2011] = programme.start_programme(year=2011, by=by, at=at)
        self.years[2012] = programme.start_programme(year=2012, by=by, at=at)
        programme.set_theme(programme=self.years[2011], theme=words.THEME_2011, by=by, at=at)
        topics = [
            programme.Topic(slot=n, title=title, sub_title={})
            for n, title in enumerate(words.TOPICS_2011, start=1)
        ]
        programme.set_topics(programme=self.years[2011], topics=topics, by=by, at=at)
        papers.add_series(by=self.officer, at=at)
        self._add_meetings()
        self._add_papers(until=date(2011, 4, 28))
        self._add_milestones()
        self._add_issues()
        meeting_actions.load_history(by=self.officer, at=at)
        self._cover(2011, at)
        self._held("workshop-1-2011")

    def _add_papers(self, *, until: date) -> None:
        papers.add(self.papers, meetings=self.meetings, until=until, by=self.officer)

    def _add_meetings(self) -> None:
        for plain in meetings():
            self.meetings[plain["slug"]] = self._meeting(**plain)

    def _meeting(self, *, year: int, agenda: Sequence[words.Words] = (), **plain: Any) -> Meeting:
        meeting = Meeting.objects.create(
            programme=self.years[year],
            place=words.GENEVA,
            state=Meeting.State.ANNOUNCED,
            changed_at=geneva(2011, 1, 10, 11),
            **plain,
        )
        for number, title in enumerate(agenda, start=1):
            AgendaItem.objects.create(meeting=meeting, number=number, title=title)
        at = geneva(2011, 1, 10, 11)
        record(Verb.MEETING_ADDED, by=self.officer, at=at, subject=meeting, slug=meeting.slug)
        if agenda:
            meeting_actions.publish_agenda(meeting=meeting, by=self.officer, at=at)
        return meeting

    def _add_milestones(self) -> None:
        step = Milestone.Step
        self._milestone(2011, step.THEME, date(2010, 4, 27), done=date(2010, 4, 27))
        self._milestone(2011, step.TOPICS, date(2010, 10, 21), done=date(2010, 10, 21))
        self._of_meeting(2011, step.WORKSHOP_1, "workshop-1-2011", done=date(2011, 3, 30))
        self._of_meeting(2011, step.WORKSHOP_2, "workshop-2-2011")
        self._of_meeting(2011, step.COUNCIL, "council-100", note=words.NO_SESSION)
        self._milestone(2011, step.FOLLOW_UP, date(2012, 3, 1))
        self._of_meeting(2012, step.THEME, "consultation-april-2011")
        self._of_meeting(2012, step.TOPICS, "consultation-october-2011")
        self._of_meeting(2012, step.WORKSHOP_1, "workshop-1-2012")
        self._of_meeting(2012, step.WORKSHOP_2, "workshop-2-2012")
        self._of_meeting(2012, step.COUNCIL, "council-101")
        self._milestone(2012, step.FOLLOW_UP, date(2013, 3, 1))

    def _add_issues(self) -> None:
        Issue.objects.bulk_create(
            Issue(code=code, name=name, position=number)
            for number, (code, name, _years) in enumerate(words.ISSUES, start=1)
        )

    def _cover(self, year: int, at: datetime) -> None:
        """What a year rests on, and which issues it takes up."""
        codes = [code for code, _name, years in words.ISSUES if year in years]
        programme.change_programme(
            programme=self.years[year],
            note={},
            mandates=[programme.Mandate(symbol=s, title=title) for s, title in words.MANDATES],
            issues=Issue.objects.filter(code__in=codes),
            by=self.officer,
            at=at,
        )

    def _held(self, slug: str) -> None:
        meeting = self.meetings[slug]
        for to, at in (
            (Meeting.State.CONFIRMED, meeting.starts_at - timedelta(days=7)),
            (Meeting.State.IN_SESSION, meeting.starts_at),
            (Meeting.State.FINAL, meeting.ends_at),
        ):
            who: dict[str, Any] = {"by": self.officer, "at": at}
            self.meetings[slug] = meeting_actions.move(meeting=meeting, to=to, **who)

    def _of_meeting(self, year: int, step: str, slug: str, **more: Any) -> None:
        meeting = self.meetings[slug]
        first, last = meeting.starts_at.date(), meeting.ends_at.date()
        path = f"/meetings/{slug}/"
        self._milestone(year, step, first, last if last != first else None, path=path, **more)

    def _milestone(
        self,
        year: int,
        step: str,
        starts_on: date,
        ends_on: date | None = None,
        *,
        done: date | None = None,
        path: str = "",
        note: words.Words | None = None,
    ) -> None:
        programme.set_milestone(
            programme=self.years[year],
            step=step,
            starts_on=starts_on,
            ends_on=ends_on,
            done_on=done,
            path=path,
            note=note,
            by=self.officer,
            at=geneva(2011, 1, 10, 12),
        )

    def open_themes(self) -> datetime:
        """28 April 2011: two themes proposed for 2012, one to be chosen."""
        now = geneva(2011, 4, 28, 10, 30)
        draft = questions.Draft(
            slug="theme-2012",
            title=words.w("Theme of 2012", "Thème de 2012", "Tema de 2012"),
            wording=words.w(
                "Two themes are proposed; one is to be chosen. Others may be proposed in the room.",
                "Deux thèmes sont proposés ; un est à choisir. D’autres peuvent l’être en séance.",
                "Se proponen dos temas; hay que elegir uno. Pueden proponerse otros en la sala.",
            ),
            sets=Question.Sets.THEME,
            seats=1,
            cap=1,
            ties="IC/2011/3",
            closes_at=geneva(2011, 4, 28, 18),
        )
        meeting = self.meetings["consultation-april-2011"]
        question = self._question(meeting, draft, geneva(2011, 4, 4, 9))
        for code, title, body in words.THEMES_2012:
            self._option(question, code, "theme", title, body, {}, None, geneva(2011, 4, 4, 10))
        self._open(question, geneva(2011, 4, 5, 9))
        self._answers(question, 64, answers.THEME_PATTERNS, now)
        return now

    def conclude_themes(self) -> None:
        question = Question.objects.get(slug="theme-2012")
        at = geneva(2011, 4, 28, 18, 5)
        questions.close_question(question=question, by=self.officer, at=at)
        question.refresh_from_db()
        conclusions.conclude(
            question=question,
            package=conclusions.Package(
                words=words.CONCLUSION_2012,
                items=(
                    conclusions.Item(code="A", fate="chosen"),
                    conclusions.Item(code="B", fate="kept"),
                ),
                figures_seen_by=Question.Seen.MEMBERSHIP,
            ),
            follows=True,
            by=self.chair,
            at=geneva(2011, 4, 28, 18, 20),
        )
        self._held("consultation-april-2011")
        self._cover(2012, geneva(2011, 4, 29, 9))

    def open_topics(self) -> datetime:
        """20 October 2011: three topics proposed, two to be chosen, 97 of 132 answered."""
        now = geneva(2011, 10, 20, 10, 30)
        self._add_papers(until=now.date())
        self._held("workshop-2-2011")
        self._workshop_2_is_over()
        meeting = self.meetings["consultation-october-2011"]
        draft = questions.Draft(
            slug="topics-2012",
            title=words.w(
                "Two topics for 2012", "Deux sujets pour 2012", "Dos temas de taller para 2012"
            ),
            wording=words.w(
                "Each of the two workshops of 2012 takes up one topic under the agreed theme. A "
                "delegation may name one or two; others may be proposed in the room.",
                "Chacun des deux ateliers de 2012 traite d’un sujet relevant du thème convenu. Une "
                "délégation peut en nommer un ou deux ; d’autres peuvent être proposés en séance.",
                "Cada uno de los dos talleres de 2012 aborda un asunto dentro del tema acordado. Una "
                "delegación puede nombrar uno o dos; pueden proponerse otros en la sala.",
            ),
            sets=Question.Sets.TOPICS,
            seats=2,
            cap=2,
            ties="IC/2011/7",
            closes_at=geneva(2011, 10, 20, 18),
        )
        question = self._question(meeting, draft, geneva(2011, 9, 27, 9))
        paper = self.papers["IC/2011/7"]
        for code, paragraph, title, body, overlap in words.TOPICS_2012:
            at = geneva(2011, 9, 27, 10)
            self._option(question, code, "topic", title, body, overlap, (paper, paragraph), at)
        self._open(question, geneva(2011, 9, 28, 9))
        self._open_questions(meeting)
        self._answers(question, 97, answers.TOPIC_PATTERNS, now)
        return now

    def go_on(self, stage: str) -> datetime:
        """The topics are agreed; then people are put forward, and the workshop is built."""
        workshop.agree_topics(officer=self.officer, chair=self.chair)
        for over in ("consultation-october-2011", "council-100"):
            self._held(over)
        return participants.reach(stage, self.meetings["workshop-1-2012"], by=self.officer)

    def _workshop_2_is_over(self) -> None:
        year, step = self.years[2011], Milestone.Step.WORKSHOP_2
        meeting = self.meetings["workshop-2-2011"]
        first, last = meeting.starts_at.date(), meeting.ends_at.date()
        days: dict[str, Any] = {"starts_on": first, "ends_on": last, "done_on": last}
        who: dict[str, Any] = {"by": self.officer, "at": geneva(2011, 9, 14, 9)}
        path = "/meetings/workshop-2-2011/"
        programme.set_milestone(programme=year, step=step, path=path, **days, **who)

    def _question(self, meeting: Meeting, draft: questions.Draft, at: datetime) -> Question:
        return questions.draft_question(
            meeting=meeting, programme=self.years[2012], draft=draft, by=self.officer, at=at
        )

    def _option(
        self,
        question: Question,
        code: str,
        kind: str,
        title: words.Words,
        body: words.Words,
        overlap: words.Words,
        where: tuple[Document, int] | None,
        at: datetime,
    ) -> None:
        proposal = proposals.make_proposal(
            programme=self.years[2012],
            kind=kind,
            words=proposals.Text(title=title, body=body, overlap=overlap),
            document=where[0] if where else None,
            paragraph=where[1] if where else None,
            by=self.officer,
            at=at,
        )
        questions.add_option(
            question=question, proposal=proposal, code=code, by=self.officer, at=at
        )

    def _open(self, question: Question, at: datetime) -> None:
        seen_by = Question.Seen.ADMINISTRATION
        questions.set_visibility(question=question, seen_by=seen_by, by=self.chair, at=at)
        questions.open_question(question=question, by=self.officer, at=at)
        question.refresh_from_db()

    def _open_questions(self, meeting: Meeting) -> None:
        rows = {}
        for position, (slug, title) in enumerate(words.OPEN_QUESTIONS, start=1):
            draft = questions.Draft(
                slug=slug,
                title=title,
                kind=Question.Kind.OPEN,
                position=position,
                closes_at=geneva(2011, 10, 20, 18),
            )
            rows[slug] = self._question(meeting, draft, geneva(2011, 9, 27, 11))
            self._open(rows[slug], geneva(2011, 9, 28, 9))
        members = sorted(e.slug for e in self.entities.values() if e.kind == "state")
        at = geneva(2011, 10, 17, 15)
        for number, (slug, _entity, language, said) in enumerate(words.SUGGESTIONS):
            self._suggest(rows[slug], members[number * 7 : number * 7 + 60], language, said, at)

    def _suggest(
        self, question: Question, members: list[str], language: str, said: str, at: datetime
    ) -> None:
        """The first registered Member of the list says it; the next two support it."""
        registered = set(
            question.register.filter(counted=True).values_list("entity__slug", flat=True)
        )
        first, *others = [slug for slug in members if slug in registered][:3]
        row = suggestions.suggest(
            question=question,
            entity=self.entities[first],
            words=said,
            language=language,
            by=actor(self.users[first], at),
            at=at,
        )
        for slug in others:
            by = actor(self.users[slug], at)
            later = at + timedelta(hours=1)
            suggestions.support(suggestion=row, entity=self.entities[slug], by=by, at=later)

    def _answers(self, question: Question, how_many: int, patterns: Any, until: datetime) -> None:
        registered = set(question.register.filter(counted=True).values_list("entity", flat=True))
        answers.give_answers(
            question=question,
            members=[e for e in self.entities.values() if e.pk in registered],
            users=self.users,
            officer=self.officer,
            how_many=how_many,
            patterns=patterns,
            until=until,
        )
