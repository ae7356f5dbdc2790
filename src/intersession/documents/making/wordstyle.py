"""The styles of a DOCX paper: fonts, sizes, rules and the few XML marks python-docx lacks.

Nothing here is loaded before the first paper is made: python-docx is imported inside functions.
"""

import functools
import io
from typing import Any

from intersession.documents.making.paper import Paper

INK, MUTE, ACCENT, WASH, HAIR, EDGE = "1D1C1A", "5C5851", "0F5373", "EDF2F3", "D9D4C9", "857F74"
# On every machine, or replaced by a face of the same widths, so that one page stays one page;
# it has Cyrillic and Arabic.
FACE = "Times New Roman"
CODES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}
TWENTIETHS = 1440 / 25.4  # of a point in a millimetre: the unit of widths in DOCX
TEXT_WIDTH = 166  # mm: A4 less two margins of 22
END = 2  # python-docx: WD_ALIGN_PARAGRAPH.RIGHT
AT_THE_FOOT = 3  # python-docx: WD_CELL_VERTICAL_ALIGNMENT.BOTTOM

# name: (size, line height, space before, space after) in points, colour
PARAGRAPHS = {
    "Normal": (10, 12.5, 0, 5, INK),
    "Masthead": (8.5, 12, 0, 0, MUTE),
    "Heading 1": (19, 22, 10, 6, INK),
    "Heading 2": (13, 15, 9, 4, INK),
    "Heading 3": (11, 13, 8, 3, INK),
    "Kind": (10, 12.5, 8, 0, MUTE),
    "Lead": (11, 14, 0, 8, INK),
    "List Number": (10, 12.5, 0, 5, INK),
    "List Bullet": (10, 12.5, 0, 3, INK),
    "Caption": (8.5, 11, 4, 2, MUTE),
    "Table head": (8.5, 10.5, 2, 2, MUTE),
    "Table text": (9, 11, 2.2, 2.2, INK),
    "Figure": (10, 13, 4, 6, INK),
    "Note": (10, 12.5, 0, 0, INK),
    "Gap": (4, 5, 0, 0, INK),
    "Signature block": (10, 12.5, 0, 0, INK),
    "Timed": (10, 12.5, 2, 2, INK),
    "Running head": (8, 10, 0, 6, MUTE),
    "Foot": (8, 10, 0, 0, MUTE),
    "Footnote": (8.5, 10.5, 0, 2, INK),
}
CHARACTERS = {"Symbol": 16, "Big": 22, "Footnote mark": 10}


def prepared(paper: Paper) -> Any:
    """An empty document with page, properties, language and styles."""
    import docx  # noqa: PLC0415  see the module

    made = docx.Document(io.BytesIO(_blank(paper.language)))
    _properties(made, paper)
    return made


@functools.cache
def _blank(language: str) -> bytes:
    """Kept for each language: the styles take longer to write than most papers."""
    import docx  # noqa: PLC0415  see the module

    made, file = docx.Document(), io.BytesIO()
    _page(made.sections[0])
    for name in PARAGRAPHS:
        _paragraph_style(made.styles, name)
    for name, size in CHARACTERS.items():
        _character_style(made.styles, name, size, INK)
    _finish(made.styles)
    _language(made.styles, CODES[language])
    _hyphenate(made.settings.element)
    _without_thumbnail(made)
    made.save(file)
    return file.getvalue()


# In points, for a paper that is read on a door.
LARGE = {
    "Heading 1": 44,
    "Kind": 15,
    "Lead": 20,
    "Heading 2": 16,
    "Timed": 13,
    "Normal": 13,
}


def enlarge(made: Any) -> None:
    for name, size in LARGE.items():
        style = made.styles[name]
        style.font.size = points(size)
        style.paragraph_format.line_spacing = points(size * 1.2)


def in_language(run: Any, code: str) -> Any:
    element(run._r.get_or_add_rPr(), "w:lang", val=CODES[code])
    return run


