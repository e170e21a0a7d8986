"""Wide tables: what fits stays whole, what does not is cut between columns, and no figure is lost or told twice."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.write.paper import Cell, Table
from jixiao.write.wide import CUT_SIZE, SIZES, Piece, pieces

ROOM = 240.0


def wide(groups: list[int], rows: int = 3, digits: int = 9) -> Table:
    """A table of 科目编码, 科目名称 and groups of columns, each under a merged header."""
    count = sum(groups)
    top = [(0, Cell("科目编码", 2, label=True)), (1, Cell("科目名称", 2, label=True))]
    at = 2
    for number, columns in enumerate(groups):
        top.append((at, Cell(f"支出{number}", columns=columns, label=True)))
        at += columns
    second = [(2 + column, Cell(f"款{column}", label=True)) for column in range(count)]
    body = [
        [(0, Cell("2101501")), (1, Cell("行政运行")), *((2 + at, figure(row, at, digits)) for at in range(count))]
        for row in range(rows)
    ]
    return Table(
        "明细表",
        "支出决算明细表",
        [2.0, 3.0] + [1.0] * count,
        [top, second, *body],
        2,
        notes=["注：无。"],
        outline=True,
    )


def figure(row: int, column: int, digits: int) -> Cell:
    text = str(10**digits + row * 1000 + column)
    return Cell(text, number=Decimal(text))


def figures(table: Table) -> list[str]:
    return [cell.text for row in table.cells for _, cell in row if cell.number is not None]


def widths_needed(piece: Piece) -> bool:
    return abs(sum(piece.widths) - ROOM) < 0.01 and len(piece.widths) == piece.table.columns


def covered(table: Table) -> set[tuple[int, int]]:
    slots = [
        (row, at)
        for number, cells in enumerate(table.cells)
        for column, cell in cells
        for row in range(number, number + cell.rows)
        for at in range(column, column + cell.columns)
    ]
    assert len(slots) == len(set(slots))
    return set(slots)


def test_a_table_that_fits_is_left_alone_in_the_largest_type() -> None:
    table = wide([2, 2])
    [piece] = pieces(table, ROOM)
    assert piece.table is table
    assert piece.size == SIZES[0]
    assert widths_needed(piece)


def test_smaller_type_comes_before_cutting() -> None:
    [piece] = pieces(wide([11]), ROOM)
    assert piece.size < SIZES[0]


def test_a_narrow_column_gets_what_its_number_needs() -> None:
    table = wide([2])
    table.widths = [10.0, 10.0, 0.1, 0.1]
    [piece] = pieces(table, ROOM)
    assert min(piece.widths[2:]) > 10 * 0.5 * 10.5 * 25.4 / 72
    assert piece.widths[0] > 80


def test_a_sign_stays_with_its_number() -> None:
    table = wide([2])
    table.widths = [10.0, 10.0, 0.1, 0.1]
    table.cells[3][3] = (3, Cell("≥98%"))
    [piece] = pieces(table, 60.0)
    assert piece.widths[3] > 3 * piece.size * 25.4 / 72


def test_a_cut_table_has_the_stub_in_every_piece_and_notes_below_the_last() -> None:
    found = pieces(wide([10, 10, 10]), ROOM)
    assert len(found) == 3
    for piece in found:
        assert piece.size == CUT_SIZE
        assert [cell.text for _, cell in piece.table.cells[2][:2]] == ["2101501", "行政运行"]
    assert [piece.table.notes for piece in found] == [[], [], ["注：无。"]]
    assert [piece.table.outline for piece in found] == [True, False, False]


def test_a_cut_falls_between_merged_headers_where_one_is_near() -> None:
    found = pieces(wide([10, 10, 10]), ROOM)
    assert [piece.table.cells[0][2][1].text for piece in found] == ["支出0", "支出1", "支出2"]


def test_a_header_that_must_be_cut_is_said_again_and_a_figure_is_not() -> None:
    table = wide([40])
    table.cells[4] = [*table.cells[4][:2], (2, Cell("12.00", columns=40, number=Decimal(12)))]
    found = pieces(table, ROOM)
    assert len(found) > 1
    assert {piece.table.cells[0][2][1].text for piece in found} == {"支出0"}
    assert [piece.table.cells[4][2][1].text for piece in found] == ["12.00"] + [""] * (len(found) - 1)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 20), min_size=1, max_size=7), st.integers(0, 4), st.integers(1, 11))
def test_every_figure_stands_in_one_piece(groups: list[int], rows: int, digits: int) -> None:
    table = wide(groups, rows, digits)
    found = pieces(table, ROOM)
    assert sorted(text for piece in found for text in figures(piece.table)) == sorted(figures(table))
    for piece in found:
        assert widths_needed(piece)
        assert covered(piece.table) == {(r, c) for r in range(rows + 2) for c in range(piece.table.columns)}
