"""What a camera wrote into a picture is not kept: where it was taken, when, and with what."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as some

from intersession.documents.contents import JPEG, PNG
from intersession.participation import paper_contents
from intersession.participation.bare_pictures import bare
from intersession.participation.tests.registering import _part, jpeg, png, upload

GPS = 0x8825
PLACE = struct.pack(">6I", 46, 1, 12, 1, 3312, 100)  # 46° 12' 33.12''


def exif(turned: int = 0, order: str = ">") -> bytes:
    """As a telephone writes it: device, way up, and a table of the place."""
    mark = b"MM" if order == ">" else b"II"
    entries = [(0x0110, 2, 8, 0x500), (0x0112, 3, 1, 0), (GPS, 4, 1, 0x520)]
    table = mark + struct.pack(f"{order}HIH", 42, 8, len(entries))
    for tag, kind, count, value in entries:
        short = struct.pack(f"{order}HH", turned, 0)
        said = short if tag == 0x0112 else struct.pack(f"{order}I", value)
        table += struct.pack(f"{order}HHI", tag, kind, count) + said
    return b"Exif\0\0" + table + b"\0" * 4 + b"Camera 9" + PLACE


def app(mark: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, mark, 2 + len(content)) + content


def photo(*parts: bytes) -> bytes:
    plain = jpeg()
    return plain[:2] + b"".join(parts) + plain[2:]


def test_a_photo_that_says_where_it_was_taken_is_kept_without_that():
    sent = photo(
        app(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
        app(0xE1, exif()),
        app(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:gps>46</x:gps>"),
        app(0xED, b"Photoshop 3.0\0 Geneva"),
        app(0xE2, b"MPF\0 a small copy"),
        app(0xFE, b"at the lake"),
    )
    kept, _kind = paper_contents.read(upload(sent, "me.jpg"), "photo")
    for trace in (PLACE, b"Camera 9", b"gps", b"Geneva", b"small copy", b"lake", b"Exif"):
        assert trace not in kept
    assert kept == photo(app(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"))
    assert paper_contents.picture_ends(kept, JPEG) == len(kept)


@pytest.mark.parametrize("order", [">", "<"])
@pytest.mark.parametrize("turned", [3, 6, 8])
def test_which_way_up_it_is_held_stays(turned, order):
    kept = bare(photo(app(0xE1, exif(turned, order))), JPEG)
    assert PLACE not in kept and b"Camera" not in kept
    (tag, _kind, _count, value) = struct.unpack_from(">HHIH", kept, kept.index(b"MM") + 10)
    assert (tag, value) == (0x0112, turned)
    assert paper_contents.picture_ends(kept, JPEG) == len(kept)
    assert bare(kept, JPEG) == kept


def test_colours_stay():
    colours = app(0xE2, b"ICC_PROFILE\0\1\1 wide") + app(0xEE, b"Adobe\0d\0\0\0\0\1")
    assert bare(photo(colours), JPEG) == photo(colours)


def test_of_a_png_words_day_and_place_go():
    plain = png()
    extra = b"".join(
        _part(name, b"46 N") for name in (b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME", b"prIv")
    )
    sent = plain[:33] + _part(b"gAMA", b"\0\0\xb1\x8f") + extra + plain[33:]
    kept, _kind = paper_contents.read(upload(sent), "photo")
    assert b"46 N" not in kept and b"gAMA" in kept
    assert paper_contents.picture_ends(kept, PNG) == len(kept)


@given(some.lists(some.tuples(some.sampled_from(range(0xE0, 0xF0)), some.binary(max_size=60))))
def test_whatever_stands_in_it_a_whole_picture_stays_whole(parts):
    sent = photo(*(app(mark, content) for mark, content in parts))
    if paper_contents.picture_ends(sent, JPEG) == len(sent):
        kept = bare(sent, JPEG)
        assert paper_contents.picture_ends(kept, JPEG) == len(kept) <= len(sent) + 36
