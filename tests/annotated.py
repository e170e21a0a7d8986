"""Marks up files with findings made for a test, and reads the marks back with other programs' eyes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from jixiao.model.result import CheckResult, Finding, FindingFigure, ReadResult, Severity
from jixiao.model.value import Value
from jixiao.read import read_source
from jixiao.read.gate import open_source
from jixiao.read.layout import Layout
from jixiao.write.annotate import annotate

MADE = datetime(2025, 3, 1, 9, 30)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


def finding(number: int, *values: Value, severity: Severity = "error") -> Finding:
    """Give a finding whose message names its number; the last of its figures is the suspect."""
    figures = [FindingFigure(f"数{at}", value, None, at == len(values)) for at, value in enumerate(values, 1)]
    if figures:
        figures[-1].expected = "12"
    return Finding("test.rule", severity, f"第{number}个问题 <&>。", figures, basis="某文号")


def read(data: bytes, name: str) -> ReadResult:
    """Read bytes under a name."""
    return read_source(open_source(data, name))


def marked(data: bytes, name: str, *values: Value | None) -> bytes:
    """Give the copy of a file with one finding for each value; None is a finding without any place."""
    source = open_source(data, name)
    findings = [finding(number, *([] if value is None else [value])) for number, value in enumerate(values, 1)]
    return annotate(source, CheckResult(read_source(source), findings, []), MADE)


def cells(layout: Layout) -> list[Value]:
    """Give every cell of a layout as a value at its place."""
    return [Value(cell.text, grid.place(cell)) for grid in layout.grids() for cell in grid.cells]


def lines(layout: Layout) -> list[Value]:
    """Give every paragraph of a layout as a value at its place."""
    return [Value(line.text, line.place()) for line in layout.paragraphs()]


def part(data: bytes, paragraph: int, words: str) -> Value:
    """Give words within a paragraph of a Word document as a value at their place."""
    (line,) = (line for line in read(data, "a.docx").layout.paragraphs() if line.number == paragraph)
    start = line.text.index(words)
    return Value(words, line.place()._replace(start=start + 1, end=start + len(words)))


def says_the_same(one: bytes, other: bytes, name: str) -> bool:
    """Tell whether two files read alike: layout, documents, what was not understood and remarks."""
    return _said(read(one, name)) == _said(read(other, name))


def _said(result: ReadResult) -> list[Any]:
    shown = result.to_dict()
    grids = [[(repr(cell), grid.place(cell)) for cell in grid.cells] for grid in result.layout.grids()]
    return [shown["documents"], shown["unread"], shown["remarks"], grids, [repr(p) for p in result.layout.paragraphs()]]


def members(data: bytes) -> dict[str, bytes]:
    """Give the members of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def differing(one: bytes, other: bytes) -> set[str]:
    """Give the names of the members that two packages do not have in common, byte for byte."""
    first, second = members(one), members(other)
    return {name for name in first | second if first.get(name) != second.get(name)}


def commented(data: bytes, member: str = "word/document.xml") -> dict[int, str]:
    """Give by number the text that each comment of a Word document stands around, tracked deletions left out."""
    found: dict[int, str] = {}
    open_numbers: set[int] = set()
    for element in _in_order(ElementTree.fromstring(members(data)[member])):
        name = element.tag.replace(_STRICT, _W)
        number = next((int(value) for key, value in element.items() if key.endswith("}id") and value.isdecimal()), -1)
        if name == _W + "commentRangeStart":
            open_numbers.add(number)
            found[number] = ""
        elif name == _W + "commentRangeEnd":
            open_numbers.remove(number)
        elif name == _W + "t":
            for each in open_numbers:
                found[each] += element.text or ""
    assert not open_numbers
    return found


def _in_order(element: ElementTree.Element) -> Iterable[ElementTree.Element]:
    yield element
    for child in element:
        if child.tag not in (_W + "del", _W + "moveFrom"):
            yield from _in_order(child)
