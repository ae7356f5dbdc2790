"""Series of symbols, as the Administration keeps them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.documents import symbols
from intersession.documents.models import Series
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb


class NotAPattern(Refusal):
    message = _(
        "“%(pattern)s” is not a series. Write a symbol with {n} where the number stands and, where "
        "they belong to it, {year} and {session}, such as IC/{year}/{n} or C/{session}/INF/{n}."
    )


class SessionMissing(Refusal):
    message = _("Say which session stands for {session}: figures or letters, such as 106.")


class SeriesKnown(Refusal):
    message = _("There is a series %(pattern)s already.")


@dataclass(frozen=True, kw_only=True)
class SeriesFacts:
    pattern: str
    name: dict[str, str]
    kind: str
    distribution: str
    session: str = ""
    first: int = 1
    ended: bool = False


@transaction.atomic
def add_series(*, facts: SeriesFacts, by: Actor, at: datetime) -> Series:
    """A series of symbols; documents whose symbols fit belong to it, old ones as well."""
    _sound(facts)
    series = Series(**vars(facts))
    _keep(series)
    record(Verb.SERIES_ADDED, by=by, at=at, subject=series, **vars(facts))
    return series


@transaction.atomic
def change_series(*, series: Series, facts: SeriesFacts, by: Actor, at: datetime) -> Series:
    """Documents keep their symbols, whatever becomes of the series."""
    _sound(facts)
    series = Series.objects.select_for_update().get(pk=series.pk)
    for name, value in vars(facts).items():
        setattr(series, name, value)
    _keep(series)
    record(Verb.SERIES_CHANGED, by=by, at=at, subject=series, **vars(facts))
    return series


def _sound(facts: SeriesFacts) -> None:
    if not symbols.is_pattern(facts.pattern):
        raise NotAPattern(pattern=facts.pattern)
    if "{session}" in facts.pattern and not (facts.session.isascii() and facts.session.isalnum()):
        raise SessionMissing()


def _keep(series: Series) -> None:
    try:
        with transaction.atomic():
            series.save()
    except IntegrityError as known:
        raise SeriesKnown(pattern=series.pattern) from known
