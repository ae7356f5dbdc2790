"""What every dated fact of the membership keeps to."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal
from intersession.ui.dates import day as day_words


class EndsBeforeItBegins(Refusal):
    message = _("It cannot end on %(until)s: it begins on %(since)s.")


def check_period(since: date, until: date | None) -> None:
    if until is not None and until <= since:
        raise EndsBeforeItBegins(since=day_words(since), until=day_words(until))
