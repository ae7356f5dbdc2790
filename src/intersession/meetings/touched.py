"""Who must be told that an agenda has changed, and of which changes.

One person, that is one address, gets one notice of a version, however many reasons there are. What
lies in the past touches nobody, and of an item that is cancelled only that it is.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.meetings import change_words, published
from intersession.meetings.models import Follower, Meeting, Part, RemotePlace, Speaker, Team
from intersession.meetings.published import Agenda, Change, ItemSeen

# Kinds of readers, the nearest first: of several the first gives language and reason.
SPEAKER, TEAM, REMOTE, FOLLOWER = KINDS = ("speaker", "team", "remote", "follower")
REASONS: dict[str, Any] = {
    SPEAKER: _("you have a part in this meeting"),
    TEAM: _("you lead a team of interpreters at this meeting"),
    REMOTE: _("you take part in this meeting from afar"),
    FOLLOWER: _("you follow this meeting"),
}
OF_PLACE_OR_HOUR = frozenset({"moved", "room", "cancelled", "restored", "removed"})
OF_SPEAKERS = frozenset({"joined", "left", "replaced", "confirmed", "unconfirmed"})
COMES_IN = frozenset({"joined", "replaced", "confirmed", "role", "place"})
TOLD: dict[str, frozenset[str]] = {
    SPEAKER: OF_PLACE_OR_HOUR,
    TEAM: OF_PLACE_OR_HOUR | {"languages"},
    REMOTE: OF_PLACE_OR_HOUR - {"room"},
    FOLLOWER: OF_PLACE_OR_HOUR | {"added"},
}


@dataclass(frozen=True, kw_only=True)
class Touch:
    """One change for one reader: `part` as whose part it is told; `gone`: theirs no longer, as is
    an item of a team."""

    change: Change
    item: ItemSeen
    part: dict[str, Any] | None = None
    team: bool = False
    gone: bool = False


@dataclass(kw_only=True)
class Reader:
    """`user`: the account, where mail for information is a matter of its choice."""

    kind: str
    name: str
    email: str
    language: str
    user: int | None = None
    kinds: set[str] = field(default_factory=set)
    touches: list[Touch] = field(default_factory=list)

    @property
    def own(self) -> bool:
        """Whether a part or a team of their own is touched."""
        return any(touch.part or touch.team for touch in self.touches)


@dataclass(frozen=True, kw_only=True)
class Touched:
    """`silent`: whom we cannot reach, for no address is known."""

    readers: list[Reader]
    silent: list[Reader]


@dataclass(frozen=True, kw_only=True)
class _Rows:
    """What is known of those who may be touched."""

    speakers: dict[str, Speaker]
    teams: dict[str, Team]
    remote: list[RemotePlace]
    followers: list[Follower]
    declined: set[str]  # parts of those who said so themselves


@dataclass(frozen=True, kw_only=True)
class _Step:
    """A change with its item before and after."""

    change: Change
    before: ItemSeen | None
    after: ItemSeen | None

    @property
    def item(self) -> ItemSeen:
        found = self.after or self.before
        assert found is not None  # a change is of an item
        return found


def touched(meeting: Meeting, before: Agenda, after: Agenda, at: datetime) -> Touched:
    """Five queries, however many are touched."""
    if meeting.cancelled_at:
        return Touched(readers=[], silent=[])
    steps = [step for step in _steps(before, after) if _matters(step, meeting, at)]
    rows = _rows(meeting) if steps else None
    found: dict[str, Reader] = {}
    silent: dict[str, Reader] = {}
    for key, reader, touch in _all(steps, rows, first=not before.number) if rows else ():
        place = found if reader.email else silent
        _add(place.setdefault(key, reader), reader, touch)
    readers = sorted(found.values(), key=lambda one: (KINDS.index(one.kind), one.email))
    return Touched(readers=readers, silent=list(silent.values()))


def _add(known: Reader, reader: Reader, touch: Touch) -> None:
    """What is told of one's own part is not told a second time as news."""
    known.kinds.add(reader.kind)
    if reader.kind == FOLLOWER:
        known.user = known.user or reader.user
    same = (touch.change.item, touch.change.code)
    if reader.kind == known.kind or same not in {_key(one) for one in known.touches}:
        known.touches.append(touch)


def _key(touch: Touch) -> tuple[str, str]:
    return touch.change.item, touch.change.code


def _steps(before: Agenda, after: Agenda) -> Iterator[_Step]:
    known, now = before.by_uid(), after.by_uid()
    for change in change_words.paired(published.changes(before, after)):
        yield _Step(change=change, before=known.get(change.item), after=now.get(change.item))


