"""Entities: found again by code, address or name; a row changes only what it says."""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal
from intersession.imports import cells
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
from intersession.imports.reading import Cell, Row
from intersession.imports.words import place_key, plain
from intersession.membership.actions import CHANGEABLE
from intersession.membership.labels import KIND_NAMES
from intersession.membership.models import Entity
from intersession.membership.rules import RESERVED_SLUGS, slug_of
from intersession.ui.dates import zones
from intersession.ui.text import text

CODES = ("iso3", "iso2", "m49")
PLAIN = {"local_name": 150, "capital": 100, "address": 400}
FORMS = {"iso2": r"[A-Z]{2}", "iso3": r"[A-Z]{3}", "m49": r"[0-9]{3}"}
PHONE = re.compile(r"\+?[0-9 ()./-]{3,40}")
LANGUAGES = tuple(code for code, _own in settings.LANGUAGES)
NAME_LENGTH = {"name": 150, "formal": 200}
kind_of = cells.Choice(
    KIND_NAMES,
    state="country|pays|pais|etat membre|member state|estado miembro|states|etats|estados",
    igo="intergovernmental organization|oig|organisation internationale|international organization|"
    "international organisation|organizacion internacional|io",
    ngo="ong|non governmental organization|civil society|societe civile|sociedad civil",
    academia="university|universite|universidad|academic|research",
    media="medios|medias|press|presse|prensa",
    private_sector="private|company|entreprise|empresa",
    regional_organisation="regional organization|organisation regionale|organizacion regional",
)


class NotACode(Refusal):
    message = _("“%(said)s” has not the form of this code.")


class NotAPhone(Refusal):
    message = _("“%(said)s” is no telephone number.")


class NoTimeZone(Refusal):
    message = _("“%(said)s” is no time zone. Write it as Europe/Zurich.")


class CodesOfTwo(Refusal):
    message = _("The codes of this row belong to two Entities: %(one)s and %(other)s.")


class OtherCode(Refusal):
    message = _("%(name)s has the code %(old)s; the row says %(new)s. Change it on its page.")


class AddressTaken(Refusal):
    message = _("The address “%(slug)s” is taken. Give another one in a column of its own.")


def plan(given: Given) -> list[Line]:
    return lines_of(given, _Entities(given).line, title_from(given, "name", "name_en", "iso3"))


