"""What the page of the room says of a target, a seat and the money."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intersession.participation import features
from intersession.participation.cost_words import sum_words
from intersession.participation.models import RoomRules, Seat, Target
from intersession.participation.offers import ANSWERS
from intersession.participation.queries.room import Money, RoomPage, SeatLine, TargetLine

State = Seat.State
# The word of a state, and its shape.
STATES: dict[str, tuple[str, Any]] = {
    State.PROPOSED: ("part", gettext_lazy("proposed")),
    State.OFFERED: ("open", gettext_lazy("offered")),
    State.ACCEPTED: ("done", gettext_lazy("accepted")),
    State.DECLINED: ("no", gettext_lazy("declined")),
    State.TAKEN_OUT: ("no", gettext_lazy("taken out")),
    State.RESERVE: ("", gettext_lazy("in reserve")),
    State.NO_SEAT: ("", gettext_lazy("no seat")),
}
OPEN = frozenset({State.PROPOSED, State.RESERVE, State.NO_SEAT, State.TAKEN_OUT})
# What an Entity declared of itself is never read off a page beside its name.
DECLARED = frozenset({features.ORIGIN, features.TRANSIT, features.DESTINATION})


@dataclass(frozen=True, kw_only=True)
class RoomWords:
    named: features.Named
    rules: RoomRules

    def sum(self, cents: int) -> str:
        return sum_words(cents, self.rules.currency)

    def seats(self) -> str:
        least, most = self.rules.seats_least, self.rules.seats_most
        if least == most:
            return ngettext("for %(n)s funded seat.", "for %(n)s funded seats.", most) % {"n": most}
        return _("for %(least)s to %(most)s funded seats.") % {"least": least, "most": most}

    def costs(self, page: RoomPage) -> str:
        """Where the costs come from, in a few words."""
        if page.forward and page.estimated == page.forward:
            return _("Costs are those estimated for each request.")
        if page.estimated:
            said = _("Costs: estimated for %(n)s of %(of)s requests, by regional group for others.")
            return said % {"n": page.estimated, "of": page.forward}
        return _("Costs are those of the regional groups; no request is estimated yet.")

    def target(self, line: TargetLine) -> str:
        """“Women (wish)”."""
        return _("%(target)s (wish)") % {"target": line.label} if line.wished else line.label

    def asked(self, of: Target) -> str:
        """“at least 7, a wish”."""
        if of.least is not None and of.most is not None:
            said = _("%(least)s to %(most)s asked for")
        elif of.least is not None:
            said = _("at least %(least)s asked for")
        else:
            said = _("at most %(most)s asked for")
        words = said % {"least": of.least, "most": of.most}
        return _("%(words)s (wish)") % {"words": words} if of.wished else words

    def more(self, now: int | None, then: int) -> str:
        """“USD 1,300 less”."""
        if now is None:
            return ""
        if now == then:
            return _("as now")
        said = _("%(sum)s more") if then > now else _("%(sum)s less")
        return said % {"sum": self.sum(abs(then - now))}

    def short(self, line: TargetLine) -> str:
        if line.short:
            return ngettext("%(n)s short", "%(n)s short", line.short) % {"n": line.short}
        return _("%(n)s too many") % {"n": line.over}

    def forward(self, line: TargetLine) -> str:
        words = ngettext("%(n)s put forward", "%(n)s put forward", line.forward)
        return words % {"n": line.forward}

    def state(self, line: SeatLine) -> tuple[str, str]:
        kind, word = STATES[line.state]
        return kind, str(word)

    def may_be_overruled(self, line: SeatLine) -> bool:
        return line.state in OPEN

    def may_be_answered(self, line: SeatLine) -> bool:
        return line.state in ANSWERS

    def why(self, line: SeatLine) -> str:
        say = REASONS.get(line.reason)
        return say(self, line.values) if say else ""

    def share(self, of: Money) -> str:
        """“USD 44,100 of at least USD 44,445 for officials of developing countries”."""
        given = {"has": self.sum(of.shared), "asked": self.sum(of.asked)}
        if of.wished:
            words = _("%(has)s of about %(asked)s for officials of developing countries")
        else:
            words = _("%(has)s of at least %(asked)s for officials of developing countries")
        return words % given

    def of_target(self, label: str) -> str:
        pairs = tuple((one.partition(":")[0], one.partition(":")[2]) for one in label.split("+"))
        if any(feature in DECLARED for feature, _value in pairs):
            return _("what Entities declared of themselves")
        return self.named.pairs(pairs)


Values = Any
Say = Callable[[RoomWords, Values], str]


def _target(words: RoomWords, values: Values) -> str:
    given = {"target": words.of_target(values["target"])}
    return _("Without this person a target would be missed: %(target)s") % given


def _wish(words: RoomWords, values: Values) -> str:
    given = {"target": words.of_target(values["target"])}
    return _("Needed for a wish: %(target)s") % given


def _cheapest(words: RoomWords, values: Values) -> str:
    given = {"cost": words.sum(values["cost"]), "next": words.sum(values["next_cost"])}
    return _("Whoever else would do costs more: %(cost)s, the next %(next)s") % given


def _past(words: RoomWords, values: Values) -> str:
    return _("Its Entity was supported less in former years than others who would do")


def _alike(words: RoomWords, values: Values) -> str:
    n = values["others"]
    said = ngettext(
        "%(n)s other would do as well: by the order of the files",
        "%(n)s others would do as well: by the order of the files",
        n,
    )
    return said % {"n": n}


def _reserve(words: RoomWords, values: Values) -> str:
    return _("Number %(n)s of the reserves") % {"n": values["n"]}


def _full(words: RoomWords, values: Values) -> str:
    n = values["n"]
    said = ngettext("Its Entity has its %(n)s seat", "Its Entity has its %(n)s seats", n)
    return said % {"n": n}


def _plain(sentence: Any) -> Say:
    return lambda words, values: str(sentence)


REASONS: dict[str, Say] = {
    "must": _plain(gettext_lazy("Has a seat in any case")),
    "only": _plain(gettext_lazy("No room meets the conditions without this person")),
    "target": _target,
    "share": _plain(gettext_lazy("Without this person developing countries would get less")),
    "wish": _wish,
    "cheapest": _cheapest,
    "first": _plain(gettext_lazy("The first whom its Entity puts forward")),
    "past": _past,
    "alike": _alike,
    "instead": _plain(gettext_lazy("Comes instead of somebody who declined")),
    "reserve": _reserve,
    "entity-full": _full,
    "after-own": _plain(gettext_lazy("Whom its Entity puts forward before has no seat either")),
    "others": _plain(
        gettext_lazy("Others meet more of the targets, cost less, or were supported less before")
    ),
    "not-drawn": _plain(gettext_lazy("The lot fell on others")),
    "drawn": _plain(gettext_lazy("Drawn by lot")),
    "drawn-instead": _plain(
        gettext_lazy("Drawn by lot instead of somebody who had withdrawn before the draw")
    ),
    "drawn-gone": _plain(gettext_lazy("Drawn by lot, but had withdrawn before the draw")),
    "gone": _plain(gettext_lazy("Had withdrawn before the draw")),
    "fits": _plain(gettext_lazy("Nobody else fits into this place")),
}
