"""Run with the settings of a database that holds the example, to make it a dialogue whose mail
really leaves: 132 Members with one focal point each, IC/2011/7 not issued yet, a question open.

    begin        prints an object: the officer's address, languages by address of a focal point,
                 the addresses of those who have not answered, the Members
    answer TO    keys in an answer of the Member whose focal point has that address
"""

import json
import sys
from datetime import UTC, date, datetime, timedelta

import django

django.setup()

from intersession.access.guard import Actor  # noqa: E402 - models need the settings
from intersession.access.models import Appointment  # noqa: E402
from intersession.access.policy import Role  # noqa: E402
from intersession.consultations.actions import preferences, proposals, questions  # noqa: E402
from intersession.consultations.models import Question  # noqa: E402
from intersession.desk.models import Example  # noqa: E402
from intersession.documents.models import Document  # noqa: E402
from intersession.meetings import actions as meetings  # noqa: E402
from intersession.membership.models import (  # noqa: E402
    Entity,
    MembershipStatus,
    Representation,
)
from intersession.outbox.models import Mail  # noqa: E402
from intersession.programme.models import Programme  # noqa: E402

OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="An officer")
CONSULTED = date(2011, 10, 20)
ANSWERED = 90
NOW = datetime.now(UTC)
WHO = {"by": OFFICER, "at": NOW}


def main(word: str, *given: str) -> None:
    {"begin": begin, "answer": answer}[word](*given)


def begin() -> None:
    Example.objects.all().delete()
    MembershipStatus.objects.filter(since__gt=CONSULTED).delete()
    _one_focal_point_each()
    # What the example has issued already is another paper here: the browser issues IC/2011/7.
    Document.objects.filter(slug="ic-2011-7").update(symbol="IC/2011/6", slug="ic-2011-6")
    question = _ask()
    members = _focal_points(question)
    for entity in list(members)[:ANSWERED]:
        _key_in(question, entity)
    Mail.objects.filter(state=Mail.State.QUEUED).update(state=Mail.State.SENT)
    officer = Appointment.objects.filter(role=Role.ADMINISTRATION).first()
    assert officer is not None
    languages = {row.user.email: row.user.language for row in members.values()}
    missing = [row.user.email for row in list(members.values())[ANSWERED:]]
    told = {
        "officer": officer.user.email,
        "languages": languages,
        "missing": missing,
        "members": [{"slug": entity.slug, "name": entity.name} for entity in members],
    }
    print(json.dumps(told))


def _one_focal_point_each() -> None:
    seen: set[int] = set()
    for row in Representation.objects.filter(role=Role.FOCAL_POINT).order_by("pk"):
        if row.entity_id in seen:
            row.delete()
        seen.add(row.entity_id)


def _ask() -> Question:
    year = Programme.objects.get(year=2012)
    facts = meetings.Facts(
        kind="consultation",
        title={"en": "Informal consultations", "fr": "Consultations informelles"},
        starts_at=NOW + timedelta(days=2),
        ends_at=NOW + timedelta(days=2, hours=3),
        place={"en": "Geneva"},
    )
    meeting = meetings.add_meeting(programme=year, facts=facts, slug="the-consultations", **WHO)
    meetings.move(meeting=meeting, to="announced", **WHO)
    draft = questions.Draft(
        slug="the-topics",
        title={"en": "The topics", "fr": "Les sujets", "es": "Los asuntos"},
        seats=2,
        closes_at=NOW + timedelta(days=3),
    )
    question = questions.draft_question(meeting=meeting, programme=year, draft=draft, **WHO)
    for title in ("Moving", "Staying", "Coming back"):
        words = proposals.Text(title={"en": title})
        made = proposals.make_proposal(programme=year, kind="topic", words=words, **WHO)
        questions.add_option(question=question, proposal=made, **WHO)
    return questions.open_question(question=question, any_hour=True, **WHO)


def _focal_points(question: Question) -> dict[Entity, Representation]:
    members = question.register.filter(counted=True).values("entity")
    rows = Representation.objects.filter(role=Role.FOCAL_POINT, entity__in=members)
    return {row.entity: row for row in rows.select_related("entity", "user").order_by("pk")}


def _key_in(question: Question, entity: Entity) -> None:
    keyed = preferences.Keyed(channel="phone", received_at=datetime.now(UTC))
    who = {"by": OFFICER, "at": datetime.now(UTC)}
    preferences.key_in(question=question, entity=entity, approved=["A"], keyed=keyed, **who)


def answer(address: str) -> None:
    question = Question.objects.get(slug="the-topics")
    row = Representation.objects.get(role=Role.FOCAL_POINT, user__email=address)
    _key_in(question, row.entity)


if __name__ == "__main__":
    main(*sys.argv[1:])
