"""How each kind of target is scored, with the sentence that says why."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.knowledge.schemes import load_scheme
from jixiao.model.form import Indicator
from jixiao.score import Scheme, score
from score_rows import form, habit, indicator, rated

FULL = Decimal(10)
VariantMaker = Callable[[str, str], Scheme]


@pytest.fixture
def variant(tmp_path: Path) -> VariantMaker:
    """Make a scheme of one's own: national-2020 with one parameter changed."""

    def make(parameter: str, value: str) -> Scheme:
        path = tmp_path / f"{parameter}.toml"
        path.write_text(
            f'base = "national-2020"\n[parameters]\n{parameter} = {{ value = {value}, local = true }}\n', "utf-8"
        )
        return load_scheme(str(path))

    return make


@pytest.mark.parametrize(
    ("row", "method", "value"),
    [
        (indicator("≥50个", "50"), "proportional", FULL),
        (indicator("＞50个", "50个"), "proportional", FULL),
        (indicator("50", "25"), "proportional", Decimal(5)),
        (indicator("50个", "180个"), "proportional", FULL),
        (indicator("50个", "-3个"), "proportional", Decimal(0)),
        (indicator("100", "97.30%", "2", unit="%"), "proportional", Decimal("1.95")),
        (
            indicator("5", "42000元", comparator="≥", unit="万元", level2="经济效益指标"),
            "proportional",
            Decimal("8.40"),
        ),
        (indicator("100", "80", comparator="＝", unit="个"), "equal", Decimal(8)),
        (indicator("1", "3", comparator="＝", unit="处"), "equal", FULL),
        (indicator("≤5%", "4%"), "reverse_ratio", FULL),
        (indicator("≤5%", "10%"), "reverse_ratio", Decimal(5)),
        (indicator("12万元", "12万元", level2="成本指标"), "reverse_ratio", FULL),
        (indicator("12万元", "15万元", level2="成本指标"), "reverse_ratio", Decimal(8)),
        (indicator("30天", "20天", level2="时效指标"), "reverse_ratio", FULL),
        (indicator("20年", "10年", level2="可持续影响指标"), "proportional", Decimal(5)),
        (indicator("3-5个", "4个"), "range", FULL),
        (indicator("80%-100%", "60%"), "range", Decimal("7.50")),
        (indicator("3-5个", "10个"), "range", Decimal(5)),
        (indicator("≥0个", "0个"), "zero_target", FULL),
        (indicator("0起", "0起"), "zero_target", FULL),
        (indicator("0起", "2起"), "zero_target", Decimal(0)),
        (indicator("≤0起", "1起"), "zero_target", Decimal(0)),
        (indicator("＞0起", "0起"), "zero_target", Decimal(0)),
        (indicator("2024年12月31日前", "2024年10月8日"), "date", FULL),
        (indicator("12月底前", "11月"), "date", FULL),
        (indicator("优", "优"), "qualitative", FULL),
        (indicator("良", "优"), "qualitative", FULL),
        (indicator("效果明显", "达成预期指标"), "qualitative", FULL),
        (indicator("优", "优", comparator="定性", unit="其他"), "qualitative", FULL),
    ],
)
def test_method_and_points(row: Indicator, method: str, value: Decimal) -> None:
    scored = rated(row)
    assert (scored.method, scored.value) == (method, value)


@pytest.mark.parametrize(
    ("row", "method", "low", "high", "phrase"),
    [
        (indicator("据实", "64人", "20"), "not_quantified", "0", "20", "指标值“据实”没有给出数值"),
        (indicator(None, "64人"), "not_quantified", "0", "10", "没有年度指标值"),
        (indicator("≥95%", None), "no_actual", "0", "10", "没有实际完成值，补填后才能计分"),
        (indicator("≥95%", "#DIV/0!"), "no_actual", "0", "10", "完成值“#DIV/0!”不能读作数值"),
        (indicator("≤5万元", "100%"), "not_comparable", "0", "10", "与指标值的单位不同，不能比较"),
        (indicator("2024年6月30日前", "2024年8月1日"), "date", "0", "10", "晚于时限，须说明原因，由人工评定"),
        (indicator("2024年6月30日前", "100%"), "not_comparable", "0", "10", "不是时间，不能比较"),
        (indicator("优", "部分达成预期指标"), "qualitative", "6", "8", "属部分达成，由人工评定（6—8分）"),
        (indicator("优", "未达成预期指标"), "qualitative", "0", "6", "属未达成，由人工评定（0—6分）"),
        (indicator("优", "良"), "qualitative", "0", "8", "属低于指标值"),
        (
            indicator("优", "开展了多次走访并形成报告"),
            "qualitative",
            "0",
            "10",
            "达成8—10分、部分达成6—8分、未达成0—6分",
        ),
        (indicator("优", "95"), "qualitative", "0", "10", "由人工评定"),
    ],
)
def test_left_to_a_person(row: Indicator, method: str, low: str, high: str, phrase: str) -> None:
    scored = rated(row)
    assert scored.value is None
    assert (scored.method, scored.low, scored.high) == (method, Decimal(low), Decimal(high))
    assert phrase in scored.explanation
    assert not scored.certain


def test_hubei_has_a_wider_second_band() -> None:
    scored = rated(indicator("优", "部分达成预期指标"), "hubei-20-80")
    assert (scored.low, scored.high) == (Decimal(5), Decimal(8))


def test_a_met_quality_may_get_any_points_of_the_first_band() -> None:
    scored = rated(indicator("优", "优"))
    assert (scored.low, scored.high) == (Decimal(8), FULL)
    assert scored.explanation == "指标值“优”，完成“优”，属达成，得满分10分（可在8—10分内评定）"
    assert scored.permits(Decimal(9))
    assert not scored.permits(Decimal(7))


