"""`intersession import DIR`: what `intersession export` wrote, into an empty database."""

import argparse
import json
import sys
from pathlib import Path

from intersession.desk.archive import checking, folder, reading
from intersession.desk.archive.folder import ArchiveError, Manifest
from intersession.ledger.record import Break


def main(argv: list[str]) -> int:
    """0 imported; 1 refused or altered, in words; 2 wrong usage or unreadable, with the row."""
    given = _parser().parse_args(argv)
    path = Path(given.folder)
    try:
        manifest = checking.check(path, digest=given.digest or "")
        outcome = reading.read(path, manifest, even_if_unsound=given.even_if_unsound)
    except ArchiveError as error:
        return _refused(error, path, given.json)
    _say(outcome, manifest, given.json)
    return 1 if outcome.breaks else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="intersession import",
        description="Read a folder that `intersession export` wrote into an empty database, whole "
        "or not at all. Stop the old server before the new one starts: both would send the mail "
        "that waits.",
    )
    parser.add_argument("folder", metavar="DIR")
    parser.add_argument("--digest", type=_digest, metavar="HEX", help="what the export said")
    parser.add_argument(
        "--even-if-unsound", action="store_true", help="also where the ledger does not hold"
    )
    parser.add_argument("--json", action="store_true", help="one object on standard output")
    return parser


def _digest(text: str) -> str:
    digest = text.strip().lower()
    if not folder.is_digest(digest):
        raise argparse.ArgumentTypeError("a digest has 64 hexadecimal digits")
    return digest


def _refused(error: ArchiveError, path: Path, as_json: bool) -> int:
    print(error, file=sys.stderr)
    for wrong in getattr(error, "breaks", []):
        print(_words(wrong), file=sys.stderr)
    if as_json:
        print(json.dumps(error.as_json()))
    return error.status


def _say(outcome: reading.Outcome, manifest: Manifest, as_json: bool) -> None:
    if as_json:
        print(json.dumps(_plain(outcome, manifest)))
    print(f"{outcome.rows} rows and {outcome.files} stored files are in.", file=sys.stderr)
    if outcome.filled:
        print(_older(outcome, manifest), file=sys.stderr)
    for wrong in outcome.breaks:
        print(_words(wrong), file=sys.stderr)
    if not outcome.breaks:
        size = f"{outcome.entries} entries in {outcome.chains} chains"
        print(f"The ledger is sound: {size}.", file=sys.stderr)


def _older(outcome: reading.Outcome, manifest: Manifest) -> str:
    what = "; ".join(f"{path}: {', '.join(names)}" for path, names in outcome.filled.items())
    return (
        f"Intersession {manifest.engine} wrote this archive and did not know some columns; they "
        f"hold what a new row holds: {what}."
    )


def _words(wrong: Break) -> str:
    return f"{wrong.chain}, entry {wrong.number}, {wrong.code}: {wrong.sentence}"


def _plain(outcome: reading.Outcome, manifest: Manifest) -> dict[str, object]:
    return {
        "rows": outcome.rows,
        "files": outcome.files,
        "digest": manifest.digest,
        "filled": outcome.filled,
        "ledger": {
            "sound": not outcome.breaks,
            "chains": outcome.chains,
            "entries": outcome.entries,
        },
    }
