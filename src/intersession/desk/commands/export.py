"""`intersession export DIR`: the whole dialogue as open files."""

import argparse
import json
import sys
from pathlib import Path

from intersession.desk.archive import folder, writing


def main(argv: list[str]) -> int:
    """0 written; 1 refused, in words; 2 wrong usage, or a folder that cannot be written."""
    given = _parser().parse_args(argv)
    try:
        manifest = writing.write(Path(given.folder))
    except folder.ArchiveError as error:
        return _refused(error, given.json)
    files = len(manifest.stored)
    if given.json:
        print(json.dumps({"rows": manifest.rows, "files": files, "digest": manifest.digest}))
    print(
        f"{given.folder}: {manifest.rows} rows, {files} stored files, SHA-256 {manifest.digest}",
        file=sys.stderr,
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="intersession export",
        description="The whole dialogue as open files: JSON Lines, documents, the ledger. "
        "It may be made while the server runs. It holds personal data and every answer.",
    )
    parser.add_argument("folder", metavar="DIR", help="a new folder, or an empty one")
    parser.add_argument("--json", action="store_true", help="one object on standard output")
    return parser


def _refused(error: folder.ArchiveError, as_json: bool) -> int:
    print(error, file=sys.stderr)
    if as_json:
        print(json.dumps(error.as_json()))
    return error.status
