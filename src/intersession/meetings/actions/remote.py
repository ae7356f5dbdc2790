"""Verbs of places from afar. Neither a way in nor a name goes into the ledger: both are deleted."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.access.models import User
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings import remote
from intersession.meetings.actions._lock import locked
from intersession.meetings.actions._places import PlaceFacts, sound
from intersession.meetings.models import Meeting, RemotePlace, RemoteVisit
from intersession.outbox import actions as outbox
from intersession.outbox.models import Purpose
from intersession.ui.dates import duty_day, moment
from intersession.ui.text import text

LINK_SENT = "remote"  # the mail with somebody's link; the number of the link is added
# Said in the language of each reader, when the mail is written.
in_words, at_its_hour = lazy(text, str), lazy(moment, str)


@dataclass(frozen=True, kw_only=True)
class Given:
    added: int
    changed: int


class HasAPlace(Refusal):
    message = _("%(email)s has a place already.")


class TooManyPlaces(Refusal):
    message = _("A meeting has at most %(most)s places from afar; there would be %(asked)s.")


class NotHeld(Refusal):
    message = _("The meeting is cancelled: nobody can take part from afar.")


class NobodyToTell(Refusal):
    message = _("Everybody has been sent their link already.")


class Forgotten(Refusal):
    message = _("Whose place this was has been deleted on schedule.")


class NobodyFarAway(Refusal):
    message = _(
        "No speaker without a place speaks from afar. Say so in the part of the speaker, and give "
        "an e-mail address."
    )


@transaction.atomic
def give_places(
    *, meeting: Meeting, places: Sequence[PlaceFacts], by: Actor, at: datetime
) -> Given:
    """All of them or none. Whoever has a place keeps it, with what is new in name and way in."""
    meeting = _held(meeting)
    wanted = sound(places)
    there = {row.email: row for row in meeting.remote_places.filter(email__in=wanted)}
    fresh = [facts for email, facts in wanted.items() if email not in there]
    _not_too_many(meeting, len(fresh))
    RemotePlace.objects.bulk_create(_rows(meeting, fresh, at))
    changed = [row for email, row in there.items() if _taken_over(row, wanted[email])]
    RemotePlace.objects.bulk_update(changed, ["name", "address", "language"])
    given = Given(added=len(fresh), changed=len(changed))
    about: dict[str, Any] = {"added": given.added, "changed": given.changed}
    record(Verb.REMOTE_GIVEN, by=by, at=at, subject=meeting, **about)
    return given


@transaction.atomic
def give_speakers_places(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """A place for each speaker who speaks from afar and has an e-mail address."""
    meeting = _held(meeting)
    speakers = list(remote.speakers_without_place(meeting))
    boxes = {speaker.email.lower(): speaker for speaker in speakers}
    there = list(meeting.remote_places.filter(email__in=boxes))
    for row in there:
        row.speaker = boxes.pop(row.email)
        row.save(update_fields=["speaker"])
    if not (boxes or there):
        raise NobodyFarAway
    _not_too_many(meeting, len(boxes))
    fresh = [
        PlaceFacts(email=email, name=one.name, language=one.language)
        for email, one in boxes.items()
    ]
    rows = _rows(meeting, fresh, at)
    for row in rows:
        row.speaker = boxes[row.email]
        row.time_zone = row.speaker.time_zone
    RemotePlace.objects.bulk_create(rows)
    record(
        Verb.REMOTE_GIVEN, by=by, at=at, subject=meeting, added=len(rows), speakers=len(speakers)
    )
    return len(speakers)


@transaction.atomic
def change_place(
    *, place: RemotePlace, facts: PlaceFacts, shut: bool = False, by: Actor, at: datetime
) -> RemotePlace:
    """`shut` takes the way in back. Another mailbox gets a link of its own; the old one ends."""
    meeting = _held(place.meeting)
    row: RemotePlace = meeting.remote_places.get(pk=place.pk)
    _not_forgotten(row)
    (facts,) = sound([facts]).values()
    others = meeting.remote_places.exclude(pk=row.pk)
    if others.filter(email=facts.email).exists():
        raise HasAPlace(email=facts.email)
    moved = facts.email != row.email
    if moved:
        row.email, row.told_at = facts.email, None
        row.link_number += 1
        row.user_id = _accounts([facts.email]).get(facts.email)
    row.name, row.language = facts.name, facts.language or row.language
    row.address = "" if shut else facts.address or row.address
    row.save()
    record(Verb.REMOTE_CHANGED, by=by, at=at, subject=row, mailbox=moved)
    return row


@transaction.atomic
def remove_place(*, place: RemotePlace, by: Actor, at: datetime) -> None:
    """Whoever came is still counted, without a name."""
    meeting = locked(place.meeting)
    row: RemotePlace = meeting.remote_places.get(pk=place.pk)
    record(Verb.REMOTE_REMOVED, by=by, at=at, subject=row, came=row.visits.count())
    if row.visits.exists():
        _forget([row])
    else:
        row.delete()


@transaction.atomic
def renew_link(*, place: RemotePlace, by: Actor, at: datetime) -> RemotePlace:
    """A new link, which is yet to be sent; the old one ends at once."""
    meeting = _held(place.meeting)
    row: RemotePlace = meeting.remote_places.get(pk=place.pk)
    _not_forgotten(row)
    row.link_number, row.told_at = row.link_number + 1, None
    row.save(update_fields=["link_number", "told_at"])
    record(Verb.REMOTE_CHANGED, by=by, at=at, subject=row, link=row.link_number)
    return row


@transaction.atomic
def send_links(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Each who was not told yet gets their link, in their language."""
    meeting = _held(meeting)
    rows = list(meeting.remote_places.filter(told_at=None).exclude(email="").order_by("email"))
    if not rows:
        raise NobodyToTell
    for row in rows:
        _enclose(meeting, row, by, at)
        row.told_at = at
    RemotePlace.objects.bulk_update(rows, ["told_at"])
    record(Verb.REMOTE_TOLD, by=by, at=at, subject=meeting, mails=len(rows))
    return len(rows)


