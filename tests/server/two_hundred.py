"""Run with the settings of a database that holds the example: makes its membership two hundred and
asks all of it a new question, through the same actions as the pages.

Prints an object: slug of each Member -> path of the sign-in address of its focal point.
"""

import json
import sys
from datetime import date, timedelta

import django

django.setup()

from intersession.access.models import User  # noqa: E402 - models need the settings
from intersession.access.policy import Role  # noqa: E402
from intersession.consultations.actions import proposals, questions  # noqa: E402
from intersession.consultations.models import Question  # noqa: E402
from intersession.desk.example import links, people  # noqa: E402
from intersession.desk.models import Example  # noqa: E402
from intersession.meetings.models import Meeting  # noqa: E402
from intersession.membership import actions as membership  # noqa: E402
from intersession.membership.models import Entity, Representation  # noqa: E402
from intersession.programme.models import Programme  # noqa: E402

SLUG, MEMBERS, SINCE = "two-hundred", 200, date(2011, 10, 1)


def main() -> None:
    example = Example.objects.get()
    officer = people.actor(User.objects.get(email__startswith="programme.officer@"), example.now)
    _admit(officer, example.now)
    question = _ask(officer, example.now)
    registered = set(question.register.filter(counted=True).values_list("entity", flat=True))
    assert len(registered) == MEMBERS, len(registered)
    rows = Representation.objects.filter(entity__in=registered, role=Role.FOCAL_POINT)
    paths = {
        row.entity.slug: f"/desk/example/sign-in/{links.token(example, row.user)}/"
        for row in rows.select_related("entity", "user").order_by("-pk")
    }
    json.dump(paths, sys.stdout)


def _admit(officer, at) -> None:
    """States that join the membership in time for the meeting, each with its focal point."""
    for number in range(MEMBERS - Entity.objects.members_on(SINCE).count()):
        name = f"Further State {number}"
        entity = membership.add_entity(
            kind="state", name={"en": name}, fictional=True, by=officer, at=at
        )
        membership.give_status(entity=entity, kind="member", since=SINCE, by=officer, at=at)
        membership.name_representative(
            entity=entity,
            role=Role.FOCAL_POINT,
            since=SINCE,
            email=f"mission@{entity.slug}.{people.MAIL}",
            function="Counsellor",
            by=officer,
            at=at,
        )


def _ask(officer, at) -> Question:
    programme = Programme.objects.get(year=2012)
    draft = questions.Draft(
        slug=SLUG, title={"en": "Two of three"}, seats=2, cap=2, closes_at=at + timedelta(hours=3)
    )
    meeting = Meeting.objects.get(slug="consultation-october-2011")
    question = questions.draft_question(
        meeting=meeting, programme=programme, draft=draft, by=officer, at=at
    )
    for title in ("North", "East", "South"):
        proposal = proposals.make_proposal(
            programme=programme,
            kind="topic",
            words=proposals.Text(title={"en": title}, body={}),
            by=officer,
            at=at,
        )
        questions.add_option(question=question, proposal=proposal, by=officer, at=at)
    return questions.open_question(question=question, by=officer, at=at)


main()
