"""A unit's year from typed data and from papers: the same data comes back, and what is wrong is told all at once."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import test_accounts_tables_export as platform
from jixiao.knowledge.disclosure_tables import table_set
from jixiao.model.failure import Failure
from jixiao.model.value import Value
from jixiao.read.data import load_unit_year
from jixiao.read.data.load import NothingGiven, NoYear, OtherUnit, OtherYear
from jixiao.read.data.problems import BadData
from jixiao.read.data.tables import completed
from jixiao.read.data.typed_year import unit_year_from_dict, unit_year_to_dict
from jixiao.write.paper import Paper
from jixiao.write.tables import disclosure_tables
from jixiao.write.xlsx import write_xlsx
from whole_years import make_unit_year, plain

ROOT = Path(__file__).resolve().parents[1]
TOML = """
year = 2024
published = "2025年9月1日"
unit = { name = "禾源县医疗保障局", kind = "行政单位", below = ["禾源县医疗保障事务中心"] }
[texts]
"部门职责" = "贯彻医疗保障的法律法规。"
"支出预算差异原因 2101501" = "人员调出"
[facts]
"procurement.goods" = 3.20
"three_public.reception.domestic.batches" = 4
"general.expenditure" = { value = 1100, measure = "prior" }
[prior]
facts = { "totals.all" = "1202.96", "three_public.amount" = 1 }
[[tables]]
id = "general_expenditure"
unit = "万元"
rows = [
  { code = 2101501, label = "行政运行", values = { basic = 40.25, "budget.total" = 41 } },
  { code = "2101599", label = "其他医疗保障管理事务支出", values = { project = 1081.83 } },
]
[[forms]]
project = { name = "医保宣传经费" }
"""


def typed(folder: Path, text: str, name: str = "data.toml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def toml(value: Any) -> str:
    """Write a value as TOML in place."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def toml_lines(data: dict[str, Any]) -> str:
    return "\n".join(f"{key} = {toml(value)}" for key, value in data.items())


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from([".json", ".toml"]))
def test_a_year_comes_back_from_json_and_toml(tmp_path_factory: pytest.TempPathFactory, seed: int, suffix: str) -> None:
    data = make_unit_year(seed)
    shown = unit_year_to_dict(data)
    text = json.dumps(shown, ensure_ascii=False) if suffix == ".json" else toml_lines(shown)
    remarks: list[str] = []
    loaded = load_unit_year(typed(tmp_path_factory.mktemp("data"), text, f"data{suffix}"), remarks=remarks)
    assert plain(loaded) == plain(data)
    assert remarks == []


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".json", ".toml"])
def test_five_hundred_years_come_back_from_json_and_toml(tmp_path: Path, suffix: str) -> None:
    for seed in range(500):
        data = make_unit_year(seed)
        shown = unit_year_to_dict(data)
        text = json.dumps(shown, ensure_ascii=False) if suffix == ".json" else toml_lines(shown)
        assert plain(load_unit_year(typed(tmp_path, text, f"data{suffix}"))) == plain(data)


def test_toml_as_people_type_it(tmp_path: Path) -> None:
    data = load_unit_year(typed(tmp_path, TOML))
    assert (data.unit.name, data.unit.below, data.published) == (
        "禾源县医疗保障局",
        ["禾源县医疗保障事务中心"],
        "2025年9月1日",
    )
    facts = {(each.concept, each.measure): (each.value.text, each.unit) for each in data.accounts.statements}
    assert facts["procurement.goods", "amount"] == ("3.20", "万元")
    assert facts["three_public.reception.domestic.batches", "count"] == ("4", "批次")
    assert facts["general.expenditure", "prior"] == ("1100", None)
    assert data.prior
    assert [(each.concept, each.year) for each in data.prior.statements] == [
        ("totals.all", 2023),
        ("three_public", 2023),
    ]
    table = data.table("general_expenditure")
    assert table
    assert [row.code.text for row in table.rows] == [None, "210", "21015", "2101501", "2101599"]
    assert (table.rows[0].values["total"].text, table.rows[2].label.text) == ("1122.08", "医疗保障管理事务")
    assert data.texts["支出预算差异原因 2101501"] == "人员调出"
    assert [(form.year, form.year_printed.text) for form in data.forms] == [(2024, "2024")]


@pytest.mark.parametrize("tables", ["sichuan", "national"])
def test_completing_what_is_complete_changes_nothing(tables: str) -> None:
    data = make_unit_year(7, tables)
    before = plain(data)
    data.accounts.tables = [completed(table, data.year) for table in data.accounts.tables]
    assert plain(data) == before


