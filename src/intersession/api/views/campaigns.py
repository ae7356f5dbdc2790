"""Operations of mail to many, and of many mails at once."""

import uuid
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import reads, writes
from intersession.api.shapes import Listed, Paged, bodies, part
from intersession.api.shapes import campaigns as shapes
from intersession.api.shapes.office import MailFull, mail_full, narrowed
from intersession.api.views._rows import who
from intersession.outbox import actions
from intersession.outbox.actions.campaigns import NothingOfThatKind
from intersession.outbox.kinds import all_kinds
from intersession.outbox.models import Campaign, Mail
from intersession.outbox.queries import campaigns as queries
from intersession.outbox.queries.mails import Asked, mail_page
from intersession.ui.sheets import MOST

Full = shapes.CampaignFull


@reads(
    _("Mails to many, the latest first"),
    access=May.READ_OUTBOX,
    gives=Listed[shapes.CampaignRow],
    asks=Paged,
)
def campaigns(request: Any, asked: Paged) -> Listed[shapes.CampaignRow]:
    return part(queries.campaigns(MOST), asked, shapes.row)


@reads(
    _("A mail to many: whom it would reach, or what became of its mails"),
    access=May.READ_OUTBOX,
    gives=Full,
)
def campaign(request: Any, uid: uuid.UUID) -> Full:
    return _full(request, uid)


@reads(
    _("Those whom a draft would reach"),
    access=May.READ_OUTBOX,
    gives=Listed[shapes.Reader],
    asks=Paged,
)
def campaign_recipients(request: Any, uid: uuid.UUID, asked: Paged) -> Listed[shapes.Reader]:
    """Once it is queued, its mails tell: `mails/?campaign=…`."""
    page = queries.campaign_page(_campaign(uid), request.now)
    return part(page.recipients, asked, shapes.reader)


@reads(
    _("The mail of one reader of a draft, as it would leave"),
    access=May.READ_OUTBOX,
    gives=shapes.MailPreview,
    asks=shapes.AskReader,
)
def campaign_preview(request: Any, uid: uuid.UUID, asked: shapes.AskReader) -> shapes.MailPreview:
    found = queries.preview(_campaign(uid), asked.to, request.now)
    if found is None:
        raise Http404
    return shapes.preview(found[0])


@reads(
    _("What can be written about to many, and to whom"),
    access=May.WRITE_CAMPAIGN,
    gives=list[shapes.MatterKind],
)
def campaigns_matters(request: Any) -> list[shapes.MatterKind]:
    return [shapes.kind_row(kind, request.now) for kind in all_kinds()]


@reads(
    _("The ready words of a mail to many, and how many each circle holds"),
    access=May.WRITE_CAMPAIGN,
    gives=shapes.Ready,
    asks=shapes.AskMatter,
)
def campaigns_ready(request: Any, asked: shapes.AskMatter) -> shapes.Ready:
    known = queries.matter(asked.kind, asked.about, request.now)
    if known is None:
        raise NothingOfThatKind
    return shapes.ready(*known, request.now)


@writes(
    _("Draft a mail to many: nobody is written to yet"),
    access=May.WRITE_CAMPAIGN,
    takes=shapes.NewCampaign,
    gives=Full,
    status=201,
)
def campaigns_add(request: Any, body: shapes.NewCampaign) -> Full:
    given = {"kind": body.kind, "about": body.about, "plan": body.plan()}
    made = actions.write_campaign(**given, **who(request))
    return _full(request, made.uid)


@writes(
    _("Change a draft to many"),
    access=May.WRITE_CAMPAIGN,
    takes=shapes.ChangedCampaign,
    gives=Full,
)
def campaign_change(request: Any, uid: uuid.UUID, body: shapes.ChangedCampaign) -> Full:
    given = {"plan": body.plan(), "version": body.version}
    actions.change_campaign(campaign=_campaign(uid), **given, **who(request))
    return _full(request, uid)


@writes(_("Queue the mails of a draft"), access=May.WRITE_CAMPAIGN, gives=Full)
def campaign_queue(request: Any, uid: uuid.UUID, body: Any) -> Full:
    actions.queue_campaign(campaign=_campaign(uid), **who(request))
    return _full(request, uid)


@writes(
    _("Set another hour for what waits of a mail to many"),
    access=May.MANAGE_OUTBOX,
    takes=shapes.Leaving,
    gives=Full,
)
def campaign_schedule(request: Any, uid: uuid.UUID, body: shapes.Leaving) -> Full:
    actions.schedule_campaign(campaign=_campaign(uid), **body.model_dump(), **who(request))
    return _full(request, uid)


@writes(
    _("Withdraw what has not left of a mail to many"),
    access=May.WRITE_CAMPAIGN,
    gives=Full,
)
def campaign_withdraw(request: Any, uid: uuid.UUID, body: Any) -> Full:
    actions.withdraw_campaign(campaign=_campaign(uid), **who(request))
    return _full(request, uid)


@writes(
    _("Hold what waits of a mail to many"),
    access=May.MANAGE_OUTBOX,
    takes=bodies.Hold,
    gives=Full,
)
def campaign_hold(request: Any, uid: uuid.UUID, body: bodies.Hold) -> Full:
    asked = Asked(campaign=str(_campaign(uid).uid))
    actions.hold_several(asked=asked, reason=body.reason, **who(request))
    return _full(request, uid)


@writes(_("Release what is held of a mail to many"), access=May.MANAGE_OUTBOX, gives=Full)
def campaign_release(request: Any, uid: uuid.UUID, body: Any) -> Full:
    asked = Asked(campaign=str(_campaign(uid).uid))
    actions.release_several(asked=asked, **who(request))
    return _full(request, uid)


@writes(
    _("Hold many mails at once"),
    access=May.MANAGE_OUTBOX,
    takes=shapes.SeveralHeld,
    gives=shapes.MailsChanged,
)
def mails_hold(request: Any, body: shapes.SeveralHeld) -> shapes.MailsChanged:
    given = {"asked": narrowed(body), "expected": body.expected, "reason": body.reason}
    return shapes.MailsChanged(mails=actions.hold_several(**given, **who(request)))


@writes(
    _("Release many mails at once"),
    access=May.MANAGE_OUTBOX,
    takes=shapes.SeveralMails,
    gives=shapes.MailsChanged,
)
def mails_release(request: Any, body: shapes.SeveralMails) -> shapes.MailsChanged:
    given = {"asked": narrowed(body), "expected": body.expected}
    return shapes.MailsChanged(mails=actions.release_several(**given, **who(request)))


@writes(
    _("Set the hour at which a mail may leave"),
    access=May.MANAGE_OUTBOX,
    takes=shapes.Leaving,
    gives=MailFull,
)
def mail_schedule(request: Any, uid: uuid.UUID, body: shapes.Leaving) -> MailFull:
    row = get_object_or_404(Mail, uid=uid)
    return mail_full(mail_page(actions.schedule(mail=row, **body.model_dump(), **who(request))))


def _campaign(uid: uuid.UUID) -> Campaign:
    found: Campaign = get_object_or_404(Campaign, uid=uid)
    return found


def _full(request: Any, uid: uuid.UUID) -> Full:
    return shapes.full(queries.campaign_page(_campaign(uid), request.now))
