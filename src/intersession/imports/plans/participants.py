"""Participants of a meeting, as another registration system gives them.

Who has come with the same number before is changed, never doubled. Who is probably registered
already, by mail address or by name and Entity, is asked of the officer, never merged. An Entity
that is not known becomes an affiliation in words, and the preview says so.
"""

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.access.guard import Refusal
from intersession.imports import cells
from intersession.imports.matching import Asked, Place, SeveralFit, UnknownName
from intersession.imports.plans.entities import NotAPhone, kind_of
from intersession.imports.plans.lines import (
    Change,
    Given,
    LeftEmpty,
    Line,
    SaidBefore,
    What,
    lines_of,
    title_from,
)
from intersession.imports.plans.people import NoMailbox
from intersession.imports.reading import Cell, Row
from intersession.imports.words import person_key, place_key, plain
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.participation import deciding, exchange
from intersession.participation.actions.brought import Standing
from intersession.participation.checks_of_registrations import for_the_office
from intersession.participation.models import Registration
from intersession.participation.naming import parted

State = Registration.State
SOMEBODY_ELSE = "new"
LONGEST = {"given_name": 100, "family_name": 100, "badge_name": 200, "function": 200}
LONGEST |= {"affiliation": 200, "phone": 40, "other_id": 100, "order": 60, "uid": 36}
MARKS = ("from_capital", "support", "named")
title_of = cells.Choice(
    exchange.WORDS["title"],
    mr="mister|monsieur|senor|m|sr|herr|mr",
    ms="mrs|miss|madame|mme|mlle|senora|sra|srta|frau",
    dr="doctor|docteur|dra|doctora|doctor a|dr dra",
    professor="prof|pr|profesor|profesora|professeur|prof dr|prof dr dr",
    he_mr="h e mr|he mr|s e m|excmo sr|his excellency mr|h e",
    he_ms="h e ms|h e mrs|he ms|s e mme|excma sra|her excellency ms|her excellency mrs",
)
gender_of = cells.Choice(
    exchange.WORDS["gender"],
    woman="f|female|femme|feminin|mujer|femenino|w|women",
    man="m|male|homme|masculin|hombre|masculino|h|men",
    other="x|other|autre|otro|otra|non binary|diverse|divers",
)
UNSAID = frozenset(
    "not declared|non declare|no declarado|prefer not to say|unknown|n a|none|-".split("|")
)
role_of = cells.Choice(
    exchange.WORDS["role"],
    head="head|chef de delegation|jefe de delegacion|chef|hod",
    alternate="deputy|suppleant|suplente",
    adviser="advisor|conseiller|asesor",
    participant="delegate|delegue|delegado|member|attendee",
)
modality_of = cells.Choice(
    exchange.WORDS["modality"],
    in_person="in person|onsite|on site|physical|presentiel|presencial|sur place",
    remote="online|virtual|en ligne|en linea|distance|a distance",
    hybrid="hybride|hibrido",
)
state_of = cells.Choice(
    exchange.WORDS["state"],
    confirmed="complete|completed|paid|attending|checked in|confirme|confirmee|confirmada|active",
    submitted="pending|unpaid|pending approval|awaiting payment|pending payment|en attente|"
    "pendiente|new",
    approved="accepted|acceptee|aceptada",
    waiting_list="waitlist|waitlisted|waiting list|on waiting list",
    cancelled="canceled|rejected|withdrawn|not attending|refunded|deleted|expired|annule|"
    "annulee|anulada|cancelada",
)
CAPITAL = {True: "from capital|de la capitale|desde la capital", False: "posted|en poste|destinado"}


class NoMeeting(Refusal):
    message = gettext_lazy("Say to which meeting these people come.")


class UnknownKey(Refusal):
    message = gettext_lazy("No registration of this meeting has the key “%(key)s”.")


class PerhapsThere(Refusal):
    message = gettext_lazy(
        "Perhaps registered already: %(who)s. Say above whether it is the same person."
    )


