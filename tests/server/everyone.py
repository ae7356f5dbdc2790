"""Run on the database of a test: a question to as many Members as wished, and how they answered."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from intersession.access.models import Person, User  # noqa: E402
from intersession.consultations.actions import proposals, questions  # noqa: E402
from intersession.consultations.models import Preference, Question  # noqa: E402
from intersession.desk import clock  # noqa: E402
from intersession.desk.example import links  # noqa: E402
from intersession.desk.example.load import LOADER  # noqa: E402
from intersession.membership.models import (  # noqa: E402
    Entity,
    MembershipStatus,
    Representation,
)

SLUG = "everyone"


def ask(wanted: int) -> None:
    """Invent what Members are missing, put the question, print a sign-in address for each."""
    example = clock.example()
    assert example is not None
    day = example.now.date()
    old = Question.objects.select_related("meeting", "programme").get(slug="topics-2012")
    members = Entity.objects.members_on(day).count()
    for number in range(wanted - members):
        entity = Entity.objects.create(
            kind="state", slug=f"invented-{number}", name={"en": f"Invented {number}"}
        )
        MembershipStatus.objects.create(entity=entity, kind="member", since="2000-01-01")
        user = User.objects.create_user(f"mission@invented-{number}.example")
        Person.objects.create(user=user, function="Counsellor")
        Representation.objects.create(
            entity=entity, user=user, role="focal_point", since="2001-01-01"
        )
    draft = questions.Draft(
        slug=SLUG, title={"en": "Everyone"}, closes_at=example.now + timedelta(hours=5)
    )
    at = example.now
    question = questions.draft_question(
        meeting=old.meeting, programme=old.programme, draft=draft, by=LOADER, at=at
    )
    for code in "ABC":
        words = proposals.Text(title={"en": f"Proposal {code}"})
        proposal = proposals.make_proposal(
            programme=old.programme, kind="topic", words=words, by=LOADER, at=at
        )
        questions.add_option(question=question, proposal=proposal, code=code, by=LOADER, at=at)
    questions.open_question(question=question, by=LOADER, at=at)
    rows = Representation.objects.filter(
        role="focal_point", entity__in=Entity.objects.members_on(day)
    ).select_related("user")
    one_each = {row.entity_id: row.user for row in rows.order_by("-pk")}
    for user in one_each.values():
        print(f"/desk/example/sign-in/{links.token(example, user)}/")


def count() -> None:
    rows = Preference.objects.filter(question__slug=SLUG)
    final = list(rows.filter(standing=True).values_list("approved", flat=True))
    said = {code: sum(code in approved for approved in final) for code in "BC"}
    print(json.dumps({"final": len(final), "versions": rows.count(), **said}))


def receipts() -> None:
    print("\n".join(Preference.objects.values_list("receipt", flat=True)))


if __name__ == "__main__":
    what = sys.argv[1]
    {"count": count, "receipts": receipts}.get(what, lambda: ask(int(what)))()