def test_everything_wrong_is_told_at_once() -> None:
    data = {
        "year": "二〇二四",
        "untis": "局",
        "unit": {"nmae": "局"},
        "facts": {"procurement.godos": 1, "three_public": [1]},
        "tables": [{"id": "expendture"}, {"id": "income", "rows": [{"codes": 1}]}],
        "forms": [{"project": {"name": "甲"}, "indicator": []}, {"year": "明年"}],
        "texts": [],
    }
    with pytest.raises(BadData) as failure:
        unit_year_from_dict(data, "data.json")
    told = str(failure.value)
    assert told.startswith("data.json：有9处需要改正\n")
    for part in (
        "是不是“unit”",
        "是不是“name”",
        "是不是“procurement.goods”",
        "是不是“expenditure”",
        "“indicator”不认识",
    ):
        assert part in told
    assert len(failure.value.problems) == 9


def test_published_tables_give_year_unit_and_all_digits(tmp_path: Path) -> None:
    data = next(data for seed in range(99) if (data := make_unit_year(seed)).accounts.tables[0].unit == "万元")
    data.unit.name = "禾源县医疗保障局"
    file = tmp_path / "公开表.xlsx"
    file.write_bytes(write_xlsx(Paper("公开表", list(disclosure_tables(data, table_set())))))
    loaded = load_unit_year(file)
    assert (loaded.year, loaded.unit.name) == (data.year, "禾源县医疗保障局")
    given, found = data.table("expenditure"), loaded.table("expenditure")
    assert given
    assert found
    shown = [{name: value.quantity.number for name, value in row.values.items() if value} for row in given.rows]
    assert [{name: v.quantity.number for name, v in row.values.items() if v} for row in found.rows] == shown


def test_tables_keep_the_digits_that_the_workbook_stores(samples: Path) -> None:
    data = load_unit_year(samples / "office" / "jingyan-2024-tables.xlsx")
    table = data.table("expenditure")
    assert table
    assert (data.year, data.unit.name) == (2024, "井研县医疗保障局")
    assert table.rows[0].values["total"].text == "1176.3393"
    assert table.rows[0].values["total"].place is not None


def test_tables_forms_and_last_years_paper_go_together(samples: Path) -> None:
    office = samples / "office"
    remarks: list[str] = []
    data = load_unit_year(
        [office / "leshan-jinkouhe-2024-forms.xlsx", office / "leshan-jinkouhe-2023-accounts.docx"], remarks=remarks
    )
    assert (data.year, len(data.forms)) == (2024, 7)
    assert data.prior
    assert data.prior.year == 2023
    assert any(each.concept == "three_public" for each in data.prior.statements)


def test_typed_figures_of_last_year_are_believed_before_its_paper(samples: Path, tmp_path: Path) -> None:
    paper = samples / "office" / "leshan-jinkouhe-2023-accounts.docx"
    own = TOML.replace("禾源县医疗保障局", "乐山市金口河区医疗保障局")
    data = load_unit_year(typed(tmp_path, own), prior=paper)
    assert [each.value.text for each in data.accounts.statements if each.measure == "prior"] == ["1100", "1202.96", "1"]
    assert data.prior
    assert len(data.prior.statements) > 50


def test_the_export_of_the_platform_gives_budgets_and_texts(tmp_path: Path) -> None:
    file = tmp_path / "export.xlsx"
    platform.SHEETS = {
        **platform.SHEETS,
        "2.24单位项目明细": [["项目"]],
        "2.99其他": [["甲"]],
        "2.11名词解释": [["乙"]],
    }
    file.write_bytes(platform.workbook(0))
    remarks: list[str] = []
    data = load_unit_year(file, remarks=remarks)
    budgets = {each.concept: (each.value.text, each.unit) for each in data.accounts.statements}
    assert {each.measure for each in data.accounts.statements} == {"initial_budget"}
    assert budgets["income.total"] == ("900000", "元")  # calculated: the stored result is 0
    assert budgets["three_public.vehicles"] == ("2.5", "万元")
    assert data.accounts.tables == []
    assert data.texts["部门职责"] == "承担全县林业管理工作。"
    assert [remark.partition("：")[2] for remark in remarks] == [
        "工作表“2.24单位项目明细”没有对应的公开表，没有使用",
        "工作表“2.99其他”不认识，没有使用",
        "工作表“2.11名词解释”的编码应为2.13或3.13，已按名称使用",
        "工作表“2.11名词解释”没有对应的公开表，没有使用",
    ]


