"""Registrations as the Administration reads them. Photos, passport pages and files asked for are
told of by kind and day; what they hold, and their names, never go through the API."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from intersession.api.reading import Sent
from intersession.api.shapes import LANGUAGES, Paged, chosen, code, text
from intersession.api.shapes.acting import MailAddress
from intersession.api.shapes.calls import Kind
from intersession.meetings.models import Meeting
from intersession.participation import asking, deciding, wording
from intersession.participation.actions.decisions import MOST_AT_ONCE, Decided
from intersession.participation.checks_of_registrations import CHECKS
from intersession.participation.models import PersonalPaper, Registration
from intersession.participation.queries import dossier as one
from intersession.participation.queries import held, register
from intersession.participation.queries import registrations as queries

State = code(Registration.State.values)


class AskRegistrations(Paged):
    """`missing`: a check that speaks against it. `name`: a part of a name or an address."""

    state: chosen(deciding.STATE_NAMES) | None = None
    kind: Kind | None = None
    capital: chosen(["yes", "no"]) | None = None
    missing: chosen(CHECKS) | None = None
    name: text(100) = ""

    def wanted(self) -> queries.Asked:
        return queries.asked_of({**self.model_dump(exclude_none=True)})


class AskForeseen(AskRegistrations):
    """What `act` would do to all that this finds."""

    act: chosen(deciding.SEVERAL) = "approve"


class NewRegistration(Sent):
    """The person writes the rest on their own page; the link to it goes to `email`."""

    name: text(200, 1)
    email: MailAddress
    language: chosen(LANGUAGES) = "en"


class DecisionBody(Sent):
    """`why`: for the person to read; needed to return and to cancel. `seen`: as the registration
    was given; without it the last one wins."""

    act: chosen(deciding.OF_THE_OFFICE)
    why: text(500) = ""
    seen: text(20) = ""


class ChosenOne(Sent):
    """`seen`: as the preview gave it; refused alone when the registration changed since."""

    registration: uuid.UUID
    seen: text(20) = ""


class DecideSeveral(Sent):
    act: chosen(deciding.SEVERAL)
    why: text(500) = ""
    chosen: Annotated[list[ChosenOne], Field(min_length=1, max_length=MOST_AT_ONCE)]


class SettleField(Sent):
    """A change after the approval: yes, or back to the person with `why`."""

    field: text(60, 1)
    yes: bool
    why: text(500) = ""
    seen: text(20) = ""


class LeaveBody(Sent):
    """Whether it may be sent after the deadline."""

    leave: bool


class SamePerson(Sent):
    """`other`: the uid of a registration for another meeting."""

    other: uuid.UUID


class DeletionBody(Sent):
    """`why`: where it cannot be deleted yet, for the person to read."""

    yes: bool
    why: text(500) = ""


@dataclass(frozen=True, kw_only=True)
class RegistrationRow:
    """`checks`: what is missing or strange."""

    uid: str
    name: str
    function: str
    entity: str
    affiliation: str
    kind: str
    role: code(Registration.Role.values)
    state: State
    from_capital: bool | None
    modality: code(Meeting.Modality.values)
    email: str
    submitted_at: datetime | None
    checks: list[code(CHECKS)]


@dataclass(frozen=True, kw_only=True)
class AnswerGiven:
    question: str
    answer: str | list[str]


@dataclass(frozen=True, kw_only=True)
class ConsentGiven:
    use: code(wording.CONSENTS)
    said: bool | None
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class FieldThatWaits:
    """Changed after the approval, in words; `returned`: why it went back to the person."""

    field: str
    before: str
    now: str
    at: datetime
    returned: str


@dataclass(frozen=True, kw_only=True)
class PaperHeld:
    """Personal papers are opened in a browser alone, and each look is recorded."""

    kind: code(PersonalPaper.Kind.values)
    size: int
    added_at: datetime
    delete_after: date


@dataclass(frozen=True, kw_only=True)
class DossierStep:
    at: datetime
    act: str
    by: str
    why: str


@dataclass(frozen=True, kw_only=True)
class RegistrationElsewhere:
    """The same person, or perhaps so; `why`: what is the same."""

    uid: str
    meeting: str
    name: str
    email: str
    state: State
    attended: bool
    why: str


@dataclass(frozen=True, kw_only=True)
class RegistrationFull:
    """`linked` with others as one person; `proposed`: perhaps the same at another meeting;
    `twins`: perhaps the same at this one. `acts`: what may be done now. `seen`: for a change."""

    uid: str
    meeting: str
    entity: str
    state: State
    role: code(Registration.Role.values)
    position: int
    title: code(Registration.Title.values)
    given_name: str
    family_name: str
    badge_name: str
    gender: code(Registration.Gender.values)
    function: str
    affiliation: str
    stakeholder: str
    from_capital: bool | None
    email: str
    phone: str
    language: str
    languages: list[str]
    modality: code(Meeting.Modality.values)
    support: bool
    needs: str
    diet: str
    accessibility: str
    answers: list[AnswerGiven]
    consents: list[ConsentGiven]
    checks: list[code(CHECKS)]
    acts: list[code(deciding.OF_THE_OFFICE)]
    waiting: list[FieldThatWaits]
    papers: list[PaperHeld]
    history: list[DossierStep]
    linked: list[RegistrationElsewhere]
    proposed: list[RegistrationElsewhere]
    twins: list[RegistrationElsewhere]
    reason: str
    late_leave: bool
    submitted_at: datetime | None
    delete_after: date
    forgotten_at: datetime | None
    deletion_asked_at: datetime | None
    deletion_answered_at: datetime | None
    deletion_answer: str
    seen: str


@dataclass(frozen=True, kw_only=True)
class RegistrationOfMine:
    """What an organisation's contact sees of those whom they registered, and of themselves."""

    uid: str
    name: str
    state: State


