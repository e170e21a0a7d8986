"""Evaluation: what rounding explains is silent, what it does not is found, what is lacking is said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jixiao.check.relations.constraints import (
    ONE,
    ZERO,
    Constraint,
    Ratio,
    Span,
    figures_of,
    fixed,
    holds,
    linear,
    span_of,
)
from jixiao.check.relations.evaluate import Evaluation
from jixiao.check.relations.file import parse_relations
from jixiao.check.relations.numbers import Habit, Printed, habit_of, printed, rounded
from jixiao.model.accounts import FinalAccounts
from jixiao.model.value import Value
from relation_documents import document, findings, related, shipped, stated, table

TWO_PLACES = [stated(None, text) for text in ("391.91", "148.22", "243.65", "129.52")]  # the habit of a document


def around(text: str) -> Span:
    number = Decimal(text)
    return Span(number - Decimal("0.005"), number + Decimal("0.005"))


def outcome(accounts: FinalAccounts, identifier: str) -> str:
    return related(accounts, shipped(identifier)).outcomes[0].outcome


# --- arithmetic


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,176.34", ("1176.34", 2)),
        ("-3.94", ("-3.94", 2)),
        ("△3.5", ("-3.5", 1)),
        ("40", ("40", 0)),
        ("１２", None),
        ("3-4", None),
        ("#DIV/0!", None),
        ("", None),
        ("1" * 30, None),
    ],
)
def test_a_number_is_read_as_printed(text: str, expected: tuple[str, int] | None) -> None:
    assert printed(text) == (Printed(Decimal(expected[0]), expected[1]) if expected else None)


@pytest.mark.parametrize(
    ("texts", "places"),
    [
        (("391.87", "148.22", "18.7", "40"), 2),
        (("391.8", "148.2", "18"), 1),
        (("391", "148", "18"), None),
        (("391.87", "148"), None),
        (("0", "0", "0", "391.87", "148.22", "18.70"), 2),
    ],
)
def test_a_document_has_a_habit_of_decimals(texts: tuple[str, ...], places: int | None) -> None:
    assert habit_of(number for text in texts if (number := printed(text))) == Habit(places)


def test_a_printed_figure_is_an_interval() -> None:
    assert rounded(Printed(Decimal("18.7"), 1), Habit(2)) == around("18.7")
    assert rounded(Printed(ZERO, 0), Habit(2)) == Span(ZERO, ZERO)
    assert rounded(Printed(ZERO, 2), Habit(2)) == around("0")
    assert rounded(Printed(Decimal("18.7"), 1), Habit(), -ONE) == Span(Decimal("-18.75"), Decimal("-18.65"))


def test_a_sum_is_broken_only_where_no_values_satisfy_it() -> None:
    spans = [around(text) for text in ("391.87", "356.69", "0.85", "23.57", "10.77", "9.77")]
    parts = tuple((-ONE, index) for index in (1, 2, 3))
    assert holds(Constraint(((ONE, 0), *parts, (-ONE, 4)), "r"), spans)  # 391.88: five roundings explain 0.01
    assert not holds(Constraint(((ONE, 0), *parts, (-ONE, 5)), "r"), spans)
    assert span_of(((Decimal(-2), 0),), spans) == Span(Decimal("-783.75"), Decimal("-783.73"))
    assert holds(Constraint(((ONE, 5),), "r", None, Decimal("9.765")), spans)
    assert not holds(Constraint(((ONE, 5),), "r", Decimal("9.7751"), None), spans)


@pytest.mark.parametrize(
    ("change", "total", "rate", "right"),
    [
        ("70.55", "391.87", "21.96", True),
        ("70.59", "391.91", "21.96", False),
        ("-1.56", "18.7", "-7.70", True),
        ("-1.56", "18.7", "-7.55", False),
        ("0.25", "0.25", "100", False),  # nothing before: no rate fits
        ("0", "0", "0", True),
    ],
)
def test_a_rate_is_exact_though_its_part_is_in_its_whole(change: str, total: str, rate: str, right: bool) -> None:
    spans = [around(total), around(change), around(rate)]
    ratio = Ratio(((ONE, 1),), ((ONE, 0), (-ONE, 1)), 2, "r")
    assert holds(ratio, spans) is right
    assert set(figures_of(ratio)) == {0, 1, 2}


def test_a_rate_is_two_linear_constraints() -> None:
    ratio = Ratio(((ONE, 1),), ((ONE, 0),), 2, "r", percent=False)
    spans = [Span(Decimal(100), Decimal(100)), Span(Decimal(50), Decimal(50)), Span(Decimal("0.4"), Decimal("0.5"))]
    assert all(holds(constraint, spans) for constraint in linear(ratio, spans[2]))
    assert not all(holds(constraint, spans) for constraint in linear(ratio, Span(Decimal("0.6"), Decimal("0.7"))))
    assert {index: factor for factor, index in fixed(ratio, Decimal("0.5"))} == {0: Decimal("0.5"), 1: -ONE}


# --- habits, units, signs


def test_zeros_dropped_in_print_are_known_by_the_document_s_habit() -> None:
    figures = [stated("general.basic", "148.22"), stated("general.basic.personnel", "129.52")]
    public = stated("general.basic.public", "18.8")
    relation = shipped("accounts.general.basic_parts")
    [finding] = findings(document(*TWO_PLACES, *figures, public), relation)
    assert finding.severity == "error"
    rough = [stated("general.basic", "148.3"), stated("general.basic.personnel", "129.5")]
    assert findings(document(*rough, public), relation) == []  # 18.8 among such may be anything from 18.75 to 18.85


def test_yuan_and_ten_thousand_yuan_are_compared() -> None:
    rows = [("", "合计", "expenditure.current", "3918712.40")]
    own = table("expenditure", ("total",), rows, "元")
    text = stated("expenditure.current", "391.87")
    assert outcome(document(text, tables=[own]), "accounts.same") == "holds"
    own.rows[0].values["total"].text = "3918812.40"
    [finding] = findings(document(text, tables=[own]), shipped("accounts.same"))
    assert "3918812.40元" in finding.message
    assert {figure.value.text for figure in finding.figures} == {"391.87", "3918812.40"}


def test_a_table_without_a_unit_has_that_of_the_others() -> None:
    rows = [("", "合计", "expenditure.current", "3918712.40")]
    tables = [table("expenditure", ("total",), rows, None), table("income", ("total",), [], "元")]
    assert outcome(document(stated("expenditure.current", "391.87"), tables=tables), "accounts.same") == "holds"


def test_words_against_the_sign_are_a_contradiction() -> None:
    total = stated("fiscal.income.total", "1516.64")
    change = stated("fiscal.income.total", "58.49", "change", direction="up")
    rate = stated("fiscal.income.total", "3.71", "growth", unit="%", direction="down")
    [finding] = findings(document(*TWO_PLACES, total, change, rate), shipped("accounts.growth"))
    assert [(figure.value.text, figure.expected) for figure in finding.figures if figure.suspect] == [
        ("58.49", "减少58.49")
    ]
    change.direction = "down"
    assert findings(document(*TWO_PLACES, total, change, rate), shipped("accounts.growth")) == []


@pytest.mark.parametrize("rate_direction", ["down", None])
def test_a_sign_left_open_is_told_by_the_figure_beside(rate_direction: str | None) -> None:
    amount = stated("three_public", "0.86")
    change = stated("three_public", "0.19", "change", direction=None)
    rate = stated("three_public", "18.10", "growth", unit="%")
    rate.direction = rate_direction  # type: ignore[assignment]
    evaluation = Evaluation(document(amount, change, rate), shipped("accounts.growth"))
    assert [fact.number for fact in evaluation.book.facts] == [Decimal("0.86"), Decimal("-0.19"), Decimal("-18.10")]
    assert evaluation.results[0].broken == []


def test_a_sign_that_nothing_tells_leaves_the_relation_aside() -> None:
    change = stated("three_public", "0.19", "change", direction=None)
    [result] = related(document(stated("three_public", "0.86"), change), shipped("accounts.growth")).outcomes
    assert result.outcome == "not_run"


def test_a_percentage_of_fewer_decimals_is_a_warning_where_it_was_rounded_further() -> None:
    rates = [stated("operating_cost", text, "share", unit="%") for text in ("37.82", "91.02", "6.01")]
    part, whole = stated("expenditure.basic", "40.00"), stated("expenditure.current", "99.00")
    share = stated("expenditure.basic", "40.4", "share", unit="%")
    assert findings(document(part, share, whole), shipped("accounts.share")) == []
    share.value = Value("40.5")
    [finding] = findings(document(*rates, part, share, whole), shipped("accounts.share"))
    assert finding.severity == "error"
    share.value = Value("40")
    [finding] = findings(document(*rates, part, share, whole), shipped("accounts.share"))
    assert finding.severity == "warning"


# --- what is lacking


def test_an_optional_part_counts_as_nothing_and_another_is_missed() -> None:
    total, current = stated("income.total", "10.00"), stated("income.current", "9.00")
    [result] = related(document(total, current), shipped("accounts.income.total")).outcomes
    assert (result.outcome, result.reason) == ("not_run", "缺少“年初结转和结余”")
    opening = stated("income.opening", "1.00")
    assert outcome(document(total, current, opening), "accounts.income.total") == "holds"


def test_a_part_that_is_not_stated_is_nothing_or_leaves_the_sum_open() -> None:
    total, opening = stated("income.total", "10.00"), stated("income.opening", "0.50")
    accounts = document(total, stated("income.current", "9.00"), opening)
    assert [finding.severity for finding in findings(accounts, shipped("accounts.income.total"))] == ["error"]
    fiscal, general = stated("income.fiscal", "10.00"), stated("income.general", "9.00")
    [result] = related(document(fiscal, general), shipped("accounts.income.fiscal_parts")).outcomes
    assert (result.outcome, result.reason) == (
        "not_run",
        "缺少“政府性基金预算财政拨款收入”、“国有资本经营预算财政拨款收入”",
    )
    general.value = Value("11.00")  # more than the whole: no part left out explains it
    assert outcome(document(fiscal, general), "accounts.income.fiscal_parts") == "broken"


def test_a_list_whose_shares_add_up_is_complete() -> None:
    parts = [stated("income.fiscal", "8.00"), stated("income.fiscal", "88.89", "share", unit="%")]
    parts += [stated("income.other", "1.00"), stated("income.other", "11.11", "share", unit="%")]
    accounts = document(stated("income.current", "10.00"), *parts)
    [finding] = findings(accounts, shipped("accounts.income.fiscal_sources"))
    assert finding.severity == "error"
    parts[3].value = Value("1.11")
    [finding] = findings(accounts, shipped("accounts.income.fiscal_sources"))
    assert finding.severity == "warning"
    assert "占比合计只有90%" in finding.message


def test_an_amount_that_was_not_understood_may_be_the_part_that_lacks() -> None:
    items = [
        stated("general.function", text, item=name) for text, name in (("4.00", "教育支出"), ("5.00", "卫生健康支出"))
    ]
    total, unknown = stated("general.expenditure", "10.00"), stated(None, "1.00")
    relation = shipped("accounts.general.functions")
    assert [finding.severity for finding in findings(document(total, *items), relation)] == ["error"]
    assert findings(document(total, *items, unknown), relation) == []
    unknown.value = Value("0.30")  # less than what lacks
    assert [finding.severity for finding in findings(document(total, *items, unknown), relation)] == ["error"]
    rest = stated(None, "0.80")
    assert [finding.severity for finding in findings(document(total, *items, unknown, rest), relation)] == ["warning"]


def test_a_list_of_less_than_half_is_one_of_examples() -> None:
    items = [
        stated("general.function", "4.00", item="教育支出"),
        stated("general.function", "3.00", item="卫生健康支出"),
    ]
    total = stated("general.expenditure", "10.00")
    relation = shipped("accounts.general.functions")
    assert [finding.severity for finding in findings(document(total, *items), relation)] == ["error"]
    assert [finding.severity for finding in findings(document(total, items[1]), relation)] == ["warning"]
    total.value = Value("15.00")
    assert [finding.severity for finding in findings(document(total, *items), relation)] == ["warning"]


def test_an_amount_of_last_year_is_no_other_statement_of_this_year_s() -> None:
    now, before = stated("operating_cost", "44.00"), stated("operating_cost", "40.00")
    change = stated("operating_cost", "4.00", "change", direction="up")
    now.year, before.year = 2024, 2023
    relations = shipped("accounts.same", "accounts.change")
    assert [each.outcome for each in related(document(now, before, change), relations).outcomes] == ["not_run", "holds"]
    assert [each.outcome for each in related(document(before), relations).outcomes] == ["not_run", "not_run"]


def test_concepts_may_be_left_out_of_a_relation_of_all() -> None:
    accounts = document(stated("performance.funds", "300.00"), stated("performance.funds", "390.00"))
    assert outcome(accounts, "accounts.same") == "not_run"


def test_an_example_after_its_class_is_no_complete_list() -> None:
    parent = stated("general.function", "58.52", item="社会保障和就业支出")
    child = stated("general.function", "36.04", item="社会保障和就业支出/养老")
    other = stated("general.function", "1.00", item="教育支出")
    relation = shipped("accounts.general.function_parts")
    assert [finding.severity for finding in findings(document(parent, child), relation)] == ["warning"]
    assert [finding.severity for finding in findings(document(parent, other, child), relation)] == ["error"]


def test_an_item_that_is_stated_again_counts_once_and_one_of_another_amount_twice() -> None:
    items = [stated("general.function", text, item="卫生健康支出/行政运行") for text in ("4.00", "4.00")]
    total = stated("general.expenditure", "4.00")
    assert outcome(document(total, *items), "accounts.general.functions") == "holds"
    items[1].value = Value("5.00")
    total.value = Value("9.00")
    assert outcome(document(total, *items), "accounts.general.functions") == "holds"


def test_the_denominator_of_a_share_may_be_the_part_above() -> None:
    amounts = [stated("procurement", "46.28"), stated("procurement.sme", "40.00"), stated("procurement.micro", "30.00")]
    for share, severities in (("64.82", []), ("75.00", []), ("70.00", ["error"])):
        stated_share = stated("procurement.micro", share, "share", unit="%")
        found = findings(document(*amounts, stated_share), shipped("accounts.share"))
        assert [finding.severity for finding in found] == severities


def test_of_several_places_the_nearest_is_taken_and_all_are_compared() -> None:
    first = [stated("general.expenditure", "10.00", section="general.total")]
    second = [stated("general.expenditure", "11.00", section="general.structure")]
    share = [stated("general.function", "5.50", item="教育支出", section="general.structure")]
    share += [stated("general.function", "50.00", "share", item="教育支出", unit="%", section="general.structure")]
    assert outcome(document(*first, *second, *share), "accounts.share") == "holds"
    [finding] = findings(document(*first, *second, *share), shipped("accounts.same"))
    assert "一处" in finding.message


# --- tables


def test_rows_columns_and_cells_of_tables() -> None:
    columns = ("total", "basic", "project")
    rows: list[list[str | None]] = [
        ["", "合计", "expenditure.current", "10.00", "6.00", "4.00"],
        ["208", "社会保障和就业支出", None, "6.00", "6.00", None],
        ["20805", "行政事业单位养老支出", None, "6.00", "6.00", None],
        ["210", "卫生健康支出", None, "4.00", None, "4.00"],
        ["2101301", "城乡医疗救助", None, "4.00", None, "4.00"],
    ]
    relations = shipped("accounts.table.expenditure_row", "accounts.table.subjects", "accounts.table.negative")
    accounts = document(tables=[table("expenditure", columns, rows)])
    assert [(each.outcome, each.evaluated) for each in related(accounts, relations).outcomes] == [
        ("holds", 5),
        ("holds", 7),
        ("holds", 11),
    ]
    accounts.tables[0].rows[4].values["project"].text = "-4.00"
    [finding] = findings(accounts, relations)
    assert [(figure.value.text, figure.expected) for figure in finding.figures if figure.suspect] == [("-4.00", "4.00")]


def test_a_table_with_a_column_that_nobody_knows_is_not_added_up() -> None:
    rows = [("", "合计", "expenditure.current", "10.00", "6.00", "3.00", "1.00")]
    accounts = document(tables=[table("expenditure", ("total", "basic", "project", "未知栏"), rows)])
    [result] = related(accounts, shipped("accounts.table.expenditure_row")).outcomes
    assert result.outcome == "not_run"


def test_two_rows_of_one_code_are_not_added_up() -> None:
    rows = [("", "合计", None, "5.00"), ("208", "甲", None, "4.00"), ("208", "乙", None, "5.00")]
    accounts = document(tables=[table("general_project", ("amount",), rows)])
    assert outcome(accounts, "accounts.table.subjects") == "not_run"


def test_an_empty_line_of_a_table_is_nothing() -> None:
    lines = [
        ("", "年初财政拨款结转和结余", "fiscal.opening", None),
        ("", "本年收入合计", "fiscal.income.current", "9.00"),
        ("", "总计", "fiscal.income.total", "10.00"),
    ]
    accounts = document(tables=[table("fiscal_income_expenditure", ("amount",), lines)])
    [finding] = findings(accounts, shipped("accounts.fiscal.income_total"))
    assert "年初财政拨款结转和结余”（空白）" in finding.message


def test_an_empty_table_needs_its_note() -> None:
    empty = table("fund", ("opening", "income"), [])
    assert [finding.severity for finding in findings(document(tables=[empty]), shipped("accounts.table.note"))] == [
        "warning"
    ]
    empty.notes.append(Value("注：本部门2024年度无政府性基金收支，故本表无数据。"))
    assert outcome(document(tables=[empty]), "accounts.table.note") == "holds"


# --- findings


def test_relations_that_fail_through_one_figure_are_one_finding() -> None:
    figures = [stated("income.current", "1687.45"), stated("income.fiscal", "1561.64")]
    figures += [stated("income.fiscal", "89.88", "share", unit="%"), stated("income.business", "170.81")]
    figures += [stated("income.business", "10.12", "share", unit="%")]
    [finding] = findings(document(*figures))
    assert [(figure.value.text, figure.expected) for figure in finding.figures if figure.suspect] == [
        ("1561.64", "1516.64")
    ]
    assert finding.relation is not None and "1561.64 + 170.81 = 1732.45" in finding.relation


def test_two_explanations_are_both_told() -> None:
    [finding] = findings(document(stated("income.total", "10.00"), stated("expenditure.total", "12.00")))
    assert {figure.value.text: figure.expected for figure in finding.figures if figure.suspect} == {
        "10.00": "12.00",
        "12.00": "10.00",
    }
    assert "可能是" in finding.message


def test_what_may_be_right_joins_the_figure_that_is_known_to_be_wrong() -> None:
    figures = [stated("income.current", "1687.45"), stated("income.fiscal", "1561.64")]
    figures += [stated("income.fiscal", "89.88", "share", unit="%"), stated("income.business", "170.81")]
    figures += [stated("income.general", "1486.64"), stated("income.fund", "30.00"), stated("income.capital", "0")]
    assert len(findings(document(*figures))) == 1


def test_a_relation_of_other_years_is_left_out() -> None:
    [relation] = shipped("accounts.totals.balance")
    accounts = document(stated("income.total", "10.00"), stated("expenditure.total", "12.00"))
    assert related(accounts, [replace(relation, since=2025)]).outcomes == []
    accounts.year = None
    assert [each.outcome for each in related(accounts, [replace(relation, since=2025)]).outcomes] == ["broken"]


def test_an_own_relation_is_checked_and_named() -> None:
    text = '[[relation]]\nid = "own"\nsentence = "一句话。"\nbasis = "甲"\nformula = "培训费 <= 公用经费"\n'
    accounts = document(stated("training_cost", "21.20"), stated("general.basic.public", "18.70"))
    [finding] = findings(accounts, parse_relations(text, "own.toml"))
    assert (finding.rule, finding.severity, finding.basis) == ("own", "error", "甲")
    assert "不应大于" in finding.message


def test_what_is_told_of_people_s_livelihood_may_be_of_any_fund() -> None:
    """民生支出 is told of all funds or of one, without saying so: it contradicts nothing."""
    amounts = [stated("fiscal.expenditure.current", "100.00"), stated("fiscal.function", "90.00", item="教育支出")]
    rest = [stated("fiscal.function", "10.00", item="住房保障支出")]
    told = [stated("fiscal.function", "95.00", item="教育支出", section="livelihood")]
    assert findings(document(*amounts, *rest, *told)) == []
    assert findings(document(*amounts, *rest, stated("fiscal.function", "95.00", item="教育支出"))) != []
