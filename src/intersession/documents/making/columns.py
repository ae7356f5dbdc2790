"""How wide the columns of a table are, the same in every form of a paper."""

from intersession.documents.making.paper import Table

WIDEST = 36  # characters: a longer cell breaks into lines
LONGEST_WORD = 20  # characters: a longer word is broken
NARROWEST = 5  # characters: a column of figures keeps its figures together
AIR = 3  # characters of padding in each cell


def shares(table: Table) -> tuple[float, ...]:
    """The part of the width each column takes; together 1.

    A column asks for its longest cell, up to `WIDEST`; the asked widths are scaled to the page.
    """
    asked = [_asked(cells) for cells in zip(table.heads, *table.rows, strict=True)]
    return tuple(one / sum(asked) for one in asked)


def _asked(cells: tuple[str, ...]) -> int:
    longest_cell = max(len(cell) for cell in cells)
    longest_word = max((len(word) for cell in cells for word in cell.split()), default=0)
    return max(NARROWEST, min(longest_word, LONGEST_WORD), min(longest_cell, WIDEST)) + AIR
