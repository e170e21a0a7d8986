"""A paper's tables as a workbook: numbers, formulas, names of sheets, printing, and the same tables read back."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from jixiao import check
from jixiao.knowledge.disclosure_tables import TABLE_SETS, table_set
from jixiao.knowledge.tables import line_words
from jixiao.model.accounts import AccountsTable, FinalAccounts
from jixiao.model.unit_year import Unit, UnitYear
from jixiao.model.value import Value
from jixiao.read import read_file
from jixiao.read.data.table_rows import number_of
from jixiao.score.rounding import half_up
from jixiao.write.paper import Addend, Cell, Paper, Paragraph, Table
from jixiao.write.tables import disclosure_tables
from jixiao.write.xlsx import NoTables, write_xlsx
from jixiao.write.xlsx.formulas import sum_formula
from jixiao.write.xlsx.names import LONGEST, sheet_names
from jixiao.write.xlsx.styles import number_format
from test_write_tables import rows_of
from whole_years import make_unit_year

LINES = """
- 合计 1188.33 106.5 1081.83
208 社会保障和就业支出 36.05 36.05 -
20805 行政事业单位养老支出 36.05 36.05 -
2080505 机关事业单位基本养老保险缴费支出 36.05 36.05 -
210 卫生健康支出 1152.28 70.45 1081.83
21015 医疗保障管理事务 1152.28 70.45 1081.83
2101501 行政运行 70.45 70.45 -
2101599 其他医疗保障管理事务支出 1081.83 - 1081.83
"""


def one_table(*cells: Cell, **more: Any) -> Paper:
    table = Table("表", "标题", [1.0] * len(cells), [list(enumerate(cells))], **more)
    return Paper("文件", [Paragraph(["一段话"]), table])


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data))


def expenditure() -> AccountsTable:
    return AccountsTable("expenditure", Value("支出决算表"), "万元", rows=rows_of(LINES, "total basic project"))


def disclosed() -> bytes:
    data = UnitYear(Unit("禾源县医疗保障局"), 2024, accounts=FinalAccounts(tables=[expenditure()]))
    return write_xlsx(Paper("公开表", list(disclosure_tables(data, table_set()))))


def test_the_tables_of_a_disclosure_read_back_as_they_were() -> None:
    [accounts] = read_file(disclosed(), "公开表.xlsx").accounts
    assert [table.id for table in accounts.tables] == [layout.kind for layout in table_set().layouts]
    found = next(table for table in accounts.tables if table.id == "expenditure")
    rows = [
        " ".join(text or "-" for text in (row.code.text, row.label.text, *figures(row.values))) for row in found.rows
    ]
    assert rows == [line.replace("106.5 ", "106.50 ").replace(" 1", " 1") for line in thousands(LINES)]
    assert all(table.unit == "万元" for table in accounts.tables)


def figures(values: dict[str, Value]) -> list[str | None]:
    return [values[name].text for name in ("total", "basic", "project")]


def thousands(lines: str) -> list[str]:
    return (
        lines.strip()
        .replace("1188.33", "1,188.33")
        .replace("1081.83", "1,081.83")
        .replace("1152.28", "1,152.28")
        .splitlines()
    )


def test_sums_are_formulas_with_their_results() -> None:
    book = opened(disclosed())["支出决算表"]
    [row] = [cell.row for cell in book["A"] if cell.value == "21015"]
    assert book[f"E{row}"].value == f"=SUM(E{row + 1}:E{row + 2})"
    [total] = [cell.row for cell in book["A"] if cell.value == "合计"]
    assert book[f"F{total}"].value == f"=F{total + 1}+F{total + 4}"
    stored = openpyxl.load_workbook(BytesIO(disclosed()), data_only=True)["支出决算表"]
    assert stored[f"F{total}"].value == 106.5
    assert stored[f"F{total}"].number_format == "#,##0.00"


def test_a_sheet_is_ready_to_print() -> None:
    sheet = opened(disclosed())["支出决算表"]
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # None stands for 1
    assert sheet.print_title_rows == "$4:$6"
    assert sheet.freeze_panes == "A7"
    assert sheet.print_area.startswith("'支出决算表'!$A$1:$J$")
    assert opened(disclosed())["收入支出决算总表"].page_setup.orientation == "portrait"


def test_the_widest_table_is_printed_beside_its_codes_and_names() -> None:
    table = AccountsTable("general_detail", Value(), "万元", rows=rows_of("2101501 行政运行 3", "30101"))
    data = UnitYear(Unit("禾源县医疗保障局"), 2024, accounts=FinalAccounts(tables=[table]))
    book = opened(write_xlsx(Paper("公开表", list(disclosure_tables(data, table_set())))))
    sheet = book["一般公共预算财政拨款支出决算明细表"]
    assert sheet.page_setup.fitToWidth > 1
    assert sheet.print_title_cols == "$A:$D"
    assert min(sheet.column_dimensions[get_column_letter(n)].width for n in range(4, 100)) >= 4


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert disclosed() == disclosed()


def test_contents_lead_to_every_sheet() -> None:
    paper = one_table(Cell("甲"))
    paper.blocks.append(paper.tables[0])
    book = opened(write_xlsx(paper, contents=True))
    assert book.sheetnames == ["目录", "表", "表(2)"]
    assert [cell.hyperlink.location for cell in book["目录"]["A"][2:]] == ["表!A1", "'表(2)'!A1"]


def test_a_paper_of_words_alone_is_no_workbook() -> None:
    with pytest.raises(NoTables, match="没有表格"):
        write_xlsx(Paper("报告", [Paragraph(["一段话"])]))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Cell("1,176.34", number=Decimal("1176.3393"), places=2), "#,##0.00"),
        (Cell("1176.34", number=Decimal("1176.34"), places=2), "0.00"),
        (Cell("9.5", number=Decimal("9.5")), "#,##0.0"),
        (Cell("86.36%", number=Decimal("0.86356"), places=2, percent=True), "#,##0.00%"),
        (Cell("-0.00", number=Decimal("0"), places=2), None),
        (Cell("0.00", number=Decimal("-0.001"), places=2), None),
        (Cell("≥95%", number=Decimal("0.95"), percent=True), None),
        (Cell("1234567890123456.78", number=Decimal("1234567890123456.78"), places=2), None),
        (Cell("12辆", number=Decimal(12)), None),
    ],
)
def test_a_number_is_one_only_where_a_format_shows_it_as_printed(cell: Cell, shown: str | None) -> None:
    assert number_format(cell) == shown
    grid = list(read_file(write_xlsx(one_table(cell)), "甲.xlsx").layout.grids())
    assert cell.text in [each.text for each in grid[0].cells]


def test_texts_that_look_like_formulas_or_links_stay_texts() -> None:
    sheet = opened(write_xlsx(one_table(Cell("=1+1"), Cell("http://example.org"))))["表"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s"]
    assert sheet["B2"].hyperlink is None


@pytest.mark.parametrize(
    ("addends", "formula"),
    [
        ([(1, 2), (2, 2), (3, 2)], "=SUM(r1c2:r3c2)"),
        ([(1, 2), (1, 3)], "=SUM(r1c2:r1c3)"),
        ([(1, 2), (3, 2)], "=r1c2+r3c2"),
        ([(4, 0)], "=r4c0"),
        ([(1, 2, -1), (3, 2), (5, 5, -1)], "=-r1c2+r3c2-r5c5"),
        ([(1, 0), (2, 0), (4, 0), (6, 0), (7, 0), (8, 0)], "=SUM(r1c0:r2c0,r4c0,r6c0:r8c0)"),
    ],
)
def test_formulas_of_sums(addends: list[tuple[int, ...]], formula: str) -> None:
    assert sum_formula([Addend(*each) for each in addends], lambda row, column: f"r{row}c{column}") == formula


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=40), max_size=12))
def test_names_of_sheets_are_valid_and_different(wanted: list[str]) -> None:
    names = sheet_names(wanted, ["目录"])
    assert len(names) == len(wanted)
    assert len({name.lower() for name in names} | {"目录", "history"}) == len(names) + 2
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST
        assert not set(name) & set("[]:*?/\\'") - {"'"}
        assert not name.startswith("'")
        assert not name.endswith("'")


def published(seed: int) -> None:
    """Write the tables of a unit, read them back, and check them: the same figures, and nothing that is an error."""
    name = TABLE_SETS[seed % 2]
    data = make_unit_year(seed, name)
    book = read_file(write_xlsx(Paper("公开表", list(disclosure_tables(data, table_set(name))))), "公开表.xlsx")
    [accounts] = book.accounts
    assert [table.id for table in accounts.tables] == [layout.kind for layout in table_set(name).layouts]
    for table, read in zip(data.accounts.tables, accounts.tables, strict=True):
        assert printed(table) == printed(read), (seed, table.id)
    assert [finding.message for finding in check(book).findings if finding.severity == "error"] == []


def printed(table: AccountsTable) -> dict[tuple[str, str, str], Decimal]:
    """Give the figures of a table as printed in 万元; budgets of the table of general expenditure are not printed."""
    found = {}
    for row in table.rows:
        for column, value in row.values.items():
            number = number_of(value, table.unit, "万元") if value else None
            name = row.code.text or line_words(row.label.text or "")
            if number is not None and not (table.id == "general_expenditure" and "budget" in column):
                found[row.side or "", name, f"{row.concept or ''} {column}"] = half_up(number, 2)
    return {key: number for key, number in found.items() if number}


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**9))
def test_the_tables_of_a_unit_are_read_as_they_were_written(seed: int) -> None:
    published(seed)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 500, 50))
def test_the_tables_of_five_hundred_units_are_read_as_they_were_written(start: int) -> None:
    for seed in range(start, start + 50):
        published(seed)
