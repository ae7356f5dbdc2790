"""A workshop in Geneva with people who ask for support; rates and criteria as a test needs them."""

from datetime import date, timedelta
from typing import Any

from intersession.meetings.models import Meeting
from intersession.participation.actions import support, support_costs, support_criteria
from intersession.participation.actions import support_journeys as journeys
from intersession.participation.models import Call, Registration, SupportRequest
from intersession.participation.tests.cast import clock
from intersession.participation.tests.room_cast import AT, WHO, nominee, state, workshop

FIRST = date(2012, 4, 17)  # of the meeting
SUPPORT = "/participation/w/support/"


def meeting() -> Meeting:
    clock(AT)
    made = workshop()
    Call.objects.create(
        meeting=made,
        opens_at=AT - timedelta(days=9),
        nominations_close_at=AT + timedelta(days=9),
        registrations_close_at=AT + timedelta(days=90),
    )
    return made


def rates(of: Meeting, **given: Any) -> Any:
    facts: dict[str, Any] = {"latitude": 46.2, "longitude": 6.15, "fare_base": 40_000}
    facts |= {"fare_per_km": 20, "fare_source": "A tariff", "dsa": 38_000, "nights": 4}
    facts |= {"dsa_source": "A circular", "terminal": 15_200, "terminal_source": "A circular"}
    return support_costs.set_travel_rates(
        meeting=of, facts=support_costs.RatesFacts(**{**facts, **given}), **WHO
    )


def criterion(code: str = "from_capital", **given: Any) -> Any:
    facts: dict[str, Any] = {"code": code, "since": date(2011, 1, 1), "source": "A decision"}
    return support_criteria.add_criterion(
        facts=support_criteria.CriterionFacts(**{**facts, **given}), **WHO
    )


def asking(of: Meeting, slug: str = "marenia", **given: Any) -> SupportRequest:
    """Of a State whose capital lies some 1,100 km from Geneva."""
    home = state(slug, latitude=56.0, longitude=6.0)
    who = nominee(of, home, given_name="Ana", family_name="RUIZ", **given)
    support.take_up_requests(meeting=of, **WHO)
    return SupportRequest.objects.get(registration=who)


def estimated(of: Meeting, slug: str = "marenia", **given: Any) -> SupportRequest:
    row = asking(of, slug, **given)
    support_costs.estimate_requests(meeting=of, **WHO)
    return fresh(row)


def estimated_with_rates(of: Meeting) -> SupportRequest:
    rates(of)
    return estimated(of)


def decide(row: SupportRequest, act: str, why: str = "", **given: Any) -> SupportRequest:
    decision = support.Decision(why=why, **given)
    after = {"at": row.registration.meeting.ends_at} if act == "travelled" else {}
    return support.decide_request(request=row, act=act, given=decision, **{**WHO, **after})


def put(row: SupportRequest, to: str) -> SupportRequest:
    """As if it had come so far."""
    SupportRequest.objects.filter(pk=row.pk).update(state=to)
    return fresh(row)


def ticket(**given: Any) -> journeys.TicketFacts:
    facts: dict[str, Any] = {"route": "Marenia–Geneva and back", "ticket": "TK-1"}
    facts |= {"travels_on": FIRST - timedelta(days=1), "returns_on": FIRST + timedelta(days=2)}
    return journeys.TicketFacts(**{**facts, **given})


def ticketed(row: SupportRequest) -> SupportRequest:
    return journeys.record_ticket(request=put(row, "accepted"), facts=ticket(), **WHO)


def fresh(row: SupportRequest) -> SupportRequest:
    return SupportRequest.objects.get(pk=row.pk)


def who_of(row: SupportRequest) -> Registration:
    return Registration.objects.get(pk=row.registration_id)
