"""The same form in another dress reads the same: unmerged, shifted, with line breaks, blanks and closing colons."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from drawn_further import FURTHER
from drawn_others import OTHERS
from drawn_projects import PROJECTS
from grids import layout
from jixiao.read.layout import Cell, Grid, Layout
from jixiao.read.recognise.forms import recognise

DRAWN = PROJECTS | OTHERS | FURTHER
MERGED_REASON = "points_in_every_label"  # taken apart, its reason stands in one row only


def unmerged(grid: Grid) -> Grid:
    """Every merged cell taken apart, its text in the first."""
    texts = {(cell.row, cell.column): cell.text for cell in grid.cells}
    width = max(cell.column + cell.columns for cell in grid.cells)
    return Grid([Cell(texts.get((r, c), ""), r, c) for r in range(len(grid.rows())) for c in range(width)], grid.table)


def shifted(grid: Grid) -> Grid:
    """A blank row above and a blank column before."""
    moved = [Cell(cell.text, cell.row + 1, cell.column + 1, cell.rows, cell.columns) for cell in grid.cells]
    return Grid([Cell("", 0, 0), *moved], grid.table)


def wide(grid: Grid) -> Grid:
    """Every column over two of a finer grid."""
    cells = [Cell(cell.text, cell.row, cell.column * 2, cell.rows, cell.columns * 2) for cell in grid.cells]
    return Grid(cells, grid.table)


def respelled(grid: Grid, spell: Callable[[str], str]) -> Grid:
    return Grid(
        [Cell(spell(cell.text), cell.row, cell.column, cell.rows, cell.columns) for cell in grid.cells], grid.table
    )


def broken(grid: Grid) -> Grid:
    """A line break somewhere inside every text."""
    random = Random(1)

    def spell(text: str) -> str:
        at = random.randrange(1, len(text)) if len(text) > 2 else 0
        return f"{text[:at]}\n{text[at:]}" if at else text

    return respelled(grid, spell)


def padded(grid: Grid) -> Grid:
    """Blanks around texts and, in short ones, between all signs."""
    return respelled(grid, lambda text: f"　{' '.join(text)} " if len(text) < 5 else f" {text}　")


def with_colons(grid: Grid) -> Grid:
    labels = ("项目名称", "主管部门", "实施单位", "年度资金总额", "项目资金（万元）", "预期目标", "实际完成情况")
    return respelled(grid, lambda text: f"{text}：" if text in labels else text)


def what_is_read(drawn: Layout) -> list[dict[str, Any]]:
    shown = [form.to_dict() for form in recognise(drawn)[0]]
    return [{k: v for k, v in form.items() if k not in ("where", "parsed", "texts", "title")} for form in shown]


@pytest.mark.parametrize("dress", [unmerged, shifted, wide, broken, padded, with_colons])
@pytest.mark.parametrize("name", DRAWN)
def test_dress_changes_nothing(name: str, dress: Callable[[Grid], Grid]) -> None:
    if name == MERGED_REASON and dress is unmerged:
        pytest.skip("a reason over several rows cannot be told from that of one row once it is unmerged")
    plain = layout(*DRAWN[name])
    dressed = Layout([dress(block) if isinstance(block, Grid) else block for block in plain.blocks])
    assert what_is_read(dressed) == what_is_read(plain)
