"""What a personal paper is, read from its content to its last octet; its name does not count.

A picture is walked through part by part. What is no whole picture is refused; what a telephone
hangs behind the end of a JPEG is left off, and what a camera wrote into it is taken out.
"""

import struct
import zlib
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal
from intersession.documents import contents
from intersession.documents.contents import JPEG, PDF, PNG, Kind
from intersession.participation.bare_pictures import bare
from intersession.participation.models import PersonalPaper

Of = PersonalPaper.Kind
MOST_OCTETS = 5_000_000
MOST_SIDE = 12_000  # pixels
TAKEN: dict[str, tuple[Kind, ...]] = {
    Of.PHOTO: (JPEG, PNG),
    Of.PASSPORT: (PDF, JPEG, PNG),
    Of.ANSWER: (PDF, JPEG, PNG, contents.DOCX, contents.ODT),
}
_SCRIPTS = (b"<script", b"<!doctype", b"<html", b"<svg", b"javascript:")
_NO_LENGTH = {0x01, *range(0xD0, 0xD8)}  # parts of a JPEG that are a mark alone
_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # parts that say how large the picture is


class PaperTooLarge(Refusal):
    message = _(
        "The file “%(name)s” is larger than %(most)s MB. Make it smaller and choose it again."
    )


class PaperOfOtherType(Refusal):
    message = _(
        "The file “%(name)s” is not one of %(kinds)s: its content says so, whatever its name is. "
        "Nothing was kept of it."
    )


class PictureDamaged(Refusal):
    message = _(
        "The picture “%(name)s” is damaged, or holds something that is no picture. Save it again "
        "as JPEG or PNG and send that. Nothing was kept of it."
    )


def read(upload: Any, kind: str) -> tuple[bytes, Kind]:
    """The octets and what they are; a refusal before anything is kept."""
    name = str(upload.name or "")[:200]
    if not upload.size:
        raise contents.FileEmpty(name=name)
    if upload.size > MOST_OCTETS:
        raise PaperTooLarge(name=name, most=MOST_OCTETS // 1_000_000)
    try:
        found = contents.kind_of(upload, name=name)
    except contents.FileOfOtherType:
        raise _other(name, kind) from None
    if found not in TAKEN[kind]:
        raise _other(name, kind)
    upload.seek(0)
    content = upload.read(MOST_OCTETS + 1)
    if found in (JPEG, PNG):
        end = picture_ends(content, found)
        if not end:
            raise PictureDamaged(name=name)
        content = bare(content[:end], found)
    return content, found


def picture_ends(content: bytes, kind: Kind) -> int:
    """How many octets a whole and bounded picture has; 0 where it is none, or holds a script."""
    head = content[:4096].lower()
    if any(mark in head for mark in _SCRIPTS) or b"<script" in content.lower():
        return 0
    try:
        return _png(content) if kind is PNG else _jpeg(content)
    except (struct.error, IndexError):
        return 0


def _other(name: str, kind: str) -> PaperOfOtherType:
    return PaperOfOtherType(name=name, kinds=", ".join(one.word for one in TAKEN[kind]))


def _png(content: bytes) -> int:
    place, seen = 8, []
    while place < len(content):
        length, part = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        if end > len(content):
            return 0
        (summed,) = struct.unpack_from(">I", content, end - 4)
        if zlib.crc32(content[place + 4 : end - 4]) != summed:
            return 0
        if not seen and (part != b"IHDR" or not _bounded(*_sides_of_png(content))):
            return 0
        seen.append(part)
        place = end
        if part == b"IEND":
            break
    whole = place == len(content) and b"IDAT" in seen and seen[-1] == b"IEND"
    return place if whole else 0


def _sides_of_png(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


def _jpeg(content: bytes) -> int:
    """From its first mark to its last; compressed data holds no mark but those of its own."""
    place, sized, scanned = 2, False, False
    while place < len(content):
        if content[place] != 0xFF:
            if not scanned:
                return 0
            place = _next_mark(content, place)
            continue
        mark = content[place + 1]
        if mark == 0xD9:
            return place + 2 if sized and scanned else 0
        if mark in (0x00, 0xFF) or mark in _NO_LENGTH:
            place += 1 if mark == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", content, place + 2)
        if mark in _SIZES:
            height, width = struct.unpack_from(">HH", content, place + 5)
            sized = _bounded(width, height)
            if not sized:
                return 0
        scanned = scanned or mark == 0xDA
        place += 2 + length
    return 0


def _next_mark(content: bytes, place: int) -> int:
    found = content.find(b"\xff", place)
    return len(content) if found < 0 else found


def _bounded(width: int, height: int) -> bool:
    return 0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE
