"""A file somebody drops in, read into one shape: heads and rows as a spreadsheet numbers them."""

from intersession.imports.reading.files import read
from intersession.imports.reading.table import Cell, Column, Row, Table, letter

__all__ = ["Cell", "Column", "Row", "Table", "letter", "read"]
