"""A field of a list that comes in, and a kind of list with its fields."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Field:
    """`heads` are further heads, "|" between them; `for_all`: one value may hold for all rows;
    `lasts`: that value is remembered for the next list with the same heads; `column`: whether a
    column may say it."""

    code: str
    label: Any
    heads: str = ""
    for_all: bool = False
    lasts: bool = False
    by_default: str = ""
    column: bool = True


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`needs`: of each group at least one column, or a value that holds for all rows."""

    code: str
    name: Any
    about: Any
    fields: tuple[Field, ...]
    needs: tuple[tuple[str, ...], ...]
    by_code: dict[str, Field] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {one.code: one for one in self.fields})


CODE = Field(
    code="code",
    label=_("Code of the Entity"),
    heads="code|codes|iso|iso code|code iso|codigo iso|codigo|iso3|iso2|iso 3166|iso3166 1 alpha 3|"
    "alpha 3|alpha 2|country code|code pays|codigo pais|codigo de pais|code du pays|code iso2|"
    "code iso3|code iso 2|code iso 3|codigo iso2|codigo iso3|trigramme|m49|code m49|codigo m49|"
    "slug|address of its page|"
    "code of three letters iso 3166 1|code of two letters iso 3166 1",
)
