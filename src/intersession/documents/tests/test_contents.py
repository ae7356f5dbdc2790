"""What a file is, read from its content: archives that lie, and those that are what they say."""

import io
import struct
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from docx import Document as WordDocument

from intersession.access.guard import Refusal
from intersession.documents import contents

OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml.document"
SLIDES = f"{OFFICE}.presentationml.presentation"
TEXT = "application/vnd.oasis.opendocument.text"
TYPES = (
    '<?xml version="1.0"?>{before}<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Override PartName="/{part}" ContentType="{said}"/></Types>'
)
MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</m:manifest>'
)


def archive(parts, kind=ZIP_DEFLATED):
    made = io.BytesIO()
    with ZipFile(made, "w", kind) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


def office(part="word/document.xml", said=f"{WORD}.main+xml", before="", kind=ZIP_DEFLATED, **more):
    listed = {"[Content_Types].xml": TYPES.format(part=part, said=said, before=before)}
    return archive({**listed, part: "<document/>", **more}, kind)


def open_document(said=TEXT, manifest="", kind=ZIP_STORED, first="mimetype", **more):
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        packed.writestr(first, said, compress_type=kind)
        for name, content in {"content.xml": "<x/>", **more}.items():
            packed.writestr(name, content)
        packed.writestr("META-INF/manifest.xml", MANIFEST.format(manifest))
    return made.getvalue()


def word():
    made = io.BytesIO()
    paper = WordDocument()
    paper.add_paragraph("Moving to safety")
    paper.save(made)
    return made.getvalue()


def kind_of(content):
    return contents.kind_of(io.BytesIO(content), name="paper.docx").content_type


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (word(), WORD),
        (office(), WORD),
        (office(part="word/document2.xml"), WORD),
        (office("ppt/presentation.xml", f"{SLIDES}.main+xml"), SLIDES),
        (open_document(), TEXT),
        (b"%PDF-2.0\n%%EOF", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe1", "image/jpeg"),
    ],
)
def test_each_kind_is_known_by_its_parts(content, kind):
    assert kind_of(content) == kind


def lying(size):
    """An archive whose list says that its large part has `size` octets."""
    made = bytearray(office(**{"word/big.xml": b"<x>" + b"a" * 100_000 + b"</x>"}))
    at = made.rindex(b"word/big.xml") - 46
    struct.pack_into("<L", made, at + 24, size)
    return bytes(made)


def many_parts(number):
    return archive({f"word/{n}.xml": "" for n in range(number)}, ZIP_STORED)


def huge_list():
    """A list of parts that would fill the memory before anything could be counted."""
    made = bytearray(office())
    struct.pack_into("<L", made, len(made) - 10, 900_000_000)
    return bytes(made)


def sixty_four():
    made = office()
    return made[:-22] + b"PK\x06\x07" + b"\0" * 16 + made[-22:]


def twice():
    with pytest.warns(UserWarning, match="Duplicate name"):
        made = io.BytesIO(office())
        with ZipFile(made, "a") as packed:
            packed.writestr("word/document.xml", "<another/>")
    return made.getvalue()


def locked():
    made = bytearray(office())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.index(mark) + place] |= 1
    return bytes(made)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
ENCRYPTED = "<m:file-entry><m:encryption-data/></m:file-entry>"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90\0" + office(), "its content says so"),
        (b"<html>%PDF-1.7 %%EOF", "its content says so"),
        (b" %PDF-1.7 %%EOF", "its content says so"),
        (b"\xef\xbb\xbf%PDF-1.7 %%EOF", "its content says so"),
        (b"%PDF-1.7\n<html><script>alert(1)</script></html>", "damaged"),
        (b"%PDF-<html>%%EOF", "its content says so"),
        (b"GIF89a", "its content says so"),
        (b"", "its content says so"),
        (archive({"a.txt": "a"}), "its content says so"),
        (office(said="text/xml"), "its content says so"),
        (office(said=f"{OFFICE}.spreadsheetml.sheet.main+xml"), "its content says so"),
        (archive({"[Content_Types].xml": TYPES.format(part="a", said=WORD, before="")}), "its con"),
        (open_document(said="application/java-archive"), "its content says so"),
        (open_document(said="application/vnd.oasis.opendocument.spreadsheet"), "its content says"),
        (open_document(kind=ZIP_DEFLATED), "its content says so"),
        (open_document(first="other"), "its content says so"),
        (office(**{"word/vbaProject.bin": "x"}), "holds macros"),
        (office(said="application/vnd.ms-word.document.macroEnabled.main+xml"), "holds macros"),
        (open_document(**{"Basic/Standard/Module1.xml": "<x/>"}), "holds macros"),
        (locked(), "password"),
        (open_document(manifest=ENCRYPTED), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Office before 2007"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + b"\0" * 65_500
            + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (office()[:-30], "damaged"),
        (office() + b"MZ program", "damaged"),
        (office(before=LAUGHS), "damaged"),
        (office(**{"word/notes.xml": LAUGHS}), "damaged"),
        (office(**{"word/notes.xml": LAUGHS.encode("utf-16")}), "damaged"),
        (office(**{"word/notes.xml": " " * 65_530 + LAUGHS}), "damaged"),
        (office(kind=ZIP_BZIP2), "damaged"),
        (twice(), "damaged"),
        (sixty_four(), "damaged"),
        (lying(10), "damaged"),
        (lying(150_000), "damaged"),
        (lying(2_000_000_000), "unpack to far more"),
        (many_parts(5_001), "unpack to far more"),
        (huge_list(), "unpack to far more"),
    ],
)
def test_what_is_not_what_it_says_is_refused_in_words(content, words):
    with pytest.raises(Refusal, match=words) as refused:
        kind_of(content)
    assert "“paper.docx”" in str(refused.value)


def test_a_bomb_is_refused_before_it_has_gone_off(monkeypatch):
    """Two parts of zeros that would unpack to more than is allowed, though each says less."""
    monkeypatch.setattr(contents, "MOST_UNPACKED", 300_000)
    zeros = b"\0" * 200_000
    packed = office(**{"word/a.bin": zeros, "word/b.bin": zeros})
    assert len(packed) < 2_000
    with pytest.raises(Refusal, match="unpack to far more"):
        kind_of(packed)


def test_what_a_part_says_of_its_size_is_not_believed(monkeypatch):
    """The list says little; what comes out is counted."""
    monkeypatch.setattr(contents, "_bounded_parts", lambda parts: None)
    monkeypatch.setattr(contents, "MOST_UNPACKED", 50_000)
    with pytest.raises(Refusal, match="unpack to far more"):
        kind_of(office(**{"word/a.bin": b"\0" * 200_000}))


def test_an_archive_inside_is_not_opened():
    inside = archive({"zeros": b"\0" * 1_000_000})
    assert kind_of(office(**{"word/embeddings/sheet.xlsx": inside})) == WORD
