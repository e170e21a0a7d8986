"""No grid breaks the reader of tables, and none takes long."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from jixiao.read.layout import Block, Cell, Grid, Layout, Paragraph
from jixiao.read.recognise.accounts.tables import read_tables

_WORDS = """
合计 项目 科目编码 科目名称 类 款 项 栏次 行次 1 2 3 201 06 2010601 9.00 - 收入 支出 决算数 预算数 小计
基本支出 项目支出 本年支出合计 一般公共预算财政拨款 因公出国（境）费 公务接待费 支出决算表
收入支出决算总表 “三公”经费支出决算表
工资福利支出 基本工资 一般公共预算财政拨款支出决算明细表 一、一般公共服务支出 本年收入合计 年初结转和结余 总计 注：本表
单位：万元 项目名称 人员经费合计 公用经费合计 2023年决算数
"""
TEXTS = st.sampled_from(["", *_WORDS.split()])


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    width = draw(st.integers(1, 7))
    for row in range(draw(st.integers(0, 8))):
        for column in range(width):
            if (row, column) in taken:
                continue
            rows, columns = draw(st.integers(1, 2)), draw(st.integers(1, 3))
            covered = {(row + r, column + c) for r in range(rows) for c in range(columns) if column + c < width}
            if covered & taken:
                rows, covered = 1, {(row, column)}
            taken |= covered
            across = max(at for _, at in covered) - column + 1
            cells.append(Cell(draw(TEXTS), row, column, rows, across))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(cells, 1, breaks=tuple(draw(st.lists(st.integers(0, 8), max_size=2))))


blocks = st.lists(st.one_of(grids(), st.builds(Paragraph, TEXTS, st.just(1))), max_size=8)


@given(blocks)
def test_any_grids(drawn: list[Block]) -> None:
    for table in read_tables(Layout(drawn)):
        shown = table.to_dict()
        assert shown["id"]
        for row in table.rows:
            assert set(row.values) <= set(table.columns)
            assert row.code or row.label or any(row.values.values())


def test_wide_and_long_grids_take_no_longer_than_they_are() -> None:
    head = [Cell(text, 0, at) for at, text in enumerate(["科目编码", "科目名称", *["合计"] * 4000])]
    rows = [Cell("1", row, at) for row in range(1, 4) for at in range(4002)]
    long_head = [Cell(text, 0, at) for at, text in enumerate(["科目编码", "科目名称", "合计", "基本支出", "项目支出"])]
    body = [Cell(text, row, at) for row in range(1, 8000) for at, text in enumerate(["201", "支出", "9", "4", "5"])]
    drawn: list[Block] = [Paragraph("支出决算表", 1), Grid(head + rows, 1), Paragraph("支出决算表", 2)]
    start = time.process_time()
    tables = read_tables(Layout([*drawn, Grid(long_head + body, 2)]))
    assert time.process_time() - start < 2
    assert len(tables[-1].rows) == 7999
