"""What is sent to change something: the fields of the form that does it on a page. As in the form,
what is left out is empty, and not what it was before."""

import uuid
from typing import Annotated

from pydantic import Field

from intersession.api.reading import Sent
from intersession.api.shapes import LANGUAGES, Day, Hour, Slug, chosen, text, worded
from intersession.consultations.models import ConclusionItem, Preference, Proposal, Question
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity, MembershipStatus, Profile
from intersession.programme.models import Programme

Code = text(12, 1)
Codes = Annotated[list[Code], Field(max_length=60)]
Year = Annotated[int, Field(ge=1951, le=2100)]
Number = Annotated[int, Field(ge=0, le=1_000_000)]
KEYED = [c for c in Preference.Channel.values if c != Preference.Channel.ONLINE]


class Prefer(Sent):
    """`none`: no preference is meant. `version`: the last one read; without it the last wins."""

    approved: Codes
    none: bool = False
    reason: text(600) = ""
    version: Number | None = None


class Keyed(Sent):
    """An answer that came by another channel; `said_by` is a function, `scan` the uid that
    files/add/ gave."""

    entity: Slug
    approved: Codes
    none: bool = False
    channel: chosen(KEYED)
    received_at: Hour
    said_by: text(150) = ""
    scan: uuid.UUID | None = None
    version: Number | None = None


class Settle(Sent):
    """Which of two answers stands; the Administration gives the number of a note verbale."""

    receipt: text(14, 1)
    stands: bool
    note_verbale: text(100) = ""


class Accept(Sent):
    receipt: text(14, 1)


class Suggest(Sent):
    """`entity`: for whom the Administration keys in; others speak for their own."""

    words: text(4000)
    language: chosen(LANGUAGES)
    entity: Slug | None = None


class Reply(Sent):
    words: worded(2000)


class Draft(Sent):
    """A question, frozen when it opens."""

    title: worded(250, least=1)
    wording: worded(2000) = {}
    sets: chosen(Question.Sets.values) = "nothing"
    seats: Annotated[int, Field(ge=1, le=5)] = 1
    cap: Annotated[int, Field(ge=1, le=50)] | None = None
    rule: chosen(Question.Rule.values) = "av"
    ties: text(100, 1) = "lex"
    closes_at: Hour


class NewDraft(Draft):
    meeting: Slug
    programme: Year
    slug: Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,60}$")]
    kind: chosen(Question.Kind.values) = "choose"


class Visibility(Sent):
    seen_by: chosen(Question.Seen.values)


class Opening(Sent):
    """`any_hour`: outside office hours or on a holiday as well."""

    any_hour: bool = False


class Closing(Sent):
    because: text(300) = ""


class Joining(Sent):
    """The proposal that becomes an option."""

    proposal: Slug


class Withdrawal(Sent):
    code: Code
    because: text(300) = ""


class Part(Sent):
    """What becomes of one option: chosen for a workshop, merged into another, or kept."""

    code: Code
    fate: chosen(ConclusionItem.Fate.values)
    slot: Annotated[int, Field(ge=1, le=9)] | None = None
    into: text(12) = ""
    sub_title: worded(250) = {}


class Conclude(Sent):
    """The Chair’s package. `silence`: hours; without them it is adopted at once."""

    words: worded(3000, least=1)
    items: Annotated[list[Part], Field(max_length=60)] = []
    figures_seen_by: chosen(Question.Seen.values) = "administration"
    silence: Annotated[int, Field(ge=1, le=24 * 60)] | None = None


class Objection(Sent):
    reason: text(2000) = ""


class Text(Sent):
    """The words of a proposal."""

    title: worded(250, least=1)
    body: worded(4000) = {}


class Propose(Text):
    programme: Year
    kind: chosen(Proposal.Kind.values)


class Merge(Text):
    proposals: Annotated[list[Slug], Field(max_length=20)]


class CommentBody(Sent):
    words: text(4000)
    language: chosen(LANGUAGES)


class CarryOne(Sent):
    programme: Year
    kind: chosen(Proposal.Kind.values)


class CarryAll(Sent):
    """All that was kept for a future programme."""

    of: Year
    to: Year


