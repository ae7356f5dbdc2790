"""What the pages of a draw say: state, seed, certificate, why somebody has no chance."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intersession.methods import sortition
from intersession.participation import drawing
from intersession.participation.models import Draw
from intersession.participation.queries.draws import Afterwards, ChanceLine, Frozen
from intersession.ui.dates import moment
from intersession.ui.numbers import money, number, percent

State = Draw.State
STATES: dict[str, tuple[str, Any]] = {
    State.PREPARED: ("part", gettext_lazy("the lottery is being found")),
    State.READY: ("open", gettext_lazy("ready: it waits for the seed")),
    State.DRAWN: ("done", gettext_lazy("the room is drawn")),
    State.SET_ASIDE: ("no", gettext_lazy("set aside")),
}
NEVER: dict[str, Any] = {
    "quota-most-0": gettext_lazy("A condition admits nobody of its kind"),
    "priority": gettext_lazy("Comes after somebody of its Entity who can have no seat"),
    "one-seat": gettext_lazy("The one seat of its Entity goes to the first in its order"),
    "budget": gettext_lazy("No room with this person keeps within the money"),
    "no-room": gettext_lazy("No room with this person meets the conditions"),
    "barred": gettext_lazy("Was taken out"),
}
EXACT = 1e-6  # what nobody would call a gap


def state(draw: Draw) -> tuple[str, str]:
    kind, word = STATES[draw.state]
    return kind, str(word)


def known_when_set_aside(draw: Draw) -> tuple[str, str]:
    """Whether somebody could have disliked what the seed would give."""
    if draw.drawn_at:
        return "part", _("its room had been drawn")
    if draw.set_aside_at and drawing.seed_could_be_known(draw, draw.set_aside_at):
        return "part", _("its seed could be known")
    return "done", _("before its seed could be known")


def seed_comes(draw: Draw) -> str:
    """“19 dice of 6 sides, rolled before witnesses: …”."""
    if draw.seed_from == Draw.SeedFrom.DICE:
        words = _("%(n)s dice of %(sides)s sides, rolled before witnesses: %(origin)s")
        return words % {"n": draw.dice, "sides": draw.sides, "origin": draw.origin}
    when = moment(draw.seed_at) if draw.seed_at else ""
    words = _("A source named in advance, known from %(when)s: %(origin)s")
    return words % {"when": when, "origin": draw.origin}


def chance(value: float) -> str:
    """“33.3 %”; what is small keeps a figure."""
    return percent(value, 1 if value >= 0.01 or value == 0 else 3)


def certificate(draw: Draw) -> Iterator[str]:
    """Nothing of a person."""
    told = draw.certificate
    if not told:
        return
    given = {"worst": chance(told["achieved"]), "upper": chance(told["upper"])}
    yield (
        _(
            "Of all Entities, and people registered alone, that can have a seat, none has a chance "
            "below %(worst)s. No lottery under these rules gives the worst placed more than "
            "%(upper)s."
        )
        % given
    )
    yield _gap(float(told["gap"]))
    rooms = int(told["rooms"])
    words = ngettext(
        "It is a lottery over %(n)s whole room; the room meets every condition.",
        "It is a lottery over %(n)s whole rooms; each of them meets every condition.",
        rooms,
    )
    yield words % {"n": number(rooms)}
    if never := int(told["never"]):
        words = ngettext(
            "%(n)s person can be in no room that meets the conditions.",
            "%(n)s people can be in no room that meets the conditions.",
            never,
        )
        yield words % {"n": number(never)}
    yield from _remarks(told)


def _gap(gap: float) -> str:
    if gap <= EXACT:
        return _("The lottery reaches this bound for every Entity: it is the fairest there is.")
    words = _(
        "The chance of no Entity is further than %(gap)s from what is proven to be the best; a "
        "fairer lottery could differ by so much."
    )
    return words % {"gap": percent(gap, 4 if gap < 0.001 else 2)}


def _remarks(told: Mapping[str, Any]) -> Iterator[str]:
    for code, _values in told["remarks"]:
        if code == "stopped-by-time":
            words = _("The search was ended after %(n)s seconds, as was set for all draws.")
            yield words % {"n": int(told["seconds"])}
        if code == "costs-rounded-up":
            yield _("Costs were rounded up to steps, so that no room costs too much.")


def afterwards(told: Afterwards) -> Iterator[str]:
    """Everybody reads by how much the room is another one than the seed drew."""
    if told.withdrawn:
        words = ngettext(
            "Of %(drawn)s drawn, %(n)s had been cancelled or had withdrawn by then. Came instead, "
            "by a lot from the same seed: %(instead)s.",
            "Of %(drawn)s drawn, %(n)s had been cancelled or had withdrawn by then. Came instead, "
            "by a lot from the same seed: %(instead)s.",
            told.withdrawn,
        )
        given = {"n": told.withdrawn, "drawn": told.drawn, "instead": told.instead}
        yield words % {name: number(value) for name, value in given.items()}
    else:
        yield _("Nobody who was drawn had been cancelled or had withdrawn by then.")
    if told.overruled:
        words = ngettext(
            "%(n)s seat of the room was decided otherwise afterwards, with a reason.",
            "%(n)s seats of the room were decided otherwise afterwards, with a reason.",
            told.overruled,
        )
        yield words % {"n": number(told.overruled)}


def stopped(draw: Draw) -> bool:
    return any(code == "stopped-by-time" for code, _values in draw.certificate.get("remarks", []))


def never(line: ChanceLine) -> str:
    said = str(NEVER.get(line.never, "")) if line.never else ""
    return f"{said} ({line.after})" if said and line.after else said


def person(line: ChanceLine) -> str:
    """A name where the reader may read it, else the place in the order of its Entity."""
    if line.name:
        return line.name
    if line.position:
        return _("number %(n)s in its order") % {"n": line.position}
    return _("a person registered alone")


@dataclass(frozen=True, kw_only=True)
class RulesInWords:
    frozen: Frozen

    def seats(self) -> str:
        least, most = self.frozen.rules.seats
        if least == most:
            return ngettext("%(n)s seat", "%(n)s seats", most) % {"n": most}
        return _("%(least)s to %(most)s seats") % {"least": least, "most": most}

    def money(self) -> str:
        budget = self.frozen.rules.budget
        return "" if budget is None else money(budget / 100, self.frozen.currency)

    def share(self) -> str:
        share = self.frozen.rules.share
        if share is None or share.wished:
            return ""
        words = _("at least %(part)s/%(whole)s for officials of developing countries")
        return words % {"part": share.part, "whole": share.whole}

    def quota(self, one: sortition.Quota) -> str:
        """“at least 7: African Group”."""
        label = self.frozen.named.pairs(one.values)
        least, most = one.least, one.most
        if most >= self.frozen.rules.seats[1]:
            return _("at least %(n)s: %(label)s") % {"n": least, "label": label}
        if not least:
            return _("at most %(n)s: %(label)s") % {"n": most, "label": label}
        given = {"least": least, "most": most, "label": label}
        return _("%(least)s to %(most)s: %(label)s") % given

    def left_out(self) -> list[str]:
        found = [self.quota(one) for one in self.frozen.wishes]
        share = self.frozen.rules.share
        if share and share.wished:
            found.append(
                _("about %(part)s/%(whole)s for officials of developing countries")
                % {"part": share.part, "whole": share.whole}
            )
        return found
