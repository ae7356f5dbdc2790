"""A folder against its manifest: each byte, before a single row is read from it."""

import hashlib
import json
import os
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.utils import validate_file_name

from intersession.desk.archive import folder as made
from intersession.desk.archive import older
from intersession.desk.archive.folder import (
    MANIFEST,
    ROWS,
    STORED,
    ArchiveError,
    Listed,
    Manifest,
    Refused,
)
from intersession.desk.archive.holdings import held


def check(folder: Path, *, digest: str = "") -> Manifest:
    """The manifest of a folder in which every byte is as it was written.

    Raises ArchiveError where something is missing, unknown or unreadable, Refused where a byte was
    altered. `digest` is that of the manifest, where somebody kept it elsewhere.
    """
    manifest = _manifest(folder)
    _names(folder, manifest)
    if digest and digest != manifest.digest:
        raise Refused(f"the digest is {manifest.digest}, not the one that was given", file=MANIFEST)
    # What tells the row of an alteration is looked at before what it tells of.
    for path in sorted(manifest.files, key=lambda path: (path != ROWS, path)):
        _file(folder, path, manifest.files[path])
    return manifest


def _manifest(folder: Path) -> Manifest:
    if not folder.is_dir():
        raise ArchiveError(f"{folder} is not a folder.")
    path = folder / MANIFEST
    if not path.is_file():
        raise ArchiveError(f"There is no {MANIFEST} in {folder}: it is no archive, or half of one.")
    raw = path.read_bytes()
    try:
        content = json.loads(raw)
        if content["format"] != made.FORMAT:
            raise ArchiveError(f"is not of the format {made.FORMAT}", file=MANIFEST)
        if content["version"] not in range(1, made.VERSION + 1):
            raise ArchiveError(_version(content), file=MANIFEST, column="version")
        manifest = _read(content)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise ArchiveError(f"cannot be read: {error}", file=MANIFEST) from error
    if manifest.encoded() != raw:
        raise Refused("the manifest was altered: its own digest does not fit", file=MANIFEST)
    return manifest


def _version(content: dict[str, Any]) -> str:
    said, engine = content["version"], content.get("engine", "")
    return (
        f"the format has version {said}, and this program reads versions 1 to {made.VERSION}; "
        f"Intersession {engine} wrote it"
    )


def _read(content: dict[str, Any]) -> Manifest:
    files = {}
    for path, plain in content["files"].items():
        files[path] = Listed(sha256=plain["sha256"], size=plain["size"], rows=plain.get("rows"))
    return Manifest(engine=content["engine"], files=files, version=content["version"])


def _names(folder: Path, manifest: Manifest) -> None:
    """The files that the manifest names, those that there should be and those that there are."""
    kinds = [model for model in held() if older.knew(manifest.version, model)]
    needed = {made.path_of(model) for model in kinds} | {ROWS, made.READ_ME}
    listed = {path for path in manifest.files if not path.startswith(STORED)}
    for path in sorted(needed - listed):
        raise ArchiveError("the manifest does not name this file", file=path)
    for path in sorted(listed - needed):
        raise ArchiveError("this program knows no such kind of rows", file=path)
    for path in manifest.stored:
        _inside(path)
    there = set(_files(folder)) - {MANIFEST}
    for path in sorted(manifest.files.keys() - there):
        raise ArchiveError("the file is missing", file=path)
    for path in sorted(there - manifest.files.keys()):
        raise ArchiveError("the manifest does not name this file", file=path)


def _inside(path: str) -> None:
    try:
        validate_file_name(path, allow_relative_path=True)
    except SuspiciousFileOperation as error:
        raise ArchiveError("leads out of the folder", file=path) from error


def _files(folder: Path) -> Iterator[str]:
    for here, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            path = Path(here, name)
            inside = path.relative_to(folder).as_posix()
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                raise ArchiveError("is not a file", file=inside)
            if path.is_file():
                yield inside


def _file(folder: Path, path: str, listed: Listed) -> None:
    found, size = hashlib.sha256(), 0
    for block in made.blocks(folder / path):
        found.update(block)
        size += len(block)
    if found.hexdigest() != listed.sha256:
        row = _altered_row(folder, path) if path.endswith(".jsonl") else None
        raise Refused("was altered: its digest is not the one of the manifest", file=path, row=row)
    if size != listed.size:
        raise ArchiveError(f"has {size} octets, and the manifest says {listed.size}", file=path)


def _altered_row(folder: Path, path: str) -> int | None:
    """The first row that is not the one whose digest was written down."""
    with (folder / path).open("rb") as lines:
        pairs = enumerate(zip_longest(lines, _digests(folder, path)), start=1)
        for number, (line, digest) in pairs:
            if line is None or made.row_digest(path, number, line) != digest:
                return number
    return None


def _digests(folder: Path, path: str) -> Iterator[bytes]:
    """The lines of `rows.sha256` for one file, without reading all of them into memory."""
    inside = f"  {path}  ".encode()
    with (folder / ROWS).open("rb") as lines:
        yield from (line for line in lines if inside in line)
