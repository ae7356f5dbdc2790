"""What operations take and give, one module per noun. Slugs and uids, never primary keys.

What is given is a frozen dataclass, written as it is; what is taken is checked field by field.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Generic, Literal, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, WithJsonSchema

from intersession.access.guard import Refusal
from intersession.api.reading import Asked

T = TypeVar("T")
MOST_ON_A_PAGE, MOST_PAGES = 250, 10_000
DATED = re.compile(r"\d{4}-\d\d-\d\d")
LANGUAGES = tuple(code for code, _own in settings.LANGUAGES)


class HourOutOfReach(Refusal):
    message = _("Give a day and an hour between 1900 and 2200.")


def _reachable(value: Any) -> Any:
    """Farther away the hour could not be told in every time zone."""
    if not 1900 < value.year < 2200:
        raise HourOutOfReach()
    return value


def _written_out(value: Any) -> Any:
    """2011-10-20, and not seconds since some beginning."""
    if not isinstance(value, str) or not DATED.match(value):
        raise ValueError("written out")
    return value


def _typed(value: str) -> str:
    """A NUL, which PostgreSQL cannot keep and nobody can type, is left out."""
    return value.replace("\0", "")


def chosen(values: Iterable[str]) -> Any:
    """One of these, in what is taken."""
    return Literal[tuple(str(value) for value in values)]


def code(values: Iterable[str]) -> Any:
    """One of these, in what is given."""
    return Annotated[str, WithJsonSchema({"type": "string", "enum": [str(v) for v in values]})]


def text(most: int, least: int = 0) -> Any:
    return Annotated[str, Field(min_length=least, max_length=most), AfterValidator(_typed)]


def worded(most: int, least: int = 0) -> Any:
    """What somebody writes, by language; `least` 1: in one language at least."""
    words = dict[Literal[LANGUAGES], text(most, least)]
    return Annotated[words, Field(min_length=least)]


def written(most: int, least: int = 0) -> Any:
    """As `worded`, without the languages in which nothing but blanks was written, as on pages."""
    return Annotated[worded(most, least), AfterValidator(_said)]


def _said(words: dict[str, str]) -> dict[str, str]:
    return {language: said for language, one in words.items() if (said := one.strip())}


Words = dict[str, str]  # by language
_lax = Field(strict=False)  # JSON knows no dates: they come as text
Hour = Annotated[AwareDatetime, _lax, BeforeValidator(_written_out), AfterValidator(_reachable)]
Day = Annotated[date, _lax, BeforeValidator(_written_out), AfterValidator(_reachable)]
Slug = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,100}$")]


class Paged(Asked):
    """Which part of a list."""

    limit: Annotated[int, Field(ge=1, le=MOST_ON_A_PAGE)] = 100
    page: Annotated[int, Field(ge=1, le=MOST_PAGES)] = 1


@dataclass(frozen=True, kw_only=True)
class Listed(Generic[T]):
    """A part of a list; the header Link leads to the others."""

    items: list[T]
    total: int
    page: int
    pages: int

    def links(self, request: Any) -> str:
        places = {"first": 1, "prev": self.page - 1, "next": self.page + 1, "last": self.pages}
        found = []
        for word, number in places.items():
            if 1 <= number <= self.pages and (number != self.page or word in ("first", "last")):
                asked = {**request.GET.dict(), "page": str(number)}
                found.append(f'<{request.path}?{urlencode(asked)}>; rel="{word}"')
        return ", ".join(found)


def part(rows: Any, asked: Paged, make: Any, total: int | None = None) -> Listed[Any]:
    """The rows of the page that was asked for, made into their shape; a QuerySet is cut first."""
    count = total if total is not None else (len(rows) if isinstance(rows, list) else rows.count())
    start = (asked.page - 1) * asked.limit
    return Listed(
        items=[make(row) for row in rows[start : start + asked.limit]],
        total=count,
        page=asked.page,
        pages=max(1, -(-count // asked.limit)),
    )
