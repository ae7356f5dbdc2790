"""The notice of a new version of an agenda: one for each who is touched, in their language."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from intersession.meetings import change_words, own_words, rules
from intersession.meetings.change_words import Place
from intersession.meetings.models import Meeting
from intersession.meetings.published import Agenda, Words, item_as_json
from intersession.meetings.touched import FOLLOWER, KINDS, REASONS, Reader, Touch, touched
from intersession.outbox.kinds import Recipient
from intersession.outbox.models import Mail
from intersession.ui.dates import span
from intersession.ui.text import listing, text

MOST = 40  # sentences in one mail; the page of the meeting shows all


@dataclass(frozen=True, kw_only=True)
class Notice:
    """As it will stand in the outbox."""

    reader: Reader
    purpose: str
    subject: str
    body: str

    @property
    def reason(self) -> Any:
        return REASONS[self.reader.kind]

    @property
    def recipient(self) -> Recipient:
        one = self.reader
        account = one.user if one.kind == FOLLOWER else None
        words = one.name or one.email
        return Recipient(to=one.email, words=words, language=one.language, user=account)


@dataclass(frozen=True, kw_only=True)
class Notices:
    mails: list[Notice]
    silent: list[Reader]

    def counted(self) -> str:
        """ "3 speakers, 1 team and 12 who follow", in the language in use."""
        found = Counter(mail.reader.kind for mail in self.mails)
        return listing(_count(kind, found[kind]) for kind in KINDS if found[kind])


def _count(kind: str, number: int) -> str:
    said = {
        "speaker": ngettext("%(n)s speaker", "%(n)s speakers", number),
        "team": ngettext("%(n)s team of interpreters", "%(n)s teams of interpreters", number),
        "remote": ngettext("%(n)s person from afar", "%(n)s people from afar", number),
        "follower": ngettext("%(n)s who follows", "%(n)s who follow", number),
    }
    return said[kind] % {"n": number}


def notices(
    meeting: Meeting, before: Agenda, after: Agenda, at: datetime, note: Words | None = None
) -> Notices:
    """What publishing `after` would write now; nothing is written here."""
    found = touched(meeting, before, after, at)
    desk = _Desk(meeting=meeting, after=after, note=note or {}, first=not before.number)
    return Notices(mails=[desk.write(reader) for reader in found.readers], silent=found.silent)


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """Where the mails of one version are written: what many are told is put into words once."""

    meeting: Meeting
    after: Agenda
    note: Words
    first: bool
    said: dict[Any, str] = field(default_factory=dict)
    items: dict[str, Any] = field(default_factory=dict)

    def write(self, reader: Reader) -> Notice:
        with override(reader.language):
            lines = self._lines(reader)
            subject, lead = self._heads(reader)
            body = self._body(lead, lines)
        required = Mail.Purpose.ACTION_REQUIRED if reader.own else Mail.Purpose.FOR_INFORMATION
        return Notice(reader=reader, purpose=required, subject=subject, body=body)

    def _lines(self, reader: Reader) -> list[str]:
        """In the order of the agenda; on a first publication items are not listed as news."""
        shown = [one for one in reader.touches if _own(one) or not self.first]
        order = {item.uid: place for place, item in enumerate(self.after.items)}
        shown.sort(key=lambda one: order.get(one.change.item, len(order)))
        said = [self._sentence(one, reader.language) for one in shown]
        return list(dict.fromkeys(said))

    def _sentence(self, touch: Touch, language: str) -> str:
        where = change_words.place_of(self.meeting)
        if _own(touch):
            return self._own_sentence(touch, where)
        key = (language, touch.change.item, touch.change.code, str(touch.change.after))
        if key not in self.said:
            self.said[key] = change_words.sentence(touch.change, where)
        return self.said[key]

    def _own_sentence(self, touch: Touch, where: Place) -> str:
        item = self.items.setdefault(touch.item.uid, item_as_json(touch.item))
        if touch.part:
            return own_words.your_part(touch.change, touch.part, item, where, gone=touch.gone)
        return own_words.your_team(touch.change, item, where, gone=touch.gone)

    def _heads(self, reader: Reader) -> tuple[str, str]:
        """Subject and first sentence."""
        values = {"title": text(self.meeting.title), "days": self._days()}
        if reader.own:
            lead = _("Please note what concerns you in the agenda of “%(title)s”, %(days)s.")
            return _("%(title)s: your part in the agenda") % values, lead % values
        if self.first:
            lead = _("The agenda of “%(title)s”, %(days)s, is published.")
            return _("%(title)s: the agenda is published") % values, lead % values
        lead = _("Please note what has changed in the agenda of “%(title)s”, %(days)s.")
        return _("%(title)s: the agenda has changed") % values, lead % values

    def _days(self) -> str:
        days = rules.days_of(self.meeting)
        return span(days[0], days[-1])

    def _body(self, lead: str, lines: list[str]) -> str:
        told, more = lines[:MOST], len(lines) - MOST
        if more > 0:
            said = ngettext("And %(n)s more change.", "And %(n)s more changes.", more)
            told.append(said % {"n": more})
        mark = "– " if len(told) > 1 else ""
        parts = [lead, "\n".join(mark + one for one in told)]
        if said := text(self.note).strip():
            parts.append(_("The Administration says:") + "\n" + said)
        parts.append(_("The page of the meeting shows the whole agenda and entries for calendars."))
        return "\n\n".join(filter(None, parts))


def _own(touch: Touch) -> bool:
    return bool(touch.part or touch.team)
