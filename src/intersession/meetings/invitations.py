"""Mail to speakers: the invitation, the reminder, the link again; and who declined, to the office.

Each speaker gets one mail, in the speaker's language, with all parts that wait for an answer.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from intersession.access.guard import Actor
from intersession.access.policy import Role
from intersession.access.queries import holding
from intersession.meetings import rules, speaking
from intersession.meetings.models import AgendaItem, Meeting, Part, Speaker
from intersession.outbox import actions as outbox
from intersession.outbox.actions import Recipient
from intersession.outbox.models import Mail
from intersession.ui.dates import day, duty_day, hour, moment, span, weekday
from intersession.ui.text import text

Words = dict[str, str]
BETWEEN = timedelta(days=1)  # two reminders
REASON = gettext_lazy("you are asked to speak at the meeting, or are named as a speaker")
OFFICE = gettext_lazy("you manage the meeting")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A speaker with the parts that wait for an answer, those not invited for included."""

    speaker: Speaker
    parts: list[Part]

    @property
    def uid(self) -> Any:
        return self.speaker.uid


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail before it is written, in the language of who reads it."""

    speaker: Speaker
    subject: str
    body: str


def to_invite(meeting: Meeting, speakers: Iterable[Speaker] | None = None) -> list[Asked]:
    """Those with a part for which they were not invited, and an address. One query."""
    asked = _waiting(meeting, speakers)
    return [one for one in asked if one.speaker.email and _has(one, Part.State.PROPOSED)]


def without_address(meeting: Meeting) -> list[Asked]:
    """Those whom no mail can reach: an officer asks them and says how the answer came."""
    return [one for one in _waiting(meeting, None) if not one.speaker.email]


def to_remind(
    meeting: Meeting, at: datetime, speakers: Iterable[Speaker] | None = None
) -> list[Asked]:
    """Those who were invited, have not answered and were not written to within a day. One query."""
    found = []
    for one in _waiting(meeting, speakers):
        parts = [part for part in one.parts if part.state == Part.State.INVITED]
        written = [stamp for p in parts for stamp in (p.invited_at, p.reminded_at) if stamp]
        if parts and one.speaker.email and max(written, default=at - BETWEEN) <= at - BETWEEN:
            found.append(Asked(speaker=one.speaker, parts=parts))
    return found


def invite(asked: list[Asked], note: Words, *, by: Actor, at: datetime) -> int:
    """Within the transaction of the action that calls."""
    new = [part.pk for one in asked for part in one.parts if part.state == Part.State.PROPOSED]
    Part.objects.filter(pk__in=new).update(state=Part.State.INVITED, invited_at=at)
    for one in asked:
        _write(invitation(one, note), "speaker_invite", by, at)
    return len(asked)


def remind(asked: list[Asked], note: Words, *, by: Actor, at: datetime) -> int:
    parts = [part.pk for one in asked for part in one.parts]
    Part.objects.filter(pk__in=parts).update(reminded_at=at)
    for one in asked:
        _write(reminder(one, note), "speaker_remind", by, at)
    return len(asked)


def send_link(speaker: Speaker, *, by: Actor, at: datetime) -> None:
    with override(speaker.language):
        title = text(speaker.meeting.title)
        first = _("Please open your page as a speaker at “%(title)s” by this link.")
        parts = [first % {"title": title}, _page(speaker.meeting)]
        subject = _("Your page as a speaker: %(title)s") % {"title": title}
    letter = Letter(speaker=speaker, subject=subject, body="\n\n".join(parts))
    purpose = Mail.Purpose.FOR_INFORMATION
    _write(letter, f"speaker_link:{speaker.link_number}", by, at, purpose=purpose)


def invitation(asked: Asked, note: Words) -> Letter:
    first = gettext_lazy("Please say by the link whether you take part in “%(title)s”, %(when)s.")
    subject = gettext_lazy("Your part in “%(title)s”, %(when)s")
    return _letter(asked, note, subject, first)


def reminder(asked: Asked, note: Words) -> Letter:
    first = gettext_lazy(
        "Please say by the link whether you take part in “%(title)s”, %(when)s; your answer has "
        "not arrived yet."
    )
    subject = gettext_lazy("Reminder: your part in “%(title)s”, %(when)s")
    return _letter(asked, note, subject, first)


def tell_administration(part: Part, *, by: Actor, at: datetime) -> int:
    """That somebody declined, or cannot come after all, by the link."""
    known = part.speaker.meeting
    subject = _in_each(lambda: _("Declined: %(name)s, “%(title)s”") % _told(part))
    body = _in_each(lambda: _declined() % _told(part))
    mails: int = outbox.announce(
        recipients=[
            Recipient(to=one.email, words=one.email, language=one.language, user=one.pk)
            for one in holding(Role.ADMINISTRATION, duty_day(at))
        ],
        purpose=Mail.Purpose.FOR_INFORMATION,
        reason=OFFICE,
        subject=subject,
        body=body,
        campaign=f"speaker_declined:{at:%Y%m%d%H%M%S}",
        about=part,
        link=reverse("meetings:speakers", args=[known.slug]),
        by=by,
        at=at,
    )
    return mails


def part_words(part: Part) -> str:
    """Role, item, hour at the place and in the speaker's own time zone, minutes."""
    item, speaker = part.item, part.speaker
    said = [
        _("%(role)s in “%(title)s”")
        % {"role": str(rules.ROLE_NAMES[part.role]), "title": text(item.title)},
        when_words(item, speaker.meeting),
        own_hour(item, speaker),
        _minutes(part.minutes),
        _("from afar") if part.remote else "",
    ]
    return _("; ").join(one for one in said if one)


