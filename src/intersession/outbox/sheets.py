"""Mails, and mails to many, as sheets: what left, what waits; without their text."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from intersession.outbox.queries.campaigns import CampaignLine
from intersession.outbox.queries.mails import MailRow
from intersession.ui.languages import language_name
from intersession.ui.sheets import Cell, Sheet
from intersession.ui.text import text


def list_sheet(mails: Iterable[MailRow]) -> Sheet:
    heads = (
        _("Subject"),
        _("To"),
        _("Mail address"),
        _("Language"),
        _("State"),
        _("When"),
        _("What the mail server said"),
    )
    rows = [
        [
            mail.subject,
            mail.words,
            mail.to,
            language_name(mail.language),
            str(mail.state.word),
            mail.when,
            mail.error,
        ]
        for mail in mails
    ]
    return Sheet(title=_("Outbox"), name="outbox", heads=heads, rows=rows)


def campaigns_sheet(lines: Iterable[CampaignLine]) -> Sheet:
    heads = (
        _("About"),
        _("Kind"),
        _("Number"),
        _("State"),
        _("Sent"),
        _("Mails"),
        _("Written by"),
        _("When"),
    )
    rows: list[list[Cell]] = [
        [
            text(line.title),
            str(line.kind),
            line.number or None,
            str(line.word),
            line.sent,
            line.of,
            line.by,
            line.when,
        ]
        for line in lines
    ]
    return Sheet(title=_("Mails to many"), name="mails-to-many", heads=heads, rows=rows)
