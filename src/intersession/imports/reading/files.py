"""Which kind of file it is, by what it begins with and never by its name."""

from collections.abc import Callable

from intersession.imports import rules
from intersession.imports.reading import plain, workbook
from intersession.imports.reading.table import Table, table_of

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What other files begin with, that would else be read as text in Latin letters.
OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ", b"\x1f\x8b", b"{\\rtf")


def read(content: bytes, name: str, is_head: Callable[[str], bool]) -> Table:
    """The first sheet with something in it. `is_head` knows the heads of this kind of list."""
    if not content:
        raise rules.FileEmpty(name=name)
    if len(content) > rules.MOST_OCTETS:
        raise rules.FileTooLarge(name=name)
    if content.startswith(OTHERS):
        raise rules.NotASheet()
    if content.startswith(ZIP):
        return table_of(workbook.rows_of_zip(content), is_head)
    if content.startswith(OLE):
        return table_of(workbook.rows_of_ole(content), is_head)
    return table_of(plain.rows(content), is_head)
