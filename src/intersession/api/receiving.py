"""A file that a program sends: the body as it is, its size known before it is read. No more
is read than was announced. What it is says its content, later, in the action that keeps it."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.core.files.uploadedfile import TemporaryUploadedFile

from intersession.api.problem import Problem
from intersession.api.reading import Sent
from intersession.documents import contents
from intersession.documents.rules import MOST_OCTETS

CONTENT_TYPE = "application/octet-stream"
CHUNK = 64 * 1024


class Octets(Sent):
    """What an operation takes that takes a file; of a larger one not an octet is read."""

    most: ClassVar[int] = MOST_OCTETS


class Received(TemporaryUploadedFile):
    """On the disk and not in memory; `digest` is of its content.

    Its name is what the program says, and names nothing here: `documents.rules` makes it plain.
    """

    name: Any = ""
    digest = ""


@contextmanager
def file_in(request: Any, name: str, most: int = MOST_OCTETS) -> Iterator[Received]:
    """What is too large is not read, and what was cut off on its way is not kept."""
    announced = int(request.META.get("CONTENT_LENGTH") or 0)
    if announced > most:
        raise Problem("too-large", most=most)
    if request.content_type != CONTENT_TYPE:
        raise Problem("not-octets")
    with Received("file", CONTENT_TYPE, announced, None) as found:
        found.name = name
        _fill(found, request)
        yield found


def _fill(found: Received, request: Any) -> None:
    digest, read = hashlib.sha256(), 0
    while part := request.read(CHUNK):
        digest.update(part)
        found.write(part)
        read += len(part)
    if read < (found.size or 0):
        raise contents.FileDamaged(name=found.name)
    found.seek(0)
    found.digest = digest.hexdigest()
