"""Results of formulas after filling in: calculated here where they are simple, by Excel on loading in any case."""

from __future__ import annotations

import re

from jixiao.read.archive import archive_of
from jixiao.read.formats.sheet_grid import address
from jixiao.read.formats.xlsx_book import Book
from jixiao.read.formats.xlsx_formulas import Results
from jixiao.read.formats.xlsx_sheet import read_sheet
from jixiao.read.gate import open_source
from jixiao.read.source import Source
from jixiao.write.markup import Markup, escaped
from jixiao.write.package import Package

_VALUE = re.compile(rb"(</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*(?:<(?:\w+:)?v>[^<]*</(?:\w+:)?v>|<(?:\w+:)?v/>)")
_BEFORE_CALCULATION = ("definedNames", "externalReferences", "functionGroups", "sheets")


def without_results(sheet: bytes) -> bytes:
    """Give the XML of a sheet whose formulas have no results."""
    return _VALUE.sub(rb"\1", sheet)


def calculate_on_load(package: Package, workbook: str) -> None:
    """Let Excel and WPS calculate all formulas when they open the workbook."""
    markup = Markup(package.read(workbook))
    setting = markup.root.find("{*}calcPr")
    if setting is not None:
        markup.set_attribute(setting, "fullCalcOnLoad", "1")
    else:
        before = next(found for name in _BEFORE_CALCULATION if (found := markup.root.find(f"{{*}}{name}")) is not None)
        prefix = markup.name(markup.root).removesuffix("workbook")
        markup.after(before, f'<{prefix}calcPr fullCalcOnLoad="1"/>')
    package.put(workbook, markup.spliced())


def put_results(source: Source, data: bytes, members: list[str]) -> bytes:
    """Give a workbook with the results of the formulas in some of its sheets, as far as they can be calculated."""
    opened = open_source(data, source.name)
    archive = archive_of(opened)
    book = Book(archive)
    results = Results(book)
    package = Package(archive, data)
    for part in book.sheets:
        if part.member in members:
            xml = archive.read_xml(part.member)
            stored = read_sheet(archive.name, part.member, xml)
            cells, _ = results.of_sheet(part, stored)
            found = {address(place): (kind, value) for place, _, kind, value in cells if place in stored.formulas}
            package.put(part.member, _with_results(xml, found))
    return package.packed()


def _with_results(xml: bytes, results: dict[str, tuple[str, str]]) -> bytes:
    markup = Markup(xml)
    for cell in markup.root.iterfind("{*}sheetData/{*}row/{*}c"):
        formula = cell.find("{*}f")
        found = results.get(cell.get("r", ""))
        if formula is None or found is None or cell.find("{*}v") is not None:
            continue
        kind, value = found
        if kind != "n" or cell.get("t") is not None:
            markup.set_attribute(cell, "t", kind)
        prefix = markup.name(formula).removesuffix("f")
        markup.after(formula, f"<{prefix}v>{escaped(value)}</{prefix}v>")
    return markup.spliced()
