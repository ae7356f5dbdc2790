"""Personal papers: what is taken for a picture, and how it rests."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from intersession.access.guard import Refusal
from intersession.documents.contents import JPEG, PNG
from intersession.participation import paper_contents, sealing
from intersession.participation.tests.registering import PDF, jpeg, png, upload

SCRIPT = b"<script>alert(1)</script>"


def test_pictures_and_pages_are_known_by_their_content():
    assert paper_contents.read(upload(png(), "a.exe"), "photo") == (png(), PNG)
    assert paper_contents.read(upload(jpeg(), "a.svg"), "photo") == (jpeg(), JPEG)
    assert paper_contents.read(upload(jpeg(tail=b"a film")), "photo") == (jpeg(), JPEG)
    assert paper_contents.read(upload(PDF, "page.pdf"), "passport")[1].ending == "pdf"


@pytest.mark.parametrize(
    "wicked",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><html>",
        b"GIF89a" + b"\0" * 40,
        PDF,
        png(tail=SCRIPT),
        png(tail=b"\0"),
        png()[:-5],
        png().replace(b"IDAT", b"IDAX"),
        png()[:40] + b"\0" + png()[41:],
        png(paper_contents.MOST_SIDE + 1),
        b"\x89PNG\r\n\x1a\n" + SCRIPT * 9,
        jpeg(tail=SCRIPT),
        jpeg(comment=SCRIPT),
        jpeg(comment=b"<SVG onload=1>"),
        jpeg(width=0),
        jpeg(height=60_000),
        jpeg()[:-2],
        b"\xff\xd8\xff" + SCRIPT,
        b"\xff\xd8\xff\xd9",
    ],
)
def test_what_is_no_whole_picture_is_refused_as_a_photo(wicked):
    with pytest.raises(Refusal):
        paper_contents.read(upload(wicked), "photo")


@given(some.binary(max_size=300), some.sampled_from([JPEG, PNG]))
def test_any_octets_are_read_to_an_end(content, kind):
    heads = {JPEG: b"\xff\xd8", PNG: b"\x89PNG\r\n\x1a\n"}
    whole = heads[kind] + content
    assert 0 <= paper_contents.picture_ends(whole, kind) <= len(whole)


def test_a_file_is_bounded():
    with pytest.raises(paper_contents.PaperTooLarge):
        paper_contents.read(upload(png() + b"\0" * paper_contents.MOST_OCTETS), "photo")


@settings(max_examples=20)
@given(some.binary(max_size=2000))
def test_what_is_sealed_opens_again_and_tells_nothing(content):
    shut = sealing.seal(content)
    assert sealing.unseal(shut) == content == sealing.unseal(memoryview(shut))
    assert len(content) < 8 or content not in shut


def test_former_keys_open_what_they_shut_and_a_changed_octet_is_found(settings):
    settings.PAPERS_KEY = ""
    by_secret = sealing.seal(b"one")
    settings.PAPERS_KEY = "a key of its own"
    by_own = sealing.seal(b"two")
    assert sealing.unseal(by_secret) == b"one"
    settings.PAPERS_KEY, settings.PAPERS_KEY_FALLBACKS = "a newer key", ["a key of its own"]
    assert sealing.unseal(by_own) == b"two"
    settings.PAPERS_KEY_FALLBACKS = []
    with pytest.raises(sealing.InvalidToken):
        sealing.unseal(by_own)
    with pytest.raises(sealing.InvalidToken):
        sealing.unseal(by_secret[:-1] + bytes([by_secret[-1] ^ 1]))
