"""Make and revoke tokens."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.access.models import Person
from intersession.api import rules
from intersession.api.models import ApiToken
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.outbox import actions as outbox
from intersession.outbox.models import Mail

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
    """From now on; what it began in a transaction that still runs ends or is undone whole. Whose
    token it was is told when somebody else revokes it."""
    row: ApiToken = ApiToken.objects.select_for_update().get(pk=token.pk)
    if row.revoked_at:
        raise rules.RevokedBefore()
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    told = {"begins": row.start}
    if row.person_id != by.person:
        told["of"] = str(row.person)
        _tell(row, by, at)
    record(Verb.TOKEN_REVOKED, by=by, at=at, subject=row, **told)
    return row


def _tell(row: ApiToken, by: Actor, at: datetime) -> None:
    """Its program stops at once: whoever runs it has to know why."""
    user = row.person.user
    reader = outbox.Recipient(
        to=user.email,
        words=row.person.name,
        language=user.language,
        user=user.pk,
        values={"name": row.name, "begins": row.start},
    )
    outbox.announce(
        recipients=[reader],
        purpose=Mail.Purpose.ACTION_REQUIRED,
        reason=_("you made a token for the API"),
        subject=_("Your token “%(name)s” was revoked"),
        body=_(
            "See whether a program of yours needs another token: “%(name)s” (%(begins)s…) was "
            "revoked by the Administration and is refused from now on.\n\nWrite to the "
            "Administration if you do not know why."
        ),
        campaign="token-revoked",
        about=row,
        link="/api/tokens/",
        by=by,
        at=at,
    )