def when_words(item: AgendaItem, meeting: Meeting) -> str:
    """Day and hour at the place of the meeting."""
    if item.starts_at is None:
        return ""
    zone = rules.zone_of(meeting.time_zone)
    day_of_week = weekday(item.starts_at.astimezone(zone).date())
    return f"{day_of_week}, {hour(item.starts_at, text(meeting.place), meeting.time_zone)}"


def own_hour(item: AgendaItem, speaker: Speaker) -> str:
    """The same moment where the speaker is, when that is known and another."""
    zone = rules.zone_of(speaker.time_zone) if speaker.time_zone else None
    if zone is None or item.starts_at is None or speaker.time_zone == speaker.meeting.time_zone:
        return ""
    when = moment(item.starts_at, "", speaker.time_zone)
    return _("%(when)s in your time zone (%(zone)s)") % {"when": when, "zone": speaker.time_zone}


def _waiting(meeting: Meeting, speakers: Iterable[Speaker] | None) -> list[Asked]:
    rows = Part.objects.filter(item__meeting=meeting, item__cancelled_at=None)
    rows = rows.filter(state__in=(Part.State.PROPOSED, Part.State.INVITED))
    if speakers is not None:
        rows = rows.filter(speaker__in=list(speakers))
    rows = rows.select_related("speaker__meeting", "item").order_by(
        "speaker__name", "speaker__pk", "item__starts_at", "item__number", "pk"
    )
    found: dict[int, Asked] = {}
    for part in rows:
        one = found.setdefault(part.speaker_id, Asked(speaker=part.speaker, parts=[]))
        one.parts.append(part)
    return list(found.values())


def _has(asked: Asked, state: str) -> bool:
    return any(part.state == state for part in asked.parts)


def _letter(asked: Asked, note: Words, subject: Any, first: Any) -> Letter:
    meeting = asked.speaker.meeting
    with override(asked.speaker.language):
        values = {"title": text(meeting.title), "when": _days(meeting)}
        lines = "\n".join(f"– {part_words(part)}" for part in asked.parts)
        said = text(note).strip()
        head = ngettext("Your part:", "Your parts:", len(asked.parts))
        parts = [str(first) % values, f"{head}\n{lines}", said, _page(meeting)]
        return Letter(
            speaker=asked.speaker,
            subject=str(subject) % values,
            body="\n\n".join(part for part in parts if part),
        )


def _page(meeting: Meeting) -> str:
    return _(
        "On the same page you write a short biography, say whether you may be recorded, and send "
        "your presentation. The link is yours alone: please do not pass it on. It is open until "
        "%(day)s."
    ) % {"day": day(speaking.last_day(meeting))}


def _days(meeting: Meeting) -> str:
    """A meeting of one day with its hour; the hours of parts are told with each."""
    days, place = rules.days_of(meeting), text(meeting.place)
    if len(days) > 1:
        return ", ".join(part for part in (span(days[0], days[-1]), place) if part)
    return moment(meeting.starts_at, place, meeting.time_zone)


def _minutes(minutes: int | None) -> str:
    if minutes is None:
        return ""
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


def _told(part: Part) -> dict[str, Any]:
    """In the language in use."""
    named = {"name": part.speaker.name, "title": text(part.speaker.meeting.title)}
    return {**named, "part": part_words(part), "why": part.answer}


def _declined() -> str:
    return _(
        "Please look for somebody else: %(name)s does not take part.\n\n%(part)s\n\n"
        "The words given: “%(why)s”"
    )


def _in_each(words: Callable[[], str]) -> Words:
    said = {}
    for code, _own in settings.LANGUAGES:
        with override(code):
            said[code] = words()
    return said


def _write(
    letter: Letter,
    campaign: str,
    by: Actor,
    at: datetime,
    purpose: str = Mail.Purpose.PLEASE_CONFIRM,
) -> None:
    speaker = letter.speaker
    outbox.enclose(
        recipient=Recipient(to=speaker.email, words=speaker.name, language=speaker.language),
        purpose=purpose,
        reason=REASON,
        subject=letter.subject,
        body=letter.body,
        campaign=f"{campaign}:{at:%Y%m%d%H%M%S}",
        about=speaker,
        link=speaking.address_of(speaker),
        by=by,
        at=at,
    )
