"""What the pages of support say of a criterion, a finding, the next step."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intersession.participation.models import SupportCriterion, SupportRequest
from intersession.participation.queries.eligibility import Finding
from intersession.ui.dates import day

Code, State = SupportCriterion.Code, SupportRequest.State
CRITERIA: dict[str, Any] = {
    Code.MEMBER: gettext_lazy("The Entity is a Member"),
    Code.OFFICIAL: gettext_lazy("An official of a State"),
    Code.DEVELOPING: gettext_lazy("Of a State outside the group of high income"),
    Code.FROM_CAPITAL: gettext_lazy("Comes from capital"),
    Code.CREDENTIAL: gettext_lazy("Named in a credential document that was checked"),
    Code.APPROVED: gettext_lazy("The registration is approved"),
    Code.NOT_RECENTLY: gettext_lazy("Not supported lately"),
}
# By code: what is said where it is met, and where it is not. %(day)s where there is one.
FOUND: dict[str, tuple[Any, Any]] = {
    Code.MEMBER: (gettext_lazy("Member since %(day)s"), gettext_lazy("not a Member on %(day)s")),
    Code.OFFICIAL: (
        gettext_lazy("put forward by a State"),
        gettext_lazy("not an official of a State"),
    ),
    Code.DEVELOPING: (
        gettext_lazy("outside the group of high income on %(day)s"),
        gettext_lazy("not a State outside the group of high income (%(day)s)"),
    ),
    Code.FROM_CAPITAL: (
        gettext_lazy("from capital"),
        gettext_lazy("not from capital, or not said"),
    ),
    Code.CREDENTIAL: (
        gettext_lazy("credential checked on %(day)s"),
        gettext_lazy("the credential is missing or not checked yet"),
    ),
    Code.APPROVED: (
        gettext_lazy("registration approved on %(day)s"),
        gettext_lazy("the registration is not approved yet"),
    ),
}
WITHOUT_DAY: dict[str, Any] = {
    Code.APPROVED: gettext_lazy("registration approved"),
    Code.MEMBER: gettext_lazy("Member"),
}
NEXT: dict[str, Any] = {
    State.REQUESTED: gettext_lazy("find eligible or not"),
    State.ELIGIBLE: gettext_lazy("rank, then propose a list"),
    State.NOT_ELIGIBLE: gettext_lazy("nothing"),
    State.RANKED: gettext_lazy("offer the seat on the page of the room"),
    State.OFFERED: gettext_lazy("the person answers"),
    State.ACCEPTED: gettext_lazy("letter for the visa, then the ticket"),
    State.VISA: gettext_lazy("record the ticket"),
    State.TICKETED: gettext_lazy("after the journey: record that it was made"),
    State.TRAVELLED: gettext_lazy("settle"),
    State.SETTLED: gettext_lazy("nothing"),
    State.CANCELLED: gettext_lazy("nothing"),
}
# Once the seats of a list were offered.
WAITS = gettext_lazy("comes in where a seat is declined")
# To the person; who is ranked where stays with the Administration.
TO_THE_PERSON: dict[str, tuple[str, Any]] = {
    State.REQUESTED: ("open", gettext_lazy("asked for; the Administration looks at it")),
    State.ELIGIBLE: ("open", gettext_lazy("asked for; the Administration looks at it")),
    State.RANKED: ("open", gettext_lazy("asked for; the Administration looks at it")),
    State.NOT_ELIGIBLE: ("no", gettext_lazy("cannot be given")),
    State.OFFERED: ("open", gettext_lazy("offered to you: please answer")),
    State.ACCEPTED: ("part", gettext_lazy("taken; the journey is being prepared")),
    State.VISA: ("part", gettext_lazy("taken; the letter for your visa is here")),
    State.TICKETED: ("done", gettext_lazy("your ticket is bought")),
    State.TRAVELLED: ("part", gettext_lazy("to be settled by the Administration")),
    State.SETTLED: ("done", gettext_lazy("settled")),
    State.CANCELLED: ("no", gettext_lazy("cancelled")),
}


def next_steps(*, offered: bool) -> dict[str, Any]:
    """What comes next, by state; `offered`: whether the seats of the list were."""
    return {**NEXT, State.ELIGIBLE: WAITS, State.RANKED: WAITS} if offered else NEXT


def finding_words(found: Finding) -> str:
    """“Member since 5 December 2011”, in the language in use."""
    if found.code == Code.NOT_RECENTLY:
        return _recently(found)
    if found.held and found.day is None and found.code in WITHOUT_DAY:
        return str(WITHOUT_DAY[found.code])
    words = str(FOUND[found.code][0 if found.held else 1])
    return words % {"day": day(found.day) if found.day else ""}


def _recently(found: Finding) -> str:
    given = {"n": found.months, "day": day(found.day) if found.day else ""}
    if found.day is None:
        return _("never supported before, as far as is known")
    if found.held:
        return _("supported last on %(day)s, longer ago") % given
    return (
        ngettext(
            "supported on %(day)s, less than %(n)s month before",
            "supported on %(day)s, less than %(n)s months before",
            found.months,
        )
        % given
    )


def criterion_words(row: SupportCriterion) -> str:
    words = str(CRITERIA[row.code])
    if row.code != Code.NOT_RECENTLY:
        return words
    n = row.months or 0
    return ngettext("%(words)s (%(n)s month)", "%(words)s (%(n)s months)", n) % {
        "words": words,
        "n": n,
    }
