"""Lists that come in: what there can be in them, one that came, what it would do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from intersession.api.reading import Asked, Sent
from intersession.api.receiving import Octets
from intersession.api.shapes import Listed, Paged, Slug, chosen, code, text
from intersession.imports import columns
from intersession.imports.models import Import
from intersession.imports.plans import Line, Plan, What
from intersession.imports.queries import PlanPage
from intersession.imports.reading import Table
from intersession.imports.rules import MOST_OCTETS

KINDS = list(columns.KINDS)
Place = text(3, 1)  # "0" is the first column


class SheetFile(Octets):
    """A list as a file."""

    most = MOST_OCTETS


class AskReceive(Asked):
    """What the list holds; `question`: which one a list of preferences answers."""

    kind: chosen(KINDS)
    question: Slug | None = None
    name: text(200) = "list"


class AskPreview(Paged):
    """`show`: only the rows that would do this."""

    show: chosen(What) | None = None


class AskBad(Asked):
    sheet: chosen(["csv", "xlsx"]) = "xlsx"


class Arrange(Sent):
    """What each column means, by its place: a field of the kind, or "option:" and the code of one.
    `given`: what holds for all rows. What is left out is not used."""

    columns: Annotated[dict[Place, text(60)], Field(max_length=200)]
    given: Annotated[dict[text(40), text(200)], Field(max_length=40)] = {}


class Names(Sent):
    """Which Entity is meant, by the key under which the preview asks; "" is none of them."""

    answers: Annotated[dict[text(300), text(80)], Field(max_length=100)]


class TakeIn(Sent):
    """`seen`: the digest of the preview. `without_bad`: bad rows are left out."""

    seen: text(64, 64)
    without_bad: bool = False


@dataclass(frozen=True, kw_only=True)
class FieldOfKind:
    """`for_all`: one value may hold for all rows."""

    code: str
    label: str
    for_all: bool


@dataclass(frozen=True, kw_only=True)
class SheetKind:
    """`needs`: of each group at least one field, in a column or for all rows."""

    kind: code(KINDS)
    name: str
    fields: list[FieldOfKind]
    needs: list[list[str]]


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """`counts`: once taken in. The file is deleted after `delete_after`."""

    uid: str
    kind: code(KINDS)
    question: str
    name: str
    size: int
    sha256: str
    state: code(Import.State.values)
    by: str
    received_at: datetime
    taken_in_at: datetime | None
    undone_at: datetime | None
    delete_after: date
    counts: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class SheetColumn:
    """`means`: as was guessed, remembered or said; "" where it is not used."""

    place: str
    letter: str
    head: str
    samples: list[str]
    twice: list[str]
    means: str


@dataclass(frozen=True, kw_only=True)
class SheetFull:
    """`columns` until it is taken in. `job`: the work that does it, where the list is long."""

    sheet: SheetRow
    columns: list[SheetColumn]
    given: dict[str, str]
    job: str


@dataclass(frozen=True, kw_only=True)
class ChangeOf:
    label: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class PreviewLine:
    """`row` as the spreadsheet numbers it; `reason`: why it cannot be taken in."""

    row: int
    what: code(What)
    title: str
    changes: list[ChangeOf]
    reason: str


@dataclass(frozen=True, kw_only=True)
class Near:
    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class AskedName:
    """A name that fits no Entity, or several; `near` are those that may be meant."""

    key: str
    name: str
    rows: list[int]
    near: list[Near]


@dataclass(frozen=True, kw_only=True)
class Preview:
    """`seen` is sent along to take it in. `changed`: rows that would do otherwise than when they
    were first seen; `twin`: the same file, taken in before."""

    seen: str
    counts: dict[str, int]
    asked: list[AskedName]
    changed: list[int]
    twin: str
    lines: Listed[PreviewLine]

    def links(self, request: Any) -> str:
        return self.lines.links(request)


def kind(one: columns.Kind) -> SheetKind:
    return SheetKind(
        kind=one.code,
        name=str(one.name),
        fields=[
            FieldOfKind(code=field.code, label=str(field.label), for_all=field.for_all)
            for field in one.fields
        ],
        needs=[list(group) for group in one.needs],
    )


PLAIN = ("kind", "name", "size", "sha256", "state", "by", "received_at", "taken_in_at")


def row(source: Import) -> SheetRow:
    return SheetRow(
        uid=str(source.uid),
        question=source.question.slug if source.question else "",
        undone_at=source.undone_at,
        delete_after=source.delete_after,
        counts=source.counts,
        **{name: getattr(source, name) for name in PLAIN},
    )


def full(source: Import, table: Table | None, job: str = "") -> SheetFull:
    means = source.columns
    return SheetFull(
        sheet=row(source),
        columns=[
            SheetColumn(
                place=str(one.place),
                letter=one.letter,
                head=one.head,
                samples=list(one.samples),
                twice=list(one.twice),
                means=means.get(str(one.place), ""),
            )
            for one in (table.columns if table else ())
        ],
        given=source.given,
        job=job,
    )


def preview(plan: Plan, page: PlanPage, lines: Listed[PreviewLine]) -> Preview:
    return Preview(
        seen=plan.digest,
        counts=plan.counts,
        asked=[
            AskedName(
                key=one.key,
                name=one.name,
                rows=one.rows,
                near=[Near(slug=place.slug, name=place.words) for place in one.near],
            )
            for one in plan.asked
        ],
        changed=sorted(page.changed),
        twin=str(page.twin.uid) if page.twin else "",
        lines=lines,
    )


def line(one: Line) -> PreviewLine:
    return PreviewLine(
        row=one.number,
        what=one.what.value,
        title=one.title,
        changes=_changes(one.changes),
        reason=one.reason,
    )


def _changes(found: Iterable[Any]) -> list[ChangeOf]:
    return [ChangeOf(label=str(c.label), old=str(c.old), new=str(c.new)) for c in found]
