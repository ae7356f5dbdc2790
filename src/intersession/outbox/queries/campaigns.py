"""Campaigns: the list, one with what became of its mails, and a look at any reader's mail."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from intersession.outbox import rules
from intersession.outbox.kinds import Audience, Kind, Recipient, Subject, all_kinds, kind_of
from intersession.outbox.letters import Letter, letter_of, text_of
from intersession.outbox.models import Campaign, Mail
from intersession.outbox.writing import of_campaign

MOST_SHOWN = 200
STATE_WORDS: dict[str, tuple[Any, str]] = {
    "draft": (_("draft"), "planned"),
    "waiting": (_("waiting to be sent"), "part"),
    "held": (_("held"), "lock"),
    "left": (_("left"), "done"),
    "withdrawn": (_("withdrawn"), "no"),
}


@dataclass(frozen=True, kw_only=True)
class CampaignLine:
    """`code` is that of the kind, `state` a key of STATE_WORDS."""

    uid: str
    code: str
    about: str
    kind: Any
    number: int
    title: dict[str, str]
    state: str
    word: Any
    shape: str
    sent: int
    of: int
    by: str
    when: datetime


@dataclass(frozen=True, kw_only=True)
class Circled:
    """A circle of readers as one reads it: how many, in which languages, who has no address, who
    has this already."""

    code: str
    name: Any
    people: int
    entities: int
    languages: list[tuple[str, int]]
    nobody: list[Any]
    have_it: int


@dataclass(frozen=True, kw_only=True)
class CampaignPage:
    campaign: Campaign
    line: CampaignLine
    kind: Any
    link: str
    purpose: Any
    leaves_at: datetime
    circle: Circled | None  # while it is a draft
    recipients: list[Recipient]
    states: list[tuple[Any, str, int, str]]  # word, shape, how many, code
    can_hold: int
    can_release: int
    can_withdraw: bool
    version: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    to: str
    words: str
    language: str
    subject: str
    text: str
    letter: Letter


def campaigns(most: int = MOST_SHOWN) -> list[CampaignLine]:
    """The latest first. Two queries."""
    rows = list(Campaign.objects.order_by("-written_at", "-pk")[:most])
    found = _states(rows)
    return [_line(row, found.get(row.pk, Counter())) for row in rows]


def offers(at: datetime) -> list[tuple[Any, list[tuple[str, Any]]]]:
    """By kind, what can be written about: ("remind:topics-2012", its title)."""
    return [
        (kind.name, [(f"{kind.code}:{key}", title) for key, title in found])
        for kind in all_kinds()
        if (found := kind.offered(at))
    ]


def matter(kind: str, about: str, at: datetime) -> tuple[Kind, Subject] | None:
    known = kind_of(kind)
    subject = known.find(about, at) if known else None
    return (known, subject) if known and subject else None


def ready_wording(kind: Kind, subject: Subject, at: datetime) -> dict[str, dict[str, str]]:
    """Subject and text in each language, to be changed by whoever writes."""
    words: dict[str, dict[str, str]] = {"subject": {}, "body": {}}
    for code, _own in settings.LANGUAGES:
        with override(code):
            words["subject"][code], words["body"][code] = map(str, kind.wording(subject, at))
    return words


def next_number(kind: Kind, about: str) -> int:
    """A kind that repeats counts what was queued before; any other is one for ever."""
    if not kind.repeats:
        return 1
    before = Campaign.objects.filter(kind=kind.code, about=about, state=Campaign.State.QUEUED)
    return before.count() + 1


def circles(kind: Kind, subject: Subject, at: datetime) -> list[Circled]:
    """Every circle of a kind, counted as of now."""
    shown = Campaign(kind=kind.code, number=next_number(kind, subject.key))
    return [
        _circled(code, circle.name, circle.of(subject, at), shown, subject)
        for code, circle in kind.circles.items()
    ]


def campaign_page(campaign: Campaign, at: datetime) -> CampaignPage:
    found = _states([campaign]).get(campaign.pk, Counter())
    known = matter(campaign.kind, campaign.about, at)
    audience = _audience(campaign, known, at)
    doubtful = campaign.mails.filter(doubtful=True).count()
    return CampaignPage(
        campaign=campaign,
        line=_line(campaign, found),
        kind=known[0] if known else None,
        link=known[1].link if known else "",
        purpose=rules.PURPOSE_NAMES[campaign.purpose],
        leaves_at=rules.leaves_at(campaign.send_after, campaign.office_hours, at),
        circle=_own_circle(campaign, known, audience),
        recipients=audience.recipients if audience else [],
        states=[
            (rules.STATE_NAMES[code], rules.SHAPES[code], found[code], code)
            for code in rules.STATE_NAMES
            if found[code]
        ],
        can_hold=found[Mail.State.QUEUED],
        can_release=sum(found[code] for code in rules.RELEASABLE) - doubtful,
        can_withdraw=not campaign.queued_at or any(found[code] for code in rules.WITHDRAWABLE),
        version=rules.campaign_version(campaign),
    )


def preview(campaign: Campaign, to: str, at: datetime) -> tuple[Preview, list[Recipient]] | None:
    """The mail of the reader with that address, as it would leave; the first one's when there is
    no such reader. None when there is nobody at all."""
    known = matter(campaign.kind, campaign.about, at)
    audience = _audience(campaign, known, at)
    if known is None or audience is None or not audience.recipients:
        return None
    readers = audience.recipients
    reader = next((one for one in readers if one.to == to), readers[0])
    mail = Mail(**of_campaign(campaign, *known, reader, at))
    shown = Preview(
        to=reader.to,
        words=reader.words,
        language=reader.language,
        subject=mail.subject,
        text=text_of(mail),
        letter=letter_of(mail),
    )
    return shown, readers


def _audience(
    campaign: Campaign, known: tuple[Kind, Subject] | None, at: datetime
) -> Audience | None:
    """Only while it is a draft: afterwards the mails themselves tell who is written to."""
    if known is None or campaign.queued_at or campaign.state == Campaign.State.WITHDRAWN:
        return None
    circle = known[0].circles.get(campaign.audience)
    return circle.of(known[1], at) if circle else None


def _own_circle(
    campaign: Campaign, known: tuple[Kind, Subject] | None, audience: Audience | None
) -> Circled | None:
    if known is None or audience is None:
        return None
    kind, subject = known
    name = kind.circles[campaign.audience].name
    return _circled(campaign.audience, name, audience, campaign, subject)


def _circled(
    code: str, name: Any, audience: Audience, campaign: Campaign, subject: Subject
) -> Circled:
    readers = audience.recipients
    keys = [rules.campaign_key(campaign, subject.row.uid, one.to) for one in readers]
    languages = Counter(one.language for one in readers)
    return Circled(
        code=code,
        name=name,
        people=len(readers),
        entities=len({str(one.party) for one in readers}),
        languages=[(one, languages[one]) for one, _own in settings.LANGUAGES if languages[one]],
        nobody=audience.nobody,
        have_it=Mail.objects.filter(dedup__in=keys).count(),
    )


def _states(rows: list[Campaign]) -> dict[int, Counter[str]]:
    """By campaign, how many of its mails stand in each state. One query."""
    found: dict[int, Counter[str]] = {}
    mails = Mail.objects.filter(campaign__in=rows).order_by()
    for pk, state, number in mails.values_list("campaign", "state").annotate(Count("pk")):
        found.setdefault(pk, Counter())[state] = number
    return found


def _line(row: Campaign, found: Counter[str]) -> CampaignLine:
    state = _state(row, found)
    word, shape = STATE_WORDS[state]
    kind = kind_of(row.kind)
    return CampaignLine(
        uid=str(row.uid),
        code=row.kind,
        about=row.about,
        kind=kind.name if kind else row.kind,
        number=row.number if kind and kind.repeats else 0,
        title=row.title,
        state=state,
        word=word,
        shape=shape,
        sent=found[Mail.State.SENT],
        of=found.total() - found[Mail.State.WITHDRAWN],
        by=row.queued_by or row.by,
        when=row.queued_at or row.written_at,
    )


def _state(row: Campaign, found: Counter[str]) -> str:
    """What stands in the row, and what its mails say."""
    if row.state != Campaign.State.QUEUED:
        return row.state
    if any(found[code] for code in rules.WAITING):
        return "waiting"
    return "held" if any(found[code] for code in rules.RELEASABLE) else "left"
