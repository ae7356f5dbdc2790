"""What a reader wants of mail that is for information only."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.access.models import User
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.outbox import rules
from intersession.outbox.models import Choice, Mail
from intersession.outbox.queries.choices import choices_of


class NoSuchChoice(Refusal):
    message = _("This is not among the choices there are.")


@transaction.atomic
def choose(*, user: User, wanted: Mapping[str, str], by: Actor, at: datetime) -> int:
    """`wanted`: by topic at once, daily, weekly or never. How many choices were new.

    What was gathered for a digest is looked at again by the next round.
    """
    if not (wanted.keys() <= rules.TOPICS.keys() and set(wanted.values()) <= set(Choice.How)):
        raise NoSuchChoice
    stands = choices_of([user.pk])[user.pk]
    new = {topic: how for topic, how in wanted.items() if stands[topic] != how}
    Choice.objects.bulk_create(
        Choice(user=user, topic=topic, how=how, at=at) for topic, how in new.items()
    )
    if new:
        waiting = Mail.objects.filter(recipient=user, state=Mail.State.GATHERED, digest=None)
        waiting.update(state=Mail.State.QUEUED, error="")
        record(Verb.MAIL_CHOSEN, by=by, at=at, subject=user, **new)
    return len(new)
