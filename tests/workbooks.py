"""Workbooks for tests, written as XML so that every spelling can be tried."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from jixiao.read.formats.xlsx import read_layout
from jixiao.read.layout import Grid, Layout
from jixiao.read.source import Source

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def worksheet(rows: str, *, before: str = "", after: str = "") -> str:
    """Give the XML of a sheet in the usual spelling."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}" xmlns:r="{_RELATIONS}">'
        f"{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def workbook(
    *sheets: str | bytes, strings: str = "", styles: str = "", states: tuple[str, ...] = (), properties: str = "",
    others: dict[str, str] | None = None,
) -> bytes:  # fmt: skip
    """Give a workbook of sheets named 表1, 表2, …; `strings` and `styles` are inner XML, `others` further members."""
    members: dict[str, str | bytes] = {
        f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(sheets, 1)
    }
    members["xl/workbook.xml"] = _list_of_sheets(len(sheets), states, properties)
    members["xl/_rels/workbook.xml.rels"] = _relations(len(sheets))
    members["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    members["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (members | (others or {})).items():
            package.writestr(name, content)
    return stream.getvalue()


def _list_of_sheets(count: int, states: tuple[str, ...], properties: str) -> str:
    entries = "".join(
        f'<sheet name="表{number}" sheetId="{number}" state="{state}" r:id="rId{number}"/>'
        for number, state in zip(range(1, count + 1), [*states, *["visible"] * count], strict=False)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{_RELATIONS}">{properties}<sheets>{entries}</sheets></workbook>'


def _relations(count: int) -> str:
    parts = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in range(1, count + 1)]
    parts += [("rId100", "sharedStrings", "sharedStrings.xml"), ("rId101", "styles", "/xl/styles.xml")]
    entries = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>' for name, kind, target in parts
    )
    return f'<Relationships xmlns="{_PACKAGE}">{entries}</Relationships>'


def formats(*codes: str) -> str:
    """Give the inner XML of styles: cell style 0 is 常规, style n has the n-th code."""
    own = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{_quoted(code)}"/>' for n, code in enumerate(codes))
    styles = "".join(f'<xf numFmtId="{164 + n}"><alignment/></xf>' for n in range(len(codes)))
    return f'<numFmts count="1">{own}</numFmts><fonts/><cellXfs><xf numFmtId="0"/>{styles}</cellXfs>'


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def layout_of(data: bytes, name: str = "test.xlsx") -> Layout:
    """Give the layout of a workbook."""
    return read_layout(Source(name, data, "xlsx"))


def texts(layout: Layout) -> dict[str, str]:
    """Give the texts of the first grid by address."""
    grid = next(layout.grids(), Grid([], 1))
    return {str(cell.address): cell.text for cell in grid.cells}


def shown(rows: str, **parts: Any) -> dict[str, str]:
    """Give what the cells of a workbook with one sheet show."""
    return texts(layout_of(workbook(worksheet(rows), **parts)))