def all_in_language(parts: Any, code: str) -> None:
    """Every run in there that is not in a language of its own."""
    for part in parts:
        for run in part.iter(_name("w:r")):
            if run.rPr is None or run.rPr.find(_name("w:lang")) is None:
                element(run.get_or_add_rPr(), "w:lang", val=CODES[code])


def border(target: Any, side: str, *, eighths: int, colour: str, space: int) -> None:
    """A rule at one side of a paragraph or of a paragraph style; `eighths` of a point thick."""
    properties = target._element.get_or_add_pPr()
    box = properties.makeelement(_name("w:pBdr"))
    element(box, f"w:{side}", val="single", sz=eighths, space=space, color=colour)
    properties.insert_element_before(box, *AFTER_BORDER)


def points(size: float) -> Any:
    from docx.shared import Pt  # noqa: PLC0415  see the module

    return Pt(size)


def grid(made: Any, rows: int, parts: tuple[float, ...], *, said: str, lined: bool = True) -> Any:
    """An empty table with hairlines, columns of the given parts of the width, and its words."""
    from docx.shared import Mm  # noqa: PLC0415  see the module

    table = made.add_table(rows=rows, cols=len(parts))
    _table_properties(table._tbl.tblPr, said, lined)
    for place, part in enumerate(parts):
        table.columns[place].width = Mm(TEXT_WIDTH * part)
    for row in table.rows:
        for cell, part in zip(row.cells, parts, strict=True):
            cell.width = Mm(TEXT_WIDTH * part)
    return table


def line_of(cell: Any, style: str) -> Any:
    """The one paragraph of a new cell. A style is looked up by name for each line otherwise, which
    takes three quarters of the time of a long table."""
    from docx.text.paragraph import Paragraph  # noqa: PLC0415  see the module

    line = cell._tc.p_lst[0]
    line.style = style.replace(" ", "")  # as `add_style` makes an identifier of a name
    return Paragraph(line, cell)


def whole(row: Any, *, head: bool) -> None:
    """Keeps a row on one page; a head is told as such and comes again on each page."""
    properties = row._tr.get_or_add_trPr()
    element(properties, "w:cantSplit")
    if head:
        element(properties, "w:tblHeader")


def shade(cell: Any) -> None:
    element(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=WASH)


def field(line: Any, name: str) -> None:
    """A number Word keeps itself (PAGE, NUMPAGES)."""
    box = element(line._p, "w:fldSimple", instr=name)
    text = element(element(box, "w:r"), "w:t")
    text.text = "1"


def _hyphenate(settings: Any) -> None:
    stop = settings.find(_name("w:defaultTabStop"))  # the schema wants it just before
    stop.addnext(settings.makeelement(_name("w:autoHyphenation")))


def _page(section: Any) -> None:
    from docx.shared import Mm  # noqa: PLC0415  see the module

    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(20), Mm(22)
    section.header_distance, section.footer_distance = Mm(10), Mm(12)


def _properties(made: Any, paper: Paper) -> None:
    core = made.core_properties
    core.title, core.subject, core.language = paper.title[:255], paper.symbol[:255], paper.language
    core.author = paper.names()[0][1][:255] if paper.names() else ""
    core.comments = core.last_modified_by = ""


def _without_thumbnail(made: Any) -> None:
    """A picture of python-docx's own empty page."""
    links = made.part.package.rels
    for key in [key for key, link in links.items() if link.reltype.endswith("/thumbnail")]:
        links.pop(key)


def _paragraph_style(styles: Any, name: str) -> None:
    from docx.enum.text import WD_LINE_SPACING  # noqa: PLC0415  see the module
    from docx.shared import Pt  # noqa: PLC0415  see the module

    size, height, before, after, colour = PARAGRAPHS[name]
    style = styles[name] if name in styles else styles.add_style(name, 1)
    _face(style, size, colour)
    shape = style.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(height)
    shape.space_before, shape.space_after = Pt(before), Pt(after)


def _character_style(styles: Any, name: str, size: float, colour: str) -> None:
    _face(styles.add_style(name, 2), size, colour)


