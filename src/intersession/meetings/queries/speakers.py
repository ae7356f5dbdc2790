"""Speakers of a meeting as the Administration sees them, and what of them is public."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from intersession.meetings import invitations, rules, speaking
from intersession.meetings.models import AgendaItem, Meeting, Part, Speaker
from intersession.meetings.published import Agenda
from intersession.meetings.queries.files import FileLine, file_lines, standing
from intersession.ui.text import text

Words = dict[str, str]
NONE = "none"  # a speaker without any part
STATES: dict[str, Any] = {
    Part.State.DECLINED: _("declined"),
    Part.State.PROPOSED: _("not invited yet"),
    Part.State.INVITED: _("without an answer"),
    Part.State.CONFIRMED: _("confirmed"),
    NONE: _("without a part"),
}
MISSING_NAMES: dict[str, Any] = {
    "biography": _("biography"),
    "presentation": _("presentation"),
    "consent": _("whether to be recorded"),
}


@dataclass(frozen=True, kw_only=True)
class PartLine:
    """`live`: the speaker has the part or may still take it."""

    uid: str
    role: Any
    item: str  # uid
    number: int
    title: Words  # of the item
    when: str
    own_hour: str
    state: str
    shape: str
    word: Any
    live: bool
    cancelled: bool
    minutes: int | None
    remote: bool
    presents: Words
    abstract: Words
    answer: str
    invited_at: datetime | None
    reminded_at: datetime | None
    replaced_by: str  # name
    files: list[FileLine]


@dataclass(frozen=True, kw_only=True)
class SpeakerLine:
    uid: str
    name: str
    function: Words
    affiliation: Words
    reachable: bool
    parts: list[PartLine]
    state: str  # a key of STATES: what needs most of all of the parts
    missing: list[Any]

    @property
    def shape(self) -> str:
        return speaking.SHAPES.get(self.state, "planned")

    @property
    def word(self) -> Any:
        return speaking.STATE_NAMES.get(self.state, STATES[NONE])


@dataclass(frozen=True, kw_only=True)
class SpeakerList:
    """`counts`: by state, in its order; `lines` are those of the state that was asked for."""

    lines: list[SpeakerLine]
    counts: list[tuple[str, Any, int]]
    state: str
    of: int
    to_invite: int
    to_remind: int


def biographies(meeting: Meeting, agenda: Agenda) -> dict[str, Words]:
    """By uid of the speaker, of those who stand in that agenda with their name. One query."""
    uids = {part.speaker for item in agenda.items for part in item.parts if part.confirmed}
    rows = meeting.speakers.filter(uid__in=uids, parts__state=Part.State.CONFIRMED)
    found = rows.exclude(biography={}).values_list("uid", "biography")
    return {str(uid): words for uid, words in found}


def speaker_list(meeting: Meeting, state: str, at: datetime) -> SpeakerList:
    """All speakers, or those in one state. Six queries."""
    lines = [_line(row, meeting) for row in rows_of(meeting)]
    order = list(STATES)
    lines.sort(key=lambda line: (order.index(line.state), line.name.casefold()))
    found = Counter(line.state for line in lines)
    state = state if state in found else ""
    return SpeakerList(
        lines=[line for line in lines if not state or line.state == state],
        counts=[(code, STATES[code], found[code]) for code in order if found[code]],
        state=state,
        of=len(lines),
        to_invite=len(invitations.to_invite(meeting)),
        to_remind=len(invitations.to_remind(meeting, at)),
    )


def speaker_of(meeting: Meeting, uid: UUID) -> Speaker | None:
    row: Speaker | None = rows_of(meeting).filter(uid=uid).first()
    return row


def speaker_line(speaker: Speaker) -> SpeakerLine:
    """Of a row of `speaker_of`."""
    return _line(speaker, speaker.meeting)


def parts_of(speaker: Speaker) -> list[PartLine]:
    return [part_line(part, speaker) for part in speaker.parts.all()]


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """`answers`: how many speakers owe; `moderators`: numbers of panels that have none."""

    meeting: Meeting
    answers: int
    moderators: list[int]


def lacking(at: datetime) -> list[Lacking]:
    """Of meetings to come, where somebody speaks. One query."""
    live = Q(parts__state__in=speaking.LIVE)
    rows = (
        AgendaItem.objects.filter(meeting__ends_at__gt=at, meeting__cancelled_at=None)
        .filter(cancelled_at=None)
        .annotate(
            people=Count("parts", filter=live),
            asked=Count("parts", filter=Q(parts__state=Part.State.INVITED)),
            led=Count("parts", filter=live & Q(parts__role=Part.Role.MODERATOR)),
        )
        .filter(people__gt=0)
        .select_related("meeting")
        .order_by("meeting__starts_at", "meeting", "number")
    )
    found = []
    for _pk, items in groupby(rows, key=lambda row: row.meeting_id):
        of = list(items)
        lack = [row.number for row in of if row.kind == AgendaItem.Kind.PANEL and not row.led]
        asked = sum(row.asked for row in of)
        if lack or asked:
            found.append(Lacking(meeting=of[0].meeting, answers=asked, moderators=lack))
    return found


def rows_of(meeting: Meeting) -> Any:
    parts = Part.objects.select_related("item").prefetch_related(
        Prefetch("files", queryset=standing()),
        Prefetch("replaced_by", queryset=Part.objects.select_related("speaker")),
    )
    ordered = parts.order_by("item__starts_at", "item__number", "position", "pk")
    rows = meeting.speakers.select_related("entity", "meeting")
    return rows.prefetch_related(Prefetch("parts", queryset=ordered)).order_by("name", "pk")


def _line(row: Speaker, meeting: Meeting) -> SpeakerLine:
    parts = [part_line(part, row) for part in row.parts.all()]
    return SpeakerLine(
        uid=str(row.uid),
        name=row.name,
        function=row.function,
        affiliation=row.entity.name if row.entity else row.affiliation,
        reachable=bool(row.email),
        parts=parts,
        state=_most_pressing(parts),
        missing=_missing(row),
    )


def part_line(part: Part, speaker: Speaker) -> PartLine:
    item, files = part.item, list(part.files.all())
    live = [one.speaker.name for one in part.replaced_by.all() if one.state in speaking.LIVE]
    return PartLine(
        uid=str(part.uid),
        role=rules.ROLE_NAMES[part.role],
        item=str(item.uid),
        number=item.number,
        title=item.title,
        when=invitations.when_words(item, speaker.meeting),
        own_hour=invitations.own_hour(item, speaker),
        state=part.state,
        shape=speaking.SHAPES[part.state],
        word=speaking.STATE_NAMES[part.state],
        live=part.state in speaking.LIVE,
        cancelled=item.cancelled_at is not None,
        presents=part.title,
        answer=part.answer,
        replaced_by=live[0] if live else "",
        files=file_lines(files, speaker.meeting.slug),
        **{n: getattr(part, n) for n in ("minutes", "remote", "invited_at", "reminded_at")},
        abstract=part.abstract,
    )


def _most_pressing(parts: list[PartLine]) -> str:
    """A part that somebody else has taken over presses nobody."""
    states = {part.state for part in parts if not part.replaced_by}
    return next((state for state in STATES if state in states), NONE)


def _missing(row: Speaker) -> list[Any]:
    live = [part for part in row.parts.all() if part.state in speaking.LIVE]
    if not live:
        return []
    presents = [part for part in live if part.role in speaking.PRESENTS]
    lacks = {
        "biography": not any(words.strip() for words in row.biography.values()),
        "presentation": any(not list(part.files.all()) for part in presents),
        "consent": row.recording == Speaker.Consent.UNASKED,
    }
    return [MISSING_NAMES[name] for name, lack in lacks.items() if lack]


def choices_of_items(meeting: Meeting) -> list[tuple[str, str]]:
    """Agenda items in which somebody may get a part, as a form offers them."""
    rows = meeting.agenda.filter(cancelled_at=None).order_by("number")
    return [(str(row.uid), f"{row.number}. {text(row.title)}") for row in rows]
