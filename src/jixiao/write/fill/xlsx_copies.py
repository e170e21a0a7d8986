"""Copies of a worksheet within its workbook, for further projects: what belongs to the sheet is copied with it."""

from __future__ import annotations

import posixpath
import re

from jixiao.read.formats.xlsx_book import SheetPart
from jixiao.read.formats.xlsx_text import unescaped
from jixiao.write.fill.xlsx_moves import Moves, renamed_formula
from jixiao.write.fill.xlsx_parts import FORMULA, OWN_PARTS, moved_part
from jixiao.write.markup import Markup, escaped, with_attribute
from jixiao.write.package import Package

_LONGEST_NAME = 31
_SELECTED = re.compile(rb' tabSelected="(?:1|true)"')
_CODE_NAME = re.compile(rb'(<(?:\w+:)?sheetPr\b[^>]*?) codeName="[^"]*"')
_RELATION_ID = re.compile(rb"\s([\w.-]+:id)\s*=")
_TABLE_NAME = re.compile(rb'(<(?:\w+:)?table\b[^>]*? )id="(\d+)"([^>]*)')
_NAMED = re.compile(rb'\b(name|displayName)="([^"]*)"')


class Copies:
    """The copies of one sheet; they stand behind the sheets that the workbook has."""

    def __init__(self, package: Package, workbook: str, part: SheetPart) -> None:
        self._package = package
        self._workbook = workbook
        self._part = part
        self._markup = Markup(package.read(workbook))
        sheets = self._markup.root.find("{*}sheets")
        assert sheets is not None  # the workbook has been read
        self._sheets = sheets
        self._own = next(each for each in sheets if each.get("name") == part.name)
        self._names = {each.get("name", "").lower() for each in sheets}
        self._count = 0

    def reserve(self) -> tuple[str, str]:
        """Give the part and the name for the next copy."""
        folder, base = posixpath.split(self._part.member)
        stem = re.sub(r"\d*\.xml$", "", base)
        member = self._package.free_name(f"{folder}/{stem}{{}}.xml")
        name = next(name for number in range(2, 10_000) if (name := _numbered(self._part.name, number)).lower()
                    not in self._names)  # fmt: skip
        self._names.add(name.lower())
        return member, name

    def add(self, member: str, name: str, data: bytes, moves: Moves) -> None:
        """Add a copy with its cells filled in."""
        self._package.put(member, self._as_copy(data, name))
        self._package.declare(member, self._type(self._part.member))
        self._copy_relations(member, moves)
        self._count += 1
        relation = self._package.relate(self._workbook, self._kind(), member)
        number = max(int(each.get("sheetId", "0")) for each in self._sheets) + self._count
        self._markup.append(self._sheets, self._entry(name, number, relation))
        self._copy_names(name, len(self._sheets) - 1 + self._count, moves)

    def save(self) -> None:
        """Put the list of sheets into the package."""
        self._package.put(self._workbook, self._markup.spliced())

    def _as_copy(self, data: bytes, name: str) -> bytes:
        def formula(found: re.Match[bytes]) -> bytes:
            old = unescaped(found[2].decode())
            new = renamed_formula(old, self._part.name, name)
            return found[0] if new == old else found[1] + escaped(new).encode() + found[3]

        return FORMULA.sub(formula, _CODE_NAME.sub(rb"\1", _SELECTED.sub(b"", data)))

    def _entry(self, name: str, number: int, relation: str) -> str:
        own = self._markup.whole(self._own)
        found = _RELATION_ID.search(own)
        assert found  # a sheet names its part
        entry = with_attribute(with_attribute(own, "name", name), "sheetId", str(number))
        return with_attribute(entry, found[1].decode(), relation).decode()

    def _copy_names(self, sheet: str, index: int, moves: Moves) -> None:
        """Names that belong to the sheet (print area, print titles) are given to the copy as well."""
        names = self._markup.root.find("{*}definedNames")
        own = str(list(self._sheets).index(self._own))
        for each in names if names is not None else ():
            if each.get("localSheetId") != own:
                continue
            text = renamed_formula(moves.formula(each.text or "", self._part.name, own=False), self._part.name, sheet)
            tag = with_attribute(self._markup.tag(each), "localSheetId", str(index)).decode()
            assert names is not None
            self._markup.append(names, f"{tag}{escaped(text)}</{self._markup.name(each)}>")

    def _copy_relations(self, member: str, moves: Moves) -> None:
        listing = _listing(self._part.member)
        if listing not in self._package:
            return
        markup = Markup(self._package.read(listing))
        targets = {each.id: each for each in self._package.archive.relations(self._part.member)}
        for element in markup.root:
            relation = targets.get(element.get("Id", ""))
            if relation is not None and relation.kind in OWN_PARTS and relation.target in self._package:
                copy = self._copy_part(relation.target, moves)
                markup.set_attribute(element, "Target", posixpath.relpath(copy, posixpath.dirname(member)))
        self._package.put(_listing(member), markup.spliced())

    def _copy_part(self, member: str, moves: Moves) -> str:
        stem, ending = posixpath.splitext(member)
        copy = self._package.free_name(f"{re.sub(r'[0-9]+$', '', stem)}{{}}{ending}")
        data = moved_part(self._package.read(member), moves)
        self._package.put(copy, self._own_table(data))
        if kind := self._type(member):  # else it is told by its ending
            self._package.declare(copy, kind)
        if _listing(member) in self._package:  # pictures and charts of a drawing stay shared
            self._package.put(_listing(copy), self._package.read(_listing(member)))
        return copy

    def _own_table(self, data: bytes) -> bytes:
        """A table of the copy has a number and a name of its own."""
        mark = f"_{self._count + 2}".encode()

        def renamed(found: re.Match[bytes]) -> bytes:
            rest = _NAMED.sub(lambda name: name[1] + b'="' + name[2] + mark + b'"', found[3])
            return found[1] + b'id="%d"' % (int(found[2]) + 1000 * (self._count + 1)) + rest

        return _TABLE_NAME.sub(renamed, data, count=1)

    def _type(self, member: str) -> str:
        types = Markup(self._package.read("[Content_Types].xml")).root
        named = "/" + member
        found = next(
            (each.get("ContentType") for each in types if each.get("PartName", "").lower() == named.lower()), None
        )
        return found or ""

    def _kind(self) -> str:
        """The whole address of the relationship between workbook and sheet."""
        markup = Markup(self._package.read(_listing(self._workbook)))
        return next(each.get("Type", "") for each in markup.root if each.get("Type", "").endswith("/worksheet"))


def _listing(member: str) -> str:
    folder, base = posixpath.split(member)
    return posixpath.join(folder, "_rels", base + ".rels")


def _numbered(name: str, number: int) -> str:
    mark = f" ({number})"
    return name[: _LONGEST_NAME - len(mark)] + mark
