"""Who is registered and who came, in figures, each with what it counts and of how many.

Groups of fewer than five are put together, or not shown, for readers outside the Administration.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from intersession.meetings import rules as meetings
from intersession.meetings.models import Meeting
from intersession.membership.labels import KIND_NAMES
from intersession.membership.models import Entity, Group, GroupMembership
from intersession.participation import deciding
from intersession.participation.models import Attendance, Registration, Seat, SupportRequest
from intersession.participation.queries.candidates import HIGH_INCOME, LEAST_DEVELOPED
from intersession.ui.numbers import count_of, number
from intersession.ui.text import listing, text

FEWEST = 5  # of a group that others than the Administration see by itself
_Request, _Seat = SupportRequest.State, Seat.State
SUPPORTED = (
    *(_Request.ACCEPTED, _Request.VISA, _Request.TICKETED),
    *(_Request.TRAVELLED, _Request.SETTLED),
)


@dataclass(frozen=True, kw_only=True)
class Person:
    """What is counted of one; None: not said."""

    key: int
    of: int | str  # the Entity, or what is written instead
    state: bool
    kind: str
    region: str
    developing: bool
    ldc: bool
    capital: bool | None
    woman: bool | None
    first_time: bool
    supported: bool
    remote: bool
    came: bool


@dataclass(frozen=True, kw_only=True)
class Count:
    """`value` None: too few to be shown."""

    value: int | None
    of: int

    @property
    def words(self) -> str:
        if self.value is None:
            return _("fewer than five, not shown")
        return count_of(self.value, self.of)


@dataclass(frozen=True, kw_only=True)
class Figure:
    code: str
    label: Any
    definition: Any
    registered: Count
    came: Count | None

    @property
    def main(self) -> Count:
        return self.came or self.registered


@dataclass(frozen=True, kw_only=True)
class Statistics:
    """`attended`: whether the door recorded anybody; then the figures of who came count."""

    registered: int
    came: int
    attended: bool
    entities: int
    figures: list[Figure]
    regions: list[tuple[str, int, int]]  # name, registered, came
    kinds: list[tuple[str, int, int]]
    sentences: list[tuple[str, str]]  # by language, for the Chair's summary

    @property
    def of(self) -> int:
        return self.came if self.attended else self.registered


Test = Callable[[Person], bool | None]
FIGURES: tuple[tuple[str, Any, Any, Test], ...] = (
    (
        "officials",
        gettext_lazy("For a State"),
        gettext_lazy("registered for a State; of all"),
        lambda one: one.state,
    ),
    (
        "capital",
        gettext_lazy("Officials from capital"),
        gettext_lazy("for a State and travelling from its capital, as the dossier says; of all"),
        lambda one: one.state and one.capital is True,
    ),
    (
        "developing",
        gettext_lazy("From developing countries"),
        gettext_lazy(
            "for a State outside the group of high income on the first day of the meeting; of all"
        ),
        lambda one: one.developing,
    ),
    (
        "ldc",
        gettext_lazy("From least developed countries"),
        gettext_lazy("for a State in that group of the United Nations on that day; of all"),
        lambda one: one.ldc,
    ),
    (
        "women",
        gettext_lazy("Women"),
        gettext_lazy("as declared; of those who declared their gender"),
        lambda one: one.woman,
    ),
    (
        "first_time",
        gettext_lazy("For the first time"),
        gettext_lazy(
            "in no list of an earlier meeting with the same mail address, nor known as the same "
            "person; of all"
        ),
        lambda one: one.first_time,
    ),
    (
        "supported",
        gettext_lazy("Supported"),
        gettext_lazy("accepted a funded seat or an offer of support; of all"),
        lambda one: one.supported,
    ),
    (
        "remote",
        gettext_lazy("From afar"),
        gettext_lazy("registered to take part from afar only; of all"),
        lambda one: one.remote,
    ),
)


def statistics(meeting: Meeting, *, office: bool) -> Statistics:
    """Eight queries, however many came."""
    people, regions = _people(meeting)
    there = [one for one in people if one.came]
    attended = bool(there)
    figures = [
        Figure(
            code=code,
            label=label,
            definition=definition,
            registered=_count(people, test, office),
            came=_count(there, test, office) if attended else None,
        )
        for code, label, definition, test in FIGURES
    ]
    found = Statistics(
        registered=len(people),
        came=len(there),
        attended=attended,
        entities=len({one.of for one in (there or people)}),
        figures=figures,
        regions=_grouped(people, lambda one: one.region, regions, attended, office),
        kinds=_grouped(people, lambda one: one.kind, KIND_NAMES, attended, office),
        sentences=[],
    )
    return _with_sentences(found)


def _count(people: list[Person], test: Test, office: bool) -> Count:
    said = [test(one) for one in people]
    of, value = sum(one is not None for one in said), sum(one is True for one in said)
    few = 0 < value < FEWEST or 0 < of - value < FEWEST
    return Count(value=None if few and not office else value, of=of)


def _grouped(
    people: list[Person],
    by: Callable[[Person], str],
    names: Any,
    attended: bool,
    office: bool,
) -> list[tuple[str, int, int]]:
    """In the order of names. What is too small is one row, with the next smallest if need be."""
    registered = Counter(code for one in people if (code := by(one)))
    came = Counter(code for one in people if one.came and (code := by(one)))
    counted = came if attended else registered
    small = [] if office else [code for code in registered if _few(code, registered, came)]
    rest = sorted(set(registered) - set(small), key=lambda code: (counted[code], code))
    while small and rest and sum(counted[code] for code in small) < FEWEST:
        small.append(rest.pop(0))
    rows = [
        (str(names[code]), registered[code], came[code])
        for code in names
        if registered[code] and code not in small
    ]
    if small:
        both = [sum(counts[code] for code in small) for counts in (registered, came)]
        rows.append((_("Others together"), both[0], both[1]))
    return rows


def _few(code: str, *counts: Counter[str]) -> bool:
    return any(0 < one[code] < FEWEST for one in counts)


def _people(meeting: Meeting) -> tuple[list[Person], int, dict[str, str]]:
    day = meetings.days_of(meeting)[0]
    rows = list(
        Registration.objects.filter(deciding.ON_LIST, meeting=meeting).values_list(
            *("pk", "entity", "entity__kind", "stakeholder", "affiliation"),
            *("from_capital", "gender", "email", "same_as", "modality"),
        )
    )
    names = Group.objects.filter(kind=Group.Kind.UN_REGIONAL_GROUP).order_by("position", "code")
    regions = {code: text(name) for code, name in names.values_list("code", "name")}
    groups = _groups(day)
    came = _came(meeting)
    supported = _supported(meeting)
    before = _before(meeting)
    people = []
    for pk, entity, kind, stakeholder, affiliation, capital, gender, email, same, how in rows:
        held = groups.get(entity, set())
        state = kind == Entity.Kind.STATE
        people.append(
            Person(
                key=pk,
                of=entity or affiliation.casefold() or -pk,
                state=state,
                kind=kind or stakeholder or Entity.Kind.OTHER,
                region=next((code for code in regions if code in held), "") if state else "",
                developing=state and HIGH_INCOME not in held,
                ldc=state and LEAST_DEVELOPED in held,
                capital=capital,
                woman=gender == Registration.Gender.WOMAN if gender else None,
                first_time=same is None and email.lower() not in before,
                supported=pk in supported,
                remote=how == Meeting.Modality.REMOTE,
                came=pk in came,
            )
        )
    return people, regions


def _groups(day: date) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    rows = GroupMembership.objects.in_force(day).values_list("entity", "group__code")
    for entity, code in rows:
        found.setdefault(entity, set()).add(code)
    return found


def _came(meeting: Meeting) -> set[int]:
    rows = Attendance.objects.filter(registration__meeting=meeting, taken_back_at=None)
    return set(rows.values_list("registration", flat=True))


def _supported(meeting: Meeting) -> set[int]:
    """Two queries."""
    seats = Seat.objects.filter(on__meeting=meeting, state=_Seat.ACCEPTED)
    asked = SupportRequest.objects.filter(registration__meeting=meeting, state__in=SUPPORTED)
    return {
        *seats.values_list("registration", flat=True),
        *asked.values_list("registration", flat=True),
    }


def _before(meeting: Meeting) -> set[str]:
    """Mail addresses in the list of an earlier meeting."""
    here = Registration.objects.filter(meeting=meeting).exclude(email="")
    rows = Registration.objects.filter(deciding.ON_LIST, meeting__starts_at__lt=meeting.starts_at)
    rows = rows.annotate(box=Lower("email"))
    rows = rows.filter(box__in=here.annotate(box=Lower("email")).values("box"))
    return set(rows.values_list("box", flat=True))


def _with_sentences(found: Statistics) -> Statistics:
    said = []
    for code, _own in settings.LANGUAGES:
        with override(code):
            said.append((code, sentence(found)))
    return Statistics(**{**vars(found), "sentences": said})


def sentence(found: Statistics) -> str:
    """For the Chair's summary, in the language in use; what is too small is not said."""
    shown = {one.code: one.main for one in found.figures if one.main.value}
    first = ngettext(
        "%(n)s participant of %(entities)s delegations and organisations",
        "%(n)s participants of %(entities)s delegations and organisations",
        found.of,
    ) % {"n": number(found.of), "entities": number(found.entities)}
    begins = _("%(people)s took part") if found.attended else _("%(people)s were registered")
    parts = [
        words % {"n": number(shown[code].value), "of": number(shown[code].of)}
        for code, words in _parts().items()
        if code in shown
    ]
    begun = begins % {"people": first}
    if not parts:
        return f"{begun}."
    return _("%(begun)s, of whom %(parts)s.") % {"begun": begun, "parts": listing(parts)}


def _parts() -> dict[str, str]:
    return {
        "capital": _("%(n)s officials from capital"),
        "developing": _("%(n)s from developing countries"),
        "women": _("%(n)s women (of %(of)s who declared their gender)"),
        "first_time": _("%(n)s for the first time"),
        "supported": _("%(n)s with support"),
    }
