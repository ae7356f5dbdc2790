"""What is counted of a panel, in words: one sentence first, then bars and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from intersession.meetings.balance import NO, YES, Dimension, Share, Tally
from intersession.meetings.models import Speaker
from intersession.meetings.queries.balance import ItemBalance, MeetingBalance
from intersession.membership.labels import KIND_NAMES, LABEL_NAMES
from intersession.membership.models import Profile
from intersession.ui.dates import count_of
from intersession.ui.text import listing, text

DIMENSION_NAMES: dict[str, Any] = {
    Dimension.SEX: gettext_lazy("Women and men"),
    Dimension.LABELS: gettext_lazy("Origin, transit, destination"),
    Dimension.REGION: gettext_lazy("Regional groups"),
    Dimension.STAKEHOLDER: gettext_lazy("Kinds of stakeholder"),
    Dimension.CAPITAL: gettext_lazy("From capital"),
    Dimension.FORMER: gettext_lazy("Speakers of former years"),
}
PARTS_NAMES: dict[str, Any] = {
    "proposed": gettext_lazy("All, also proposed"),
    "invited": gettext_lazy("Invited and confirmed"),
    "confirmed": pgettext_lazy("parts in a panel", "Confirmed only"),
}
VALUE_NAMES: dict[str, dict[str, Any]] = {
    Dimension.SEX: {
        Speaker.Gender.WOMAN: gettext_lazy("Women"),
        Speaker.Gender.MAN: gettext_lazy("Men"),
        Speaker.Gender.OTHER: gettext_lazy("Other, as declared"),
    },
    Dimension.LABELS: LABEL_NAMES,
    Dimension.STAKEHOLDER: KIND_NAMES,
    Dimension.CAPITAL: {
        YES: gettext_lazy("From capital"),
        NO: gettext_lazy("Not from capital"),
    },
    Dimension.FORMER: {
        YES: gettext_lazy("Spoke at an earlier meeting"),
        NO: gettext_lazy("Speaks here for the first time"),
    },
}
MISSING: dict[tuple[str, str], Any] = {
    (Dimension.SEX, Speaker.Gender.WOMAN): gettext_lazy("no woman"),
    (Dimension.SEX, Speaker.Gender.MAN): gettext_lazy("no man"),
    (Dimension.LABELS, Profile.Label.ORIGIN): gettext_lazy("no State of origin"),
    (Dimension.LABELS, Profile.Label.TRANSIT): gettext_lazy("no transit State"),
    (Dimension.LABELS, Profile.Label.DESTINATION): gettext_lazy("no State of destination"),
    (Dimension.CAPITAL, YES): gettext_lazy("nobody from capital"),
    (Dimension.CAPITAL, NO): gettext_lazy("nobody but from capital"),
    (Dimension.FORMER, YES): gettext_lazy("nobody who spoke at an earlier meeting"),
    (Dimension.FORMER, NO): gettext_lazy("nobody who speaks for the first time"),
}


@dataclass(frozen=True, kw_only=True)
class Bar:
    label: Any
    value: int
    of: int

    @property
    def figure(self) -> str:
        return count_of(self.value, self.of)


@dataclass(frozen=True, kw_only=True)
class Bars:
    name: Any
    bars: list[Bar]
    note: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """`said` is the sentence; `missing` the list of what nobody brings."""

    uid: str
    number: int | None
    title: Any
    of: int
    said: str
    groups: list[Bars]
    missing: list[str]


@dataclass(frozen=True, kw_only=True)
class BalancePage:
    parts: str
    whole: Told
    items: list[Told]
    on_topic: bool

    def by_uid(self) -> dict[str, Told]:
        return {item.uid: item for item in self.items}


def told(found: MeetingBalance) -> BalancePage:
    whole = ItemBalance(uid="", number=0, title={}, tally=found.whole)
    return BalancePage(
        parts=found.parts,
        whole=_told(whole, found.groups),
        items=[_told(item, found.groups) for item in found.items],
        on_topic=found.on_topic,
    )


def _told(item: ItemBalance, groups: Mapping[str, Any]) -> Told:
    shares = item.tally.shares
    return Told(
        uid=item.uid,
        number=item.number or None,
        title=item.title,
        of=item.tally.of,
        said=headline(item.tally),
        groups=[_bars(share, groups) for share in shares],
        missing=[_capital(words) for share in shares for words in _missing(share, groups)],
    )


def headline(tally: Tally) -> str:
    """ "4 of 5 speakers are men; no transit State"."""
    if not tally.of:
        return _("Nobody is counted yet")
    labels = tally.share(Dimension.LABELS)
    clauses = [*_sexes(tally.share(Dimension.SEX)), *_missing(labels, {})]
    return _capital(_("; ").join(clauses))


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _sexes(share: Share) -> list[str]:
    counts = dict(share.slices)
    women, men = counts[Speaker.Gender.WOMAN], counts[Speaker.Gender.MAN]
    if share.unsaid == share.of:
        sentence = ngettext(
            "whether the one speaker is a woman or a man is not said",
            "whether the %(n)s speakers are women or men is not said",
            share.of,
        )
        return [sentence % {"n": share.of}]
    unsaid = ngettext("%(n)s has not said it", "%(n)s have not said it", share.unsaid)
    return [_most(women, men, share.of), *([unsaid % {"n": share.unsaid}] if share.unsaid else [])]


def _most(women: int, men: int, whole: int) -> str:
    if whole in (women, men):
        return _all(women, whole)
    if women == men:
        sentence = ngettext(
            "%(part)s of %(whole)s speakers is a woman, %(part)s is a man",
            "%(part)s of %(whole)s speakers are women, %(part)s are men",
            women,
        )
    elif men > women:
        sentence = ngettext(
            "%(part)s of %(whole)s speakers is a man",
            "%(part)s of %(whole)s speakers are men",
            men,
        )
    else:
        sentence = ngettext(
            "%(part)s of %(whole)s speakers is a woman",
            "%(part)s of %(whole)s speakers are women",
            women,
        )
    return sentence % {"part": max(women, men), "whole": whole}


def _all(women: int, whole: int) -> str:
    if women:
        sentence = ngettext(
            "the only speaker is a woman", "all %(whole)s speakers are women", whole
        )
    else:
        sentence = ngettext("the only speaker is a man", "all %(whole)s speakers are men", whole)
    return sentence % {"whole": whole}


def _missing(share: Share, groups: Mapping[str, Any]) -> list[str]:
    names = [value_name(share.dimension, value, groups) for value in share.missing]
    if names and share.dimension is Dimension.REGION:
        return [_("nobody of: %(names)s") % {"names": listing(names)}]
    if names and share.dimension is Dimension.STAKEHOLDER:
        return [_("no speaker of these kinds: %(names)s") % {"names": listing(names)}]
    return [str(MISSING[share.dimension, value]) for value in share.missing]


def _bars(share: Share, groups: Mapping[str, Any]) -> Bars:
    """Kinds of stakeholder that nobody is of stand in the list of what is missing only."""
    shown = [
        (value, count)
        for value, count in share.slices
        if count or share.dimension is not Dimension.STAKEHOLDER
    ]
    named = [(value_name(share.dimension, value, groups), count) for value, count in shown]
    return Bars(
        name=DIMENSION_NAMES[share.dimension],
        bars=[Bar(label=name, value=count, of=share.of) for name, count in named],
        note=_note(share),
    )


def _note(share: Share) -> str:
    if share.withheld:
        return _(
            "Not counted here: fewer than three Entities declared it, so that the count would tell "
            "of one of them."
        )
    if not share.unsaid:
        return ""
    return _("Not known of %(count)s.") % {"count": count_of(share.unsaid, share.of)}


def value_name(dimension: str, value: str, groups: Mapping[str, Any]) -> str:
    if dimension == Dimension.REGION:
        return text(groups.get(value, value))
    return str(VALUE_NAMES[dimension].get(value, value))
