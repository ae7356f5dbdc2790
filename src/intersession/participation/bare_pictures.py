"""A picture without what a camera wrote into it: place, day, device, words, a small copy of it.

What is needed to see it stays: its colours, and which way up it is held. The picture itself is not
touched. It was found whole before (`paper_contents`).
"""

import struct

from intersession.documents.contents import PNG, Kind

# Parts of a PNG without which it would look otherwise; all others that are not critical go.
_LOOKS = {b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}
_CRITICAL = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
_COLOURS, _EXIF, _SCAN, _END = b"ICC_PROFILE\0", b"Exif\0\0", 0xDA, 0xD9
_JFIF, _OF_EXIF, _PROFILE, _ADOBE, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
_ORIENTATION, _WAYS_UP = 0x0112, range(2, 9)  # 1 is as it stands


def bare(content: bytes, kind: Kind) -> bytes:
    return _png(content) if kind is PNG else _jpeg(content)


def _png(content: bytes) -> bytes:
    kept, place = [content[:8]], 8
    while place < len(content):
        length, part = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        if part in _CRITICAL or part in _LOOKS:
            kept.append(content[place:end])
        place = end
    return b"".join(kept)


def _jpeg(content: bytes) -> bytes:
    """Part by part; what lies between a scan and the next mark is the picture."""
    kept, place, turned = [content[:2]], 2, 0
    while place < len(content):
        end = _end_of_part(content, place)
        part = content[place:end]
        turned = turned or _way_up(part)
        if _is_kept(part):
            kept.append(part)
        place = end
    if turned:
        kept.insert(1, _exif_of(turned))
    return b"".join(kept)


def _end_of_part(content: bytes, place: int) -> int:
    """Compressed data, or marks that stand alone, are passed on one by one."""
    if content[place] != 0xFF:
        found = content.find(b"\xff", place)
        return len(content) if found < 0 else found
    mark = content[place + 1]
    if mark in (0xFF,):
        return place + 1
    if mark in (0x00, 0x01, _END, *range(0xD0, 0xD8)):
        return place + 2
    (length,) = struct.unpack_from(">H", content, place + 2)
    return place + 2 + int(length)


def _is_kept(part: bytes) -> bool:
    if len(part) < 4 or part[0] != 0xFF:
        return True
    mark = part[1]
    if mark == _PROFILE:
        return part[4:].startswith(_COLOURS)
    return mark in (_JFIF, _ADOBE) or not (0xE0 <= mark <= 0xEF or mark == _COMMENT)


def _way_up(part: bytes) -> int:
    """Which way up the camera was held, where that is not as it stands; else 0."""
    if part[:2] != bytes((0xFF, _OF_EXIF)) or part[4:10] != _EXIF:
        return 0
    table = part[10:]
    order = {b"II": "<", b"MM": ">"}.get(table[:2])
    try:
        if order is None:
            return 0
        (first,) = struct.unpack_from(f"{order}I", table, 4)
        (number,) = struct.unpack_from(f"{order}H", table, first)
        for entry in range(first + 2, first + 2 + 12 * min(number, 200), 12):
            tag, _type, _count, value = struct.unpack_from(f"{order}HHIH", table, entry)
            if tag == _ORIENTATION:
                return int(value) if value in _WAYS_UP else 0
    except struct.error:
        return 0
    return 0


def _exif_of(turned: int) -> bytes:
    """One entry and no other."""
    table = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
    return struct.pack(">BBH", 0xFF, _OF_EXIF, 2 + len(_EXIF) + len(table)) + _EXIF + table
