"""What a disclosure says where a figure is nothing, the same, new or not known, and what it asks for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.check import check_documents
from jixiao.knowledge.disclosure_tables import table_set
from jixiao.model.accounts import AccountsTable, FinalAccounts, Measure, Statement, TableRow
from jixiao.model.unit_year import Unit, UnitYear
from jixiao.model.value import Value
from jixiao.score.rounding import half_up
from jixiao.write.disclosure import Disclosure, load_wording, write_disclosure
from jixiao.write.disclosure.gaps import Gap
from jixiao.write.disclosure.wording import Numbers
from jixiao.write.paper import Chart, Paragraph
from paper_layout import read_back
from unit_years import unit_year

REASONS = {"公务接待费变动原因": "压减接待", "公务接待费预算差异原因": "压减接待", "机关运行经费变动原因": "人员减少"}


def year(figures: dict[str, str], texts: dict[str, str] | None = None) -> UnitYear:
    """A unit's year of a few figures: `concept`, `concept.measure` and `concept[code]`."""
    made = UnitYear(Unit("东河县统计局", kind="行政单位"), 2024, "2025年9月1日", texts=texts or {})
    for name, value in figures.items():
        concept, _, item = name.rstrip("]").partition("[")
        head, _, last = concept.rpartition(".")
        measures: dict[str, Measure] = {"prior": "prior", "budget": "budget", "completion": "completion"}
        measure = measures.get(last, "amount")
        made.accounts.statements.append(
            Statement(name, Value(value), "万元", head if last in measures else concept, measure, item or None, 2024)
        )
    return made


def disclosed(data: UnitYear, wording: str = "sichuan") -> Disclosure:
    return write_disclosure(data, load_wording(wording), table_set(wording))


def paragraphs(made: Disclosure) -> list[str]:
    return [block.text for block in made.paper.blocks if isinstance(block, Paragraph)]


def line(made: Disclosure, begins: str) -> str:
    return next(text for text in paragraphs(made) if begins in text)


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("1.20", "2.00", "比2023年度减少0.80万元，下降40.00%。主要原因是压减接待。"),
        ("2.00", "1.60", "比2023年度增加0.40万元，增长25.00%。主要原因是压减接待。"),
        ("2.00", "2.00", "公务接待费支出决算与2023年度持平。"),
        ("2.004", "2.00", "公务接待费支出决算与2023年度持平。"),
        ("0.25", "0", "比2023年度增加0.25万元，上年度没有此项支出。主要原因是压减接待。"),
        ("0", "0.25", "比2023年度减少0.25万元，下降100%。主要原因是压减接待。"),
        ("0", "0", "与2023年度持平，均没有支出。"),
    ],
)
def test_a_change_is_said_as_it_is(now: str, before: str, said: str) -> None:
    data = year({"three_public.reception": now, "three_public.reception.prior": before}, REASONS)
    assert said in line(disclosed(data), "3.公务接待费")


@pytest.mark.parametrize(
    ("now", "budget", "said"),
    [
        ("1.20", "2.00", "完成预算60.00%，决算数小于预算数的主要原因是压减接待。"),
        ("2.20", "2.00", "完成预算110.00%，决算数大于预算数的主要原因是压减接待。"),
        ("2.00", "2.00", "完成预算100%，决算数与预算数持平。"),
        ("2.1182", "2.12", "完成预算100%，决算数与预算数持平。"),
        ("2.00", "0", "没有安排预算，决算数大于预算数的主要原因是压减接待。"),
        ("0", "0", "全年没有安排预算。"),
    ],
)
def test_the_budget_is_compared_as_it_is(now: str, budget: str, said: str) -> None:
    data = year({"three_public.reception": now, "three_public.reception.budget": budget}, REASONS)
    assert said in line(disclosed(data), "3.公务接待费")


def test_a_stated_completion_serves_where_no_budget_is_known() -> None:
    data = year({"three_public.reception": "1.20", "three_public.reception.completion": "60"}, REASONS)
    data.accounts.statements[-1].unit = "%"
    assert "完成预算60.00%，决算数小于预算数的主要原因是压减接待。" in line(disclosed(data), "3.公务接待费")


def test_what_is_not_known_is_asked_for_by_name() -> None:
    made = disclosed(year({"three_public.reception": "1.20"}))
    asked = {gap.name: gap for gap in made.gaps}
    assert asked["公务接待费上年数"].sheet == "上年数"
    assert asked["公务接待费预算数"].note == "指标“公务接待费”，口径“全年预算数”，单位万元"
    assert asked["公务接待费预算数"].tag == "three_public.reception.budget"
    assert asked["国内公务接待用途"].sheet == "文字"
    assert "部门职责" in asked
    assert "【待填：公务接待费上年数】" in line(made, "3.公务接待费")


def test_a_draft_is_found_by_check() -> None:
    made = disclosed(unit_year(3))
    assert made.gaps == []
    data = unit_year(3)
    del data.texts["部门职责"]
    found = check_documents(read_back(disclosed(data).paper)).findings
    assert [finding.rule for finding in found] == ["accounts.text.placeholder"]


@pytest.mark.parametrize("typed", ["无", "", "  ", "无变化"])
def test_nothing_is_no_reason(typed: str) -> None:
    data = year({"three_public.reception": "1.20", "three_public.reception.prior": "2"}, {"公务接待费变动原因": typed})
    assert "公务接待费变动原因" in {gap.name for gap in disclosed(data).gaps}


@pytest.mark.parametrize("typed", ["压减接待。", "主要原因是压减接待", "变动原因：压减接待；"])
def test_a_reason_goes_on_in_the_sentence_however_it_was_typed(typed: str) -> None:
    data = year({"three_public.reception": "1.20", "three_public.reception.prior": "2"}, {"公务接待费变动原因": typed})
    assert "主要原因是压减接待。" in line(disclosed(data), "3.公务接待费")


