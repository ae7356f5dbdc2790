"""What a draw is made of: inputs as they are frozen, seeds as they are written, a lottery as it is
kept."""

import hashlib
import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal
from intersession.ledger.models import canonical
from intersession.methods import sortition
from intersession.participation.models import Draw, ProposedList
from intersession.participation.queries.candidates import Pool

WHOLE = 2**48  # the weights of the rooms add up to it
BITS = 48  # dice give at least as many seeds as there are weights
MOST_DICE = 60
SECONDS = 120.0  # a search that is not ended by then is ended with the gap it has
# Sides of a die, and the figures on it.
FIGURES: Mapping[int, range] = {6: range(1, 7), 10: range(10), 20: range(1, 21)}
ONE_FIGURE = frozenset({6, 10})  # these may be written without a space between


class SeedMissing(Refusal):
    message = _("Write the seed.")


class SeedTooLong(Refusal):
    message = _("A seed has at most 200 characters.")


class NotPlain(Refusal):
    message = _(
        "Write the seed with unaccented letters, figures and signs of a plain keyboard alone, as "
        "the source has it. %(sign)s is none of them: it can look like another sign, or like "
        "nothing, and would give another seed."
    )


class NotOnADie(Refusal):
    message = _(
        "“%(figure)s” is on no die of %(sides)s sides: its figures are %(low)s to %(high)s."
    )


class DiceMiscounted(Refusal):
    message = _(
        "Dice to be rolled: %(asked)s; figures written: %(has)s. Write each figure in its turn."
    )


class DrawStands(Refusal):
    message = _("Draw %(number)s stands for this meeting. Set it aside first, with a reason.")


def fewest(sides: int) -> int:
    """So many dice give at least 2^48 seeds, as many as there are weights in a lottery."""
    return math.ceil(BITS / math.log2(sides))


def seed_of(draw: Draw, written: str) -> str:
    """The seed as it is hashed. Raises a Refusal where it cannot be one of this draw."""
    if not written.strip():
        raise SeedMissing()
    if draw.seed_from == Draw.SeedFrom.DICE:
        return _of_dice(written, draw.sides, draw.dice)
    return _of_a_source(written)


def _of_a_source(written: str) -> str:
    """Visible ASCII, a space between: whoever could choose among look-alikes could choose the
    room."""
    plain = " ".join(part for part in re.split(r"[ \t\r\n]+", written) if part)
    if odd := re.search(r"[^\x20-\x7e]", plain):
        raise NotPlain(sign=f"U+{ord(odd[0]):04X}")
    if len(plain) > 200:
        raise SeedTooLong()
    return plain


def _of_dice(written: str, sides: int, number: int) -> str:
    """ "3 1 6 2": the figures in the order in which the dice were read, a space between."""
    apart = [part for part in re.split(r"[\s,;.\-–]+", written) if part]
    if sides in ONE_FIGURE:
        apart = [figure for part in apart for figure in part]
    known = {str(figure): figure for figure in FIGURES[sides]}
    for figure in apart:
        if figure not in known:
            low, high = FIGURES[sides][0], FIGURES[sides][-1]
            raise NotOnADie(figure=figure[:20], sides=sides, low=low, high=high)
    if len(apart) != number:
        raise DiceMiscounted(has=len(apart), asked=number)
    return " ".join(apart)


def frozen(pool: Pool) -> str:
    """Candidates and rules as canonical JSON; only the attributes for which a rule asks."""
    rules = pool.method_rules()
    asked = {feature for quota in rules.quotas for feature, _value in quota.values}
    people = sorted(pool.candidates, key=lambda one: one.id)
    return canonical({"candidates": [_plain(one, asked) for one in people], "rules": asdict(rules)})


def seed_could_be_known(draw: Draw, at: datetime) -> bool:
    """Of a source from its hour on; dice can be rolled as soon as the lottery is found. Also told
    of a draw that was set aside."""
    if draw.drawn_at or draw.state == Draw.State.DRAWN:
        return True
    return at >= draw.seed_at if draw.seed_at else bool(draw.certificate)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def told_digest(draw: Draw) -> str:
    """Of what was told in words before the seed: why, and where it comes from."""
    told = {"reason": draw.reason, "seed_from": draw.seed_from, "origin": draw.origin}
    told |= {"dice": str(draw.dice), "sides": str(draw.sides)}
    return digest_of(canonical(told))


