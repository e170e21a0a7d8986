"""Grids of labels and values at random: whatever stands where, the recogniser ends and says where each value is."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.knowledge.vocabulary import vocabulary
from jixiao.read.layout import Cell, Grid, Layout, Paragraph
from jixiao.read.recognise.forms import recognise

VALUES = ["", "", "10", "95%", "≥95%", "2023年12月", "优", "单位：万元", "项目名称：甲", "其中：财政拨款：20万元", "√"]
VALUES += [
    "（2023年度）",
    "绩效自评表",
    "项目支出绩效自评表",
    "总额10万元",
    "执行率：95%",
    "中期指标值",
    "指标1：",
    "/",
]
LABELS = sorted({label for context in vocabulary().exact for label in vocabulary().labels(context)})


def random_grid(random: Random) -> Grid:
    """Give a grid of up to 14 by 10 cells of any spans, three of five with a label."""
    height, width = random.randint(1, 14), random.randint(1, 10)
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(height):
        for column in range(width):
            if (row, column) in taken or random.random() < 0.05:
                continue
            rows, columns = (
                min(random.choice([1, 1, 1, 2, 3]), height - row),
                min(random.choice([1, 1, 2]), width - column),
            )
            span = {(row + r, column + c) for r in range(rows) for c in range(columns)}
            if span & taken:
                rows, columns, span = 1, 1, {(row, column)}
            taken |= span
            text = random.choice(LABELS if random.random() < 0.6 else VALUES)
            cells.append(Cell(text, row, column, rows, columns))
    return Grid(cells, 1)


@given(st.integers(0, 10_000_000))
@settings(max_examples=300, deadline=None)
def test_any_grid_is_read_to_its_end(seed: int) -> None:
    random = Random(seed)
    grid = random_grid(random)
    lines = [Paragraph(random.choice(LABELS + VALUES), number) for number in (1, 2)]
    forms, unread = recognise(Layout([lines[0], grid, lines[1]]))
    texts = {"".join(cell.text.split()) for cell in grid.cells}
    for form in forms:
        shown = form.to_dict()
        assert set(shown["where"]) <= {pointer for pointer, _ in form.values()}
        assert all(row["score"] is None or row["score"] in texts for row in shown["indicators"])
    assert all(entry.text for entry in unread)
