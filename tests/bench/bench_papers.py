"""CPU of official papers: a list of 230 rows, and notes verbales to 132 Missions in one file."""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))

from intersession.documents.making import (  # noqa: E402
    Block,
    Paper,
    Paragraph,
    Signature,
    Table,
    as_docx,
    as_pdf,
)

NAMES = ("International Dialogue on Migration", "Dialogue international sur la migration")
ROUNDS = 5


def main() -> int:
    rows = tuple(
        (f"State of Number {n}", str(n), "since 20 October 1995", "African States", "LDC, LLDC")
        for n in range(1, 231)
    )
    listed = paper(Table(heads=("Name", "No.", "Status", "Region", "Groups"), rows=rows))
    note = paper(Paragraph(words="The Administration presents its compliments. " * 12), SIGNED)
    work = (
        ("list of 230 rows, PDF", lambda: as_pdf(listed), 0.4),
        ("list of 230 rows, DOCX", lambda: as_docx(listed), 0.4),
        ("132 notes verbales in one PDF", lambda: as_pdf(*[note] * 132), 2.0),
    )
    print(f"{'paper':34}{'best s':>9}{'limit':>7}")
    slow = 0
    for what, make, limit in work:
        best = min(seconds(make) for _round in range(ROUNDS))
        slow += best > limit
        print(f"{what:34}{best:>9.3f}{limit:>7}")
    return int(slow > 0)


SIGNED = Signature(to=("Permanent Mission of Arvoria",), by=("For the Administration",))


def paper(*blocks: Block) -> Paper:
    return Paper(title="A paper", language="en", organisation=NAMES, symbol="X/1", blocks=blocks)


def seconds(make: object) -> float:
    began = time.process_time()
    make()  # type: ignore[operator]
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
