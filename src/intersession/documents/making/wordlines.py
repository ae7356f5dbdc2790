"""Words in a line of a DOCX paper: scripts from right to left, other languages, footnotes.

python-docx has no footnotes: `Footnotes` keeps the part of the file that holds them.
"""

import re
from typing import Any

from intersession.documents.making import wordstyle
from intersession.documents.making.paper import Footnote, Foreign, Paper, Words, parts

# Arabic, Hebrew, Syriac, Thaana and their presentation forms, with what stands between two words.
_LETTER = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
FROM_THE_RIGHT = re.compile(rf"([{_LETTER}]+(?:[\s\u200c\u200d'’.,-]+[{_LETTER}]+)*)")
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
EMPTY = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""  # noqa: E501  (white space would be part of it)


class Footnotes:
    """The footnotes of one document, from 1, in the order of their marks."""

    def __init__(self, made: Any, paper: Paper) -> None:
        from docx.oxml import parse_xml  # noqa: PLC0415  see wordstyle

        self.made, self.language, self.number = made, paper.language, 0
        self.root = parse_xml(EMPTY)

    def mark(self, line: Any, words: str) -> None:
        """The mark after what was said last, and the note it leads to."""
        self.number += 1
        self._mark(line.add_run(style="Footnote mark"), "w:footnoteReference", self.number)
        note = wordstyle.element(self.root, "w:footnote", id=self.number)
        foot = self._paragraph(note)
        self._mark(foot.add_run(style="Footnote mark"), "w:footnoteRef")
        say(foot, f" {words}")

    def keep(self) -> None:
        """Puts the part into the file, where there is a footnote at all."""
        from docx.opc.oxml import serialize_part_xml  # noqa: PLC0415
        from docx.opc.packuri import PackURI  # noqa: PLC0415  see wordstyle
        from docx.opc.part import Part  # noqa: PLC0415

        if self.number:
            content = serialize_part_xml(self.root)
            package = self.made.part.package
            part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE, content, package)
            self.made.part.relate_to(part, RELATION)

    def _paragraph(self, note: Any) -> Any:
        from docx.text.paragraph import Paragraph  # noqa: PLC0415  see wordstyle

        line = Paragraph(wordstyle.element(note, "w:p"), self.made._body)
        line.style = self.made.styles["Footnote"]
        return line

    def _mark(self, run: Any, tag: str, number: int = 0) -> None:
        wordstyle.element(run._r, tag, **({"id": number} if number else {}))


def say(line: Any, words: Words, notes: Footnotes | None = None, *, bold: bool = False) -> None:
    """Adds words to a line; what is written from the right is told as such, in its own run."""
    for one in parts(words):
        if isinstance(one, Footnote):
            if notes:
                notes.mark(line, one.words)
        elif isinstance(one, Foreign):
            _runs(line, one.words, bold, one.language)
        else:
            _runs(line, one, bold)


def _runs(line: Any, words: str, bold: bool, language: str = "") -> None:
    for place, piece in enumerate(FROM_THE_RIGHT.split(words)):
        if not piece:
            continue
        run = line.add_run(piece)
        if bold:
            run.bold = True
        if place % 2:
            run.font.rtl, run.font.cs_bold = True, bold or None
        elif language:
            wordstyle.in_language(run, language)
