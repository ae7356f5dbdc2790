"""Text out of a PDF, DOCX, ODT or PPTX file, bounded in octets, pages, characters, memory and time.

    python -m intersession.search.reading application/pdf FILE

prints the text as one JSON string, or says on standard error why not (status 1). A file that was
made to harm can only harm this process. Knows nothing of Django.
"""

import json
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

MOST_OCTETS = 20 * 1024 * 1024  # of the file
MOST_UNPACKED = 40 * 1024 * 1024  # of all parts that are read together
MOST_PARTS = 500
MOST_PAGES = 500
MOST_CHARACTERS = 200_000
SECONDS = 30  # of processor
MEMORY = 512 * 1024 * 1024

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ODF = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


class Unreadable(Exception):
    """The message says why."""


def pdf(path: Path) -> Iterator[str]:
    from pypdf import PdfReader  # noqa: PLC0415  50 ms that the server itself need not spend

    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("it is locked with a password")
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES:
            return
        yield page.extract_text()


def docx(path: Path) -> Iterator[str]:
    wanted = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
    for root in _parts(path, lambda name: name in wanted):
        yield from _paragraphs(root, f"{WORD}p", {f"{WORD}t"}, {f"{WORD}tab", f"{WORD}br"})


def odt(path: Path) -> Iterator[str]:
    for root in _parts(path, lambda name: name == "content.xml"):
        for part in root.iter():
            if part.tag in {f"{ODF}p", f"{ODF}h"}:
                yield " ".join(part.itertext())


def pptx(path: Path) -> Iterator[str]:
    def slide(name: str) -> bool:
        return name.startswith(("ppt/slides/slide", "ppt/notesSlides/")) and name.endswith(".xml")

    for root in _parts(path, slide):
        yield from _paragraphs(root, f"{DRAWING}p", {f"{DRAWING}t"}, {f"{DRAWING}br"})


OFFICE = "application/vnd.openxmlformats-officedocument"
READERS: dict[str, Callable[[Path], Iterator[str]]] = {
    "application/pdf": pdf,
    f"{OFFICE}.wordprocessingml.document": docx,
    f"{OFFICE}.presentationml.presentation": pptx,
    "application/vnd.oasis.opendocument.text": odt,
}


def text_of(path: Path, content_type: str) -> str:
    """At most MOST_CHARACTERS of it. Raises Unreadable, or whatever a broken file brings about."""
    if content_type not in READERS:
        raise Unreadable(f"files of type {content_type} hold no text that is read here")
    if path.stat().st_size > MOST_OCTETS:
        raise Unreadable("it is too large")
    found, length = [], 0
    for piece in READERS[content_type](path):
        found.append(piece)
        length += len(piece) + 1
        if length >= MOST_CHARACTERS:
            break
    # What no database takes: zeros, and halves of characters.
    text = "\n".join(found)[:MOST_CHARACTERS].replace("\0", " ")
    return text.encode("utf-8", "ignore").decode("utf-8")


def _paragraphs(root: Element, paragraph: str, words: set[str], gaps: set[str]) -> Iterator[str]:
    for block in root.iter(paragraph):
        pieces = (
            part.text or "" if part.tag in words else " "
            for part in block.iter()
            if part.tag in words | gaps
        )
        yield "".join(pieces)


def _parts(path: Path, wanted: Callable[[str], bool]) -> Iterator[Element]:
    """Parsed parts of a package; more than it says of itself is never unpacked."""
    left = MOST_UNPACKED
    with zipfile.ZipFile(path) as package:
        names = [one for one in package.infolist() if wanted(one.filename)]
        if not names:
            raise Unreadable("the part that holds the text is missing")
        for one in sorted(names, key=lambda info: (len(info.filename), info.filename))[:MOST_PARTS]:
            with package.open(one) as part:
                content = part.read(left + 1)
            left -= len(content)
            if left < 0:
                raise Unreadable("it unpacks to more than is read")
            yield fromstring(content, forbid_dtd=True)


def main(argv: list[str]) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        text = text_of(Path(argv[1]), argv[0])
    except Exception as error:  # a broken file may bring about anything
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    sys.stdout.write(json.dumps(text))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
