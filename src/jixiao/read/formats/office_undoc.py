"""Binary Word documents by the library undoc: all the text, cells row by row, but no merges and no tables in tables."""

from __future__ import annotations

import json
from typing import Any

from jixiao.read.layout import Block, Cell, Grid, Layout, Paragraph

_Row = list[str]


def undoc_layout(data: bytes) -> Layout | None:
    """Give the layout of a document, None where the library cannot read it.

    It gives each row of another shape as a table of its own: tables that follow each other are one. Rows that are
    shorter than the longest lack merged cells, which are counted to their first cell.
    """
    import undoc

    try:
        with undoc.parse_bytes(data) as document:
            sections: list[dict[str, Any]] = json.loads(document.to_json(True))["sections"]
    except (undoc.UndocError, ValueError, KeyError):
        return None
    collector = _Collector()
    for section in sections:
        for item in section["content"]:
            collector.take(item)
    collector.end_table()
    return Layout(collector.blocks)


class _Collector:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._rows: list[_Row] = []
        self._paragraphs = 0
        self._tables = 0

    def take(self, item: dict[str, Any]) -> None:
        if item["type"] == "Table":
            self._rows += [[_lines(cell["content"]) for cell in row["cells"]] for row in item["rows"]]
        elif item["type"] == "Paragraph":
            self.end_table()
            self._paragraphs += 1
            if (text := _text(item)).strip():
                self.blocks.append(Paragraph(text, self._paragraphs))

    def end_table(self) -> None:
        rows = [row for row in self._rows if row]
        self._rows = []
        if rows:
            self._tables += 1
            self.blocks.append(Grid(_cells(rows), self._tables))


def _cells(rows: list[_Row]) -> list[Cell]:
    width = max(map(len, rows))
    found: list[Cell] = []
    for number, row in enumerate(rows):
        missing = width - len(row)
        found.append(Cell(row[0], number, 0, 1, 1 + missing))
        found += [Cell(text, number, column + missing) for column, text in enumerate(row[1:], 1)]
    return found


def _lines(paragraphs: list[dict[str, Any]]) -> str:
    return "\n".join(_text(paragraph) for paragraph in paragraphs)


def _text(paragraph: dict[str, Any]) -> str:
    return "".join(run.get("text", "") for run in paragraph.get("runs", []))
