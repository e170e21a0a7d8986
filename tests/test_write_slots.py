"""Grids made whole: blanks where none stands, cells cut at the edges, overlaps refused."""

from __future__ import annotations

import pytest

from jixiao.write.paper import Cell, Table
from jixiao.write.slots import filled


def view(table: Table) -> str:
    """Rows of `column text rows×columns`."""
    return "\n".join(
        " | ".join(f"{at} {cell.text or '-'} {cell.rows}x{cell.columns}" for at, cell in row) for row in filled(table)
    )


def test_blanks_are_put_where_nothing_stands() -> None:
    table = Table("表", "表", [1, 1, 1], [[(0, Cell("甲", rows=2)), (2, Cell("丙"))], []])
    assert view(table) == "0 甲 2x1 | 1 - 1x1 | 2 丙 1x1\n1 - 1x1 | 2 - 1x1"


def test_cells_are_cut_at_the_edges_of_table_and_header() -> None:
    cells = [[(0, Cell("栏", rows=2)), (1, Cell("目", columns=5))], [(1, Cell("数", rows=9))]]
    table = Table("表", "表", [1, 1], cells, header_rows=1)
    assert view(table) == "0 栏 1x1 | 1 目 1x1\n0 - 1x1 | 1 数 1x1"


def test_two_cells_at_one_place_are_refused() -> None:
    table = Table("表", "表", [1, 1], [[(0, Cell("甲", columns=2)), (1, Cell("乙"))]])
    with pytest.raises(ValueError, match="row 1, column 2"):
        filled(table)
