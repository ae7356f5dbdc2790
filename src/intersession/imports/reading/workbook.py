"""XLSX, XLS and ODS by calamine, which sees a file only after it was weighed here.

A ZIP file may unpack to anything, and one cell in the last corner makes a sheet of seventeen
thousand million. So each part is unpacked into nothing first, by its real size and not by the one
it declares, and the places of the cells that hold something are read from the XML.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from xml.parsers import expat

from intersession.imports import rules
from intersession.imports.reading.table import Cell

MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 2000
CHUNK = 256 * 1024
LOCAL_HEADER = struct.Struct("<26xHH")
ENCRYPTED = 1
TITLES = 1000  # rows that may stand above and between


def rows_of_zip(content: bytes) -> list[list[Cell]]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if not _is_sheet({part.filename for part in parts}):
                raise rules.NotASheet()
            _weigh(content, parts)
    except (zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, OverflowError) as why:
        raise rules.SheetBroken() from why
    return _rows(content)


def rows_of_ole(content: bytes) -> list[list[Cell]]:
    """XLS: by its form a sheet ends at row 65,536 and column 256."""
    return _rows(content)


def _is_sheet(names: set[str]) -> bool:
    return "xl/workbook.xml" in names or "xl/workbook.bin" in names or "content.xml" in names


def _weigh(content: bytes, parts: list[zipfile.ZipInfo]) -> None:
    """Raise Expands, TooManyRows or TooManyColumns before anything is kept in memory."""
    left = MOST_UNPACKED
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > left:
        raise rules.Expands(most=MOST_UNPACKED // 1024**2)
    for part in parts:
        look = _look_at(part.filename)
        for piece in _unpacked(content, part):
            left -= len(piece)
            if left < 0:
                raise rules.Expands(most=MOST_UNPACKED // 1024**2)
            look(piece)


def _unpacked(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The real content, whatever size is declared."""
    if part.flag_bits & ENCRYPTED:
        raise rules.SheetLocked()
    names, extra = LOCAL_HEADER.unpack_from(content, part.header_offset)
    begin = part.header_offset + LOCAL_HEADER.size + names + extra
    packed = content[begin : begin + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise rules.SheetBroken()
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    while packed and not engine.eof:
        piece = engine.decompress(packed, CHUNK)
        packed = engine.unconsumed_tail
        yield piece


def _look_at(name: str) -> Callable[[bytes], object]:
    if name.startswith("xl/worksheets/") and name.endswith(".xml"):
        return _parser(_Places().begun)
    if name == "content.xml":
        return _parser(_Repeats().begun)
    return lambda piece: None


def _parser(begun: Callable[[str, dict[str, str]], None]) -> Callable[[bytes], object]:
    parser = expat.ParserCreate()
    parser.StartElementHandler = begun
    parser.StartDoctypeDeclHandler = _no_doctype
    return lambda piece: parser.Parse(piece, False)


def _no_doctype(*_said: Any) -> None:
    raise rules.SheetBroken()


def _check(row: int, column: int) -> None:
    if row > rules.MOST_ROWS + TITLES:
        raise rules.TooManyRows(most=rules.MOST_ROWS)
    if column > rules.MOST_COLUMNS:
        raise rules.TooManyColumns(most=rules.MOST_COLUMNS)


class _Places:
    """Where the cells of XLSX stand that hold something; one without a place follows the last."""

    def __init__(self) -> None:
        self.row = self.column = 0

    def begun(self, name: str, said: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name in ("v", "is"):
            _check(self.row, self.column)
        elif name == "c":
            self._cell(said.get("r", ""))
        elif name == "row":
            self.row, self.column = int(said.get("r") or self.row + 1), 0

    def _cell(self, place: str) -> None:
        letters = place.rstrip("0123456789")
        if not letters:
            self.column += 1
            return
        self.column = 0
        for sign in letters:
            self.column = self.column * 26 + ord(sign) - 64
        self.row = int(place[len(letters) :] or self.row)


class _Repeats:
    """The same for ODS, where a row or a cell may be said to stand there many times."""

    def __init__(self) -> None:
        self.row = self.column = self.repeated = 0

    def begun(self, name: str, said: dict[str, str]) -> None:
        if name == "table:table":
            self.row = self.repeated = 0
        elif name == "table:table-row":
            self.row += self.repeated
            self.column = 0
            self.repeated = int(said.get("table:number-rows-repeated") or 1)
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.column += int(said.get("table:number-columns-repeated") or 1)
            if "office:value-type" in said:
                _check(self.row + self.repeated, self.column)
        elif name == "text:p":
            _check(self.row + self.repeated, self.column)


def _rows(content: bytes) -> list[list[Cell]]:
    """Of the first sheet that is shown and has something in it."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        for sheet in _shown(book):
            grid = book.get_sheet_by_name(sheet)
            if grid.total_height and grid.total_width:
                _check(grid.total_height, grid.total_width)
                rows = grid.to_python(skip_empty_area=False)
                return [[_cell(value) for value in row] for row in rows]
    except PasswordError as why:
        raise rules.SheetLocked() from why
    except (CalamineError, OSError, ValueError) as why:
        raise rules.SheetBroken() from why
    raise rules.NothingInIt()


def _shown(book: Any) -> list[str]:
    from python_calamine import SheetVisibleEnum  # noqa: PLC0415  see _rows

    sheets = book.sheets_metadata
    shown = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
    return shown or [sheet.name for sheet in sheets]


def _cell(value: Any) -> Cell:
    """As a person would type it: 2004 and not 2004.0; a date stays a date."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, date):
        return value
    return "" if value is None else _hours(value)


def _hours(value: Any) -> str:
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(value)