def _face(style: Any, size: float, colour: str) -> None:
    from docx.shared import Pt, RGBColor  # noqa: PLC0415  see the module

    font = style.font
    font.size, font.bold, font.color.rgb = Pt(size), False, RGBColor.from_string(colour)
    properties = style.element.get_or_add_rPr()
    for tag in ("w:rFonts", "w:bCs", "w:szCs"):  # a font of the theme would win over a name
        for old in properties.findall(_name(tag)):
            properties.remove(old)
    arabic = properties.makeelement(_name("w:szCs"))
    arabic.set(_name("w:val"), str(round(size * 2)))  # half points
    properties.find(_name("w:sz")).addnext(arabic)
    font.name = FACE
    for kind in ("w:cs", "w:eastAsia"):
        properties.find(_name("w:rFonts")).set(_name(kind), FACE)


def _finish(styles: Any) -> None:
    """What only one style has: tabs at the end of the line, indents, the bar of a note."""
    from docx.shared import Mm  # noqa: PLC0415  see the module

    for name in ("Masthead", "Foot", "Running head"):
        styles[name].paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), END)
    for name in ("Heading 1", "Heading 2", "Heading 3", "Kind", "Caption", "Table head"):
        styles[name].paragraph_format.keep_with_next = True
    for name in ("List Number", "List Bullet"):
        for close in list(styles[name].element.iter(_name("w:contextualSpacing"))):
            close.getparent().remove(close)  # it takes away the space between two paragraphs
    numbered = styles["List Number"].paragraph_format
    numbered.left_indent, numbered.first_line_indent = Mm(6.35), Mm(-6.35)  # where Word has its tab
    bullet = styles["List Bullet"].paragraph_format
    bullet.left_indent, bullet.first_line_indent = Mm(13), Mm(-5)
    styles["Heading 3"].font.italic = True
    styles["Footnote mark"].font.superscript = True
    border(styles["Running head"], "bottom", eighths=4, colour=HAIR, space=4)
    note = styles["Note"]
    note.paragraph_format.left_indent = Mm(4)
    border(note, "left", eighths=24, colour=ACCENT, space=8)
    wash = note.element.pPr.makeelement(_name("w:shd"))
    for mark, value in (("val", "clear"), ("color", "auto"), ("fill", WASH)):
        wash.set(_name(f"w:{mark}"), value)
    note.element.pPr.insert_element_before(wash, *AFTER_BORDER[1:])
    border(styles["Foot"], "top", eighths=4, colour=HAIR, space=4)


def _language(styles: Any, code: str) -> None:
    defaults = styles.element.find(_name("w:docDefaults")).find(f".//{_name('w:rPr')}")
    element(defaults, "w:lang", val=code, eastAsia=code, bidi="ar-SA", instead=True)


def _table_properties(properties: Any, said: str, lined: bool) -> None:
    """All properties anew, for Word wants them in the order of the schema."""
    for old in list(properties):
        properties.remove(old)
    element(properties, "w:tblW", type="dxa", w=round(TEXT_WIDTH * TWENTIETHS))
    box = element(properties, "w:tblBorders")
    for side in ("bottom", "insideH") if lined else ():
        element(box, f"w:{side}", val="single", sz=4, space=0, color=HAIR)
    element(properties, "w:tblLayout", type="fixed")
    element(properties, "w:tblLook", val="0420", firstRow=1, firstColumn=0)
    if said:
        element(properties, "w:tblDescription", val=said)


# What the schema lets follow the borders of a paragraph.
AFTER_BORDER = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
    "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd",
    "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap",
    "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


def element(parent: Any, tag: str, *, instead: bool = False, **marks: object) -> Any:
    """A new element in `parent` with its `w:` attributes; `instead` of one of the same name."""
    if instead:
        for old in parent.findall(_name(tag)):
            parent.remove(old)
    made = parent.makeelement(_name(tag))
    for mark, value in marks.items():
        made.set(_name(f"w:{mark}"), str(value))
    parent.append(made)
    return made


def _name(tag: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415  see the module

    named: str = qn(tag)
    return named
