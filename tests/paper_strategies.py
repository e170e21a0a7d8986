"""Any papers to write: strategies of Hypothesis for texts and tables."""

from __future__ import annotations

from hypothesis import strategies as st

from jixiao.write.paper import Cell, Table

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
