"""Mails as a sheet: what left, what waits; without their text."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from intersession.outbox.queries.mails import MailRow
from intersession.ui.languages import language_name
from intersession.ui.sheets import Sheet


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
