"""Why no room meets the rules, and what would help, in words that a page can show and act upon."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intersession.access.guard import Refusal
from intersession.meetings.models import Meeting
from intersession.methods import sortition
from intersession.participation.actions.room_rules import Repair
from intersession.participation.models import RoomRules, Target
from intersession.participation.queries.candidates import named, rules_of
from intersession.ui.numbers import money
from intersession.ui.text import listing

SALT, HOURS = "participation.repair", 24


class RepairTooOld(Refusal):
    message = gettext_lazy("This proposal is too old. Propose the list again.")


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way out, as `ui.clash` shows it; without `fields` people have to be found first: so many
    more of each label in `recruits`. `change` says in data what `text` says in words; `cost`: of
    the list then, in the smallest unit of money, where it was worked out."""

    text: str
    label: str
    action: str = ""
    url: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    change: Repair = Repair()
    recruits: tuple[tuple[str, int], ...] = ()
    cost: int | None = None


@dataclass(frozen=True, kw_only=True)
class Clash:
    """`limits`: each rule that takes part, and its words."""

    text: str
    ways: tuple[Way, ...]
    limits: tuple[tuple[sortition.Limit, str], ...] = ()


def clash_of(
    meeting: Meeting,
    said: sortition.Infeasible,
    rules: RoomRules | None = None,
    targets: tuple[Target, ...] | None = None,
    *,
    then: str = "",
) -> Clash:
    """`rules` and `targets`: others than those that stand; `then`: "draw" where the page that
    prepares a draw offers the repairs."""
    words = _Words(meeting, rules, targets, then)
    limits = [words.limit(one) for one in said.conflict]
    text = _("These rules cannot hold together: %(rules)s.") % {"rules": listing(limits)}
    return Clash(
        text=text,
        ways=tuple(words.way(one) for one in said.repairs),
        limits=tuple(zip(said.conflict, limits, strict=True)),
    )


