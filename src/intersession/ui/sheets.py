"""Lists as sheets: the same rows as CSV and as XLSX, with heads in the reader's language.

A cell keeps its type: a date is a date, a number a number. Text that a spreadsheet would run as a
formula stays text: behind an apostrophe in CSV, as a quoted text cell in XLSX. Moments are written
at the hour of the duty station, for a spreadsheet knows no time zones.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from intersession.ui.languages import get_language

Cell = str | int | float | Decimal | bool | date | datetime | None
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # a spreadsheet would run a cell that begins so
LONGEST = 32_767  # characters a cell of XLSX can hold
NARROWEST, WIDEST = 8, 60  # characters
MOST = 100_000  # rows of one sheet
LOOKED_AT = 200  # rows that say how wide a column is
FORMS = {"date": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm"}
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  without a clock: the same list is the same file


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`name` is the file's without its ending: plain letters, figures and hyphens."""

    title: str
    name: str
    heads: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]


def asked(request: HttpRequest) -> str:
    """Which kind of sheet the reader asks a list for: "csv", "xlsx", or "" for the page."""
    form = request.GET.get("sheet", "")
    return form if form in TYPES else ""


def answer(sheet: Sheet, form: str) -> HttpResponse:
    content = as_xlsx(sheet) if form == "xlsx" else as_csv(sheet)
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{sheet.name}.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with its mark, so that spreadsheets read the accents; lines end as RFC 4180 says."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow([_plain(head) for head in sheet.heads])
    writer.writerows([_plain(cell) for cell in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return _local(cell).isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float | Decimal):
        return str(int(cell) if isinstance(cell, bool) else cell)
    said = str(cell)
    # What begins with an apostrophe before such a sign keeps it: reading takes one away.
    return f"'{said}" if said.lstrip("'").startswith(FORMULA) else said


def as_xlsx(sheet: Sheet) -> bytes:
    """One worksheet; its head is bold, stays in sight and can be filtered."""
    import xlsxwriter  # noqa: PLC0415  60 ms that a server without exports need not spend

    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"constant_memory": True, "remove_timezone": True})
    book.set_properties({"title": sheet.title[:250], "comments": "", "created": CREATED})
    book.set_custom_property("Language", get_language())
    page = book.add_worksheet(_tab(sheet.title))
    _fill(page, sheet, _looks(book))
    book.close()
    return made.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    looks = {name: book.add_format({"num_format": form}) for name, form in FORMS.items()}
    looks["text"] = book.add_format({"quote_prefix": True})
    looks["head"] = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
    return looks


def _fill(page: Any, sheet: Sheet, looks: dict[str, Any]) -> None:
    rows = list(sheet.rows)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)
    page.set_landscape()
    page.set_paper(9)  # A4
    for column, head in enumerate(sheet.heads):
        page.set_column(column, column, _width(head, column, rows))
    _write(page, 0, sheet.heads, {**looks, "text": looks["head"], "plain": looks["head"]})
    for number, row in enumerate(rows, start=1):
        _write(page, number, row, looks)
    if rows:
        page.autofilter(0, 0, len(rows), len(sheet.heads) - 1)


def _width(head: str, column: int, rows: list[Sequence[Cell]]) -> int:
    longest = max((len(_plain(row[column])) for row in rows[:LOOKED_AT]), default=0)
    return min(max(longest, min(len(head), 20), NARROWEST) + 2, WIDEST)


def _write(page: Any, number: int, row: Sequence[Cell], looks: dict[str, Any]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, datetime):
            page.write_datetime(number, column, _local(cell), looks["moment"])
        elif isinstance(cell, date):
            page.write_datetime(number, column, cell, looks["date"])
        elif isinstance(cell, int | float | Decimal):
            page.write_number(number, column, float(cell) if isinstance(cell, Decimal) else cell)
        elif cell is not None and cell != "":
            said = str(cell)
            runs = said.startswith(FORMULA)
            look = looks["text"] if runs else looks.get("plain")
            page.write_string(number, column, _fitting(said), look)


def _fitting(said: str) -> str:
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def _tab(title: str) -> str:
    """The name of a worksheet: at most 31 characters, none of seven, no apostrophe at its ends."""
    allowed = "".join(" " if sign in "[]:*?/\\" else sign for sign in title)
    return " ".join(allowed.split())[:31].strip("' ") or "1"


def _local(moment: datetime) -> datetime:
    zone = ZoneInfo(settings.DUTY_STATION["time_zone"])
    return moment.astimezone(zone).replace(tzinfo=None)