def test_a_folder_stands_for_its_files(tmp_path: Path) -> None:
    typed(tmp_path, TOML)
    typed(tmp_path, "x", "~$data.toml")
    typed(
        tmp_path, json.dumps({"documents": [{"kind": "performance_target", "project": {"name": "乙"}}]}), "forms.json"
    )
    assert [form.project.name.text for form in load_unit_year(tmp_path).forms] == ["医保宣传经费", "乙"]


def test_what_is_given_twice_is_used_once_and_told(tmp_path: Path) -> None:
    other = TOML.replace("贯彻医疗保障的法律法规。", "另一段。").replace("2025年9月1日", "2025年10月1日")
    remarks: list[str] = []
    paths = [typed(tmp_path, TOML), typed(tmp_path, other, "b.toml")]
    data = load_unit_year(paths, remarks=remarks)
    assert (data.published, data.texts["部门职责"]) == ("2025年9月1日", "贯彻医疗保障的法律法规。")
    assert len(remarks) == 3  # the text, the table, the form
    assert [form.project.name.text for form in data.forms] == ["医保宣传经费"]


def test_last_years_data_is_prior_and_other_years_are_told(tmp_path: Path) -> None:
    last, before = TOML.replace("2024", "2023"), TOML.replace("2024", "2021")
    remarks: list[str] = []
    paths = [typed(tmp_path, TOML), typed(tmp_path, last, "b.toml"), typed(tmp_path, before, "c.toml")]
    data = load_unit_year(paths, remarks=remarks)
    assert data.year == 2024
    assert data.prior
    assert [table.id for table in data.prior.tables] == ["general_expenditure"]
    assert remarks == ["c.toml：是2021年度的，没有使用"]
    assert load_unit_year(paths[:2], year=2023).year == 2023


@pytest.mark.parametrize("other", ["示例县审计局", "另一县医疗保障局"])
def test_last_years_data_of_another_unit_is_refused(tmp_path: Path, other: str) -> None:
    last = TOML.replace("2024", "2023")
    name = "禾源县医疗保障局"
    this = typed(tmp_path, TOML)
    with pytest.raises(OtherUnit, match=f"是“{other}”的，不能用作“{name}”的上年数据"):
        load_unit_year(this, prior=typed(tmp_path, last.replace(name, other), "b.toml"))
    assert load_unit_year(this, prior=typed(tmp_path, last, "b.toml")).prior


@pytest.mark.parametrize(
    ("failure", "text", "year"),
    [(NoYear, TOML.replace("year = 2024", ""), None), (OtherYear, TOML, 2020), (NothingGiven, None, None)],
)
def test_what_is_missing_is_said(failure: type[Failure], text: str | None, year: int | None, tmp_path: Path) -> None:
    if text is not None:
        typed(tmp_path, text)
    with pytest.raises(failure):
        load_unit_year(tmp_path, year=year)


def test_a_year_may_be_told(tmp_path: Path) -> None:
    assert load_unit_year(typed(tmp_path, TOML.replace("year = 2024", "")), year=2022).year == 2022


def test_values_are_plain_texts() -> None:
    data = unit_year_from_dict({"unit": "局", "year": 2024, "facts": {"three_public": "0.30"}}, "x")
    assert isinstance(data.accounts.statements[0].value, Value)
    assert data.accounts.statements[0].label == "“三公”经费支出"


def test_the_example_of_the_manual_loads(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "manual" / "data.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    remarks: list[str] = []
    data = load_unit_year(typed(tmp_path, example), remarks=remarks)
    assert remarks == []
    assert (data.year, len(data.forms), len(data.texts), len(data.accounts.statements)) == (2024, 1, 2, 3)
    table = data.table("general_expenditure")
    assert table
    assert [row.label.text for row in table.rows][-2:] == ["行政运行", "其他医疗保障管理事务支出"]


def test_lines_of_a_two_sided_table_may_be_typed_without_their_sides() -> None:
    rows = [
        {"label": "其他收入", "values": {"amount": 3}},
        {"label": "卫生健康支出", "values": {"amount": 2}},
        {"concept": "expenditure.closing", "values": {"amount": 1}},
    ]
    data = unit_year_from_dict(
        {"unit": "局", "year": 2024, "tables": [{"id": "income_expenditure", "rows": rows}]}, "x"
    )
    table = completed(data.accounts.tables[0], 2024)
    shown = {(row.side, row.label.text): row.values["amount"].text for row in table.rows}
    assert shown == {
        ("income", "其他收入"): "3",
        ("expenditure", "卫生健康支出"): "2",
        ("expenditure", "年末结转和结余"): "1",
        ("income", "本年收入合计"): "3",
        ("income", "总计"): "3",
        ("expenditure", "本年支出合计"): "2",
        ("expenditure", "总计"): "3",
    }