class _Entities:
    def __init__(self, given: Given) -> None:
        self.given = given
        fields = ("pk", "slug", *CHANGEABLE)
        self.known = {row["pk"]: row for row in Entity.objects.values(*fields)}
        self.rows: dict[int | str, int] = {}  # by primary key, or by the address of a new one
        self.taken = {row["slug"] for row in self.known.values()} | RESERVED_SLUGS
        self.codes: dict[tuple[str, str], int] = {}

    def line(self, row: Row) -> Line:
        facts = self._facts(row)
        slug = self.given.said(row, "slug", 80)
        known = self._found(row, facts, slug)
        return self._new(row, facts, slug) if known is None else self._changed(row, facts, known)

    def _facts(self, row: Row) -> dict[str, Any]:
        given = self.given
        facts: dict[str, Any] = {
            "name": self._worded(row, "name"),
            "formal_name": self._worded(row, "formal"),
            **{code: given.read(row, code, _code, FORMS[code]) for code in CODES},
            **{code: given.said(row, code, most) for code, most in PLAIN.items()},
            "kind": given.read(row, "kind", kind_of) if given.cell(row, "kind") else "",
            "language": given.read(row, "language", cells.language),
            "phone": given.read(row, "phone", _phone),
            "time_zone": given.read(row, "time_zone", _zone),
            "protocol_rank": given.read(row, "protocol_rank", cells.number, 1, 9999),
        }
        return {name: value for name, value in facts.items() if value not in ("", None, {})}

    def _worded(self, row: Row, code: str) -> dict[str, str]:
        most = NAME_LENGTH[code]
        said = {lang: self.given.said(row, f"{code}_{lang}", most) for lang in LANGUAGES}
        if code == "name" and (alone := self.given.said(row, "name", most)):
            language = self.given.read(row, "in_language", cells.language) or LANGUAGES[0]
            said[language] = said[language] or alone
        return {lang: words for lang, words in said.items() if words}

    def _found(self, row: Row, facts: dict[str, Any], slug: str) -> dict[str, Any] | None:
        places = self.given.places
        coded = [places.by_code[plain(facts[c])] for c in CODES if _is(places, facts.get(c, ""))]
        if slug in places.by_slug:
            coded.append(places.by_slug[slug])
        pks = {place.pk: place for place in coded}
        if len(pks) > 1:
            one, other = list(pks.values())[:2]
            raise CodesOfTwo(one=one.words, other=other.words)
        if pks:
            return self.known[next(iter(pks))]
        return self._by_name(row, facts.get("name", {}))

    def _by_name(self, row: Row, names: Mapping[str, str]) -> dict[str, Any] | None:
        """A name that several bear is asked; one that nobody bears is a new Entity."""
        places = self.given.places
        for name in names.values():
            if place_key(name) in places.by_key:
                return self.known[places.named(name, row.number).pk]
        return None

    def _new(self, row: Row, facts: dict[str, Any], slug: str) -> Line:
        if not facts.get("name"):
            raise LeftEmpty(label=self.given.kind.by_code["name"].label)
        if not facts.get("kind"):
            raise LeftEmpty(label=self.given.kind.by_code["kind"].label)
        slug = slug or slug_of(facts["name"])
        if slug in self.rows:
            raise SaidBefore(row=self.rows[slug], what=text(facts["name"]))
        for code in CODES:
            if before := self.codes.get((code, facts.get(code, ""))):
                raise SaidBefore(row=before, what=facts[code])
        if not slug or slug in self.taken:
            raise AddressTaken(slug=slug)
        self.rows[slug] = row.number
        self.codes |= {(code, facts[code]): row.number for code in CODES if facts.get(code)}
        changes = tuple(Change(self._label(n), "", _words(n, v)) for n, v in facts.items())
        act = {"do": "add_entity", "slug": slug, "facts": facts}
        title = text(facts["name"])
        return Line(number=row.number, what=What.ADD, title=title, changes=changes, act=act)

    def _changed(self, row: Row, facts: dict[str, Any], known: dict[str, Any]) -> Line:
        title = text(known["name"])
        if known["pk"] in self.rows:
            raise SaidBefore(row=self.rows[known["pk"]], what=title)
        self.rows[known["pk"]] = row.number
        for code in CODES:
            if known[code] and facts.get(code, known[code]) != known[code]:
                raise OtherCode(name=title, old=known[code], new=facts[code])
        if "kind" not in self.given.columns:
            facts.pop("kind", None)  # what holds for all rows is said of new ones only
        if "language" not in self.given.columns:
            facts.pop("language", None)
        new = {name: _merged(known[name], value) for name, value in facts.items()}
        new = {name: value for name, value in new.items() if value != known[name]}
        if not new:
            return Line(number=row.number, what=What.SAME, title=title)
        old = {name: known[name] for name in new}
        changes = tuple(
            Change(self._label(name), _words(name, old[name]), _words(name, value))
            for name, value in new.items()
        )
        act = {"do": "change_entity", "entity": known["pk"], "old": old, "new": new}
        return Line(number=row.number, what=What.CHANGE, title=title, changes=changes, act=act)

    def _label(self, name: str) -> str:
        code = {"formal_name": "formal_en"}.get(name, name)
        return str(self.given.kind.by_code[code].label)


def _is(places: Any, code: str) -> bool:
    return bool(code) and plain(code) in places.by_code


def _merged(old: Any, new: Any) -> Any:
    return {**old, **new} if isinstance(new, dict) else new


def _words(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return " · ".join(f"{words} ({code})" for code, words in sorted(value.items()))
    if name == "kind":
        return str(KIND_NAMES.get(value, value))
    return "" if value is None else str(value)


def _code(value: Cell, form: str) -> str:
    said = str(value).upper()
    if form.startswith("[0-9]") and said.isdecimal():
        said = said.zfill(3)
    if said and not re.fullmatch(form, said):
        raise NotACode(said=value)
    return said


def _phone(value: Cell) -> str:
    said = str(value)
    if said and not PHONE.fullmatch(said):
        raise NotAPhone(said=said)
    return said


def _zone(value: Cell) -> str:
    said = str(value)
    if said and said not in zones():
        raise NoTimeZone(said=said)
    return said
