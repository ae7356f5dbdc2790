"""Run with the settings of a database that holds the example, to make it a dialogue whose mail
really leaves and to write to its membership.

    draft        the example's clock goes; prints the identifiers of two drafts of the same matter
    queue UID    queues one; prints how many mails it wrote, or the refusal
    later        what a process left behind ten minutes ago
    tell         prints an object: address -> [state, error] of each mail to many
"""

import json
import sys
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.db.models import F  # noqa: E402 - models need the settings

from intersession.access.guard import Actor, Refusal  # noqa: E402
from intersession.access.policy import Role  # noqa: E402
from intersession.desk.models import Example  # noqa: E402
from intersession.outbox import actions  # noqa: E402
from intersession.outbox.models import Campaign, Mail  # noqa: E402
from intersession.outbox.queries import campaigns  # noqa: E402

OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="An officer")


def main(word: str, *given: str) -> None:
    {"draft": draft, "queue": queue, "later": later, "tell": tell}[word](*given)


def draft() -> None:
    Example.objects.all().delete()
    Mail.objects.filter(state=Mail.State.QUEUED).update(state=Mail.State.SENT)
    at = datetime.now(UTC)
    known = campaigns.matter("circulate", "ic-2011-7", at)
    assert known is not None
    kind, subject = known
    words = campaigns.ready_wording(kind, subject, at)
    plan = actions.Plan(audience="focal_points", purpose=kind.purpose, **words)
    for _twice in range(2):
        row = actions.write_campaign(
            kind=kind.code, about=subject.key, plan=plan, by=OFFICER, at=at
        )
        print(row.uid)


def queue(uid: str) -> None:
    row = Campaign.objects.get(uid=uid)
    try:
        print(actions.queue_campaign(campaign=row, by=OFFICER, at=datetime.now(UTC)))
    except Refusal as refusal:
        print(refusal)


def later() -> None:
    stuck = Mail.objects.filter(state=Mail.State.SENDING)
    stuck.update(claimed_at=F("claimed_at") - timedelta(minutes=11))


def tell() -> None:
    rows = Mail.objects.filter(campaign__isnull=False)
    print(json.dumps({mail.to: [mail.state, mail.error] for mail in rows}))


if __name__ == "__main__":
    main(*sys.argv[1:])
