"""Preferences received on paper, for one question: options named in one cell or a column each."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.access.guard import Refusal
from intersession.consultations import rules
from intersession.consultations.labels import CHANNEL_NAMES, KEYED
from intersession.consultations.models import Preference, Question
from intersession.imports import cells
from intersession.imports.columns import OPTION
from intersession.imports.matching import Place
from intersession.imports.plans.lines import (
    Change,
    Given,
    Line,
    SaidBefore,
    What,
    lines_of,
    title_from,
)
from intersession.imports.reading import Row, letter
from intersession.imports.words import plain
from intersession.ui.dates import moment

_PARTS = re.compile(r"[,;/+&\n]|\s(?:and|et|y)\s")
channel_of = cells.Choice(
    dict(KEYED),
    **{
        "floor": "salle|sala|oral|in the room",
        "phone": "phone|tel|telephone|telefono|call|appel",
        "e-mail": "mail|courriel|correo|correo electronico|email",
        "note_verbale": "note|nv|nota verbal|note verbale",
    },
)


class NoQuestion(Refusal):
    message = gettext_lazy("It is not said to which question these answers belong.")


class NotAnOption(Refusal):
    message = gettext_lazy("“%(said)s” is no option of this question. Its options are %(known)s.")


class NotRegistered(Refusal):
    message = gettext_lazy("%(name)s is not on the register of this question.")


class NotMarked(Refusal):
    message = gettext_lazy("Column %(letter)s: %(why)s")


def plan(given: Given) -> list[Line]:
    if given.question is None:
        raise NoQuestion()
    rules.takes_answers(given.question, given.at)
    return lines_of(
        given, _Preferences(given, given.question).line, title_from(given, "entity", "code")
    )


class _Preferences:
    def __init__(self, given: Given, question: Question) -> None:
        self.given, self.question = given, question
        self.options = list(question.options.all())
        self.by_words = {plain(o.code): o.code for o in self.options}
        for option in self.options:
            for words in option.title.values():
                self.by_words.setdefault(plain(str(words)), option.code)
        self.registered = set(question.register.values_list("entity", flat=True))
        self.standing: dict[int, Preference] = {}
        self.last: dict[int, int] = {}
        for row in question.preferences.order_by("version"):
            self.last[row.entity_id] = row.version
            if row.standing:
                self.standing[row.entity_id] = row
        self.rows: dict[int, int] = {}

    def line(self, row: Row) -> Line:
        entity = self.given.entity(row)
        if entity.pk not in self.registered:
            raise NotRegistered(name=entity.words)
        if entity.pk in self.rows:
            raise SaidBefore(row=self.rows[entity.pk], what=entity.words)
        named = self._named(row)
        rules.check_named(self.question, self.options, named)
        channel = self.given.read(row, "channel", channel_of)
        received = self._received(row)
        rules.check_received(self.question, received, self.given.at)
        self.rows[entity.pk] = row.number
        return self._line(row, entity, named, channel, received)

    def _line(
        self, row: Row, entity: Place, named: list[str], channel: str, received: datetime
    ) -> Line:
        standing = self.standing.get(entity.pk)
        if standing is not None and standing.approved == named:
            return Line(number=row.number, what=What.SAME, title=entity.words)
        old = _words(standing.approved) if standing else ""
        changes = (
            Change(_("Options named"), old, _words(named)),
            Change(_("Channel"), "", str(CHANNEL_NAMES[channel])),
            Change(_("Received"), "", moment(received)),
        )
        act = {
            "do": "key_in",
            "entity": entity.pk,
            "approved": named,
            "channel": channel,
            "received_at": received.isoformat(),
            "said_by": self.given.said(row, "said_by", 300),
            "version": self.last.get(entity.pk, 0),
        }
        what = What.CHANGE if standing else What.ADD
        return Line(number=row.number, what=what, title=entity.words, changes=changes, act=act)

    def _named(self, row: Row) -> list[str]:
        """Codes in order; "no preference" has to be said, an empty row says nothing."""
        found = {self._option(part) for part in self._parts(row)}
        found |= {option.code for option in self.options if self._ticked(row, option.code)}
        none = self.given.read(row, "none", cells.marked)
        said = self.given.said(row, "named")
        if plain(said) in NOTHING:
            found, none = found - {""}, True
        if found and none:
            raise rules.NoneAndSome(codes=", ".join(sorted(found)))
        if not (found or none):
            raise rules.NothingNamed()
        return sorted(found)

    def _parts(self, row: Row) -> list[str]:
        said = self.given.said(row, "named")
        if plain(said) in NOTHING:
            return []
        if plain(said) in self.by_words:
            return [said]
        return [part.strip() for part in _PARTS.split(said) if part.strip()]

    def _option(self, said: str) -> str:
        found = self.by_words.get(plain(said))
        if found is None:
            known = ", ".join(option.code for option in self.options)
            raise NotAnOption(said=said, known=known)
        return found

    def _ticked(self, row: Row, code: str) -> bool:
        place = self.given.columns.get(OPTION + code)
        if place is None or place >= len(row.cells):
            return False
        try:
            return cells.marked(row.cells[place])
        except Refusal as why:
            raise NotMarked(letter=letter(place), why=why) from why

    def _received(self, row: Row) -> datetime:
        """The hour as written; of a day alone noon, within what is possible on that day."""
        found = self.given.read(row, "received_at", cells.moment, self.given.order("received_at"))
        if found is None:
            return self.given.at
        day, hour, minute = found
        zone = rules.duty_zone()
        if hour >= 0:
            return datetime.combine(day, time(hour, minute), tzinfo=zone)
        return self._noon(day, zone)

    def _noon(self, day: date, zone: ZoneInfo) -> datetime:
        noon = datetime.combine(day, time(12), tzinfo=zone)
        opened = self.question.opened_at
        if opened and noon < opened and day == opened.astimezone(zone).date():
            return opened
        if noon > self.given.at and day == self.given.at.astimezone(zone).date():
            return self.given.at
        return noon


NOTHING = frozenset(
    {"no preference", "aucune preference", "sans preference", "ninguna preferencia", "none",
     "sin preferencia", "ninguna", "aucune"}
)  # fmt: skip


def _words(codes: list[str]) -> str:
    return ", ".join(codes) or _("No preference")
