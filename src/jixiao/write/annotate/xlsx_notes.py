"""The notes of a worksheet: their texts in the comments part, their boxes in a drawing in VML, as Excel keeps them."""

from __future__ import annotations

import re
from itertools import count
from xml.etree.ElementTree import Element

from jixiao.read.formats.sheet_grid import letters
from jixiao.read.formats.xlsx_text import local
from jixiao.write.annotate.notes import AUTHOR
from jixiao.write.annotate.xlsx_sheet import row_and_column
from jixiao.write.markup import Markup, escaped
from jixiao.write.package import Package

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# What may stand behind legacyDrawing in a sheet, in the order of the schema (ECMA-376 Part 1, 18.3.1.99).
_BEHIND = frozenset(
    "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst".split()  # noqa: SIM905
)
_SHAPE_ID = re.compile(rb"_x0000_s(\d{1,9})\b")
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_NO_DRAWING = f"<xml {_SPACES}></xml>".encode()
_BOX_TYPE = (
    f'<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_LINE = 22  # Chinese characters on a line of a note
_WIDTH = 3  # columns that a note is wide


def put_notes(package: Package, sheet_member: str, sheet: Markup, texts: dict[str, list[str]]) -> None:
    """Add notes to a sheet by the addresses of their cells, to notes that are there their text.

    Excel shows a conversation (threadedComment) in the place of its cell's note: such a note goes to the cell beside.
    """
    member = package.related(sheet_member, "comments")
    notes = _Notes(Markup(package.read(member) if member else _no_notes(sheet)))
    new = {cell: text for cell, text in _apart(texts, package, sheet_member).items() if not notes.add(cell, text)}
    if member is None:
        member = package.free_name("xl/comments{}.xml")
        package.declare(member, _NOTES_TYPE)
        package.relate(sheet_member, f"{_office(sheet)}/comments", member)
    package.put(member, notes.markup.spliced())
    _draw(package, sheet_member, sheet, new)


class _Notes:
    """The comments part of a sheet."""

    def __init__(self, markup: Markup) -> None:
        self.markup = markup
        self._space = markup.root.tag[1:].partition("}")[0]
        self._own = {element.get("ref", ""): element for element in markup.root.iterfind("{*}commentList/{*}comment")}
        self._author = self._author_number()

    def add(self, address: str, texts: list[str]) -> bool:
        """Add a note; gives whether the cell had one, which is then longer."""
        shown = "\n\n".join(texts)
        own = self._own.get(address)
        text = None if own is None else own.find("{*}text")
        if text is not None:
            self._lengthen(text, f"\n\n{AUTHOR}\n{shown}")
            return True
        (listed,) = self.markup.root.iterfind("{*}commentList")
        self.markup.append(
            listed,
            f'<comment xmlns="{self._space}" ref="{address}" authorId="{self._author}">'
            f"<text>{_run(AUTHOR, bold=True)}{_run(chr(10) + shown)}</text></comment>",
        )
        return False

    def _lengthen(self, text: Element, shown: str) -> None:
        run = _run(shown).replace("<r>", f'<r xmlns="{self._space}">', 1)
        behind = next((child for child in text if local(child.tag) in ("rPh", "phoneticPr")), None)
        if behind is None:
            self.markup.append(text, run)
        else:
            self.markup.before(behind, run)

    def _author_number(self) -> int:
        (authors,) = self.markup.root.iterfind("{*}authors")
        names = [author.text for author in authors]
        if AUTHOR not in names:
            self.markup.append(authors, f'<author xmlns="{self._space}">{AUTHOR}</author>')
            return len(names)
        return names.index(AUTHOR)


def _apart(texts: dict[str, list[str]], package: Package, sheet_member: str) -> dict[str, list[str]]:
    """Give the notes of cells with a conversation to the next cell on the right that has none."""
    member = package.related(sheet_member, "threadedComment")
    if member is None:
        return texts
    talks = {element.get("ref", "") for element in Markup(package.read(member)).root}
    found: dict[str, list[str]] = {}
    for address, text in texts.items():
        row, column = row_and_column(address)
        cells = (f"{letters(at)}{row}" for at in count(column - 1))
        found.setdefault(next(cell for cell in cells if cell not in talks), []).extend(text)
    return found


def _draw(package: Package, sheet_member: str, sheet: Markup, texts: dict[str, list[str]]) -> None:
    """Add the boxes of notes to the drawing that the sheet has for them, or to a new one."""
    member = package.related(sheet_member, "vmlDrawing") if _has_drawing(sheet) else None
    drawing = package.read(member) if member else _NO_DRAWING
    first = 1 + max(map(int, _SHAPE_ID.findall(drawing)), default=1024)
    boxes = [_box(number, address, text) for number, (address, text) in enumerate(texts.items(), first)]
    kinds = [] if b"_x0000_t202" in drawing else [_BOX_TYPE]
    # By its end, not parsed: Excel itself writes drawings that are not quite XML (an open <br>).
    inside, end, behind = drawing.rpartition(b"</xml>")
    if member is None:
        member = _add_drawing(package, sheet_member, sheet)
    package.put(member, inside + "".join(kinds + boxes).encode() + end + behind)


def _has_drawing(sheet: Markup) -> bool:
    return sheet.root.find("{*}legacyDrawing") is not None


def _add_drawing(package: Package, sheet_member: str, sheet: Markup) -> str:
    member = package.free_name("xl/drawings/vmlDrawing{}.vml")
    package.declare_ending("vml", _DRAWING_TYPE)
    name = package.relate(sheet_member, f"{_office(sheet)}/vmlDrawing", member)
    prefix = sheet.name(sheet.root).removesuffix("worksheet")
    element = f'<{prefix}legacyDrawing xmlns:r="{_office(sheet)}" r:id="{name}"/>'
    behind = next((child for child in sheet.root if local(child.tag) in _BEHIND), None)
    if behind is None:
        sheet.append(sheet.root, element)
    else:
        sheet.before(behind, element)
    return member


def _box(number: int, address: str, texts: list[str]) -> str:
    """A hidden box beside its cell, as high as its text needs."""
    row, column = (number - 1 for number in row_and_column(address))
    lines = sum(1 + len(line) // _LINE for text in texts for line in text.split("\n"))
    anchor = f"{column + 1}, 15, {max(0, row - 1)}, 10, {column + 1 + _WIDTH}, 15, {row + max(4, lines)}, 4"
    return (
        f'<v:shape {_SPACES} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;'
        f'width:280pt;height:{14 * (lines + 2)}pt;z-index:{number};visibility:hidden" fillcolor="#ffffe1"'
        ' o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/>'
        f'</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _run(text: str, *, bold: bool = False) -> str:
    weight = "<b/>" if bold else ""
    return f'<r><rPr>{weight}<sz val="9"/></rPr><t xml:space="preserve">{escaped(text)}</t></r>'


def _no_notes(sheet: Markup) -> bytes:
    space = sheet.root.tag[1:].partition("}")[0]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<comments xmlns="{space}"><authors/><commentList/></comments>'.encode()


def _office(sheet: Markup) -> str:
    """Give the namespace of relationships that goes with the sheet's own."""
    return _OFFICE if sheet.root.tag.startswith("{http://schemas.openxmlformats.org/") else _STRICT_OFFICE