class EntityFacts(Sent):
    kind: chosen(Entity.Kind.values)
    name: worded(150, least=1)
    formal_name: worded(300) = {}
    local_name: text(150) = ""
    iso2: Annotated[str, Field(pattern="^([A-Z]{2})?$")] = ""
    iso3: Annotated[str, Field(pattern="^([A-Z]{3})?$")] = ""
    m49: Annotated[str, Field(pattern="^([0-9]{3})?$")] = ""
    capital: text(100) = ""
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    time_zone: text(60) = ""
    language: chosen(LANGUAGES) = "en"
    phone: Annotated[str, Field(pattern=r"^(\+?[0-9 ()./-]{3,39})?$")] = ""
    protocol_rank: Annotated[int, Field(ge=1, le=9999)] | None = None


class NewEntity(EntityFacts):
    """Without `slug` the address is made from the name."""

    slug: Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{0,80}$")] = ""


class Status(Sent):
    """`until`: the first day on which it no longer holds."""

    kind: chosen(MembershipStatus.Kind.values)
    since: Day
    until: Day | None = None
    source: text(200) = ""


class StatusEnd(Sent):
    """Which status, by kind and first day; `on` null takes an end back."""

    kind: chosen(MembershipStatus.Kind.values)
    since: Day
    on: Day | None


class GroupBody(Sent):
    group: Slug
    since: Day
    until: Day | None = None
    source: text(200) = ""


class GroupEnd(Sent):
    group: Slug
    since: Day
    on: Day | None


class Declare(Sent):
    """`topic`: as entity/…/declared/ names it; "" is migration in general."""

    labels: list[chosen(Profile.Label.values)]
    topic: text(80) = ""
    since: Day | None = None


class Figure(Sent):
    """A fact of a meeting, such as participants: 230."""

    name: text(60, 1)
    value: Annotated[int, Field(ge=0, le=10**9)] | text(200, 1)


class MeetingFacts(Sent):
    """`figures` stay as they are where they are left out."""

    kind: chosen(Meeting.Kind.values)
    number: Annotated[int, Field(ge=1, le=9999)] | None = None
    title: worded(300, least=1)
    place: worded(100, least=1)
    venue: worded(200) = {}
    about: worded(2000) = {}
    time_zone: text(60, 1)
    starts_at: Hour
    ends_at: Hour
    modality: chosen(Meeting.Modality.values) = "in_person"
    figures: Annotated[list[Figure], Field(max_length=40)] | None = None


class NewMeeting(MeetingFacts):
    """Without `slug` the address is made from the title."""

    programme: Year
    slug: Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{0,80}$")] = ""


class MeetingState(Sent):
    """One state forward, or one back with a reason."""

    to: chosen(Meeting.State.values)
    reason: text(500) = ""


class Why(Sent):
    reason: text(500, 1)


class Paper(Sent):
    """A document, by its slug."""

    document: Slug


class NewProgramme(Sent):
    year: Year
    slots: Annotated[int, Field(ge=1, le=2)] = 2


class Mandate(Sent):
    """A document that asks for the dialogue, such as MC/INF/302."""

    symbol: text(60, 1)
    title: worded(300, least=1)


class ProgrammeFacts(Sent):
    """`issues`: codes of the operation that lists them."""

    note: worded(2000) = {}
    mandates: Annotated[list[Mandate], Field(max_length=20)] = []
    issues: Annotated[list[Slug], Field(max_length=200)] = []


class ThemeBody(Sent):
    theme: worded(250, least=1)


class TopicBody(Sent):
    slot: Annotated[int, Field(ge=1, le=2)]
    title: worded(250, least=1)
    sub_title: worded(250) = {}


class Topics(Sent):
    topics: Annotated[list[TopicBody], Field(max_length=2)]


class ProgrammeState(Sent):
    """One state forward, or one back with a reason."""

    to: chosen(Programme.State.values)
    reason: text(500) = ""


class StepDates(Sent):
    starts_on: Day | None = None
    ends_on: Day | None = None
    done_on: Day | None = None
    note: worded(250) = {}
    path: text(200) = ""


class MailWords(Sent):
    """`version`: as it was read; without it the last wins."""

    subject: text(250, 1)
    body: text(20_000, 1)
    version: text(16) = ""


class Hold(Sent):
    reason: text(200) = ""
