"""The mailboxes of the example: what would have arrived, and for whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max

from intersession.access.models import User
from intersession.outbox.models import Mail

MAILS_A_PAGE = 25


@dataclass(frozen=True, kw_only=True)
class Box:
    uid: str
    address: str
    words: str
    language: str
    mails: int
    last: datetime


def boxes(page: str | None) -> Page[Any]:
    """Those in which something has arrived, the latest first. Three queries."""
    rows = (
        Mail.objects.filter(state=Mail.State.SENT, recipient__isnull=False)
        .order_by()
        .values("recipient__uid", "recipient__email", "recipient__language")
        .annotate(mails=Count("pk"), last=Max("sent_at"), words=Max("recipient_words"))
        .order_by("-last", "recipient__email")
    )
    found = Paginator(rows, 50).get_page(page)
    found.object_list = [_box(row) for row in found.object_list]
    return found


def arrived(user: User, page: str | None) -> Page[Any]:
    """What one person would have received, the latest first."""
    rows = Mail.objects.filter(recipient=user, state=Mail.State.SENT)
    return Paginator(rows.order_by("-sent_at", "-pk"), MAILS_A_PAGE).get_page(page)


def _box(row: dict[str, Any]) -> Box:
    return Box(
        uid=str(row["recipient__uid"]),
        address=row["recipient__email"],
        words=row["words"],
        language=row["recipient__language"],
        mails=row["mails"],
        last=row["last"],
    )
