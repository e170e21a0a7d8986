"""The numbers behind a chart as a workbook inside the document: what Word and WPS open to edit the data (编辑数据)."""

from __future__ import annotations

from functools import cache

from jixiao.write.charts.chart import number
from jixiao.write.docx import names
from jixiao.write.docx.names import XML, attributes, relations, types
from jixiao.write.markup import escaped
from jixiao.write.paper import Chart
from jixiao.write.zipped import Entry, member, zip_file

SHEET = "Sheet1"


def book(chart: Chart) -> bytes:
    """Give the workbook: categories down the first column, a series in each further one."""
    texts = [*(series.name for series in chart.series), *chart.categories]
    parts = {"xl/sharedStrings.xml": _texts(texts), "xl/worksheets/sheet1.xml": _sheet(chart)}
    return zip_file([*_frame(), *(member(name, text.encode()) for name, text in parts.items())])


def column_of(series: int) -> str:
    """Give the letters of the column of a series, counted from 0."""
    letters = ""
    number = series + 2
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _sheet(chart: Chart) -> str:
    count = len(chart.series)
    head = "".join(_text(f"{column_of(at)}1", at) for at in range(count))
    rows = "".join(
        f'<row r="{at}">{_text(f"A{at}", count + at - 2)}{_numbers(chart, at)}</row>'
        for at in range(2, len(chart.categories) + 2)
    )
    return (
        f'{XML}<worksheet xmlns="{names.NAMESPACES["s"]}">'
        '<cols><col min="1" max="1" width="24" customWidth="1"/></cols>'
        f'<sheetData><row r="1">{head}</row>{rows}</sheetData></worksheet>'
    )


def _numbers(chart: Chart, row: int) -> str:
    found = ((column_of(at), series.values) for at, series in enumerate(chart.series))
    return "".join(
        f'<c r="{column}{row}"><v>{number(values[row - 2])}</v></c>'
        for column, values in found
        if row - 2 < len(values)
    )


def _text(cell: str, number: int) -> str:
    return f'<c r="{cell}" t="s"><v>{number}</v></c>'


def _texts(texts: list[str]) -> str:
    """The texts of the sheet, which its cells name by number."""
    entries = "".join(f'<si><t xml:space="preserve">{escaped(text)}</t></si>' for text in texts)
    return f'{XML}<sst xmlns="{names.NAMESPACES["s"]}" count="{len(texts)}" uniqueCount="{len(texts)}">{entries}</sst>'


@cache
def _frame() -> tuple[Entry, ...]:
    """The parts that all workbooks have, packed once."""
    content = types(
        {"rels": names.TYPE_OF_RELATIONS, "xml": "application/xml"},
        {
            "xl/workbook.xml": names.TYPE_OF_BOOK,
            "xl/worksheets/sheet1.xml": names.TYPE_OF_SHEET,
            "xl/sharedStrings.xml": names.TYPE_OF_TEXTS,
        },
    )
    workbook = (
        f'{XML}<workbook xmlns="{names.NAMESPACES["s"]}" {attributes("r")}><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    links = relations(
        ("rId1", names.kind("worksheet"), "worksheets/sheet1.xml"),
        ("rId2", names.kind("sharedStrings"), "sharedStrings.xml"),
    )
    parts = {
        "[Content_Types].xml": content,
        "_rels/.rels": relations(("rId1", names.kind("officeDocument"), "xl/workbook.xml")),
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": links,
    }
    return tuple(member(name, text.encode()) for name, text in parts.items())