def test_a_number_is_missing_where_words_say_that_it_was_met() -> None:
    scored = rated(indicator("≥100%", "达成预期指标"))
    assert (scored.value, scored.low, scored.certain) == (FULL, Decimal(0), False)


def test_conversion_is_said() -> None:
    row = indicator("5", "42000元", comparator="≥", unit="万元", level2="经济效益指标")
    assert rated(row).explanation == "完成42000元即4.2万元，4.2 ÷ 5 × 10 = 8.4"


@pytest.mark.parametrize(
    ("row", "certain"),
    [
        (indicator("≥50个", "40个"), True),
        (indicator("≥95%", "1"), False),  # 1 is 100% or 1%
        (indicator("≥50个", "约40个"), False),
        (indicator("1处", "3处", comparator="＝"), False),  # practice differs above an equal target
        (
            indicator("67", "40", comparator="＝", unit="万元", level2="成本指标"),
            False,
        ),  # a cost below = is arguably met
        (indicator("79元", "70元", level2="成本指标"), False),  # no comparator: the direction is the level's
        (indicator("79元", "79元", level2="成本指标"), True),
        (indicator("3-5个", "10个"), False),
    ],
)
def test_certainty(row: Indicator, certain: bool) -> None:
    assert rated(row).certain is certain


def test_low_and_high_are_what_the_printed_figure_allows() -> None:
    """86% printed is 85.5% to 86.5%; 29293人 are counted, so exact but for the rounding of the score."""
    percent, counted = rated(indicator("≥99%", "86%")), rated(indicator("31015人", "29293人", "20"))
    assert percent.low is not None and percent.high is not None and counted.low is not None
    assert percent.low == Decimal("85.5") / 99 * 10
    assert percent.high == Decimal("86.5") / 99 * 10
    assert counted.high == Decimal("18.89")
    assert counted.low.quantize(Decimal("0.0001")) == Decimal("18.8896")


def test_the_full_points_are_read_without_their_unit() -> None:
    assert rated(indicator("50", "25", "10分")).value == Decimal(5)


def test_without_a_column_of_points() -> None:
    """An indicator alone in its block has the block's points; where two share them nobody can say how."""
    alone = indicator("50", "25", None, level1="满意度指标（10分）")
    shared = [indicator("50", "25", None), indicator("20", "20", None)]
    first, second, last = score(form(*shared, alone), "national-2020").indicators
    assert (first.value, second.value) == (None, None)
    assert first.explanation == "25 ÷ 50 = 50%；本表没有该项分值，不能算出得分"
    assert "应得满分" in second.explanation
    assert (last.value, last.certain) == (Decimal(5), False)
    assert last.explanation.endswith("（没有分值栏，按一级指标10分）")


def test_what_the_form_says_is_beside_the_rule() -> None:
    assert rated(indicator("50", "25", score="7分")).stated == Decimal(7)
    assert rated(indicator("50", "25", score="#DIV/0!")).stated is None
    assert rated(indicator("50", "25", score="/")).stated is None


def test_a_scheme_decides_above_an_equal_target(variant: VariantMaker) -> None:
    row = indicator("1", "3", comparator="＝", unit="处")
    scored = score(form(row), variant("equal_overshoot", '"manual"')).indicators[0]
    assert scored.value is None
    assert "高于指标值，由人工评定" in scored.explanation


def test_a_scheme_decides_outside_a_range(variant: VariantMaker) -> None:
    scored = score(form(indicator("3-5个", "10个")), variant("range_outside", '"manual"')).indicators[0]
    assert (scored.value, scored.low, scored.high) == (None, Decimal(0), FULL)


def test_a_scheme_may_leave_a_met_quality_to_a_person(variant: VariantMaker) -> None:
    scored = score(form(indicator("优", "优")), variant("qual_met", '"manual"')).indicators[0]
    assert (scored.value, scored.low, scored.high) == (None, Decimal(8), FULL)


@pytest.mark.parametrize(("mode", "value"), [('"half_up"', "9.67"), ('"truncate"', "9.66")])
def test_rounding_mode(variant: VariantMaker, mode: str, value: str) -> None:
    row = indicator("300", "290")
    assert score(form(row), variant("round_mode", mode)).indicators[0].value == Decimal(value)


def test_rounding_to_one_decimal(variant: VariantMaker) -> None:
    row = indicator("300", "290")
    assert score(form(row), variant("round_score", "1")).indicators[0].value == Decimal("9.7")


def test_a_half_is_rounded_up_exactly() -> None:
    """1 ÷ 16 × 2 = 0.125: the fraction is kept until the end, so that the half is not lost."""
    assert rated(indicator("16个", "1个", "2")).value == Decimal("0.13")
    assert rated(indicator("240个", "1个", "1.2")).value == Decimal("0.01")


def test_habits_of_an_open_score_are_none() -> None:
    assert rated(indicator("据实", "64人")).habits() == []


def test_missing_a_reverse_target_may_cost_everything() -> None:
    assert habit(rated(indicator("≤5%", "10%")), "missed_is_zero") == Decimal(0)


def test_a_negative_target_has_no_proportion() -> None:
    assert rated(indicator("≥-5%", "-3%")).value == FULL
    assert rated(indicator("≥-5%", "-8%")).value is None


def test_json_of_a_score() -> None:
    shown = rated(indicator("31015人", "29293人", "20", score="18.89")).to_dict()
    assert shown["value"] == "18.89"
    assert shown["weight"] == "20"
    assert shown["stated"] == "18.89"
    assert shown["method"] == "proportional"
    assert (shown["low"], shown["completion"]) == ("18.889570", "0.944478")
    assert shown["explanation"] == "29293 ÷ 31015 × 20 = 18.89"
    assert shown["certain"] is True
