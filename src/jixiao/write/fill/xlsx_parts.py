"""What else a workbook says of the rows of a sheet: names, formulas of other sheets, drawings, notes, tables."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from jixiao.read.formats.xlsx_book import Book, SheetPart
from jixiao.read.formats.xlsx_text import local, unescaped
from jixiao.write.fill.xlsx_moves import Moves
from jixiao.write.markup import Markup, escaped
from jixiao.write.package import Package

_DRAWN_ROW = re.compile(rb"(<(?:\w+:)?row>)(\d+)(</(?:\w+:)?row>)")
_NOTE_ROW = re.compile(rb"(<x:Row>)(\d+)(</x:Row>)")
_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]+)(</x:Anchor>)")
_REFERENCE = re.compile(rb'(<(?:\w+:)?(?:comment|table|autoFilter)\b[^>]*? ref=")([A-Z0-9:]+)(")')
FORMULA = re.compile(rb"(<(?:\w+:)?f\b[^>]*>)([^<]+)(</(?:\w+:)?f>)")
_CHAINED = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*)/>')
_SHEET_NUMBER = re.compile(rb' i="(\d+)"')
OWN_PARTS = ("drawing", "vmlDrawing", "comments", "table", "threadedComment")


def move_related(package: Package, sheet: str, moves: Moves) -> None:
    """Move what the parts that belong to a sheet say of its rows."""
    for relation in package.archive.relations(sheet):
        if relation.kind in OWN_PARTS and relation.target in package:
            package.put(relation.target, moved_part(package.read(relation.target), moves))


def moved_part(data: bytes, moves: Moves) -> bytes:
    """Give a drawing, notes or a table with their rows moved; drawings count from 0."""
    if not moves:
        return data

    def from_nought(found: re.Match[bytes]) -> bytes:
        return found[1] + str(moves.row(int(found[2]) + 1) - 1).encode() + found[3]

    def anchor(found: re.Match[bytes]) -> bytes:
        numbers = [int(number) for number in found[2].split(b",")]
        if len(numbers) != 8:
            return found[0]
        numbers[2], numbers[6] = moves.row(numbers[2] + 1) - 1, moves.row(numbers[6] + 1) - 1
        return found[1] + ", ".join(map(str, numbers)).encode() + found[3]

    data = _DRAWN_ROW.sub(from_nought, data)
    data = _ANCHOR.sub(anchor, _NOTE_ROW.sub(from_nought, data))
    return _REFERENCE.sub(lambda found: found[1] + moves.ranges(found[2].decode()).encode() + found[3], data)


def move_elsewhere(package: Package, book: Book, part: SheetPart, moves: Moves) -> None:
    """Move what the formulas of other sheets, the names of the workbook and the order of reckoning say of a sheet."""
    for other in book.sheets:
        if other.member != part.member:
            old = package.read(other.member)
            if (new := _moved_formulas(old, part.name, moves)) != old:
                package.put(other.member, new)
    workbook = package.archive.main_part("xl/workbook.xml")
    markup = Markup(package.read(workbook))
    for name in markup.root.iterfind("{*}definedNames/{*}definedName"):
        new_text = moves.formula(name.text or "", part.name, own=False)
        if new_text != name.text:
            markup.replace(*markup.inner(name), escaped(new_text))
    package.put(workbook, markup.spliced())
    _move_chain(package, workbook, markup.root, part, moves)


def _moved_formulas(data: bytes, sheet: str, moves: Moves) -> bytes:
    def formula(found: re.Match[bytes]) -> bytes:
        moved = moves.formula(unescaped(found[2].decode()), sheet, own=False)
        return found[1] + escaped(moved).encode() + found[3] if moved != unescaped(found[2].decode()) else found[0]

    return FORMULA.sub(formula, data)


def _move_chain(package: Package, workbook: str, root: Element, part: SheetPart, moves: Moves) -> None:
    """The order of reckoning (calcChain) names cells; a name left behind would be a damage to Excel."""
    member = package.related(workbook, "calcChain")
    number = next((each.get("sheetId") for each in root.iter() if local(each.tag) == "sheet"
                   and each.get("name") == part.name), None)  # fmt: skip
    if member is None or number is None:
        return
    current = b""

    def cell(found: re.Match[bytes]) -> bytes:
        nonlocal current
        named = _SHEET_NUMBER.search(found[3])
        current = named[1] if named else current
        if current != number.encode():
            return found[0]
        return b'<c r="%s%d"%s/>' % (found[1], moves.row(int(found[2])), found[3])

    package.put(member, _CHAINED.sub(cell, package.read(member)))
