"""A mail as it leaves: the same words as plain text and as HTML, and the headers around them."""

import textwrap
from dataclasses import dataclass
from email import charset
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from intersession.outbox import rules
from intersession.outbox.models import Mail

WIDTH = 76  # of a line of plain text; a link is never broken
ALL = "all"  # every topic: what the link of a digest stops
_signer = signing.Signer(salt="outbox.unsubscribe")

# Seven bits on the wire: every server takes them, and no line is longer than 76.
ENCODING = charset.Charset("utf-8")
ENCODING.body_encoding = charset.QP


@dataclass(frozen=True, kw_only=True)
class Letter:
    """Paragraphs are lists of lines; the link stands after the first. All in the language of the
    mail. `stop` and `choose`: (words, address), None where a mail cannot be refused."""

    language: str
    subject: str
    first: list[str]
    link: str
    rest: list[list[str]]
    why: str
    stop: tuple[str, str] | None
    choose: tuple[str, str] | None


def letter_of(mail: Mail) -> Letter:
    paragraphs = [part.strip().splitlines() for part in mail.body.strip().split("\n\n")]
    with override(mail.language):
        why = _("You receive this because: %(reason)s") % {"reason": mail.reason}
        stop, choose = _ways_out(mail)
    return Letter(
        language=mail.language,
        subject=mail.subject,
        first=paragraphs[0],
        link=f"{settings.PUBLIC_URL}{mail.link}" if mail.link else "",
        rest=[part for part in paragraphs[1:] if part],
        why=why if mail.reason else "",
        stop=stop,
        choose=choose,
    )


def _ways_out(mail: Mail) -> tuple[Any, Any]:
    if not rules.can_be_unsubscribed(mail):
        return None, None
    return (
        (_("Receive no more notices of this kind"), unsubscribe_address(mail)),
        (
            _("Receive them gathered in one mail"),
            f"{settings.PUBLIC_URL}{reverse('outbox:choices')}",
        ),
    )


def text_of(mail: Mail) -> str:
    """First paragraph, link, the rest, why the reader gets it and how to get no more."""
    letter = letter_of(mail)
    parts = [_wrapped(letter.first), letter.link, *map(_wrapped, letter.rest)]
    foot = _foot(letter)
    parts.append(f"-- \n{foot}" if foot else "")
    return "\n\n".join(part for part in parts if part) + "\n"


def html_of(mail: Mail) -> str:
    with override(mail.language):
        return render_to_string("outbox/_mail.html", {"letter": letter_of(mail)})


def message_of(mail: Mail, server: Any = None) -> EmailMultiAlternatives:
    """The Message-ID comes from the row, so that a second copy can be recognised."""
    headers = {
        "Message-ID": f"<{mail.uid}@{_domain()}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.language,
        **_unsubscribing(mail),
    }
    message = EmailMultiAlternatives(
        mail.subject, text_of(mail), to=[mail.to], headers=headers, connection=server
    )
    message.encoding = ENCODING
    message.attach_alternative(html_of(mail), "text/html")
    return message


def unsubscribe_address(mail: Mail) -> str:
    topic = ALL if rules.is_digest(mail) else rules.topic_of(mail)
    token = _signer.sign(f"{mail.recipient_id}.{topic}")
    return f"{settings.PUBLIC_URL}{reverse('outbox:unsubscribe', args=[token])}"


def read_token(token: str) -> tuple[int, list[str]] | None:
    """The account and the topics that a link of ours stops; None for any other."""
    try:
        user, _dot, topic = _signer.unsign(token).partition(".")
    except signing.BadSignature:
        return None
    return int(user), list(rules.TOPICS) if topic == ALL else [topic]


def _unsubscribing(mail: Mail) -> dict[str, str]:
    """One click, no page in between (RFC 8058)."""
    if not rules.can_be_unsubscribed(mail):
        return {}
    return {
        "List-Unsubscribe": f"<{unsubscribe_address(mail)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _foot(letter: Letter) -> str:
    ways = [f"{words}:\n{address}" for words, address in filter(None, [letter.stop, letter.choose])]
    lines = [line for one in [letter.why, *ways] for line in one.splitlines()]
    return _wrapped(lines)


def _wrapped(lines: list[str]) -> str:
    wrapped = (
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in lines
    )
    return "\n".join(wrapped)


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
