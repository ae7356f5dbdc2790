"""The folder of an archive: where what stands, its manifest, and what is said of it."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import models

from intersession.ledger.models import canonical

FORMAT, VERSION = "intersession-archive", 3
MANIFEST, READ_ME, ROWS = "manifest.json", "README.md", "rows.sha256"
STORED = "files/"
REFUSED, UNREADABLE = 1, 2
BLOCK = 1024 * 1024


class ArchiveError(Exception):
    """A sentence for whoever runs the command, and where: file, row from 1, column."""

    status = UNREADABLE

    def __init__(
        self, sentence: str, *, file: str = "", row: int | None = None, column: str | int = ""
    ) -> None:
        super().__init__(sentence)
        self.sentence, self.file, self.row, self.column = sentence, file, row, column

    def __str__(self) -> str:
        row = None if self.row is None else f"row {self.row}"
        column = f"column {self.column}" if self.column != "" else None
        where = ", ".join(part for part in (self.file, row, column) if part)
        return f"{where}: {self.sentence}" if where else self.sentence

    def as_json(self) -> dict[str, Any]:
        where = {"file": self.file or None, "row": self.row, "column": self.column or None}
        return {"error": self.sentence, **where}


class Refused(ArchiveError):
    """Well-formed, and yet not done: altered, or in a place where it may not go."""

    status = REFUSED


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A file of the folder; `rows` only where it holds rows."""

    sha256: str
    size: int
    rows: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, kw_only=True)
class Manifest:
    engine: str
    files: dict[str, Listed]
    version: int = VERSION

    @property
    def rows(self) -> int:
        return sum(listed.rows or 0 for path, listed in self.files.items() if path != ROWS)

    @property
    def stored(self) -> list[str]:
        return sorted(path for path in self.files if path.startswith(STORED))

    @property
    def content(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "version": self.version,
            "engine": self.engine,
            "rows": self.rows,
            "files": {path: self.files[path].as_json() for path in sorted(self.files)},
        }

    @property
    def digest(self) -> str:
        """One number for the whole folder. SHA-256 of the manifest, in canonical form, without
        it; 64 hexadecimal digits."""
        return digest_of(canonical(self.content).encode())

    def encoded(self) -> bytes:
        content = {**self.content, "digest": self.digest}
        return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def engine() -> str:
    return version("intersession")


def path_of(model: type[models.Model]) -> str:
    return f"{model._meta.app_label}/{model._meta.model_name}.jsonl"


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def is_digest(text: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{64}", text) is not None


def blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def row_digest(path: str, number: int, line: bytes) -> bytes:
    """A line of `rows.sha256`."""
    return f"{digest_of(line)}  {path}  {number}\n".encode()