@dataclass(frozen=True, kw_only=True)
class ForeseenRow:
    """What the act would do; `becomes` "" where it is not possible. `told`: by mail."""

    registration: str
    name: str
    state: State
    becomes: code(["", *Registration.State.values])
    checks: list[code(CHECKS)]
    told: bool
    seen: str


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    registration: str
    why: str


@dataclass(frozen=True, kw_only=True)
class DecidedSeveral:
    done: int
    left: list[LeftOut]


@dataclass(frozen=True, kw_only=True)
class DeletionsDue:
    """After which day; how many papers and registrations."""

    day: date
    papers: int
    registrations: int


@dataclass(frozen=True, kw_only=True)
class DeletionsDone:
    at: datetime
    papers: int
    registrations: int


@dataclass(frozen=True, kw_only=True)
class DeletionAsked:
    registration: str
    asked_at: datetime


@dataclass(frozen=True, kw_only=True)
class DeletionsOfMeeting:
    due: list[DeletionsDue]
    done: list[DeletionsDone]
    asked: list[DeletionAsked]


OF_LINE = ("name", "function", "state", "from_capital", "email", "submitted_at")
COLUMNS = ("state", "role", "position", "late_leave", "submitted_at", "delete_after", "reason")
COLUMNS += ("forgotten_at", "deletion_asked_at", "deletion_answered_at", "deletion_answer")
COLUMNS += tuple(wording.FIELDS)
OF_PAPER = ("size", "added_at", "delete_after")
OF_OTHER = ("uid", "name", "email", "state", "attended", "why")


def registration_row(line: queries.Line) -> RegistrationRow:
    row = line.row
    return RegistrationRow(
        uid=line.uid,
        entity=row.entity.slug if row.entity else "",
        affiliation=row.affiliation,
        kind=asking.kind_of(row),
        role=row.role,
        modality=row.modality,
        checks=line.lacks,
        **{name: getattr(line, name) for name in OF_LINE},
    )


def registration(page: one.Dossier) -> RegistrationFull:
    row = page.row
    columns: dict[str, Any] = {name: getattr(row, name) for name in COLUMNS}
    return RegistrationFull(
        uid=str(row.uid),
        meeting=row.meeting.slug,
        entity=row.entity.slug if row.entity else "",
        answers=[_answer(uid, answer) for uid, answer in row.answers.items() if answer],
        consents=[_consent(use, row.consents.get(use, {})) for use in wording.CONSENTS],
        checks=page.lacks,
        acts=[act for act, _label, _why in page.acts],
        waiting=[_waiting(change) for change in page.opened],
        papers=[
            PaperHeld(kind=paper.code, **{name: getattr(paper, name) for name in OF_PAPER})
            for paper in page.papers
        ],
        history=[DossierStep(at=s.at, act=s.act, by=s.by, why=s.why) for s in page.history],
        linked=[_elsewhere(other) for other in page.linked],
        proposed=[_elsewhere(other) for other in page.proposed],
        twins=[_elsewhere(other) for other in page.twins],
        seen=page.seen,
        **columns,
    )


def _answer(uid: str, answer: Any) -> AnswerGiven:
    return AnswerGiven(question=uid, answer=answer if isinstance(answer, list) else str(answer))


def _consent(use: str, said: dict[str, Any]) -> ConsentGiven:
    at = datetime.fromisoformat(said["at"]) if said.get("at") else None
    return ConsentGiven(use=use, said=said.get("said"), at=at)


def _waiting(change: one.Change) -> FieldThatWaits:
    names = ("field", "before", "now", "at", "returned")
    return FieldThatWaits(**{name: getattr(change, name) for name in names})


def _elsewhere(other: one.Elsewhere) -> RegistrationElsewhere:
    plain = {name: getattr(other, name) for name in OF_OTHER}
    return RegistrationElsewhere(meeting=other.slug, **plain)


def mine(line: register.Line) -> RegistrationOfMine:
    return RegistrationOfMine(uid=line.uid, name=line.name, state=line.state)


def foreseen(row: queries.Foreseen) -> ForeseenRow:
    names = ("name", "state", "becomes", "told", "seen")
    plain = {name: getattr(row, name) for name in names}
    return ForeseenRow(registration=row.uid, checks=row.lacks, **plain)


def decided(done: Decided) -> DecidedSeveral:
    left = [LeftOut(registration=row.uid, why=row.why) for row in done.left]
    return DecidedSeveral(done=done.done, left=left)


def deletions(page: held.Deletions) -> DeletionsOfMeeting:
    counts = ("papers", "registrations")
    return DeletionsOfMeeting(
        due=[DeletionsDue(day=d.day, **{n: getattr(d, n) for n in counts}) for d in page.due],
        done=[DeletionsDone(at=d.at, **{n: getattr(d, n) for n in counts}) for d in page.gone],
        asked=[
            DeletionAsked(registration=str(row.uid), asked_at=row.deletion_asked_at)
            for row in page.asked
            if row.deletion_asked_at
        ],
    )
