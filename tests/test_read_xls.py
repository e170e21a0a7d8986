"""Reading xls: what cells show, merged and hidden lines, damaged and locked files; and csv."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.read.archive import Damaged
from jixiao.read.failure import Unreadable
from jixiao.read.formats import csv, xls
from jixiao.read.gate import open_source
from jixiao.read.layout import Cell, Layout
from jixiao.read.source import Source
from workbooks import texts


def read(book: Any) -> Layout:
    """What the reader makes of an xlwt workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return xls.read_layout(Source("test.xls", stream.getvalue(), "xls"))


def style(code: str) -> Any:
    return xlwt.easyxf(num_format_str=code)


def test_cells_show_their_format() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write(0, 0, "项目\r\n名称")
    sheet.write(0, 1, 0.8636, style("0.00%"))
    sheet.write(0, 2, 0.1 + 0.2)
    sheet.write(0, 3, date(2024, 12, 31), style('yyyy"年"m"月"d"日"'))
    sheet.write(0, 4, True)
    sheet.write(1, 0, 31015, style('0"人"'))
    sheet.write(1, 1, "优", style('@"级"'))
    sheet.write(1, 2, 1234.5, style("#,##0.00"))
    sheet.write(1, 3, 45657, style("M/D/YY"))
    sheet.write(1, 4, 1e15)
    assert texts(read(book)) == {
        "A1": "项目\n名称", "B1": "86.36%", "C1": "0.3", "D1": "2024年12月31日", "E1": "TRUE",
        "A2": "31015人", "B2": "优级", "C2": "1,234.50", "D2": "2024/12/31", "E2": "1000000000000000",
    }  # fmt: skip


def test_merged_and_hidden_lines() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write_merge(0, 2, 0, 1, "产出指标")
    sheet.write(0, 2, 1)
    sheet.write(1, 2, 2)
    sheet.write(2, 2, 3)
    sheet.write(2, 3, "编码")
    sheet.row(1).hidden = True
    sheet.col(3).hidden = True
    for name, visibility in (("指标库", 1), ("密", 2)):
        other = book.add_sheet(name)
        other.write(0, 0, "x")
        other.visibility = visibility
    layout = read(book)
    (grid,) = layout.grids()
    assert [(c.text, c.row, c.column, c.rows, c.columns, c.address) for c in grid.cells] == [
        ("产出指标", 0, 0, 2, 2, "A1"), ("1", 0, 2, 1, 1, "C1"), ("3", 1, 2, 1, 1, "C3"),
    ]  # fmt: skip
    assert layout.remarks == [
        "工作表“表”隐藏的第2行、D列未读取", "隐藏的工作表“指标库”未读取", "隐藏的工作表“密”未读取",
    ]  # fmt: skip


def test_noughts_can_be_hidden_and_dates_count_from_1904() -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    sheet = book.add_sheet("表")
    sheet.show_zero_values = False
    sheet.write(0, 0, 0)
    sheet.write(0, 1, 44195, style("yyyy-mm-dd"))
    assert texts(read(book)) == {"B1": "2024-12-31"}


VALUES = st.one_of(
    st.text(st.characters(categories=["L", "N", "P"], max_codepoint=0xFFFF), max_size=6), st.integers(-9999, 9999)
)


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 40), st.integers(0, 30)), VALUES, min_size=1, max_size=20))
def test_what_is_written_is_read(values: dict[tuple[int, int], Any]) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for (row, column), value in values.items():
        sheet.write(row, column, value)
    cells = [cell for grid in read(book).grids() for cell in grid.cells]
    expected = {place: str(value) for place, value in values.items() if str(value).strip()}
    assert {(cell.row, cell.column): cell.text for cell in cells} == expected


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=12), st.booleans())
def test_damaged_workbooks_are_read_or_refused(at: int, noise: bytes, cut: bool) -> None:
    stream = io.BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("表").write_merge(0, 1, 0, 1, "项目", style("0.0%"))
    book.save(stream)
    data = stream.getvalue()
    data = data[: 512 + at] if cut else data[:at] + noise + data[at + len(noise) :]
    try:
        assert isinstance(xls.read_layout(Source("test.xls", data, "xls")), Layout)
    except Unreadable as failure:
        assert str(failure).startswith("test.xls：") and "\n" not in str(failure)


def test_what_is_no_workbook_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Damaged, match=r"^test.xls：文件已损坏（不是有效的 Excel 97–2003 工作簿）"):
        xls.read_layout(Source("test.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "xls"))
    assert capsys.readouterr() == ("", "")


@pytest.mark.slow
def test_office_documents_read_the_same_in_both_formats(samples: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    from jixiao.read.formats import xlsx

    for path in (
        samples / "office/leshan-jinkouhe-2024-forms.xlsx",
        samples / "provinces/12-shanxi-jishan-clinic/form.xlsx",
    ):
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        subprocess.run([office, profile, "--convert-to", "xls", "--outdir", str(tmp_path), str(path)], check=True)
        old, new = xls.read_layout(open_source(tmp_path / (path.stem + ".xls"))), xlsx.read_layout(open_source(path))
        assert [_contents(grid.cells) for grid in old.grids()] == [_contents(grid.cells) for grid in new.grids()]
        assert old.remarks == new.remarks


def _contents(cells: list[Cell]) -> list[tuple[Any, ...]]:
    return [(cell.text, cell.address, cell.row, cell.column, cell.rows, cell.columns) for cell in cells]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_one_grid(encoding: str) -> None:
    text = '项目名称,预算数,得分\r\n"医保,\r\n补助",,"说""明"\r\n合计,"1,234.50",9.6\r\n'
    (grid,) = csv.read_layout(Source("test.csv", text.encode(encoding), "csv")).grids()
    assert [(cell.text, cell.row, cell.column, cell.line) for cell in grid.cells] == [
        ("项目名称", 0, 0, 1), ("预算数", 0, 1, 1), ("得分", 0, 2, 1), ("医保,\n补助", 1, 0, 2), ('说"明', 1, 2, 2),
        ("合计", 2, 0, 4), ("1,234.50", 2, 1, 4), ("9.6", 2, 2, 4),
    ]  # fmt: skip


def test_csv_with_an_endless_field_is_refused() -> None:
    with pytest.raises(Unreadable, match="第 2 行不是有效的逗号分隔文本"):
        csv.read_layout(Source("test.csv", ('a,b\n"' + "x" * 200_000).encode(), "csv"))


def test_csv_under_the_name_of_a_workbook(samples: Path) -> None:
    source = open_source(samples / "bad/26-csv-inside.xlsx")
    assert source.kind == "csv"
    (grid,) = csv.read_layout(source).grids()
    assert "97.6" in "".join(cell.text for cell in grid.cells)