def _matters(step: _Step, meeting: Meeting, at: datetime) -> bool:
    before, after = step.before, step.after
    if before and before.cancelled and (after is None or after.cancelled):
        return False
    if after and after.cancelled and step.change.code != "cancelled":
        return False
    return max(_last(item, meeting) for item in (before, after) if item) > at


def _last(item: ItemSeen, meeting: Meeting) -> datetime:
    """When an item is certainly over; with the meeting, where its hour is not known."""
    if item.starts_at is None:
        return meeting.ends_at
    return item.starts_at + timedelta(minutes=item.minutes or 60)


def _rows(meeting: Meeting) -> _Rows:
    parts = Part.objects.filter(item__meeting=meeting, state=Part.State.DECLINED)
    followers = Follower.objects.filter(meeting=meeting, user__is_active=True)
    return _Rows(
        speakers={str(row.uid): row for row in meeting.speakers.all()},
        teams={str(row.uid): row for row in meeting.teams.all()},
        remote=list(meeting.remote_places.select_related("speaker").order_by("pk")),
        followers=list(followers.select_related("user").order_by("pk")),
        declined={str(uid) for uid in parts.values_list("uid", flat=True)},
    )


Found = Iterator[tuple[str, Reader, Touch]]


def _all(steps: list[_Step], rows: _Rows, *, first: bool) -> Found:
    """By kind of reader, the nearest first, each with the key of the person."""
    for step in steps:
        yield from _speakers(step, rows)
    for step in steps:
        yield from _teams(step, rows)
    for step in steps:
        if step.change.code in TOLD[REMOTE] and not first:
            yield from (_met(_remote(row), _news(step)) for row in rows.remote)
    for step in steps:
        if step.change.code in TOLD[FOLLOWER]:
            yield from (_met(_follower(row), _news(step)) for row in rows.followers)


def _met(reader: Reader, touch: Touch, uid: str = "") -> tuple[str, Reader, Touch]:
    """Who has no address is told apart by the row."""
    return reader.email.lower() or uid, reader, touch


def _news(step: _Step) -> Touch:
    return Touch(change=step.change, item=step.item)


def _speakers(step: _Step, rows: _Rows) -> Found:
    for speaker, touch in (*_parts(step), *_own(step, rows), *_moderators(step)):
        row = rows.speakers.get(speaker)
        if row:
            yield _met(_speaker(row), touch, speaker)


Speaks = Iterator[tuple[str, Touch]]  # by uid of the speaker


def _parts(step: _Step) -> Speaks:
    """All who have a part, when it is the item that changed."""
    code = step.change.code
    for part in step.item.parts:
        if code in TOLD[SPEAKER] or (code == "added" and part.confirmed):
            yield part.speaker, replace(_news(step), part=asdict(part))


def _own(step: _Step, rows: _Rows) -> Speaks:
    """Who joined is told once confirmed: whoever is only invited has been asked in a mail of its
    own. Who declined knows that they are not down any more."""
    code, before, after = step.change.code, step.change.before, step.change.after
    if code in COMES_IN and after["name"]:
        yield after["speaker"], replace(_news(step), part=after)
    if code in {"left", "replaced"} and before["uid"] not in rows.declined:
        yield before["speaker"], replace(_news(step), part=before, gone=True)


def _moderators(step: _Step) -> Speaks:
    """Whoever moderates learns of the other speakers that have a name."""
    change = step.change
    if change.code not in OF_SPEAKERS:
        return
    both = [part for part in (change.before, change.after) if part]
    if not any(part["name"] for part in both):
        return
    themselves = {part["speaker"] for part in both}
    for part in step.item.by_role(Part.Role.MODERATOR):
        if part.speaker not in themselves:
            yield part.speaker, _news(step)


def _teams(step: _Step, rows: _Rows) -> Found:
    code, team = step.change.code, step.item.team
    if code == "team":
        yield from _team(step, rows, step.change.before, gone=True)
    if code in TOLD[TEAM] | {"added", "team"}:
        yield from _team(step, rows, team, gone=False)


def _team(step: _Step, rows: _Rows, uid: str, *, gone: bool) -> Found:
    row = rows.teams.get(uid)
    if row:
        touch = Touch(change=step.change, item=step.item, team=True, gone=gone)
        reader = Reader(kind=TEAM, name=row.name, email=row.email, language=row.language)
        yield _met(reader, touch, uid)


def _speaker(row: Speaker) -> Reader:
    return Reader(kind=SPEAKER, name=row.name, email=row.email, language=row.language)


def _remote(row: RemotePlace) -> Reader:
    return Reader(kind=REMOTE, name=row.name, email=row.email, language=row.language)


def _follower(row: Follower) -> Reader:
    user = row.user
    return Reader(kind=FOLLOWER, name="", email=user.email, language=user.language, user=user.pk)
