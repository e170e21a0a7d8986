"""Any papers to write: strategies of Hypothesis for texts, tables and whole papers."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from jixiao.write.paper import (
    Cell,
    Chart,
    Contents,
    Figure,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    ParagraphStyle,
    Series,
    Table,
)

texts = st.text(max_size=30)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables of merged cells: each place is free or belongs to one cell."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 8))
    taken: set[tuple[int, int]] = set()
    rows: list[list[tuple[int, Cell]]] = []
    for row in range(height):
        rows.append([])
        for column in range(width):
            if (row, column) in taken:
                continue
            wide = draw(
                st.integers(1, next(w for w in range(1, 9) if column + w == width or (row, column + w) in taken))
            )
            high = draw(st.integers(1, height - row))
            taken |= {(row + r, column + c) for r in range(high) for c in range(wide)}
            align = draw(st.sampled_from(["left", "center", "right"]))
            rows[-1].append((column, Cell(draw(texts), high, wide, align, bold=draw(st.booleans()))))
    shares = draw(st.lists(st.floats(0.1, 20), min_size=width, max_size=width))
    return Table("表", draw(texts), shares, rows, draw(st.integers(0, height)), landscape=draw(st.booleans()))


figures = st.builds(Figure, texts, texts | st.sampled_from(["totals.all", "totals.all.growth", "totals.all[甲]"]))
paragraphs = st.builds(Paragraph, st.lists(texts | figures, max_size=4), st.sampled_from(get_args(ParagraphStyle)))
headings = st.builds(Heading, st.integers(0, 5), texts, st.booleans())
numbers = st.decimals(-(10**9), 10**9, places=2)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Charts with a number for each category, and with none."""
    categories = draw(st.lists(texts, max_size=4))
    values = st.lists(numbers, min_size=len(categories), max_size=len(categories))
    series = draw(st.lists(st.builds(Series, texts, values), max_size=3))
    return Chart(draw(st.sampled_from(["column", "pie"])), draw(texts), categories, series, draw(texts))


blocks = (
    paragraphs | headings | tables() | charts() | st.builds(Contents, st.integers(1, 4), texts) | st.just(PageBreak())
)
papers = st.builds(Paper, texts, st.lists(blocks, max_size=8), texts, st.booleans())
