"""Which Entity is meant: by code, by address, by a name in any language. Never guessed: what two
Entities fit, or none, is asked of the officer, with those that come near."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal
from intersession.imports.words import place_key, plain
from intersession.membership.models import Entity
from intersession.ui.text import text

FIELDS = ("pk", "slug", "name", "formal_name", "local_name", "iso2", "iso3", "m49")
MOST_NEAR = 8
MOST_ASKED = 40  # names for which those that come near are looked up
NEAR = 0.75


class NobodyNamed(Refusal):
    message = _("No Entity is named in this row.")


class UnknownCode(Refusal):
    message = _("No Entity has the code “%(code)s”.")


class UnknownName(Refusal):
    message = _("No Entity is called “%(name)s”.")


class SeveralFit(Refusal):
    message = _("“%(name)s” may be %(which)s.")


class CodeAndNameDiffer(Refusal):
    message = _("The code %(code)s is that of %(one)s, the name that of %(other)s.")


@dataclass(kw_only=True)
class Asked:
    """A name the officer has to explain; `near` are Entities that may be meant, or, of a `person`,
    those who are registered already."""

    name: str
    key: str
    rows: list[int]
    near: list["Place"]
    person: bool = False


@dataclass(frozen=True, kw_only=True)
class Place:
    pk: int
    slug: str
    name: dict[str, str]

    @property
    def words(self) -> str:
        return text(self.name)


@dataclass(kw_only=True)
class Places:
    """Every Entity by its codes and names. One query to make."""

    answers: Mapping[str, str]
    by_code: dict[str, Place] = field(default_factory=dict)
    by_key: dict[str, dict[int, Place]] = field(default_factory=dict)
    by_slug: dict[str, Place] = field(default_factory=dict)
    asked: dict[str, Asked] = field(default_factory=dict)

    def of_row(self, code: str, name: str, row: int) -> Place:
        if not (code or name):
            raise NobodyNamed()
        if not code:
            return self.named(name, row)
        found = self.by_code.get(plain(code)) or self.by_slug.get(code.lower())
        if found is None:
            # In some lists the column of codes holds names.
            if place_key(code) not in self.by_key:
                raise UnknownCode(code=code)
            return self.named(code, row)
        others = self.by_key.get(place_key(name), {}) if name else {}
        if others and found.pk not in others and len(others) == 1:
            other = next(iter(others.values()))
            raise CodeAndNameDiffer(code=code, one=found.words, other=other.words)
        return found

    def named(self, name: str, row: int) -> Place:
        key = place_key(name)
        fitting = self.by_key.get(key, {})
        if len(fitting) == 1:
            return next(iter(fitting.values()))
        if not fitting and (code := self.by_code.get(plain(name))):
            return code
        if answer := self.by_slug.get(self.answers.get(key, "")):
            return answer
        self._ask(name, key, row, list(fitting.values()))
        if fitting:
            which = _(" or ").join(sorted(place.words for place in fitting.values()))
            raise SeveralFit(name=name, which=which)
        raise UnknownName(name=name)

    def _ask(self, name: str, key: str, row: int, fitting: list[Place]) -> None:
        if key not in self.asked:
            near = fitting or (self._near(key) if len(self.asked) < MOST_ASKED else [])
            self.asked[key] = Asked(name=name, key=key, rows=[], near=near)
        self.asked[key].rows.append(row)

    def _near(self, key: str) -> list[Place]:
        """Those whose name has all these words, then those written nearly so."""
        words = set(key.split())
        within = [k for k in self.by_key if words and words <= set(k.split())]
        alike = get_close_matches(key, self.by_key, n=MOST_NEAR, cutoff=NEAR)
        found: dict[int, Place] = {}
        for one in [*within, *alike]:
            found |= self.by_key[one]
        return list(found.values())[:MOST_NEAR]


def places(answers: Mapping[str, str]) -> Places:
    made = Places(answers=answers)
    for row in Entity.objects.order_by("slug").values(*FIELDS):
        add(made, row)
    return made


def add(made: Places, row: Mapping[str, Any]) -> None:
    place = Place(pk=row["pk"], slug=row["slug"], name=row["name"])
    made.by_slug[place.slug] = place
    for code in (row["iso3"], row["iso2"], row["m49"]):
        if code:
            made.by_code[plain(code)] = place
    if row["m49"]:
        made.by_code[row["m49"].lstrip("0")] = place
    for key in _keys(row):
        made.by_key.setdefault(key, {})[place.pk] = place


def _keys(row: Mapping[str, Any]) -> Iterable[str]:
    said = [*row["name"].values(), *row["formal_name"].values(), row["local_name"]]
    return {place_key(name) for name in said if name} - {""}
