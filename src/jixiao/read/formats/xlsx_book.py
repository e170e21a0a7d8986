"""What the sheets of a workbook share: their list, the number formats and the strings (工作簿).

Parts read: workbook.xml, styles.xml, sharedStrings.xml (ECMA-376 Part 1, 18.2, 18.8, 18.4).
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from jixiao.read.archive import Archive, Relation, parse_xml
from jixiao.read.formats.numfmt import GENERAL, Format, builtin, formatter
from jixiao.read.formats.xlsx_text import cell_text, local, rich_text, text_of, unescaped, with_characters

_TRUE = ("1", "true")
_FORMAT_NUMBER = re.compile(rb'<xf\b[^>]*? numFmtId="(\d{1,9})"')
_SIMPLE_STRING = re.compile(r'\s*<si><t(?: xml:space="preserve")?>([^<]*)</t>')
_SIMPLE_ITEM = re.compile(_SIMPLE_STRING.pattern + "</si>")
_MARKS = ("&", "_x", "\r")  # what a text must be searched for before it is what the cell shows


class SheetPart(NamedTuple):
    """A sheet as the workbook lists it; `member` is the part with its cells."""

    name: str
    hidden: bool
    member: str


class Book:
    """A workbook: `sheets` in order, charts and dialogues left out; the rest is read when a sheet first needs it."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        part = archive.main_part("xl/workbook.xml")
        root = archive.parse(part)
        relations = archive.relations(part)
        self.sheets = _sheets(root, relations)
        self.from_1904 = _is_set(root, "workbookPr", "date1904")
        self.calculates_on_load = _is_set(root, "calcPr", "fullCalcOnLoad")
        self._members = {relation.kind: relation.target for relation in relations}

    @cached_property
    def formats(self) -> list[Format]:
        """The number format of each cell style."""
        member = self._members.get("styles", "")
        if member not in self.archive:
            return [formatter(GENERAL)]
        data = self.archive.read_xml(member)
        own = {_number(entry): entry.get("formatCode", GENERAL) for entry in self._entries(member, data, "numFmts")}
        numbers = _quick_numbers(data) or map(_number, self._entries(member, data, "cellXfs"))
        return [formatter(own.get(number) or builtin(number)) for number in numbers] or [formatter(GENERAL)]

    def _entries(self, member: str, data: bytes, name: str) -> list[Element]:
        """Give the elements of one list of the styles; fonts and borders, most of that part, are passed over."""
        part = _list(data, name)
        if part is not None:
            try:
                return list(ElementTree.fromstring(part)) if part else []
            except ElementTree.ParseError:  # a prefix that is declared further up, another encoding
                pass
        found = parse_xml(self.archive.name, member, data).find(f"{{*}}{name}")
        return [] if found is None else list(found)

    @cached_property
    def strings(self) -> dict[str, str]:
        """The shared strings as cells show them, by their number as cells write it."""
        member = self._members.get("sharedStrings", "")
        if member not in self.archive:
            return {}
        data = self.archive.read_xml(member)
        found = _quick_strings(data)
        if found is None:
            found = [text_of(item) for item in parse_xml(self.archive.name, member, data) if local(item.tag) == "si"]
        return {str(number): text for number, text in enumerate(found)}


def _sheets(root: Element, relations: list[Relation]) -> list[SheetPart]:
    members = {relation.id: relation.target for relation in relations if relation.kind == "worksheet"}
    found = []
    for sheet in root.iter(root.tag.removesuffix("workbook") + "sheet"):
        member = next((members[value] for name, value in sheet.items() if local(name) == "id" and value in members), "")
        if member:
            found.append(SheetPart(sheet.get("name", ""), sheet.get("state", "visible") != "visible", member))
    return found


def _is_set(root: Element, name: str, attribute: str) -> bool:
    element = root.find(f"{{*}}{name}")
    return element is not None and element.get(attribute) in _TRUE


def _number(entry: Element) -> int:
    number = entry.get("numFmtId", "0")
    return int(number) if number.isdecimal() and len(number) < 10 else 0


def _list(data: bytes, name: str) -> bytes | None:
    """Cut a list out of the styles, b"" where there is none, None where they are not in the usual spelling."""
    if b"<styleSheet" not in data or b"<!" in data:
        return None
    start, end = data.find(f"<{name}".encode()), data.find(f"</{name}>".encode())
    return data[start : end + len(name) + 3] if 0 <= start < end else b""


def _quick_numbers(data: bytes) -> list[int]:
    """Give the number of the format of each cell style, none where the list is not in the usual spelling."""
    part = _list(data, "cellXfs") or b""
    found = _FORMAT_NUMBER.findall(part)
    return list(map(int, found)) if len(found) == part.count(b"<xf") else []


def _quick_strings(data: bytes) -> list[str] | None:
    """Read shared strings in the usual spelling without parsing, None where they are spelled otherwise.

    Strings are cut apart at their ends; most hold one text, the others runs of rich text.
    """
    try:
        text = with_characters(data.decode("utf-8-sig"))
    except ValueError:
        return None
    if "<!" in text or "<si/>" in text or not text[-99:].rstrip().endswith("</sst>"):
        return None
    simple = _SIMPLE_ITEM.findall(text)
    if len(simple) == text.count("</si>") and not any(mark in text for mark in _MARKS):
        return simple
    items = text[text.find("<si>") :].split("</si>")
    return [_quick_string(item) for item in items[:-1]]


def _quick_string(item: str) -> str:
    match = _SIMPLE_STRING.fullmatch(item)
    if match is None:
        return rich_text(item)
    text = match[1]
    return cell_text(unescaped(text)) if any(mark in text for mark in _MARKS) else text
