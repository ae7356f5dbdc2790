"""From one consistent view of the database into a folder that is whole or not there."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, models, transaction

from intersession.desk.archive import folder as made
from intersession.desk.archive import rows
from intersession.desk.archive.folder import ArchiveError, Listed, Manifest, Refused
from intersession.desk.archive.holdings import MADE, ORDER, held, made_of

AT_A_TIME = 500


def write(target: Path) -> Manifest:
    """The whole dialogue in a new folder `target`. Raises Refused or ArchiveError; the folder is
    there only when all of it is."""
    target = target.resolve()
    _free(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Beside the target, so that the last step is one rename on one disk; mode 0700.
        draft = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise _cannot(target, error) from error
    try:
        with closing(_Draft(draft)) as filling:
            manifest = _filled(filling)
        os.rename(draft, target)
        _settle(target.parent)
        return manifest
    except OSError as error:
        raise _cannot(target, error) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _free(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise Refused(f"{target} is not a folder.")
    if target.exists() and any(target.iterdir()):
        raise Refused(f"{target} is not empty. Name a new folder; nothing was written.")


def _cannot(target: Path, error: OSError) -> ArchiveError:
    return ArchiveError(f"{target} cannot be written: {error.strerror or error}.")


def _filled(draft: "_Draft") -> Manifest:
    with snapshot():
        stored = {name for model in held() for name in draft.rows(model)}
    for name in sorted(stored):
        draft.stored(name)
    draft.finish_rows()
    draft.file(made.READ_ME, [files(__package__).joinpath("data/README.md").read_bytes()])
    manifest = Manifest(engine=made.engine(), files=dict(draft.listed))
    draft.file(made.MANIFEST, [manifest.encoded()])
    draft.settle()
    return manifest


@contextmanager
def snapshot() -> Iterator[None]:
    """What is read stands at one moment, while others go on writing."""
    if connection.in_atomic_block:  # then it is the caller's
        yield
    elif connection.vendor == "sqlite":
        with _deferred(), transaction.atomic():
            yield
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@contextmanager
def _deferred() -> Iterator[None]:
    """Transactions of the pages take the write lock at once; one that only reads must not."""
    connection.ensure_connection()
    database: Any = connection
    before, database.transaction_mode = database.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        database.transaction_mode = before


class _Draft:
    """The folder while it is written: what is in it so far, with its digests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.listed: dict[str, Listed] = {}
        self._digests = _Sink(folder / made.ROWS)

    def rows(self, model: type[models.Model]) -> set[str]:
        """Write the table; the names of the stored files that its rows speak of."""
        path, stored = made.path_of(model), set()
        holds = [i for i, name in enumerate(rows.asked(model)) if _is_file(model, name)]
        with closing(_Sink(self.folder / path)) as sink:
            for number, values in enumerate(_values(model), start=1):
                line = _line(model, values, path, number)
                sink.write(line)
                self._digests.write(made.row_digest(path, number, line))
                stored.update(values[i] for i in holds if values[i])
                stored.update(_made(model, values))
            self.listed[path] = sink.finished(lines=True)
        return stored

    def stored(self, name: str) -> None:
        if not default_storage.exists(name):
            raise Refused(f"The stored file {name} is missing. Nothing was written.")
        with default_storage.open(name) as file:
            self.file(made.STORED + name, file.chunks())
        digest, said = self.listed[made.STORED + name].sha256, Path(name).name
        if made.is_digest(said) and said != digest:
            raise Refused(f"The stored file {name} was altered since. Nothing was written.")

    def file(self, path: str, parts: Iterable[bytes]) -> None:
        with closing(_Sink(self.folder / path)) as sink:
            for part in parts:
                sink.write(part)
            self.listed[path] = sink.finished()

    def finish_rows(self) -> None:
        self.listed[made.ROWS] = self._digests.finished(lines=True)

    def close(self) -> None:
        self._digests.close()

    def settle(self) -> None:
        for path in [*self.folder.rglob("*"), self.folder]:
            if path.is_dir():
                _settle(path)


class _Sink:
    """A file that nobody else may read, and its digest."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        self._file = os.fdopen(os.open(path, flags, 0o600), "wb")
        self._digest, self._size, self._lines = hashlib.sha256(), 0, 0

    def write(self, content: bytes) -> None:
        self._file.write(content)
        self._digest.update(content)
        self._size += len(content)
        self._lines += 1

    def close(self) -> None:
        self._file.close()

    def finished(self, *, lines: bool = False) -> Listed:
        """Once it is on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())
        many = self._lines if lines else None
        return Listed(sha256=self._digest.hexdigest(), size=self._size, rows=many)


def _settle(folder: Path) -> None:
    """The names in a folder survive a power cut, too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _values(model: type[models.Model]) -> Iterator[tuple[Any, ...]]:
    order = ORDER.get(model._meta.label, ("pk",))
    found = model._base_manager.order_by(*order).values_list(*rows.asked(model))
    return found.iterator(chunk_size=AT_A_TIME)


def _made(model: type[models.Model], values: tuple[Any, ...]) -> list[str]:
    if model._meta.label not in MADE:
        return []
    name = made_of(model, str(values[rows.asked(model).index("uid")]))
    return [name] if name else []


def _is_file(model: type[models.Model], path: str) -> bool:
    return "__" not in path and isinstance(model._meta.get_field(path), models.FileField)


def _line(model: type[models.Model], values: tuple[Any, ...], path: str, number: int) -> bytes:
    try:
        return rows.line(model, values)
    except rows.NoLine as error:
        raise Refused(error.sentence, file=path, row=number, column=error.column) from error
