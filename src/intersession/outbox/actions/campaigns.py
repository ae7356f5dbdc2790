"""Write to many: a draft is seen before it is queued, and withdrawn as far as it has not left."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.outbox import rules
from intersession.outbox.kinds import Kind, Recipient, Subject, kind_of
from intersession.outbox.models import Campaign, Mail
from intersession.outbox.writing import of_campaign
from intersession.ui.dates import moment
from intersession.ui.languages import language_name
from intersession.ui.text import listing

State = Campaign.State


class NothingOfThatKind(Refusal):
    message = _("There is nothing of that kind to write about.")


class NoSuchCircle(Refusal):
    message = _("Choose who is written to.")


class CampaignHasNoText(Refusal):
    message = _("Each language needs a subject of one line and a text: %(languages)s.")


class CampaignWasQueued(Refusal):
    message = _("This was queued on %(when)s by %(by)s; its mails can still be held or withdrawn.")


class CampaignWithdrawn(Refusal):
    message = _("This was withdrawn. Write it anew.")


class CampaignChangedMeanwhile(Refusal):
    message = _("Somebody else changed this after you opened it. The present text is shown.")


class NoTextIn(Refusal):
    message = _("Some of those who are written to read %(languages)s; write the text in it, too.")


class NobodyToWriteTo(Refusal):
    message = _("Nobody is left to write to.")


class EverybodyHasIt(Refusal):
    message = _("Everybody in this circle has been written to about this already.")


class NothingLeftToWithdraw(Refusal):
    message = _("All mails of this have left; none can be withdrawn.")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an officer writes: `subject` and `body` by language; `send_after` None is at once."""

    audience: str
    purpose: str
    subject: dict[str, str]
    body: dict[str, str]
    send_after: datetime | None = None
    office_hours: bool = False


@transaction.atomic
def write_campaign(*, kind: str, about: str, plan: Plan, by: Actor, at: datetime) -> Campaign:
    """A draft: nobody is written to yet."""
    known, subject = _matter(kind, about, at)
    _check(known, plan)
    row = Campaign.objects.create(
        kind=kind,
        about=about,
        title=dict(subject.title),
        number=_number(known, about),
        by=str(by)[:300],
        written_at=at,
        **_told(plan),
    )
    record(Verb.CAMPAIGN_WRITTEN, by=by, at=at, subject=row, kind=kind, about=about)
    return row


@transaction.atomic
def change_campaign(
    *, campaign: Campaign, plan: Plan, version: str = "", by: Actor, at: datetime
) -> Campaign:
    """`version`: `rules.campaign_version` of what the form was filled from."""
    row = _locked(campaign)
    _check_draft(row)
    if version and version != rules.campaign_version(row):
        raise CampaignChangedMeanwhile
    known, _subject = _matter(row.kind, row.about, at)
    _check(known, plan)
    for name, value in _told(plan).items():
        setattr(row, name, value)
    row.number = _number(known, row.about)
    row.save()
    record(Verb.CAMPAIGN_CHANGED, by=by, at=at, subject=row, version=rules.campaign_version(row))
    return row


@transaction.atomic
def queue_campaign(*, campaign: Campaign, by: Actor, at: datetime) -> int:
    """A mail for each of the circle who has none of this yet; how many.

    All campaigns about the same matter are locked, so that two officers make one set.
    """
    row = _locked(campaign)
    _check_draft(row)
    kind, subject = _matter(row.kind, row.about, at)
    readers = kind.circles[row.audience].of(subject, at).recipients
    if not readers:
        raise NobodyToWriteTo
    _check_languages(row, readers)
    new = _new(row, kind, subject, readers, at)
    if not new:
        raise EverybodyHasIt
    Mail.objects.bulk_create(new, batch_size=500)
    row.state, row.queued_by, row.queued_at = State.QUEUED, str(by)[:300], at
    row.save(update_fields=["state", "queued_by", "queued_at"])
    told: dict[str, Any] = {"kind": row.kind, "about": row.about, "mails": len(new)}
    record(Verb.CAMPAIGN_QUEUED, by=by, at=at, subject=row, **told)
    return len(new)


@transaction.atomic
def withdraw_campaign(*, campaign: Campaign, by: Actor, at: datetime) -> int:
    """What has not left will not leave; how many mails. Their keys are free again, so that the
    same matter can be written about anew."""
    row = _locked(campaign)
    if row.state == State.WITHDRAWN:
        raise CampaignWithdrawn
    waiting = row.mails.filter(state__in=rules.WITHDRAWABLE, doubtful=False, digest=None)
    freed = Concat(Value("withdrawn|"), F("pk"))
    number = waiting.update(state=Mail.State.WITHDRAWN, dedup=freed, error="")
    if not row.mails.exclude(state=Mail.State.WITHDRAWN).exists():
        row.state = State.WITHDRAWN
        row.save(update_fields=["state"])
    elif not number:
        raise NothingLeftToWithdraw
    record(Verb.CAMPAIGN_WITHDRAWN, by=by, at=at, subject=row, mails=number)
    return number


def _matter(kind: str, about: str, at: datetime) -> tuple[Kind, Subject]:
    known = kind_of(kind)
    subject = known.find(about, at) if known else None
    if known is None or subject is None:
        raise NothingOfThatKind
    return known, subject


def _check(kind: Kind, plan: Plan) -> None:
    if plan.audience not in kind.circles or plan.purpose not in Mail.Purpose:
        raise NoSuchCircle
    languages = sorted(plan.subject.keys() | plan.body.keys())
    thin = [
        code
        for code in languages
        if not rules.has_text(plan.subject.get(code, ""), plan.body.get(code, ""))
    ]
    if thin or not languages:
        raise CampaignHasNoText(languages=listing(map(language_name, thin or ["en"])))


def _told(plan: Plan) -> dict[str, Any]:
    """Its fields, the words as they were typed."""
    tidy = {
        "subject": {code: words.strip() for code, words in plan.subject.items()},
        "body": {code: rules.as_lines(words) for code, words in plan.body.items()},
    }
    return asdict(plan) | tidy


def _check_draft(row: Campaign) -> None:
    if row.state == State.WITHDRAWN:
        raise CampaignWithdrawn
    if row.queued_at:
        raise CampaignWasQueued(when=moment(row.queued_at), by=row.queued_by)


def _check_languages(row: Campaign, readers: list[Recipient]) -> None:
    missing = {reader.language for reader in readers} - row.body.keys()
    if missing:
        raise NoTextIn(languages=listing(language_name(code) for code in sorted(missing)))


def _number(kind: Kind, about: str) -> int:
    """A kind that repeats counts what was queued before; any other is one for ever."""
    if not kind.repeats:
        return 1
    before = Campaign.objects.filter(kind=kind.code, about=about, state=State.QUEUED)
    return before.count() + 1


def _locked(campaign: Campaign) -> Campaign:
    rows = Campaign.objects.select_for_update().filter(kind=campaign.kind, about=campaign.about)
    return next(row for row in rows.order_by("pk") if row.pk == campaign.pk)


def _new(
    row: Campaign, kind: Kind, subject: Subject, readers: list[Recipient], at: datetime
) -> list[Mail]:
    keys = {rules.campaign_key(row, subject.row.uid, reader.to): reader for reader in readers}
    known = set(Mail.objects.filter(dedup__in=list(keys)).values_list("dedup", flat=True))
    return [
        Mail(dedup=key, campaign=row, **of_campaign(row, kind, subject, reader, at))
        for key, reader in keys.items()
        if key not in known
    ]