def repair_in(sent: str) -> Repair:
    """What a form of ours sent back."""
    try:
        plain = signing.loads(sent, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        raise RepairTooOld() from None
    return Repair(rules=plain["rules"], targets=plain["targets"])


class _Words:
    """The rules of one meeting beside what is proposed instead."""

    def __init__(
        self,
        meeting: Meeting,
        rules: RoomRules | None,
        targets: tuple[Target, ...] | None,
        then: str,
    ) -> None:
        self.meeting, self.then, self.named = meeting, then, named()
        self.rules = rules or RoomRules.objects.get(meeting=meeting)
        stand = Target.objects.filter(meeting=meeting).order_by("position", "pk")
        self.targets = tuple(stand) if targets is None else targets
        self.now = rules_of(self.rules, self.targets)

    def limit(self, one: sortition.Limit) -> str:
        """“at least 18 of African Group, but 17 were put forward”."""
        asked, has = self._asked(one), one.has
        if has is None:
            return asked
        if one.label == "budget":
            words = _("%(asked)s, but the cheapest room costs %(has)s")
            return words % {"asked": asked, "has": self._sum(has)} if has > one.asked else asked
        if one.side != "min" or has >= one.asked:
            return asked
        words = ngettext(
            "%(asked)s, but %(has)s was put forward", "%(asked)s, but %(has)s were put forward", has
        )
        return words % {"asked": asked, "has": has}

    def _asked(self, one: sortition.Limit) -> str:
        label = self._label(one.label)
        given = {"n": one.asked, "label": label, "sum": self._sum(one.asked)}
        of_all = {
            ("seats", "min"): ngettext("at least %(n)s seat", "at least %(n)s seats", one.asked),
            ("seats", "max"): ngettext("at most %(n)s seat", "at most %(n)s seats", one.asked),
            ("budget", "max"): _("the money there is: %(sum)s"),
            ("per-entity", "max"): _("at most %(n)s of one Entity"),
        }
        of_one = {
            "min": _("at least %(n)s: %(label)s"),
            "max": _("at most %(n)s: %(label)s"),
            "order": _("the order of each delegation"),
            "share": _("the share for officials of developing countries"),
            "must": _("those who have a seat in any case"),
        }
        said = of_all.get((one.label, one.side)) or of_one.get(one.side, "%(label)s")
        return said % given

    def _label(self, label: str) -> str:
        pairs = tuple(
            (one.partition(":")[0], one.partition(":")[2]) for one in label.split("+") if ":" in one
        )
        return self.named.pairs(pairs) if pairs else label

    def _sum(self, cents: int) -> str:
        whole, rest = divmod(cents, 100)
        return money(whole if not rest else cents / 100, self.rules.currency)

    def way(self, one: sortition.Repair) -> Way:
        found = list(self._changes(one.rules))
        texts = [words for words, _rules, _targets in found]
        texts += [self._recruit(label, more) for label, more in one.recruits]
        effect = (
            ""
            if one.cost is None
            else _("The list then costs %(sum)s.") % {"sum": self._sum(one.cost)}
        )
        text = " ".join([*texts, effect]).strip()
        if one.recruits:
            url = reverse("participation:detail", args=[self.meeting.slug])
            given: dict[str, Any] = {"recruits": one.recruits, "cost": one.cost}
            return Way(text=text, label=_("See who was invited"), url=url, **given)
        rules: dict[str, Any] = {}
        targets: dict[str, Any] = {}
        for _text, changed, of_targets in found:
            rules |= changed
            targets |= of_targets
        sent = signing.dumps({"rules": rules, "targets": targets}, salt=SALT)
        action = reverse("participation:room_repair", args=[self.meeting.slug])
        fields = {"repair": sent} | ({"then": self.then} if self.then else {})
        change = Repair(rules=rules, targets=targets)
        done: dict[str, Any] = {"fields": fields, "change": change, "cost": one.cost}
        return Way(text=text, label=_("Do this"), action=action, **done)

    def _recruit(self, label: str, more: int) -> str:
        words = ngettext(
            "Find %(n)s more person: %(label)s.", "Find %(n)s more people: %(label)s.", more
        )
        return words % {"n": more, "label": self._label(label)}

    def _changes(self, then: sortition.Rules) -> Iterator[tuple[str, dict[str, Any], Any]]:
        """What is another in the rules of a repair: words, columns of the rules, of targets."""
        now = self.now
        if then.seats != now.seats:
            least, most = then.seats
            words = _("Give from %(least)s to %(most)s seats.") % {"least": least, "most": most}
            yield words, {"seats_least": least, "seats_most": most}, {}
        if then.budget != now.budget:
            yield self._budget(then.budget), {"budget": then.budget}, {}
        if then.per_entity != now.per_entity:
            words = _("Allow up to %(n)s seats of one Entity.") % {"n": then.per_entity or "–"}
            yield words, {"per_entity": then.per_entity}, {}
        if then.share != now.share:
            yield _("Take the share as a wish, not as a condition."), {"share_wished": True}, {}
        for target, old, new in zip(self.targets, now.quotas, then.quotas, strict=True):
            if old != new:
                yield self._target(target, old, new)

    def _budget(self, then: int | None) -> str:
        if then is None or self.now.budget is None:
            return _("Set no limit to the money.")
        more = self._sum(then - self.now.budget)
        return _("Add %(sum)s to the money there is.") % {"sum": more}

    def _target(
        self, target: Target, old: sortition.Quota, new: sortition.Quota
    ) -> tuple[str, dict[str, Any], dict[str, Any]]:
        label = self.named.pairs(new.values)
        change: dict[str, Any] = {}
        words = []
        if new.wished and not old.wished:
            words.append(_("Take it as a wish: %(label)s.") % {"label": label})
            change["wished"] = True
        if new.least != old.least:
            said = _("Ask for %(new)s instead of %(old)s: %(label)s.")
            words.append(said % {"new": new.least, "old": old.least, "label": label})
            change["least"] = new.least
        if new.most != old.most:
            said = _("Allow up to %(new)s instead of %(old)s: %(label)s.")
            words.append(said % {"new": new.most, "old": old.most, "label": label})
            change["most"] = new.most
        return " ".join(words), {}, {str(target.uid): change}