def test_a_new_unit_is_not_compared() -> None:
    data = unit_year(3)
    data.prior = None
    data.accounts.statements = [each for each in data.accounts.statements if each.measure != "prior"]
    assert {gap.kind for gap in disclosed(data).gaps} == {"prior"}
    data.texts["无上年数说明"] = "本单位2023年4月新设立，没有上年度决算数。"
    made = disclosed(data)
    assert made.gaps == []
    assert "本单位2023年4月新设立，没有上年度决算数。" in line(made, "收、支总计均为")
    assert [chart.kind for chart in made.paper.blocks if isinstance(chart, Chart)].count("column") == 0


def test_the_accounts_are_published_when_the_year_is_over() -> None:
    data = unit_year(3)
    data.published = "2023年9月25日"
    [gap] = disclosed(data).gaps
    assert (gap.name, gap.note) == ("公开时间", "现为“2023年9月25日”，应晚于2023年12月31日。")


def test_institutions_have_no_operating_cost() -> None:
    data = year({})
    data.unit.kind = "事业单位"
    said = line(disclosed(data), "没有机关运行经费支出")
    assert said == "东河县统计局为事业单位，2024年度没有机关运行经费支出。"


def test_the_operating_cost_of_an_administration_is_its_public_expenses() -> None:
    data = year({"general.basic.public": "40.88", "operating_cost.prior": "37.09"}, REASONS)
    said = line(disclosed(data), "机关运行经费支出")
    assert "机关运行经费支出40.88万元，比2023年度增加3.79万元，增长10.22%。主要原因是人员减少。" in said


def table(kind: str, unit: str, rows: dict[str, dict[str, str]]) -> AccountsTable:
    made = [
        TableRow(Value(name), Value(name) if name.isdigit() else Value(), _values(row)) for name, row in rows.items()
    ]
    for row in made:
        row.concept = None if row.code else "general.expenditure"
    columns = {column: column for row in rows.values() for column in row}
    return AccountsTable(kind, Value("一般公共预算财政拨款支出决算表"), unit, columns, made)


def _values(row: dict[str, str]) -> dict[str, Value]:
    return {column: Value(text) for column, text in row.items()}


def test_amounts_in_yuan_are_printed_in_ten_thousands_rounded_half_up() -> None:
    data = year({"general.expenditure.prior": "100.00"}, {"一般公共预算财政拨款支出变动原因": "增加"})
    rows = {"合计": {"total": "1234550.00"}, "210": {"total": "1234550.00"}}
    data.accounts = FinalAccounts(
        year=2024, tables=[table("general_expenditure", "元", rows)], statements=data.accounts.statements
    )
    assert "一般公共预算财政拨款支出123.46万元" in line(disclosed(data), "占本年支出合计")
    assert "增加23.46万元，增长23.46%" in line(disclosed(data), "占本年支出合计")


def test_gaps_say_where_to_type() -> None:
    gap = Gap("figure", "政府采购支出总额", "指标“政府采购支出总额”，单位万元", "procurement")
    assert gap.sentence == "政府采购支出总额：指标“政府采购支出总额”，单位万元（填在工作表“补充数据”）"
    assert gap.to_dict()["sheet"] == "补充数据"
    assert gap.to_dict()["figure"] == "procurement"


def test_the_budget_of_an_item_is_asked_for_by_its_code() -> None:
    data = year({"general.expenditure": "3.00", "general.function[2101501]": "3.00"})
    [asked] = [gap for gap in disclosed(data).gaps if gap.tag.startswith("general.function")]
    assert asked.name == "卫生健康支出·医疗保障管理事务·行政运行（2101501）预算数"
    assert asked.note == ("指标“一般公共预算财政拨款支出（按支出功能分类）”，细分“2101501”，口径“全年预算数”，单位万元")


@pytest.mark.parametrize(
    ("number", "printed"), [("0", "0"), ("0.004", "0.00"), ("0.005", "0.01"), ("1234.5", "1234.50"), ("-2", "-2.00")]
)
def test_amounts_are_printed_with_two_decimals_and_a_plain_zero(number: str, printed: str) -> None:
    assert Numbers().amount(Decimal(number)) == printed


def test_all_of_something_is_printed_as_100() -> None:
    assert [Numbers().percent(Decimal(each)) for each in ("100", "99.999", "0")] == ["100", "100.00", "0"]
    assert half_up(Decimal("0.125"), 2) == Decimal("0.13")


@pytest.mark.parametrize("some", [True, False])
def test_kinds_of_vehicles_add_up_or_are_asked_for_once(some: bool) -> None:
    figures = {"assets.vehicles": "3"} | ({"assets.vehicles[机要通信用车]": "1"} if some else {})
    asked = [gap for gap in disclosed(year(figures)).gaps if gap.tag.startswith("assets.vehicles")]
    assert [gap.name for gap in asked] == ["车辆的分类"]
    assert asked[0].note.endswith("合计应为3辆")


def test_kinds_of_vehicles_that_the_wording_does_not_name_are_listed_too() -> None:
    figures = {"assets.vehicles": "3", "assets.vehicles[机要通信用车]": "1", "assets.vehicles[业务用车]": "2"}
    assert "共有车辆3辆，其中：机要通信用车1辆、业务用车2辆。" in line(disclosed(year(figures)), "共有车辆")


def test_a_change_is_the_difference_of_the_printed_figures() -> None:
    figures = {"operating_cost": "2002.7164", "operating_cost.prior": "1904.6243"}  # 98.0921 apart
    assert "增加98.10万元，增长5.15%" in line(disclosed(year(figures, REASONS)), "机关运行经费支出")
