"""Files of rows of which each names the one before: written in one way, so that a changed byte is
found and its row named.

JSON Lines in UTF-8. Every row has its number, the digest of the row before, and its own: SHA-256
of the row without it, with sorted keys and no spaces.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any

FIRST = "0" * 64  # what the first row names
Row = dict[str, Any]


def canonical(row: Mapping[str, Any]) -> str:
    """The one way to write an object: sorted keys, no spaces, no escapes where none is needed."""
    return json.dumps(
        row, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def row_digest(row: Mapping[str, Any]) -> str:
    """SHA-256 of a row without its own digest."""
    bare = {key: value for key, value in row.items() if key != "digest"}
    return sha256(canonical(bare).encode("utf-8")).hexdigest()


def chained(rows: Iterable[Row]) -> tuple[bytes, str]:
    """The rows numbered, each hung on the one before, as the bytes of a file; and the digest of
    the last."""
    lines, previous = [], FIRST
    for number, row in enumerate(rows, start=1):
        row = {**row, "row": number, "previous": previous}
        previous = row["digest"] = row_digest(row)
        lines.append(canonical(row) + "\n")
    return "".join(lines).encode("utf-8"), previous


def is_chained(content: bytes) -> bool:
    """Whether bytes look like such a file rather than CSV."""
    return content.lstrip()[:1] == b"{"


def read_chained(content: bytes, wrong: Callable[[str, int], Exception]) -> list[Row]:
    """The rows, with all of the chain checked. Raises what `wrong` makes of a sentence and the
    number of the row, from 1."""
    *lines, rest = content.split(b"\n")
    if rest:
        lines.append(rest)
    rows: list[Row] = []
    previous = FIRST
    for number, line in enumerate(lines, start=1):
        row = _parsed(line, number, wrong)
        if row.get("row") != number or row.get("previous") != previous:
            raise wrong("it does not follow the row before it.", number)
        if row.get("digest") != row_digest(row):
            raise wrong("it was altered: its digest is another.", number)
        previous = row["digest"]
        rows.append(row)
    if not rows:
        raise wrong("the file is empty.", 1)
    if rest:
        raise wrong("the line is not ended.", len(rows))
    return rows


def _parsed(line: bytes, number: int, wrong: Callable[[str, int], Exception]) -> Row:
    try:
        row = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        raise wrong("it cannot be read.", number) from None
    # Written again, a row must give the same bytes: no space, key or escape more or fewer.
    if not isinstance(row, dict) or not _same(row, line):
        raise wrong("it is not written in the one way it must be.", number)
    return row


def _same(row: Row, line: bytes) -> bool:
    try:
        return canonical(row).encode("utf-8") == line
    except ValueError:
        return False


def shaped(number: int, read: Callable[[], Any], wrong: Callable[[str, int], Exception]) -> Any:
    """What `read` makes of a row; where a part of it is missing, what `wrong` makes of that."""
    try:
        return read()
    except (KeyError, TypeError, ValueError, AttributeError):
        raise wrong("a part is missing or of the wrong kind.", number) from None
