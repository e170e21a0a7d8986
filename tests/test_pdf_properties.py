"""PDF: whatever stands on a page, no character is lost and none is read twice."""

from __future__ import annotations

from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

import pdf_draw as draw
from jixiao.read.formats.pdf import read_layout
from jixiao.read.layout import Grid, Layout
from jixiao.read.source import Source

COLUMNS, ROWS = 6, 14
WORDS = st.sampled_from(["指标", "参保人数", "98%", "10", "9.5", "≥287处", "质量", "项目支出绩效", "2024年12月"])
SPOTS = st.dictionaries(
    st.tuples(st.integers(0, COLUMNS - 1), st.integers(0, ROWS - 1)), WORDS, min_size=1, max_size=50
)
LINES = st.lists(st.tuples(st.booleans(), st.integers(0, 14), st.integers(0, 14), st.integers(0, 14)), max_size=24)


def characters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def read(*paints: draw.Paint) -> Layout:
    return read_layout(Source("form.pdf", draw.pdf(*paints), "pdf"))


def everything(layout: Layout) -> str:
    cells = "".join(cell.text for grid in layout.grids() for cell in grid.cells)
    return cells + "".join(paragraph.text for paragraph in layout.paragraphs())


def written(spots: dict[tuple[int, int], str], pitch: float, shift: float) -> draw.Paint:
    return draw.texts(*[(60 + 80 * x + shift * y, 150 + pitch * y, word) for (x, y), word in spots.items()])


def drawn(lines: list[tuple[bool, int, int, int]]) -> draw.Paint:
    def paint(canvas: Canvas) -> None:
        for across, at, start, end in lines:
            if across:
                canvas.line(55 + 40 * start, 700 - 40 * at, 55 + 40 * end, 700 - 40 * at)
            else:
                canvas.line(55 + 40 * at, 700 - 40 * start, 55 + 40 * at, 700 - 40 * end)

    return paint


def assert_no_overlap(grid: Grid) -> None:
    slots = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    assert len(slots) == len(set(slots))


TWO_ABOVE_A_COLUMN = {
    (0, 0): "指标", (0, 4): "98%", (1, 0): "指标", (1, 4): "98%",
    (2, 2): "指标", (2, 3): "指标", (2, 4): "指标", (3, 2): "指标",
}  # fmt: skip


@settings(max_examples=60, deadline=None)
@example(TWO_ABOVE_A_COLUMN, 14.0, 0.0, [])
@given(SPOTS, st.sampled_from([11.0, 14.0, 30.0]), st.sampled_from([0.0, 1.5, 7.0]), LINES)
def test_every_character_is_read_once(
    spots: dict[tuple[int, int], str], pitch: float, shift: float, lines: list[tuple[bool, int, int, int]]
) -> None:
    layout = read(draw.together(written(spots, pitch, shift), drawn(lines)))
    assert characters(everything(layout)) == characters("".join(spots.values()))
    for grid in layout.grids():
        assert_no_overlap(grid)


@settings(max_examples=40, deadline=None)
@given(st.lists(SPOTS, min_size=2, max_size=4), LINES)
def test_nothing_is_read_twice_over_page_ends(
    pages: list[dict[tuple[int, int], str]], lines: list[tuple[bool, int, int, int]]
) -> None:
    layout = read(*[draw.together(written(spots, 40.0, 0.0), drawn(lines)) for spots in pages])
    texts = "".join(word for spots in pages for word in spots.values())
    assert not characters(everything(layout)) - characters(texts)
    for grid in layout.grids():
        assert_no_overlap(grid)