@transaction.atomic
def count_visit(*, place: RemotePlace, by: Actor, at: datetime) -> None:
    """The first time in a half-day counts; no entry, for it would outlast the name."""
    day, half = remote.half_of(place.meeting, at)
    RemoteVisit.objects.get_or_create(place=place, day=day, half=half, defaults={"at": at})


@transaction.atomic
def choose_zone(*, place: RemotePlace, time_zone: str, by: Actor, at: datetime) -> None:
    """At whose hours the page shows the programme besides those of the place."""
    RemotePlace.objects.filter(pk=place.pk).update(time_zone=time_zone)


@transaction.atomic
def forget_places(*, by: Actor, at: datetime) -> int:
    """Names, mailboxes and ways in whose day is over; the counts stay."""
    due = Q(delete_after__lt=duty_day(at), meeting__ends_at__lt=at - remote.KEPT)
    rows = list(RemotePlace.objects.filter(due).exclude(email="").select_related("meeting"))
    _forget(rows)
    for meeting, count in Counter(row.meeting for row in rows).items():
        record(Verb.REMOTE_FORGOTTEN, by=by, at=at, subject=meeting, places=count)
    return len(rows)


def _held(meeting: Meeting) -> Meeting:
    meeting = locked(meeting)
    if meeting.cancelled_at:
        raise NotHeld
    return meeting


def _not_forgotten(row: RemotePlace) -> None:
    if not row.email:
        raise Forgotten


def _not_too_many(meeting: Meeting, more: int) -> None:
    asked = meeting.remote_places.count() + more
    if asked > remote.MOST:
        raise TooManyPlaces(most=remote.MOST, asked=asked)


def _rows(meeting: Meeting, fresh: Collection[PlaceFacts], at: datetime) -> list[RemotePlace]:
    accounts = _accounts([facts.email for facts in fresh])
    return [
        RemotePlace(
            meeting=meeting,
            user_id=accounts.get(facts.email),
            email=facts.email,
            name=facts.name,
            language=facts.language or "en",
            address=facts.address,
            added_at=at,
            delete_after=remote.delete_after(meeting),
        )
        for facts in fresh
    ]


def _accounts(emails: Sequence[str]) -> dict[str, int]:
    return dict(User.objects.filter(email__in=emails).values_list("email", "pk"))


def _taken_over(row: RemotePlace, facts: PlaceFacts) -> bool:
    """What is new in the list; what it leaves empty stays."""
    before = (row.name, row.address, row.language)
    row.name, row.address = facts.name or row.name, facts.address or row.address
    row.language = facts.language or row.language
    return before != (row.name, row.address, row.language)


def _forget(rows: list[RemotePlace]) -> None:
    for row in rows:
        row.email = row.name = row.address = row.time_zone = ""
        row.user = row.speaker = None
        row.link_number += 1
    names = ["email", "name", "address", "time_zone", "user", "speaker", "link_number"]
    RemotePlace.objects.bulk_update(rows, names)


def _enclose(meeting: Meeting, row: RemotePlace, by: Actor, at: datetime) -> None:
    zone, place = meeting.time_zone, in_words(meeting.place)
    opens = at_its_hour(meeting.starts_at - remote.EARLY, place, zone)
    begins = at_its_hour(meeting.starts_at, place, zone)
    path = reverse("meetings:remote", args=[remote.token_of(row)])
    values = {"title": in_words(meeting.title), "begins": begins, "opens": opens}
    outbox.enclose(
        recipient=outbox.Recipient(
            to=row.email,
            words=row.name or row.email,
            language=row.language,
            user=row.user_id,
            values=values,
        ),
        purpose=Purpose.ACTION_REQUIRED,
        reason=_("you take part in this meeting from afar"),
        subject=_("Your link to “%(title)s”, %(begins)s"),
        body=_(
            "Take part in “%(title)s” from afar with this link; it opens on %(opens)s.\n\n"
            "The link is yours alone: please do not pass it on. Its page shows the programme at "
            "the hours of the place and at yours. It counts that you came, once a half-day."
        ),
        campaign=f"{LINK_SENT} {row.link_number}",
        about=row,
        link=f"{path}?lang={row.language}",
        by=by,
        at=at,
    )
