"""The workbook that people fill in: what is written into it comes back, and mistakes are told by sheet and cell."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli_runner import Runner
from jixiao import check
from jixiao.knowledge.disclosure_tables import TABLE_SETS, table_set
from jixiao.knowledge.taxonomy import taxonomy
from jixiao.knowledge.texts import texts
from jixiao.knowledge.workbook import concepts_by_label, workbook_words
from jixiao.model.failure import Failure
from jixiao.model.unit_year import Unit, UnitYear
from jixiao.model.value import Value
from jixiao.read import read_file
from jixiao.read.data import load_forms, load_unit_year
from jixiao.read.data.problems import BadData
from jixiao.write.workbook import write_workbook
from jixiao.write.workbook.start import next_year
from whole_years import make_unit_year, plain

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
NAME = "绩效与决算填报.xlsx"
Change = Callable[[Any], None]


def stored(folder: Path, data: UnitYear, tables: str = "sichuan", money: str = "万元") -> Path:
    file = folder / "填报.xlsx"
    file.write_bytes(write_workbook(data, table_set(tables), money))
    return file


def changed(file: Path, change: Change) -> Path:
    """Change a workbook as people do, in another program: the results of formulas are lost."""
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)
    return file


def comes_back(folder: Path, seed: int) -> None:
    tables = TABLE_SETS[seed % 2]
    data = make_unit_year(seed, tables)
    remarks: list[str] = []
    loaded = load_unit_year(stored(folder, data, tables, data.accounts.tables[0].unit or "万元"), remarks=remarks)
    assert plain(loaded) == plain(data)
    assert remarks == []


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10**9))
def test_a_unit_comes_back_from_its_workbook(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    comes_back(tmp_path_factory.mktemp("book"), seed)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 500, 50))
def test_five_hundred_units_come_back_from_their_workbooks(tmp_path: Path, start: int) -> None:
    for seed in range(start, start + 50):
        comes_back(tmp_path, seed)


def test_the_same_data_gives_the_same_workbook() -> None:
    data = make_unit_year(3)
    assert write_workbook(data, table_set()) == write_workbook(data, table_set())


def test_a_workbook_saved_without_results_gives_the_same(tmp_path: Path) -> None:
    data = make_unit_year(4)
    file = stored(tmp_path, data, money=data.accounts.tables[0].unit or "万元")
    assert plain(load_unit_year(changed(file, lambda book: None))) == plain(data)


def test_it_is_known_by_its_mark_under_any_name_and_in_a_folder(tmp_path: Path) -> None:
    data = next(data for seed in range(99) if (data := make_unit_year(seed)).forms)
    other = tmp_path / "报送" / "x.xlsx"
    other.parent.mkdir()
    stored(tmp_path, data).rename(other)
    assert load_unit_year(other.parent).unit == data.unit
    for place in (other, other.parent):
        assert [form.project.name.text for form in load_forms(place)] == [f.project.name.text for f in data.forms]
    assert [form.to_dict()["project"] for form in load_forms(other)] == [f.to_dict()["project"] for f in data.forms]


def test_what_was_written_from_a_workbook_is_not_taken_for_data_beside_it(tmp_path: Path) -> None:
    data = make_unit_year(5)
    folder = tmp_path / "2024年度"
    folder.mkdir()
    stored(folder, data, money=data.accounts.tables[0].unit or "万元")
    (folder / "决算公开.docx").write_bytes((EXAMPLES / "01-省级一体化版式.docx").read_bytes())
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04")
    remarks: list[str] = []
    assert plain(load_unit_year(folder, remarks=remarks)) == plain(data)
    assert remarks == ["2024年度：文件夹中有填报工作簿，没有使用 决算公开.docx、坏.xlsx；要用的请单独写出来"]


def test_amounts_may_be_typed_in_yuan(tmp_path: Path) -> None:
    data = next(data for seed in range(99) if (data := make_unit_year(seed)).accounts.tables[0].unit == "万元")
    table = load_unit_year(stored(tmp_path, data, money="元")).table("expenditure")
    given = data.table("expenditure")
    assert table
    assert given
    assert table.unit == "元"
    amount, same = table.rows[0].values["total"].quantity.number, given.rows[0].values["total"].quantity.number
    assert amount == (same or 0) * 10_000


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_another_program_calculates_the_same_sums(tmp_path: Path) -> None:
    """The results are taken out, so that LibreOffice must work out every formula, one amount having been changed."""

    def change(book: Any) -> None:
        for sheet, cell in (
            ("支出决算表", "D7"),
            ("一般公共预算财政拨款基本支出决算表", "C7"),
            ("收入支出决算总表", "B8"),
        ):
            book[sheet][cell] = 1234.56

    data = make_unit_year(2)
    file = changed(stored(tmp_path, data, money=data.accounts.tables[0].unit or "万元"), change)
    ours = plain(load_unit_year(file))
    profile, folder = (tmp_path / "profile").as_uri(), tmp_path / "saved"
    arguments = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={profile}",
        "--convert-to",
        "xlsx",
        "--outdir",
        folder,
    ]
    subprocess.run([*map(str, arguments), str(file)], check=True, capture_output=True, timeout=180)
    assert plain(load_unit_year(folder / file.name)) == ours
    assert ours != plain(data)


# --- what people see


def test_sheets_lists_notes_and_formulas() -> None:
    book = openpyxl.load_workbook(BytesIO(write_workbook(make_unit_year(6), table_set())))
    described = [sheet.name for sheet in workbook_words().sheets.values()]
    titles = [layout.title for layout in table_set().layouts]
    assert book.sheetnames == ["说明", *described[:6], *titles, *described[6:], "科目", "选项"]
    assert book["选项"].sheet_state == "hidden"
    projects = book["项目"]
    assert projects.freeze_panes == "D4"
    assert projects["A3"].comment.text.startswith("1、2、3")
    ranges = {str(rule.sqref): rule.formula1 for rule in projects.data_validations.dataValidation}
    assert any(area.startswith("B4:B") and formula.startswith("选项!$A$2") for area, formula in ranges.items())
    sheet = book["支出决算表"]
    assert sheet["D6"].value.startswith("=IF(COUNT(D7:D")
    assert "COUNTIF(" in sheet["D6"].value
    assert sheet["B7"].value.startswith("=IFERROR(VLOOKUP(A7,")
    assert sheet["C7"].value == '=IF(COUNT(D7:H7)=0,"",SUM(D7:H7))'
    assert book["收入支出决算总表"]["B32"].value.startswith("=IF(COUNT(")
    assert book.vba_archive is None


def test_what_is_described_exists() -> None:
    words = workbook_words()
    assert len(concepts_by_label()) == len(taxonomy().concepts)
    for asked in (*words.facts, *words.prior):
        assert asked.concept in taxonomy().concepts
    for sheet in words.sheets.values():
        for column in sheet.columns:
            assert column.choices is None or column.choices in {*words.choices, "concept"}
    for choices in words.choices.values():
        assert len(set(choices.values())) == len(choices)
    assert len({text.name for text in texts()}) == len(texts())


# --- what is wrong


def at(sheet: str, cell: str, value: object) -> Change:
    def change(book: Any) -> None:
        book[sheet][cell] = value

    return change


def subject(code: object, amount: object) -> Change:
    def change(book: Any) -> None:
        book["支出决算表"]["A30"], book["支出决算表"]["D30"] = code, amount

    return change


@pytest.fixture(scope="module")
def filled() -> bytes:
    """A workbook that is filled in, of the smaller set of tables: it is opened and saved for each mistake."""
    data = next(data for seed in range(99) if (data := make_unit_year(seed, "national")).forms)
    data.texts = {"部门职责": "贯彻有关法律法规。"}
    table = data.table("income_expenditure")
    assert table
    table.rows[0].values["amount"] = Value("1")
    return write_workbook(data, table_set("national"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (at("单位", "B5", "明年"), "工作表“单位”B5单元格：“明年”不是年度，应为四位数字，如 2024"),
        (at("单位", "B4", None), "工作表“单位”：“单位名称”没有填"),
        (at("单位", "B7", "学校"), "工作表“单位”B7单元格：“学校”不能用，应为行政单位、参公单位、事业单位之一"),
        (at("项目", "A30", None), ""),
        (at("项目", "C20", "无号项目"), "工作表“项目”A20单元格：序号没有填"),
        (at("指标", "A60", 77), "工作表“指标”A60单元格：“项目”中没有序号“77”"),
        (at("资金", "C50", "财政"), "工作表“资金”第50行：没有填序号，不知道属于哪个项目"),
        (at("资金", "C4", "财政"), "工作表“资金”C4单元格：“财政”不能用，应为年度资金总额、财政拨款"),
        (at("指标", "Z5", "多余"), "工作表“指标”Z5单元格：这一列没有认识的表头，“多余”不知道是什么"),
        (at("支出决算表", "D30", "三万"), "工作表“支出决算表”D30单元格：应为数字，现为“三万”"),
        (at("支出决算表", "D30", 5), "工作表“支出决算表”A30单元格：没有填科目编码"),
        (subject("21015x", 5), "工作表“支出决算表”A30单元格：“21015x”不是科目编码"),
        (subject("2999999", 5), "工作表“支出决算表”A30单元格：科目表中没有编码“2999999”"),
        (at("支出决算表", "D4", "基本"), "工作表“支出决算表”D5单元格：表头应为“基本支出”"),
        (at("支出决算表", "K9", 7), "工作表“支出决算表”K9单元格：这里不填内容，“7”不知道是什么"),
        (at("收入支出决算总表", "A6", "一、捐赠"), "工作表“收入支出决算总表”A6单元格：“一、捐赠”不是这张表中的项目"),
        (at("补充数据", "E5", "三批"), "工作表“补充数据”E5单元格：应为数字，现为“三批”"),
        (at("文字", "A4", "部门职能"), "工作表“文字”第4行：“部门职能”不认识，是不是“部门职责”？"),
    ],
)
def test_mistakes_are_told_by_sheet_and_cell(change: Change, told: str, filled: bytes, tmp_path: Path) -> None:
    file = tmp_path / "填报.xlsx"
    file.write_bytes(filled)
    changed(file, change)
    if not told:
        load_unit_year(file)
        return
    with pytest.raises(BadData) as failure:
        load_unit_year(file)
    assert any(problem.startswith(told) for problem in failure.value.problems), failure.value.problems


def test_all_mistakes_are_told_together(tmp_path: Path) -> None:
    file = stored(tmp_path, make_unit_year(9, "national"), "national")
    changed(file, lambda book: [at("单位", "B5", "x")(book), at("支出决算表", "D40", "y")(book)])
    with pytest.raises(BadData, match=r"有\d处需要改正") as failure:
        load_unit_year(file)
    assert len(failure.value.problems) == 2


def test_rows_above_the_head_columns_in_another_order_and_strange_sheets(tmp_path: Path) -> None:
    data = make_unit_year(10)
    data.forms = data.forms or make_unit_year(11).forms

    def change(book: Any) -> None:
        book["支出决算表"].insert_rows(1, 2)
        book.create_sheet("草稿")["A1"] = "随便写写"
        sheet = book["补充数据"]
        for row in sheet.iter_rows(min_row=3):
            row[5].value, row[6].value = row[6].value, row[5].value  # 单位 and 说明 change places

    remarks: list[str] = []
    file = changed(stored(tmp_path, data, money=data.accounts.tables[0].unit or "万元"), change)
    assert plain(load_unit_year(file, remarks=remarks))["facts"] == plain(data)["facts"]
    assert remarks == ["填报.xlsx：工作表“草稿”不认识，没有使用"]


def test_classes_typed_beside_their_items_count_once(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for row, (code, amount) in enumerate([("210", 12), ("21015", 12), ("2101501", 7.1), (2101599, 4.9)], 7):
            book["支出决算表"][f"A{row}"], book["支出决算表"][f"D{row}"] = code, amount

    data = UnitYear(Unit("禾源县医疗保障局"), 2024)
    table = load_unit_year(changed(stored(tmp_path, data, "national"), change)).table("expenditure")
    assert table
    shown = [(row.code.text, row.label.text, row.values["total"].text) for row in table.rows]
    assert shown == [
        (None, "合计", "12.00"),
        ("210", "卫生健康支出", "12.00"),
        ("21015", "医疗保障管理事务", "12.00"),
        ("2101501", "行政运行", "7.10"),
        ("2101599", "其他医疗保障管理事务支出", "4.90"),
    ]


def test_numbers_stored_as_texts_are_numbers_and_dashes_are_nothing(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["支出决算表"]
        for row, (code, basic, project) in enumerate([("2101501", "1,234.50", "—"), ("2101599", " ３ ", "无")], 7):
            sheet[f"A{row}"], sheet[f"D{row}"], sheet[f"E{row}"] = code, basic, project

    table = load_unit_year(changed(stored(tmp_path, UnitYear(Unit("局"), 2024), "national"), change)).table(
        "expenditure"
    )
    assert table
    assert [row.values["basic"].text for row in table.rows] == ["1237.50", "1237.50", "1237.50", "1234.50", "3"]
    assert not any(row.values.get("project") for row in table.rows)


def test_a_text_that_no_cell_takes_is_told_not_lost() -> None:
    data = UnitYear(Unit("局"), 2024, texts={"部门职责": "甲" * 32_768})
    with pytest.raises(Failure, match="超过 Excel 单元格的上限"):
        write_workbook(data, table_set())


def test_percentages_and_dates_in_forms_are_what_the_cells_show(tmp_path: Path) -> None:
    data = make_unit_year(12)
    data.forms = [form for form in make_unit_year(1).forms if form.kind != "performance_monitoring"][:1] or data.forms

    def change(book: Any) -> None:
        sheet = book["指标"]
        sheet["G4"], sheet["I4"] = 0.956, 0.1 + 0.2
        sheet["G4"].number_format, sheet["I4"].number_format = "0%", "General"

    [form] = load_forms(changed(stored(tmp_path, data, "national"), change))
    assert (form.indicators[0].target.text, form.indicators[0].actual.text) == ("95.6%", "0.3")


# --- as a file that is read and checked


def test_it_is_read_and_checked_as_any_other_file(jixiao_cli: Runner, tmp_path: Path) -> None:
    data = next(data for seed in range(99) if (data := make_unit_year(seed)).forms)
    money = data.accounts.tables[0].unit or "万元"
    result = read_file(stored(tmp_path, data, money=money))
    assert [form.project.name.text for form in result.forms] == [form.project.name.text for form in data.forms]
    assert (result.unread, result.remarks) == ([], [])
    [accounts] = result.accounts
    assert (accounts.year, accounts.unit.text) == (data.year, data.unit.name)
    errors = [finding for finding in check(result).findings if finding.severity == "error"]
    assert [error.message for error in errors if error.document == len(result.forms)] == []  # forms are drawn unsound
    place = next(row for row in accounts.tables[0].rows if row.values).values["amount"].place
    assert place
    assert place.sentence() == "工作表“收入支出决算总表”B6单元格"
    assert "收入支出决算总表" in jixiao_cli("read", tmp_path / "填报.xlsx").out


def test_a_wrong_figure_is_told_by_its_cell(jixiao_cli: Runner, tmp_path: Path) -> None:
    file = tmp_path / "copy.xlsx"
    file.write_bytes((EXAMPLES / "06-2024年度填报工作簿.xlsx").read_bytes())
    changed(file, at("一般公共预算财政拨款项目支出决算表", "C8", 864))
    ran = jixiao_cli("check", file)
    assert ran.status == 1
    assert "工作表“一般公共预算财政拨款项目支出决算表”C8单元格" in "".join(ran.out.split())


@pytest.mark.parametrize("name", ["05-2023年度填报工作簿.xlsx", "06-2024年度填报工作簿.xlsx"])
def test_the_examples_are_sound(name: str) -> None:
    result = check(read_file(EXAMPLES / name))
    assert [finding.message for finding in result.findings if finding.severity != "info"] == []


def test_the_examples_are_what_their_figures_make() -> None:
    sys.path.insert(0, str(EXAMPLES))
    try:
        from invented_year import year_2023, year_2024
    finally:
        sys.path.remove(str(EXAMPLES))
    for name, data in (("05-2023年度填报工作簿.xlsx", year_2023()), ("06-2024年度填报工作簿.xlsx", year_2024())):
        assert plain(load_unit_year(EXAMPLES / name)) == plain(data)


def test_the_example_disclosure_lacks_nothing(jixiao_cli: Runner, tmp_path: Path) -> None:
    year = [EXAMPLES / "06-2024年度填报工作簿.xlsx", "--prior", EXAMPLES / "05-2023年度填报工作簿.xlsx"]
    assert jixiao_cli("disclose", *year, "--missing").status == 0


# --- the command


def test_init_writes_a_workbook_and_never_over_one(jixiao_cli: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "新" / "2024年度"
    ran = jixiao_cli("init", folder, "--year", 2024, "--unit", "禾源县医疗保障局", "--money", "元")
    assert (ran.status, ran.out) == (0, "")
    data = load_unit_year(folder)
    assert (data.unit.name, data.year, data.accounts.tables[0].unit) == ("禾源县医疗保障局", 2024, "元")
    before = (folder / NAME).read_bytes()
    ran = jixiao_cli("init", folder)
    assert ran.status == 2
    assert "没有改动它" in ran.err
    assert (folder / NAME).read_bytes() == before


def test_init_goes_on_from_the_last_year(jixiao_cli: Runner, tmp_path: Path) -> None:
    data = next(data for seed in range(99) if (data := make_unit_year(seed)).forms and data.year == 2024)
    data.texts = {"部门职责": "贯彻有关法律法规。", "收支总计变动原因": "项目增加"}
    last = stored(tmp_path, data)
    assert jixiao_cli("init", tmp_path / "2025", "--from", last).status == 0
    new = load_unit_year(tmp_path / "2025")
    assert (new.year, new.unit, list(new.texts)) == (2025, data.unit, ["部门职责"])
    assert [form.project.name.text for form in new.forms] == [form.project.name.text for form in data.forms]
    assert {each.actual.text for form in new.forms for each in form.indicators} == {None}
    assert [each.target.text for each in new.forms[0].indicators] == [e.target.text for e in data.forms[0].indicators]
    assert new.prior
    total = next(each for each in new.prior.statements if each.concept == "totals.all")
    table = load_unit_year(last).table("income_expenditure")
    assert table
    assert total.value.quantity.number == next(
        row.values["amount"].quantity.number for row in table.rows if row.concept == "income.total"
    )


def test_figures_that_were_not_stated_are_not_0_last_year() -> None:
    assert next_year(UnitYear(Unit("禾源县医疗保障局"), 2024), 2025).prior is None


@pytest.mark.parametrize("option", [("--tables", "月球"), ("--year", "二〇二四"), ("--from", "没有.xlsx")])
def test_init_says_what_is_off(option: tuple[str, str], jixiao_cli: Runner, tmp_path: Path) -> None:
    ran = jixiao_cli("init", tmp_path / "a", *option)
    assert ran.status == 2
    assert len(ran.err.strip().splitlines()) == 1
    assert not (tmp_path / "a").exists()
