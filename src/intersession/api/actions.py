"""Make and revoke tokens."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from intersession.access.guard import Actor
from intersession.access.models import Person
from intersession.api import rules
from intersession.api.models import ApiToken
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb

BEGINS = "isn_"  # by which a person, or a program that looks for leaked secrets, knows one
SHOWN = len(BEGINS) + 6


@dataclass(frozen=True, kw_only=True)
class Made:
    """`secret` is told here and never again."""

    token: ApiToken
    secret: str


@transaction.atomic
def make_token(
    *,
    name: str,
    scopes: Collection[str],
    until: date,
    strong: bool,
    by: Actor,
    at: datetime,
) -> Made:
    """`strong`: a second factor was shown, so that roles which need one are in force with it."""
    rules.check(by, name=name, scopes=scopes, until=until, today=at.date())
    person = Person.objects.select_for_update().get(pk=by.person or 0)
    mine = ApiToken.objects.filter(person=person, revoked_at=None, until__gt=at.date())
    if mine.count() >= rules.MOST_TOKENS:
        raise rules.TooManyTokens(most=rules.MOST_TOKENS)
    secret = BEGINS + secrets.token_urlsafe(24)
    token = ApiToken.objects.create(
        person=person,
        name=" ".join(name.split())[:60],
        start=secret[:SHOWN],
        digest=rules.digest_of(secret),
        scopes=sorted(set(scopes)),
        strong=strong,
        created_at=at,
        until=until,
    )
    told = {"scopes": token.scopes, "until": str(until), "begins": token.start}
    record(Verb.TOKEN_MADE, by=by, at=at, subject=token, **told)
    return Made(token=token, secret=secret)


@transaction.atomic
def revoke_token(*, token: ApiToken, by: Actor, at: datetime) -> ApiToken:
    """From now on; what it began in a transaction that still runs ends or is undone whole."""
    row: ApiToken = ApiToken.objects.select_for_update().get(pk=token.pk)
    if row.revoked_at:
        raise rules.RevokedBefore()
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    record(Verb.TOKEN_REVOKED, by=by, at=at, subject=row, begins=row.start)
    return row
