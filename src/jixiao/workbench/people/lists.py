"""Lists (名单): the rows of a table in an Excel or CSV file by the words of its head, read apart from the server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jixiao.model.failure import Failure
from jixiao.read import read_layout
from jixiao.read.gate import open_source
from jixiao.read.isolate import Limits, run_isolated

MOST_ROWS = 20_000
HEAD_ROWS = 10  # the head stands in the first rows, below a title perhaps


class Row(NamedTuple):
    """A row: its number as Excel shows it, and its texts by the words of the head."""

    number: int
    texts: dict[str, str]


class NoHead(Failure):
    """A list without the head that tells its columns."""

    def __init__(self, name: str, wanted: Sequence[str]) -> None:
        super().__init__(f"{name}：没有找到表头，第一行应写明各栏的名称，至少有：{'、'.join(wanted)}。")


class TooLong(Failure):
    """More rows than a list may have."""

    def __init__(self, name: str, rows: int) -> None:
        super().__init__(f"{name}：有 {rows} 行，一次最多导入 {MOST_ROWS} 行，请分成几个文件。")


def read_list(data: bytes, name: str, wanted: Sequence[str], more: Sequence[str] = ()) -> list[Row]:
    """Give the rows of a list whose head has all of `wanted`, perhaps some of `more`; raises NoHead, Unreadable.

    The file is a stranger's: it is read in a process of its own, with bounds of time and memory.
    """
    rows = run_isolated(name, Limits(), _rows, data, name)
    if len(rows) > MOST_ROWS:
        raise TooLong(name, len(rows))
    for start, (_, texts) in enumerate(rows[:HEAD_ROWS]):
        head = [text.strip() for text in texts]
        if set(wanted) <= set(head):
            return list(_named(rows[start + 1 :], head, {*wanted, *more}))
    raise NoHead(name, wanted)


def _rows(data: bytes, name: str) -> list[tuple[int, list[str]]]:
    """The rows of the first table: their numbers from 1, their texts by column."""
    layout = read_layout(open_source(data, name))
    grid = next(layout.grids(), None)
    rows = []
    for cells in grid.rows() if grid is not None else []:
        if cells:
            texts = [""] * (cells[-1].column + 1)
            for cell in cells:
                texts[cell.column] = cell.text
            rows.append((cells[0].row + 1, texts))
    return rows


def _named(rows: Sequence[tuple[int, list[str]]], head: Sequence[str], known: set[str]) -> Iterator[Row]:
    for number, texts in rows:
        filled = [*texts, *[""] * (len(head) - len(texts))]  # a row may end before the head does
        pairs = {name: text.strip() for name, text in zip(head, filled, strict=False) if name in known}
        if any(pairs.values()):
            yield Row(number, pairs)