class CancelledThere(Refusal):
    message = gettext_lazy("Cancelled in the other system, and not registered here: left out.")


class CancelThere(Refusal):
    message = gettext_lazy(
        "Cancelled in the other system; here it stands as “%(state)s”. Decide on its page."
    )


class IsForgotten(Refusal):
    message = gettext_lazy("What this registration held has been deleted, as it had to be.")


def plan(given: Given) -> list[Line]:
    codes = ("name", "given_name", "family_name", "badge_name", "email", "other_id")
    return lines_of(given, _Participants(given).line, title_from(given, *codes))


class _Participants:
    """What is registered for the meeting, in two queries."""

    def __init__(self, given: Given) -> None:
        self.given = given
        meeting = Meeting.objects.filter(slug=given.for_all.get("meeting", "")).first()
        if meeting is None:
            raise NoMeeting
        self.meeting = meeting
        self.kinds = dict(Entity.objects.values_list("pk", "kind"))
        self.by_uid: dict[str, Registration] = {}
        self.by_other: dict[str, Registration] = {}
        self.by_email: dict[str, list[Registration]] = defaultdict(list)
        self.by_name: dict[tuple[str, Any], list[Registration]] = defaultdict(list)
        self.standing = Standing.of(meeting)
        self.rows: dict[int | str, int] = {}  # by registration, or by number in the other system
        heavy = ("history", "needs", "diet", "accessibility", "answers")
        for row in for_the_office(meeting.pk).defer(*heavy).order_by("pk"):
            self._know(row)

    def _know(self, row: Registration) -> None:
        self.by_uid[str(row.uid)] = row
        if row.other_id:
            self.by_other[row.other_id] = row
        if row.state in deciding.LIVE and row.forgotten_at is None:
            if row.email:
                self.by_email[row.email.lower()].append(row)
            self.by_name[_name_of(row), _where(row.entity_id, row.affiliation)].append(row)

    def line(self, row: Row) -> Line:
        facts = self._facts(row)
        number = facts.get("other_id", "")
        if number and number in self.rows:
            raise SaidBefore(row=self.rows[number], what=number)
        if number:
            self.rows[number] = row.number
        known = self._known(row, facts)
        if known is None:
            return self._new(row, facts)
        if known.pk in self.rows:
            raise SaidBefore(row=self.rows[known.pk], what=known.badge_name)
        self.rows[known.pk] = row.number
        return self._changed(row, facts, known)

    # What a row says.

    def _facts(self, row: Row) -> dict[str, Any]:
        """By column of a registration; what the row leaves empty is not in it."""
        given = self.given
        found: dict[str, Any] = {
            "other_id": self._number(row),
            **self._names(row),
            "title": self._chosen(row, "title", title_of),
            "function": given.said(row, "function", LONGEST["function"]),
            "email": given.read(row, "email", _email),
            "phone": given.read(row, "phone", _phone),
            "language": given.read(row, "language", cells.language),
            "gender": self._chosen(row, "gender", gender_of),
            "role": self._chosen(row, "role", role_of),
            "modality": self._chosen(row, "modality", modality_of),
            "stakeholder": self._chosen(row, "stakeholder", kind_of),
            "state": self._chosen(row, "state", state_of),
            **{name: given.read(row, name, _mark) for name in MARKS},
        }
        found |= self._of(row, found["stakeholder"])
        return {name: value for name, value in found.items() if value not in ("", None)}

    def _number(self, row: Row) -> str:
        order = self.given.said(row, "order", LONGEST["order"])
        number = self.given.said(row, "other_id", LONGEST["other_id"])
        return f"{order}-{number}"[:100] if order and number else order or number

    def _names(self, row: Row) -> dict[str, str]:
        given, names = self.given, ("given_name", "family_name")
        said = {name: given.said(row, name, LONGEST[name]) for name in names}
        whole = given.said(row, "name", LONGEST["badge_name"])
        if whole and not any(said.values()):
            parts = zip(names, parted(whole), strict=True)
            said = {one: given.fits("name", part, LONGEST[one]) for one, part in parts}
        badge = given.said(row, "badge_name", LONGEST["badge_name"])
        if not (badge or any(said.values())):
            raise LeftEmpty(label=given.kind.by_code["name"].label)
        return {**said, "badge_name": badge}

    def _chosen(self, row: Row, code: str, choice: cells.Choice) -> str:
        return self.given.read(row, code, _said, choice)

    def _of(self, row: Row, stakeholder: str) -> dict[str, Any]:
        """The Entity; else the affiliation in words. A country alone is that of the person's State
        only where no affiliation says otherwise."""
        given = self.given
        affiliation = given.said(row, "affiliation", LONGEST["affiliation"])
        country = given.said(row, "country", LONGEST["affiliation"])
        said = given.said(row, "entity", LONGEST["affiliation"])
        if given.said(row, "code") or said:
            try:
                return {"entity": given.entity(row).pk, "affiliation": affiliation}
            except (UnknownName, SeveralFit):
                return {"affiliation": said or affiliation}
        if place := self._of_name(affiliation):
            return {"entity": place.pk}
        for_state = stakeholder in ("", Entity.Kind.STATE) and not affiliation
        if country and (for_state or stakeholder == Entity.Kind.STATE):
            if place := self._of_name(country):
                return {"entity": place.pk, "affiliation": affiliation}
            return {"affiliation": affiliation or country}
        return {"affiliation": affiliation}

    def _of_name(self, name: str) -> Place | None:
        """Where one Entity alone is called so; nothing is asked."""
        places = self.given.places
        found = places.by_key.get(place_key(name), {}) if name else {}
        if len(found) == 1:
            return next(iter(found.values()))
        return places.by_code.get(plain(name)) if name and not found else None

    # Who is meant.

    def _known(self, row: Row, facts: dict[str, Any]) -> Registration | None:
        key = self.given.said(row, "uid", LONGEST["uid"]).lower()
        if key:
            if key not in self.by_uid:
                raise UnknownKey(key=key)
            return self.by_uid[key]
        number = facts.get("other_id", "")
        if number in self.by_other:
            return self.by_other[number]
        return self._perhaps(row, facts)

    def _perhaps(self, row: Row, facts: dict[str, Any]) -> Registration | None:
        """Same mail address, or same name and Entity: one who says nothing else is the same;
        of others the officer says so."""
        name = person_key(_badge(facts))
        where = _where(facts.get("entity"), facts.get("affiliation", ""))
        alike = {one.pk: one for one in self.by_email.get(facts.get("email", "").lower(), ())}
        alike |= {one.pk: one for one in self.by_name.get((name, where), ())}
        alike = {pk: one for pk, one in alike.items() if pk not in self.rows}
        for one in alike.values():
            if not facts.get("other_id") and _name_of(one) == name and not _differing(facts, one):
                return one
        if not alike:
            return None
        asked = f"person:{facts.get('other_id') or facts.get('email') or name}"
        answer = self.given.answers.get(asked, "")
        if answer == SOMEBODY_ELSE:
            return None
        if answer in self.by_uid:
            return self.by_uid[answer]
        self._ask(asked, _badge(facts), row.number, list(alike.values()))
        raise PerhapsThere(who="; ".join(one.badge_name for one in alike.values()))

    def _ask(self, key: str, name: str, number: int, alike: list[Registration]) -> None:
        near = [
            Place(pk=one.pk, slug=str(one.uid), name={"": self._called(one)}) for one in alike[:7]
        ]
        near.append(Place(pk=0, slug=SOMEBODY_ELSE, name={"": _("somebody else: register them")}))
        asked = self.given.places.asked
        if key not in asked:
            asked[key] = Asked(name=name, key=key, rows=[], near=near, person=True)
        asked[key].rows.append(number)

    def _called(self, row: Registration) -> str:
        of = self._place(row.entity_id) if row.entity_id else row.affiliation
        return ", ".join(part for part in (row.badge_name, of, row.email) if part)

    def _place(self, pk: int | None) -> str:
        found = (one for one in self.given.places.by_slug.values() if one.pk == pk)
        return next((place.words for place in found), "")

    # What it would do.

    def _new(self, row: Row, facts: dict[str, Any]) -> Line:
        if facts.get("state") == State.CANCELLED:
            raise CancelledThere
        facts = {**facts, "badge_name": _badge(facts)}
        facts.setdefault("stakeholder", self.kinds.get(facts.get("entity"), ""))
        facts.setdefault("state", State.SUBMITTED.value)
        changes = tuple(
            Change(self._label(name), "", self._words(name, value)) for name, value in facts.items()
        )
        act = {"do": "register_person", "meeting": self.meeting.slug, "facts": facts}
        title = facts["badge_name"]
        return Line(number=row.number, what=What.ADD, title=title, changes=changes, act=act)

    def _changed(self, row: Row, facts: dict[str, Any], known: Registration) -> Line:
        if known.forgotten_at:
            raise IsForgotten
        said = self.given.said(row, "state") if "state" in self.given.columns else ""
        if said and facts["state"] == State.CANCELLED != known.state:
            raise CancelThere(state=deciding.STATE_NAMES[known.state])
        new = _differing(facts, known)
        title, stays = known.badge_name, exchange.consent_stays(known, facts.get("named"))
        if not new:
            return Line(number=row.number, what=What.SAME, title=title, reason=stays)
        self.standing.allow(known, new)
        old = {name: exchange.value(known, name) for name in new}
        changes = tuple(
            Change(self._label(name), self._words(name, old[name]), self._words(name, value))
            for name, value in new.items()
        )
        changes += (Change(self._label("named"), "", stays),) if stays else ()
        act = {"do": "change_registration", "meeting": self.meeting.slug}
        act |= {"registration": known.pk, "old": old, "facts": new}
        return Line(number=row.number, what=What.CHANGE, title=title, changes=changes, act=act)

    def _label(self, name: str) -> str:
        return str(self.given.kind.by_code[name].label)

    def _words(self, name: str, value: Any) -> str:
        if name == "entity":
            return self._place(value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return str(exchange.WORDS.get(name, {}).get(value, "" if value is None else value))


def _differing(facts: dict[str, Any], known: Registration) -> dict[str, Any]:
    """What is otherwise. The state is decided here alone, a consent is filled only where nothing
    was said; words of an affiliation say nothing new of whoever has an Entity; a mail address in
    other capitals is the same."""
    skipped = {"state"} | ({"affiliation"} if known.entity_id else set())
    skipped |= set() if exchange.says_nothing(known) else {"named"}
    found = {}
    for name, value in facts.items():
        stands = exchange.value(known, name)
        if name in skipped or (name == "email" and value.lower() == stands.lower()):
            continue
        if value != stands:
            found[name] = value
    return found


def _badge(facts: dict[str, Any]) -> str:
    both = f"{facts.get('given_name', '')} {facts.get('family_name', '')}".strip()
    return str(facts.get("badge_name") or both)[:200]


def _name_of(row: Registration) -> str:
    return person_key(row.badge_name)


def _where(entity: int | None, affiliation: str) -> Any:
    return entity or plain(affiliation)


def _said(value: Cell, choice: cells.Choice) -> str:
    said = plain(str(value))
    return "" if not said or said in UNSAID else choice(value)


def _mark(value: Cell) -> bool | None:
    said = plain(str(value))
    if not said or said in UNSAID:
        return None
    for mark, words in CAPITAL.items():
        if said in words.split("|"):
            return mark
    return cells.marked(value)


def _email(value: Cell) -> str:
    said = str(value).strip().removeprefix("mailto:")
    try:
        if said:
            validate_email(said)
    except ValidationError as why:
        raise NoMailbox(said=value) from why
    return said


def _phone(value: Cell) -> str:
    said = str(value)
    if len(said) > LONGEST["phone"]:
        raise NotAPhone(said=said)
    return said
