"""A one-line language for Word tables and the few elements of WordprocessingML that tests need.

A table is one string: rows are separated by "|", cells by blanks. A cell is its text, followed by
"+N" where it spans N columns and "v" where it begins a vertical merge; "^" continues the merge above ("^+N" over N
columns), "_" is an empty cell, ">N" at the beginning of a row leaves N grid columns out.

    table("资金v 年初 全年 | ^ 12 12")
"""

from __future__ import annotations

import io
import re
import zipfile

from jixiao.read.formats.docx import read_layout
from jixiao.read.gate import open_source
from jixiao.read.layout import Cell, Grid, Layout, Paragraph

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_CELL = re.compile(r"(?P<text>.*?)(?:\+(?P<span>\d+))?(?P<begins>v?)$")


def p(*runs: str) -> str:
    """A paragraph of runs; a string without markup is a run of text."""
    return f"<w:p>{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{shown}<w:t>{text}</w:t></w:r>"


def tc(content: str, span: int = 1, merge: str = "", more: str = "") -> str:
    """A cell; `content` is its blocks."""
    wide = f'<w:gridSpan w:val="{span}"/>' if span != 1 else ""
    return f"<w:tc><w:tcPr>{wide}{merge}{more}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def table(line: str) -> str:
    """A table in the one-line language."""
    return tbl(*map(_row, line.split("|")))


def _row(line: str) -> str:
    words = line.split()
    before = words.pop(0)[1:] if words and words[0].startswith(">") else ""
    return tr(*map(_cell, words), properties=f'<w:gridBefore w:val="{before}"/>' if before else "")


def _cell(word: str) -> str:
    found = _CELL.match(word)
    assert found
    text, span = found["text"], int(found["span"] or 1)
    if text == "^":
        return tc(p(), span, "<w:vMerge/>")
    return tc(p() if text == "_" else p(text), span, '<w:vMerge w:val="restart"/>' if found["begins"] else "")


def package(
    *blocks: str, part: str = "word/document.xml", namespaces: str = NAMESPACES, members: dict[str, str] | None = None
) -> bytes:
    """A docx of blocks in the given main part, and further members."""
    document = f"<w:document {namespaces}><w:body>{''.join(blocks)}</w:body></w:document>"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"[Content_Types].xml": "<Types/>", part: document, **(members or {})}.items():
            archive.writestr(name, text)
    return data.getvalue()


def read(*blocks: str) -> Layout:
    """The layout of a docx of these blocks."""
    return read_layout(open_source(package(*blocks), "form.docx"))


def paragraphs(*blocks: str) -> list[str]:
    return [block.text for block in read(*blocks).paragraphs()]


def cells(*blocks: str) -> list[tuple[str, int, int, int, int]]:
    """The cells of the only table: text, row, column, rows, columns."""
    (grid,) = read(*blocks).grids()
    return [shape(cell) for cell in grid.cells]


def outline(*blocks: str) -> list[str | list[str]]:
    """Blocks in order: paragraphs as strings, tables as lists of their cells' texts."""
    found: list[str | list[str]] = []
    for block in read(*blocks).blocks:
        found.append(block.text if isinstance(block, Paragraph) else [cell.text for cell in block.cells])
    return found


def shape(cell: Cell) -> tuple[str, int, int, int, int]:
    return cell.text, cell.row, cell.column, cell.rows, cell.columns


def assert_sound(grid: Grid) -> None:
    """No two cells overlap and the cells stand in reading order."""
    slots = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    assert len(slots) == len(set(slots))
    starts = [(cell.row, cell.column) for cell in grid.cells]
    assert starts == sorted(starts)
