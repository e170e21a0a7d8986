"""The tables of the disclosure as published: what stands where, which sums are sums, and what an empty one says."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.knowledge.disclosure_tables import TABLE_SETS, BadTableFile, NoSuchTables, chinese_number, table_set
from jixiao.knowledge.tables import kind_of_title
from jixiao.model.accounts import AccountsTable, FinalAccounts, TableRow
from jixiao.model.unit_year import Unit, UnitYear
from jixiao.model.value import Value
from jixiao.read import read_file
from jixiao.write.paper import Cell, Table
from jixiao.write.tables import disclosure_tables, table_block

SICHUAN = table_set("sichuan")


def year_of(*tables: AccountsTable, whole: bool = True) -> UnitYear:
    return UnitYear(Unit("禾源县医疗保障局", whole=whole), 2024, accounts=FinalAccounts(tables=list(tables)))


def rows_of(lines: str, columns: str, concept: str | None = None) -> list[TableRow]:
    """One row a line: code (- for none), label, figures (- for blank)."""
    found = []
    for line in lines.strip().splitlines():
        code, label, *figures = line.split()
        values = {
            name: Value(None if text == "-" else text) for name, text in zip(columns.split(), figures, strict=True)
        }
        found.append(TableRow(Value(label), Value(None if code == "-" else code), values, concept=concept))
    return found


def expenditure(lines: str, unit: str = "万元") -> Table:
    table = AccountsTable("expenditure", Value("支出决算表"), unit, rows=rows_of(lines, "total basic project"))
    layout = SICHUAN.layout("expenditure")
    assert layout
    return table_block(layout, table, year_of(table), SICHUAN)


def at(table: Table, row: int, column: int) -> Cell:
    return dict(table.cells[table.header_rows + row])[column]


def covered(table: Table) -> list[tuple[int, int]]:
    """Give all places of the grid that cells take, as often as they are taken."""
    return [
        (row + down, column + right)
        for row, cells in enumerate(table.cells)
        for column, cell in cells
        for down in range(cell.rows)
        for right in range(cell.columns)
    ]


@pytest.mark.parametrize("name", TABLE_SETS)
def test_every_table_is_a_full_grid_whose_title_is_known(name: str) -> None:
    tables = disclosure_tables(year_of(), table_set(name))
    assert len(tables) == {"sichuan": 13, "national": 9}[name]
    for layout, table in zip(table_set(name).layouts, tables, strict=True):
        every = [(row, column) for row in range(len(table.cells)) for column in range(table.columns)]
        assert sorted(covered(table)) == every, table.title
        kind = kind_of_title(table.title)
        assert kind and kind.id == layout.kind
        assert table.notes[0].startswith("注：本部门2024年度无")


@pytest.mark.parametrize("name", TABLE_SETS)
def test_concepts_columns_and_sums_of_the_layouts_exist(name: str) -> None:
    for layout in table_set(name).layouts:
        for block in layout.blocks:
            keys = {line.key for line in (*block.lines_in(2024), *block.ends_in(2024))}
            columns = {column.id for column in block.columns_in(2024)}
            sums = {key for line in (*block.lines_in(2024), *block.ends_in(2024)) for key in line.sum}
            assert sums <= keys
            assert {part for column in block.columns_in(2024) for part in column.sum} <= columns


def test_parents_and_totals_that_the_data_lacks_are_summed() -> None:
    table = expenditure("2101501 行政运行 - 40.25 -\n2101599 其他医疗保障管理事务支出 - - 9.5\n2080505 养老 3 3 -")
    names = [cells[0][1].text for cells in table.cells[table.header_rows :]]
    assert names == ["合计", "208", "20805", "2080505", "210", "21015", "2101501", "2101599"]
    assert [at(table, row, 4).text for row in (0, 4, 5, 6)] == ["52.75", "49.75", "49.75", "40.25"]
    assert at(table, 4, 3).text == "卫生健康支出"
    assert [(each.row, each.column) for each in at(table, 5, 5).addends] == [(9, 5), (10, 5)]
    assert [(each.row, each.column) for each in at(table, 6, 4).addends] == [(9, n) for n in range(5, 10)]


def test_a_figure_that_its_parts_do_not_come_to_is_no_sum() -> None:
    table = expenditure("- 合计 1088.07 - -\n210 卫生健康支出 1088.08 - -")
    assert (at(table, 0, 4).text, at(table, 0, 4).addends) == ("1,088.07", [])
    assert at(table, 0, 4).number == Decimal("1088.07")
    assert at(table, 0, 4).tag == "expenditure.current"


def test_yuan_are_printed_in_the_unit_asked_for_rounded_half_up() -> None:
    table = expenditure("2101501 行政运行 402,550 402,550 -", unit="元")
    assert (at(table, 3, 4).text, at(table, 3, 4).number) == ("40.26", Decimal("40.255"))
    assert table.unit_line == "金额单位：万元"


def test_columns_of_other_places_come_to_the_one_of_the_layout() -> None:
    rows = rows_of("2101501 行政运行 40 2 42", "general fund total")
    table = AccountsTable("income", Value("收入决算表"), "万元", rows=rows)
    layout = SICHUAN.layout("income")
    assert layout
    shown = table_block(layout, table, year_of(table), SICHUAN)
    assert [at(shown, 3, column).text for column in (4, 5)] == ["42.00", "42.00"]


def test_what_is_no_number_stays_as_it_is() -> None:
    assert at(expenditure("2101501 行政运行 待定 - -"), 3, 4).text == "待定"


def test_lines_that_the_layout_does_not_have_are_kept() -> None:
    rows = rows_of("- 债务收入 5", "amount")
    table = AccountsTable("income_expenditure", Value(), "万元", rows=[*rows, *rows_of("- 其他支出 7", "amount")])
    rows[0].side, table.rows[1].side = "income", "expenditure"
    layout = SICHUAN.layout("income_expenditure")
    assert layout
    shown = table_block(layout, table, year_of(table), SICHUAN)
    texts = {cell.text: dict(row) for row in shown.cells for _, cell in row}
    assert texts["债务收入"][2].text == "5.00"
    assert texts["二十三、其他支出"][5].text == "7.00"


def test_a_unit_is_called_a_unit() -> None:
    data = year_of(whole=False)
    assert disclosure_tables(data, SICHUAN)[0].notes[0].startswith("注：本单位2024")


def test_chinese_numbers_up_to_99() -> None:
    assert [chinese_number(number) for number in (1, 10, 11, 20, 26)] == ["一", "十", "十一", "二十", "二十六"]


def test_a_set_of_ones_own_and_what_is_wrong_with_it(tmp_path: Path) -> None:
    file = tmp_path / "本县.toml"
    file.write_text(
        'name="甲"\nleft="编制单位：{unit}"\nright="单位：{money}"\ncode="编码"\ntable=[]\n', encoding="utf-8"
    )
    assert table_set(str(file)).name == "甲"
    file.write_text("name='甲'", encoding="utf-8")
    with pytest.raises(BadTableFile):
        table_set(str(file))
    with pytest.raises(NoSuchTables):
        table_set("月球")


def test_the_sample_tables_come_out_as_they_went_in(samples: Path) -> None:
    [accounts] = read_file(samples / "office" / "jingyan-2024-tables.xlsx").accounts
    data = UnitYear(Unit("井研县医疗保障局"), 2024, accounts=accounts)
    for given, shown in zip(accounts.tables, disclosure_tables(data, SICHUAN), strict=True):
        texts = [value.text for row in given.rows for value in row.values.values() if value]
        found = [cell.text for row in shown.cells for _, cell in row if cell.number is not None]
        assert sorted(found) == sorted(texts), given.id
