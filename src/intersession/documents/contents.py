"""What a file is, read from its content; its name and what the browser says do not count.

Office files are ZIP archives. Their list of parts and what they unpack to are bounded before and
while they are read; nothing is ever unpacked to the disk, archives inside are not opened, and no
XML with a document type of its own is taken, so that no entity is ever expanded.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal
from intersession.documents import rules


@dataclass(frozen=True, kw_only=True)
class Kind:
    content_type: str
    ending: str
    word: str  # as it stands beside a link


_OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = Kind(content_type="application/pdf", ending="pdf", word="PDF")
PNG = Kind(content_type="image/png", ending="png", word="PNG")
JPEG = Kind(content_type="image/jpeg", ending="jpg", word="JPEG")
DOCX = Kind(
    content_type=f"{_OFFICE}.wordprocessingml.document",
    ending="docx",
    word="DOCX",
)
PPTX = Kind(
    content_type=f"{_OFFICE}.presentationml.presentation",
    ending="pptx",
    word="PPTX",
)
ODT = Kind(content_type="application/vnd.oasis.opendocument.text", ending="odt", word="ODT")
KINDS = (PDF, DOCX, ODT, PPTX, PNG, JPEG)
WORDS = {kind.content_type: kind.word for kind in KINDS}
# For the browser's own choice of files; what counts is the content.
ACCEPT = ",".join(f".{kind.ending}" for kind in KINDS) + ",.jpeg"

MOST_PARTS = 5_000
MOST_OF_DIRECTORY = 1_000_000  # octets of the list of parts
MOST_UNPACKED = 200_000_000  # octets of all parts together
MOST_OF_XML = 1_000_000  # octets of a part that is parsed here
CHUNK = 64 * 1024
BORDER = 64  # no mark that is looked for is longer
TAIL = 2_048  # readers of PDF look for its end there, too

_HEADS = ((re.compile(rb"\x89PNG\r\n\x1a\n"), PNG), (re.compile(rb"\xff\xd8\xff"), JPEG))
_PDF = re.compile(rb"%PDF-[12]\.\d")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_MAIN_PARTS = {f"{kind.content_type}.main+xml": kind for kind in (DOCX, PPTX)}
_MACROS = re.compile(r"(^|/)vbaProject\.bin$|^(Basic|Scripts)/", re.IGNORECASE)
_DOCTYPES = [
    mark.encode(code)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for code in ("ascii", "utf-16-le", "utf-16-be")
]


class FileEmpty(Refusal):
    message = _("The file “%(name)s” is empty.")


class FileTooLarge(Refusal):
    message = _(
        "The file “%(name)s” is larger than %(most)s MB. Make its pictures smaller, or save it as "
        "PDF, and choose it again."
    )


class FileOfOtherType(Refusal):
    message = _(
        "The file “%(name)s” is not a PDF, DOCX, ODT, PPTX, PNG or JPEG file: its content says so, "
        "whatever its name is. Nothing was stored."
    )


class FileDamaged(Refusal):
    message = _(
        "The file “%(name)s” is damaged or was cut off on its way. Open it, save it again and "
        "send that."
    )


class FileOfOldOffice(Refusal):
    message = _(
        "The file “%(name)s” has the format of Office before 2007. Save it as DOCX, PPTX or PDF "
        "and send that."
    )


class FileEncrypted(Refusal):
    message = _(
        "The file “%(name)s” is locked with a password, so nobody else could read it. Save it "
        "without the password and send that."
    )


class FileWithMacros(Refusal):
    message = _(
        "The file “%(name)s” holds macros, which are programs. Save it without macros and send "
        "that."
    )


class FileUnpacksTooFar(Refusal):
    message = _(
        "The file “%(name)s” would unpack to far more than a document holds. Nothing was stored."
    )


_BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError)


class _Is(Exception):
    """Why an archive is not taken: the class of the refusal."""

    def __init__(self, why: type[Refusal]) -> None:
        self.why = why


def check(upload: "UploadedFile[Any]") -> Kind:
    """The kind of a file that may be kept; one of the refusals above before anything is."""
    name = str(upload.name or "")
    if upload.size and upload.size > rules.MOST_OCTETS:
        raise FileTooLarge(name=name, most=rules.MOST_OCTETS // 1_000_000)
    if not upload.size:
        raise FileEmpty(name=name)
    return kind_of(upload, name=name)


def kind_of(content: IO[bytes], *, name: str) -> Kind:
    """The kind of the file; leaves the position anywhere. Raises one of the refusals above."""
    try:
        return _kind(content)
    except _Is as found:
        raise found.why(name=name) from None


def _kind(content: IO[bytes]) -> Kind:
    content.seek(0)
    head = content.read(16)
    if _PDF.match(head):
        return _whole_pdf(content)
    if head.startswith(b"PK\x03\x04"):
        return _archive(content)
    if head.startswith(_OLD_OFFICE):
        raise _Is(FileEncrypted if _holds(content, _ENCRYPTED_PACKAGE) else FileOfOldOffice)
    found = next((kind for mark, kind in _HEADS if mark.match(head)), None)
    if found is None:
        raise _Is(FileOfOtherType)
    return found


def _whole_pdf(content: IO[bytes]) -> Kind:
    """A page of another kind behind the first line of a PDF has no end of a PDF."""
    if b"%%EOF" not in _tail(content, TAIL):
        raise _Is(FileDamaged)
    return PDF


def _tail(content: IO[bytes], most: int) -> bytes:
    end = content.seek(0, 2)
    content.seek(max(0, end - most))
    return content.read(most)


def _holds(content: IO[bytes], mark: bytes) -> bool:
    content.seek(0)
    before = b""
    for chunk in iter(lambda: content.read(CHUNK), b""):
        if mark in before + chunk:
            return True
        before = chunk[-BORDER:]
    return False


def _archive(content: IO[bytes]) -> Kind:
    _bounded_directory(content)
    try:
        with ZipFile(content) as archive:
            _bounded_parts(archive.infolist())
            _read_through(archive)
            return _open_document(archive) or _office(archive)
    except _BROKEN as wrong:
        raise _Is(FileDamaged) from wrong


def _bounded_directory(content: IO[bytes]) -> None:
    """Looked at before the list of parts is read into memory.

    Office programs write neither a comment at the end nor the 64-bit form, so both are refused:
    then the last 22 octets alone say how long the list is.
    """
    last = _tail(content, 42)
    end, before = last[-22:], last[:-22]
    if not end.startswith(b"PK\x05\x06") or end[-2:] != b"\0\0" or before[:4] == b"PK\x06\x07":
        raise _Is(FileDamaged)
    parts, octets = struct.unpack("<10xHL6x", end)
    if parts > MOST_PARTS or octets > MOST_OF_DIRECTORY:
        raise _Is(FileUnpacksTooFar)


def _bounded_parts(parts: list[ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _Is(FileUnpacksTooFar)
    if any(part.flag_bits & 0x1 for part in parts):
        raise _Is(FileEncrypted)
    if any(_MACROS.search(name) for name in names):
        raise _Is(FileWithMacros)
    usual = all(part.compress_type in (ZIP_STORED, ZIP_DEFLATED) for part in parts)
    if not usual or len(set(names)) < len(names):  # two parts of one name: two readers, two texts
        raise _Is(FileDamaged)


def _read_through(archive: ZipFile) -> None:
    """What a part says of its size may be wrong: all are unpacked, chunk by chunk, and counted."""
    octets = 0
    for part in archive.infolist():
        before = octets
        for chunk in _sound(part, _chunks(archive, part)):
            octets += len(chunk)
            if octets > MOST_UNPACKED:
                raise _Is(FileUnpacksTooFar)
        if octets - before != part.file_size:
            raise _Is(FileDamaged)


def _chunks(archive: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as opened:
        yield from iter(lambda: opened.read(CHUNK), b"")


def _sound(part: ZipInfo, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks as they are; XML that declares entities of its own is no text of an office."""
    before = b""
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    for chunk in chunks:
        if is_xml and any(mark in before + chunk for mark in _DOCTYPES):
            raise _Is(FileDamaged)
        before = chunk[-BORDER:]
        yield chunk


