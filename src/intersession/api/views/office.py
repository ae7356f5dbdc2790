"""Operations of the outbox and the ledger, and the one that says who the caller is."""

import uuid
from datetime import UTC, datetime, time
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import MAY_NAMES, May
from intersession.api.operation import PUBLIC, SIGNED_IN, reads, writes
from intersession.api.shapes import Listed, bodies, part
from intersession.api.shapes import office as shapes
from intersession.api.views._rows import who
from intersession.ledger import queries as ledger
from intersession.ledger.models import Chain
from intersession.outbox import actions
from intersession.outbox.models import Mail
from intersession.outbox.queries import mails as outbox


@reads(_("As whom the token acts, and what it may do"), access=SIGNED_IN, gives=shapes.Me)
def me(request: Any) -> shapes.Me:
    actor, token = request.actor, request.token
    return shapes.Me(
        name=actor.name,
        function=actor.function,
        entity=actor.entity_slug,
        entity_name=actor.entity_name,
        roles=sorted(actor.roles),
        scopes=[may for may in token.scopes if actor.may_somewhere(may)],
        token=token.name,
        until=token.until,
    )


@reads(
    MAY_NAMES[May.READ_OUTBOX],
    access=May.READ_OUTBOX,
    gives=Listed[shapes.MailLine],
    asks=shapes.AskMails,
)
def mails(request: Any, asked: shapes.AskMails) -> Listed[shapes.MailLine]:
    """As many as a page of the outbox shows."""
    found = outbox.mails(shapes.narrowed(asked), str(asked.page))
    return Listed(
        items=[shapes.mail(row) for row in found.object_list],
        total=found.paginator.count,
        page=found.number,
        pages=found.paginator.num_pages,
    )


@reads(_("A mail, with its text"), access=May.READ_OUTBOX, gives=shapes.MailFull)
def mail(request: Any, uid: uuid.UUID) -> shapes.MailFull:
    return _mail(get_object_or_404(Mail, uid=uid))


@writes(
    _("Change the words of a mail"),
    access=May.MANAGE_OUTBOX,
    takes=bodies.MailWords,
    gives=shapes.MailFull,
)
def mail_edit(request: Any, uid: uuid.UUID, body: bodies.MailWords) -> shapes.MailFull:
    row = get_object_or_404(Mail, uid=uid)
    return _mail(actions.edit(mail=row, **body.model_dump(), **who(request)))


@writes(_("Hold a mail back"), access=May.MANAGE_OUTBOX, takes=bodies.Hold, gives=shapes.MailFull)
def mail_hold(request: Any, uid: uuid.UUID, body: bodies.Hold) -> shapes.MailFull:
    row = get_object_or_404(Mail, uid=uid)
    return _mail(actions.hold(mail=row, reason=body.reason, **who(request)))


@writes(_("Release a mail that is held"), access=May.MANAGE_OUTBOX, gives=shapes.MailFull)
def mail_release(request: Any, uid: uuid.UUID, body: Any) -> shapes.MailFull:
    row = get_object_or_404(Mail, uid=uid)
    return _mail(actions.release(mail=row, **who(request)))


def _mail(row: Mail) -> shapes.MailFull:
    return shapes.mail_full(outbox.mail_page(row))


@reads(_("The chains of the ledger and their heads"), access=PUBLIC, gives=list[shapes.Chain])
def ledger_chains(request: Any) -> list[shapes.Chain]:
    return [shapes.chain(row) for row in ledger.chains()]


@reads(_("The head of the main chain, to be kept elsewhere"), access=PUBLIC, gives=shapes.Chain)
def ledger_head(request: Any) -> shapes.Chain:
    return shapes.chain(ledger.main_head())


@reads(
    MAY_NAMES[May.READ_LEDGER],
    access=May.READ_LEDGER,
    gives=Listed[shapes.LedgerEntry],
    asks=shapes.AskEntries,
)
def ledger_chain(request: Any, key: str, asked: shapes.AskEntries) -> Listed[shapes.LedgerEntry]:
    found = get_object_or_404(Chain, key=key)
    wanted = {"area": asked.area, "by": asked.by, "subject": asked.subject}
    days = {"since": asked.since, "until": asked.until}
    hours = {name: datetime.combine(d, time(), UTC) for name, d in days.items() if d}
    return part(ledger.entries_of(found, {**wanted, **hours}), asked, shapes.entry)
