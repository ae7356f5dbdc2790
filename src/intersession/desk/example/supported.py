"""Stage `room`: criteria and rates with invented sources, requests decided and estimated."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from intersession.access.guard import Actor
from intersession.desk.example.calendar_2011 import geneva
from intersession.meetings.models import Meeting
from intersession.participation.actions import support, support_costs, support_criteria
from intersession.participation.models import SupportCriterion, SupportRequest
from intersession.participation.queries.eligibility import Finding, findings

Code, State = SupportCriterion.Code, SupportRequest.State
DECIDED = date(2011, 10, 20)
SOURCE = "Conclusion of the informal consultations of 20 October 2011, paragraph 9 (invented)"
CRITERIA = (Code.OFFICIAL, Code.DEVELOPING, Code.FROM_CAPITAL, Code.CREDENTIAL, Code.NOT_RECENTLY)
OTHERWISE = "The Mission has announced its note verbale"
POSTED = "Posted at the place of the meeting: there is no journey to pay"
# Money in cents; four nights for two days. About USD 2,900 a traveller.
RATES = support_costs.RatesFacts(
    latitude=46.2,
    longitude=6.15,
    fare_base=33_000,
    fare_per_km=21,
    fare_source="Tariff of the travel agent, February 2012 (invented)",
    dsa=38_000,
    nights=4,
    dsa_source="Daily subsistence allowance for Geneva, February 2012 (invented)",
    terminal=15_200,
    terminal_source="Terminal expenses, four times (invented)",
)


def set_support(*, meeting: Meeting, by: Actor) -> None:
    who: dict[str, Any] = {"by": by, "at": geneva(2012, 2, 28, 10)}
    for code in CRITERIA:
        months = 24 if code == Code.NOT_RECENTLY else None
        facts = support_criteria.CriterionFacts(
            code=code, since=DECIDED, months=months, source=SOURCE
        )
        support_criteria.add_criterion(facts=facts, **who)
    support_costs.set_travel_rates(meeting=meeting, facts=RATES, **who)
    support.take_up_requests(meeting=meeting, **who)
    find(meeting=meeting, **who)
    support_costs.estimate_requests(meeting=meeting, **who)


def find(*, meeting: Meeting, by: Actor, at: datetime) -> None:
    """The first whom each Entity puts forward is decided, and the second where the first is posted;
    of the other seconds those whose facts speak against them still wait."""
    related = ("registration__entity", "registration__delegation")
    rows = SupportRequest.objects.filter(registration__meeting=meeting).select_related(*related)
    found = list(rows.order_by("registration__position", "pk"))
    facts = findings(meeting, [row.registration for row in found])
    refused: set[int | None] = set()
    for row in found:
        who = row.registration
        state, why = _found(facts[who.pk], waits=who.position > 1 and who.entity_id not in refused)
        if state == State.NOT_ELIGIBLE:
            refused.add(who.entity_id)
        if state != State.REQUESTED:
            _decided(row, state, why, facts[who.pk], str(by), at)
    names = ["state", "reason", "findings", "decided_at", "decided_by", "history", "changes"]
    SupportRequest.objects.bulk_update(found, names)


def _found(facts: Iterable[Finding], *, waits: bool) -> tuple[str, str]:
    missed = {one.code for one in facts if not one.held}
    if missed and waits:
        return State.REQUESTED, ""
    if Code.FROM_CAPITAL in missed:
        return State.NOT_ELIGIBLE, POSTED
    return State.ELIGIBLE, OTHERWISE if missed else ""


def _decided(
    row: SupportRequest, state: str, why: str, facts: list[Finding], by: str, at: datetime
) -> None:
    row.state, row.reason, row.decided_at, row.decided_by = state, why, at, by
    row.findings = [one.plain() for one in facts]
    step = {"act": str(state), "at": at.isoformat(), "by": by, "why": why, "was": "requested"}
    row.history, row.changes = [step], row.changes + 1
