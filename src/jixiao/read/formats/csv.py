"""Comma-separated text (csv), as exported from a worksheet: one grid."""

from __future__ import annotations

import csv
import io

from jixiao.read.encoding import decode
from jixiao.read.failure import Unreadable
from jixiao.read.layout import Cell, Grid, Layout
from jixiao.read.source import Source


def read_layout(source: Source) -> Layout:
    """Give the one grid of a csv; a cell that is quoted over several lines has the line of its beginning.

    Blank cells are left out. Any encoding that `decode` knows, with or without a byte order mark. Raises `Unreadable`.
    """
    cells, line = [], 1
    reader = csv.reader(io.StringIO(decode(source.data), newline=""))
    try:
        for row, fields in enumerate(reader):
            texts = [text.replace("\r\n", "\n").replace("\r", "\n") for text in fields]
            cells += [Cell(text, row, column, line=line) for column, text in enumerate(texts) if text.strip()]
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(source.name, f"第 {line} 行不是有效的逗号分隔文本", "请检查引号是否成对") from error
    return Layout([Grid(cells, 1)] if cells else [])