def _open_document(archive: ZipFile) -> Kind | None:
    """ODT says what it is in its first part, unpacked."""
    first = archive.infolist()[0]
    if first.filename != "mimetype":
        return None
    said = archive.read(first) if first.file_size < 100 else b""
    stored = first.compress_type == ZIP_STORED and first.header_offset == 0
    if not stored or said.decode("ascii", "replace") != ODT.content_type:
        raise _Is(FileOfOtherType)
    listed = _xml(archive, "META-INF/manifest.xml")
    if "content.xml" not in archive.namelist():
        raise _Is(FileOfOtherType)
    if any(_last(node.tag) == "encryption-data" for node in listed.iter()):
        raise _Is(FileEncrypted)
    return ODT


def _office(archive: ZipFile) -> Kind:
    """A part that is there is declared as the main part of a text or of slides."""
    listed = _xml(archive, "[Content_Types].xml")
    declared = {
        node.get("PartName", "").lstrip("/"): node.get("ContentType", "") for node in listed
    }
    if any("macroenabled" in said.lower() or "vba" in said.lower() for said in declared.values()):
        raise _Is(FileWithMacros)
    there = set(archive.namelist())
    found = {
        _MAIN_PARTS[said]
        for part, said in declared.items()
        if said in _MAIN_PARTS and part in there
    }
    if len(found) != 1:
        raise _Is(FileOfOtherType)
    return found.pop()


def _xml(archive: ZipFile, name: str) -> Any:
    try:
        part = archive.getinfo(name)
    except KeyError:
        raise _Is(FileOfOtherType) from None
    if part.file_size > MOST_OF_XML:
        raise _Is(FileUnpacksTooFar)
    try:
        return fromstring(archive.read(part), forbid_dtd=True)
    except (ParseError, DefusedXmlException) as wrong:
        raise _Is(FileDamaged) from wrong


def _last(tag: str) -> str:
    return tag.rpartition("}")[2]
