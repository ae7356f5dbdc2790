"""A small cast: two Members (one with two focal points and a head of mission), an observer State,
the Administration, the Chair, and somebody who acts for nobody. The clock is an example's."""

import html
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from intersession.access.guard import SYSTEM, Actor
from intersession.access.models import Appointment, Person, User
from intersession.access.policy import Role
from intersession.conftest import Browser
from intersession.consultations.actions import conclusions, preferences, proposals, questions
from intersession.consultations.models import Preference, Proposal, Question
from intersession.desk.acting import actor_for
from intersession.desk.models import Example
from intersession.meetings.models import Meeting
from intersession.membership.models import (
    Entity,
    Group,
    GroupMembership,
    MembershipStatus,
    Representation,
)
from intersession.programme import actions as programme
from intersession.programme.models import Programme
from tests.harness.remembered import Memory, step

GENEVA = ZoneInfo("Europe/Zurich")
LONG_AGO = date(1990, 1, 1)


def geneva(month: int, day: int, hour: int = 9, minute: int = 0, year: int = 2011) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=GENEVA)


OPENS, NOW, SIX = geneva(9, 28), geneva(10, 20, 10, 30), geneva(10, 20, 18)
LATER = SIX + timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Cast:
    marenia: Entity
    arvoria: Entity
    watchland: Entity  # an observer State
    year: Programme
    meeting: Meeting
    users: dict[str, User]
    actors: dict[str, Actor] = field(default_factory=dict, compare=False)

    def __getattr__(self, name: str) -> User:
        """first, second, ambassador (Marenia), other (Arvoria), watcher (Watchland), officer,
        chair, auditor, donor (Marenia), stranger."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self.users[name]

    def by(self, name: str) -> Actor:
        """As the actor of that day; a role changed in a test is asked of a browser."""
        if name not in self.actors:
            user = self.users[name]
            self.actors[name] = actor_for(user, user.persons.first(), date(2011, 10, 20))
        return self.actors[name]


@pytest.fixture
@step
def clock(remembered: Memory) -> Example:
    """The clock on the wall; `tell(hour)` sets it."""
    return Example.objects.create(pk=1, stage="topics", now=NOW, loaded_at=NOW, link_key="x")


@pytest.fixture
def tell(clock: Example) -> Callable[[datetime], None]:
    @step
    def tell(hour: datetime) -> None:
        Example.objects.update(now=hour)

    return tell


@step
def appointed(name: str, role: Role) -> User:
    user = accounts({name: "org"})[name]
    Appointment.objects.create(user=user, role=role, since=LONG_AGO)
    return user


@step
def state(slug: str, status: str = "member", since: date = LONG_AGO, **facts: Any) -> Entity:
    name = {"en": slug.capitalize()}
    entity = Entity.objects.create(kind="state", slug=slug, name=name, **facts)
    if status:
        MembershipStatus.objects.create(entity=entity, kind=status, since=since)
    return entity


@step
def represent(entity: Entity, name: str, role: Role) -> User:
    user = accounts({name: entity.slug})[name]
    Representation.objects.create(entity=entity, user=user, role=role, since=LONG_AGO)
    return user


@step
def members(names: Iterable[str], region: str = "") -> list[Entity]:
    """More Members, quickly; with the code of their regional group."""
    rows = [Entity(kind="state", slug=name, name={"en": name.capitalize()}) for name in names]
    made = Entity.objects.bulk_create(rows)
    MembershipStatus.objects.bulk_create(
        MembershipStatus(entity=row, kind="member", since=LONG_AGO) for row in made
    )
    if region:
        join(made, region)
    return made


@step
def join(entities: Iterable[Entity], region: str) -> None:
    group, _new = Group.objects.get_or_create(
        code=region, defaults={"kind": Group.Kind.UN_REGIONAL_GROUP, "name": {"en": region}}
    )
    GroupMembership.objects.bulk_create(
        GroupMembership(entity=row, group=group, since=LONG_AGO) for row in entities
    )


OFFICE = {
    "officer": Role.ADMINISTRATION,
    "chair": Role.CHAIR,
    "auditor": Role.AUDITOR,
}


def acting(marenia: Entity, arvoria: Entity, watchland: Entity) -> dict[str, tuple[Entity, Role]]:
    return {
        "first": (marenia, Role.FOCAL_POINT),
        "second": (marenia, Role.FOCAL_POINT),
        "ambassador": (marenia, Role.HEAD_OF_MISSION),
        "donor": (marenia, Role.DONOR),
        "other": (arvoria, Role.FOCAL_POINT),
        "watcher": (watchland, Role.OBSERVER),
    }


def accounts(places: dict[str, str]) -> dict[str, User]:
    """By name: an account with its person, quickly."""
    rows = [User(email=f"{name}@{place}.example", password="!") for name, place in places.items()]
    made = User.objects.bulk_create(rows)
    Person.objects.bulk_create(
        Person(user=user, name=name.capitalize(), function=f"The {name}")
        for name, user in zip(places, made, strict=True)
    )
    return dict(zip(places, made, strict=True))


@pytest.fixture
@step
def cast(clock: Example) -> Cast:
    marenia, arvoria = state("marenia", phone="+41 22 555 01 01"), state("arvoria")
    watchland = state("watchland", status="observer_state")
    users = accounts(
        {name: place.slug for name, (place, _role) in acting(marenia, arvoria, watchland).items()}
        | dict.fromkeys((*OFFICE, "stranger"), "org")
    )
    Representation.objects.bulk_create(
        Representation(entity=place, user=users[name], role=role, since=LONG_AGO)
        for name, (place, role) in acting(marenia, arvoria, watchland).items()
    )
    Appointment.objects.bulk_create(
        Appointment(user=users[name], role=role, since=LONG_AGO) for name, role in OFFICE.items()
    )
    year = programme.start_programme(year=2012, theme={"en": "Crisis"}, by=SYSTEM, at=OPENS)
    meeting = Meeting.objects.create(
        programme=year,
        kind="consultation",
        slug="october",
        title={"en": "Informal consultations"},
        place={"en": "Geneva"},
        starts_at=geneva(10, 20, 10),
        ends_at=geneva(10, 20, 13),
    )
    return Cast(
        marenia=marenia,
        arvoria=arvoria,
        watchland=watchland,
        year=year,
        meeting=meeting,
        users=users,
    )


TITLES = {
    "A": "Moving to safety",
    "B": "Protecting migrants",
    "C": "Beyond the emergency",
    "D": "Families",
}


@step
def propose(cast: Cast, title: str, **more: Any) -> Proposal:
    given = {"programme": cast.year, "kind": "topic", "by": cast.by("officer"), "at": OPENS}
    words = proposals.Text(title={"en": title}, body={"en": f"About {title.lower()}."})
    return proposals.make_proposal(words=words, **{**given, **more})


@pytest.fixture
def draft(cast: Cast) -> Callable[..., Question]:
    """Draft a question; two of three topics unless told otherwise."""

    @step
    def draft(codes: Sequence[str] = "ABC", slug: str = "topics", **given: Any) -> Question:
        kind = given.get("kind", "choose")
        wanted: dict[str, Any] = {"title": {"en": f"Question {slug}"}, "closes_at": SIX}
        if kind == "choose":
            wanted |= {"seats": 2, "sets": "topics"}
        who: dict[str, Any] = {"by": cast.by("officer"), "at": OPENS - timedelta(days=1)}
        made = questions.draft_question(
            meeting=cast.meeting,
            programme=cast.year,
            draft=questions.Draft(slug=slug, **{**wanted, **given}),
            **who,
        )
        for code in codes if kind == "choose" else ():
            proposal = propose(cast, TITLES.get(code, code), at=who["at"])
            questions.add_option(question=made, proposal=proposal, code=code, **who)
        return made

    return draft


@pytest.fixture
def ask(cast: Cast, draft: Callable[..., Question]) -> Callable[..., Question]:
    """Draft a question and open it; the Chair says who sees positions."""

    @step
    def ask(*args: Any, seen_by: str = "administration", **given: Any) -> Question:
        made = draft(*args, **given)
        questions.set_visibility(question=made, seen_by=seen_by, by=cast.by("chair"), at=OPENS)
        return questions.open_question(question=made, by=cast.by("officer"), at=OPENS)

    return ask


@pytest.fixture
def say(cast: Cast) -> Callable[..., Preference]:
    """Somebody of a delegation answers; `say("first", "AB")`."""

    @step
    def say(
        name: str, named: str, question: Question | None = None, at: datetime = NOW, **more: Any
    ) -> Preference:
        return preferences.prefer(
            question=question or Question.objects.get(),
            approved=list(named),
            by=cast.by(name),
            at=at,
            **more,
        )

    return say


@pytest.fixture
def key(cast: Cast) -> Callable[..., Preference]:
    """The Administration keys an answer in; `key(entity, "AB", "phone")`."""

    @step
    def key(
        entity: Entity,
        named: str,
        channel: str = "phone",
        question: Question | None = None,
        at: datetime = NOW,
        received_at: datetime | None = None,
        **more: Any,
    ) -> Preference:
        return preferences.key_in(
            question=question or Question.objects.get(),
            entity=entity,
            approved=list(named),
            keyed=preferences.Keyed(channel=channel, received_at=received_at or at, **more),
            by=cast.by("officer"),
            at=at,
        )

    return key


@pytest.fixture
def close(cast: Cast) -> Callable[..., Question]:
    @step
    def close(question: Question, at: datetime = SIX) -> Question:
        return questions.close_question(question=question, by=cast.by("officer"), at=at)

    return close


@pytest.fixture
def browse(cast: Cast) -> Callable[[str], Browser]:
    """A browser in which somebody of the cast is signed in; "public" is signed in as nobody."""

    def browse(name: str) -> Browser:
        browser = Browser()
        if name != "public":
            browser.force_login(cast.users[name])
        return browser

    return browse


def read(answer: Any) -> str:
    """The page as read: no tags, no entities, plain spaces."""
    page = re.sub(r"</?(time|b|bdi)\b[^>]*>", "", answer.content.decode())
    page = re.sub(r"<[^>]+>", " ", page)
    return re.sub(r"\s+", " ", html.unescape(page).replace("\u00a0", " "))


def states(question: Question) -> list[tuple[str, int, str, bool]]:
    """Entity, version, state and whether it stands, of every version."""
    rows = question.preferences.order_by("entity__slug", "version")
    return list(rows.values_list("entity__slug", "version", "state", "standing"))


@pytest.fixture
@step
def concluded(ask: Any, say: Any, close: Any, cast: Cast) -> Question:
    """Marenia named A and B, and so did the Chair."""
    question = ask()
    say("first", "AB")
    close(question)
    conclude(question, cast)
    question.refresh_from_db()
    return question


@step
def conclude(
    question: Question, cast: Cast, chosen: str = "AB", at: datetime = LATER, **given: Any
) -> conclusions.Conclusion:
    """The package: what is chosen; all else that stands is kept for a future programme."""
    follows = given.pop("follows", True)
    wanted = {"words": {"en": "I conclude."}, "items": package(question, chosen), **given}
    return conclusions.conclude(
        question=question,
        package=conclusions.Package(**wanted),
        follows=follows,
        by=cast.by("chair"),
        at=at,
    )


def package(question: Question, chosen: str) -> list[conclusions.Item]:
    codes = question.options.filter(withdrawn_at=None).values_list("code", flat=True)
    return [
        conclusions.Item(code=code, fate="chosen" if code in chosen else "kept") for code in codes
    ]
