"""The two files of existing tools: people with an identifier, and quotas by feature and value."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from intersession.methods.base import FileError, Remark

from ._model import Candidate, Quota
from ._table import Cell, Table, read_table

FEATURES, VALUES = ("feature", "category"), ("value", "feature", "name")
EXTRA = ("min_flex", "max_flex", "kind")
KINDS = ("hard", "wished")
MOST_REMARKS = 20


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Which columns of the file of people say what; None where no column does."""

    id: str = "id"
    entity: str | None = None
    priority: str | None = None
    cost: str | None = None
    shared: str | None = None
    must: str | None = None
    barred: str | None = None
    past: str | None = None


@dataclass(frozen=True, kw_only=True)
class Quotas:
    """The quotas of a file, and what a reader should know of it."""

    quotas: tuple[Quota, ...]
    remarks: tuple[Remark, ...]


def read_people(content: bytes, *, file: str, columns: Columns) -> tuple[Candidate, ...]:
    """The people of a file; amounts of money are read in hundredths. Every column but the
    identifier is an attribute. Raises FileError."""
    table = read_table(content, file=file)
    reader = _People(table, columns)
    found: dict[str, Candidate] = {}
    for row in table.rows:
        each = reader.candidate(row)
        if each.id in found:
            raise row[reader.id].refuse(f"{each.id!r} is already on an earlier row.")
        found[each.id] = each
    return tuple(found.values())


class _People:
    """Rows into candidates, by the columns that were named."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self.names = [cell.text for cell in table.header]
        self.id = table.column(columns.id)
        self.at = {
            what: table.column(name)
            for what, name in vars(columns).items()
            if what != "id" and name is not None
        }

    def candidate(self, row: Sequence[Cell]) -> Candidate:
        if not row[self.id].text:
            raise row[self.id].refuse("the identifier is missing.")
        cell = {what: row[at] for what, at in self.at.items()}
        return Candidate(
            id=row[self.id].text,
            attributes={
                name: each.text
                for at, (name, each) in enumerate(zip(self.names, row, strict=True))
                if name and at != self.id
            },
            entity=cell["entity"].text if "entity" in cell else "",
            priority=self._priority(cell.get("priority")),
            cost=cell["cost"].amount() if "cost" in cell else 0,
            must=cell["must"].flag() if "must" in cell else False,
            barred=cell["barred"].flag() if "barred" in cell else False,
            shared=cell["shared"].flag() if "shared" in cell else False,
            past=cell["past"].number() if "past" in cell and cell["past"].text else 0,
        )

    def _priority(self, cell: Cell | None) -> int | None:
        return None if cell is None or not cell.text else cell.number()


def read_quotas(content: bytes, *, file: str, features: Collection[str]) -> Quotas:
    """The quotas of a file on `features`, the columns of the file of people. Raises FileError."""
    table = read_table(content, file=file)
    names = _names(table)
    found: dict[str, Quota] = {}
    for row in table.rows:
        quota = _quota(dict(zip(names, row, strict=True)), features)
        if quota.label in found:
            raise row[0].refuse(f"{quota.label} is already on an earlier row.")
        found[quota.label] = quota
    flexible = {"min_flex", "max_flex"} & set(names)
    remarks = (Remark(code="flex-not-used"),) if flexible else ()
    return Quotas(quotas=tuple(found.values()), remarks=remarks)


def _names(table: Table) -> list[str]:
    """What each column is: feature, value, min, max, then perhaps more."""
    wanted = (FEATURES, VALUES, ("min",), ("max",))
    names = ["feature", "value", "min", "max"]
    header = [cell.text.casefold() for cell in table.header]
    for at, spellings in enumerate(wanted):
        if at >= len(header) or header[at] not in spellings or header[at] in header[:at]:
            said = "the header must be feature,value,min,max (or category,feature,min,max)"
            there = repr(header[at]) if at < len(header) else "nothing"
            raise FileError(f"{said}; {there} stands here.", file=table.file, row=1, column=at + 1)
    for cell in table.header[4:]:
        if cell.text.casefold() not in EXTRA:
            raise cell.refuse(f"{cell.text!r} is none of {', '.join(EXTRA)}.")
        names.append(cell.text.casefold())
    return names


def _quota(cells: dict[str, Cell], features: Collection[str]) -> Quota:
    values = _values(cells["feature"], cells["value"], features)
    least, most = cells["min"].number(), cells["max"].number()
    if least > most:
        raise cells["max"].refuse(f"the most ({most}) is below the least ({least}).")
    for name in ("min_flex", "max_flex"):
        if name in cells and cells[name].text:
            cells[name].number()
    kind = cells["kind"].text.casefold() if "kind" in cells else ""
    if kind and kind not in KINDS:
        raise cells["kind"].refuse(f"{kind!r} is neither hard nor wished.")
    return Quota(values=values, least=least, most=most, wished=kind == "wished")


def _values(feature: Cell, value: Cell, features: Collection[str]) -> tuple[tuple[str, str], ...]:
    """One feature with its value, or a pair: `a+b` with `x+y`."""
    if not feature.text:
        raise feature.refuse("the feature is missing.")
    if feature.text in features:
        return ((feature.text, value.text),)
    names = [name.strip() for name in feature.text.split("+")]
    for name in names:
        if name not in features:
            raise feature.refuse(f"the file of people has no column {name!r}.")
    parts = [part.strip() for part in value.text.split("+")]
    if len(names) > 2 or len(set(names)) < len(names):
        raise feature.refuse("a pair is of two different features.")
    if len(parts) != len(names):
        said = f"{len(names)} features need {len(names)} values with + between, not {value.text!r}."
        raise value.refuse(said)
    return tuple(zip(names, parts, strict=True))


def remarks_on(people: Iterable[Candidate], quotas: Sequence[Quota]) -> tuple[Remark, ...]:
    """People without a value where quotas ask for one, and values that no quota knows."""
    asked: dict[str, set[str]] = {}
    for quota in quotas:
        if len(quota.values) == 1:
            feature, value = quota.values[0]
            asked.setdefault(feature, set()).add(value)
    listed = list(people)
    found = []
    for feature, known in asked.items():
        there = Counter(each.attributes.get(feature, "") for each in listed)
        for value, number in sorted(there.items()):
            if value not in known and (len(known) > 1 or not value):
                code = "value-without-quota" if value else "without-value"
                values = (("feature", feature), ("value", value), ("people", number))
                found.append(Remark(code=code, values=values))
    return tuple(found[:MOST_REMARKS])
