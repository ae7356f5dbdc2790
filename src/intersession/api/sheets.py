"""Tokens of everybody as a sheet; what would let somebody use one is kept nowhere."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from intersession.api.queries import STATE_NAMES, TokenRow
from intersession.ui.sheets import Cell, Sheet


def tokens_sheet(tokens: Iterable[TokenRow]) -> Sheet:
    heads = (
        _("Token"),
        _("Begins with"),
        _("Who"),
        _("Mail address"),
        _("What it may do"),
        _("Made"),
        _("Until"),
        _("Last used"),
        _("State"),
    )
    rows: list[list[Cell]] = [
        [
            token.name,
            token.start,
            token.who,
            token.account,
            "; ".join(map(str, token.scopes)) or _("Read what is public"),
            token.created_at,
            token.until,
            token.used_on,
            str(STATE_NAMES[token.state]),
        ]
        for token in tokens
    ]
    return Sheet(title=_("Tokens of everybody"), name="tokens", heads=heads, rows=rows)