def _plain(one: sortition.Candidate, asked: Iterable[str]) -> dict[str, Any]:
    known = {name: one.attributes[name] for name in asked if name in one.attributes}
    return asdict(replace(one, attributes=known))


def thawed(inputs: str) -> tuple[tuple[sortition.Candidate, ...], sortition.Rules]:
    plain = json.loads(inputs)
    return tuple(sortition.Candidate(**one) for one in plain["candidates"]), _rules(plain["rules"])


def _rules(plain: dict[str, Any]) -> sortition.Rules:
    quotas = tuple(
        sortition.Quota(**{**one, "values": tuple((a, b) for a, b in one["values"])})
        for one in plain["quotas"]
    )
    share = plain["share"] and sortition.Share(**plain["share"])
    low, high = plain["seats"]
    return sortition.Rules(**{**plain, "quotas": quotas, "share": share, "seats": (low, high)})


def kept(found: sortition.Lottery) -> dict[str, Any]:
    """A lottery as JSON: people by their place in `ids`, weights of 2^48."""
    ids = sorted(found.chances)
    place = {one: at for at, one in enumerate(ids)}
    return {
        "ids": ids,
        "chances": [found.chances[one] for one in ids],
        "entities": dict(found.entity_chances),
        "rooms": [[round(p * WHOLE), [place[one] for one in room]] for room, p in found.rooms],
        "never": [[one.id, one.reason, dict(one.values)] for one in found.never],
    }


def rooms_digest(draw: Draw) -> str:
    """Of the lottery as it is kept; a change in the database is found by it."""
    plain = draw.lottery or {"ids": [], "rooms": []}
    rooms = [(tuple(plain["ids"][at] for at in room), n) for n, room in plain["rooms"]]
    return sortition.rooms_digest(sorted(rooms))


def certificate(found: sortition.Lottery) -> dict[str, Any]:
    """What anybody may read of a lottery: nothing of a person, and a digest of its rooms."""
    weights = [(room, round(p * WHOLE)) for room, p in sorted(found.rooms)]
    return {
        "upper": found.upper,
        "achieved": found.achieved,
        "gap": found.gap,
        "rooms": len(found.rooms),
        "never": len(found.never),
        "rooms_sha256": sortition.rooms_digest(weights),
        "remarks": [[one.code, dict(one.values)] for one in found.remarks],
        "engine": dict(sortition.engine()),
        "seconds": SECONDS,
    }


def lottery_of(draw: Draw) -> sortition.Lottery:
    """The lottery as it was found."""
    plain, told = draw.lottery or {}, draw.certificate
    ids = plain["ids"]
    return sortition.Lottery(
        chances=dict(zip(ids, plain["chances"], strict=True)),
        entity_chances=plain["entities"],
        rooms=tuple((tuple(ids[at] for at in room), n / WHOLE) for n, room in plain["rooms"]),
        upper=told["upper"],
        achieved=told["achieved"],
        gap=told["gap"],
        drawn=None,
        cost=None,
        binding=(),
        never=(),
    )


def standing(meeting: Any) -> Draw | None:
    """The one draw that was not set aside, without its large columns."""
    rows = Draw.objects.filter(meeting=meeting).exclude(state=Draw.State.SET_ASIDE)
    return rows.defer("inputs", "lottery").first()


def none_drawn(meeting: Any) -> None:
    """Before a list is proposed: a room that was drawn is not put away by a calculation."""
    draw = standing(meeting)
    if draw and draw.state == Draw.State.DRAWN:
        raise DrawStands(number=draw.number)


def none_waits(meeting: Any) -> None:
    """Before seats are offered: as long as a draw is to come, no other list is offered."""
    if said := waits(meeting):
        raise said


def waits(meeting: Any) -> DrawStands | None:
    """What to say where a draw is to come."""
    draw = standing(meeting)
    return DrawStands(number=draw.number) if draw and draw.state != Draw.State.DRAWN else None


def offered(meeting: Any) -> ProposedList | None:
    rows = ProposedList.objects.filter(meeting=meeting, state=ProposedList.State.OFFERED)
    return rows.first()
