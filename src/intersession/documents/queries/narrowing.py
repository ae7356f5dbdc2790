"""The register narrowed: by year, kind, language, distribution, and by what an app above knows."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from intersession.access.guard import Actor
from intersession.documents import rules
from intersession.documents.models import Document, DocumentVersion
from intersession.documents.queries.lines import readable_by


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """A further way to narrow the register, such as by meeting; an app above hangs it in."""

    name: str  # of the field
    label: Any
    every: Any  # the words for no choice
    choices: Callable[[], list[tuple[str, Any]]]
    documents: Callable[[str], Collection[int]]  # primary keys, by the value of a choice


_groupings: list[Grouping] = []


def hang(grouping: Grouping) -> None:
    """Hanging the same one twice shows it once."""
    if grouping not in _groupings:
        _groupings.append(grouping)


def groupings() -> list[Grouping]:
    return _groupings


def years(actor: Actor) -> list[int]:
    """The years of the documents somebody may read, the latest first. One query."""
    return [day.year for day in readable_by(actor).dates("dated", "year", order="DESC")]


def narrowed(rows: QuerySet[Document], asked: Mapping[str, Any]) -> QuerySet[Document]:
    """What is left blank narrows nothing."""
    plain = {
        "kind": asked.get("kind"),
        "distribution": asked.get("distribution"),
        "symbol__icontains": asked.get("symbol"),
        "dated__year": asked.get("year"),
    }
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    for grouping in _groupings:
        if asked.get(grouping.name):
            rows = rows.filter(pk__in=grouping.documents(asked[grouping.name]))
    return rows


def out_in(language: str) -> Exists:
    """Whether a document can be read in the language."""
    out = {"language": language, "state__in": rules.OUT}
    return Exists(DocumentVersion.objects.filter(document=OuterRef("pk"), **out))
