"""Scores of published forms, recomputed: what the rule gives for the figures that stand in real documents."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.model.form import Indicator
from jixiao.score import score
from score_rows import executed, form, habit, indicator, rated

COST = {"level1": "成本指标", "level2": "经济成本指标"}


@pytest.mark.parametrize(
    ("budget", "spent", "points", "value", "sentence"),
    [
        ("160", "138.17", "10", "8.64", "138.17 ÷ 160 × 10 = 8.64"),
        ("3", "2.88", "10", "9.6", "2.88 ÷ 3 × 10 = 9.6"),
        ("50", "48.38", "10", "9.68", "48.38 ÷ 50 × 10 = 9.68"),
        ("10", "11.03", "10", "10", "11.03 ÷ 10 = 110.3%，超过100%按满分10分计"),
        ("2.5", "2.77", "10", "10", "2.77 ÷ 2.5 = 110.8%，超过100%按满分10分计"),
        ("0.4", "0", "10", "0", "0 ÷ 0.4 × 10 = 0"),
        ("1.5", "0.85", "10", "5.67", "0.85 ÷ 1.5 × 10 = 5.67"),
        ("15", "10.24", "10", "6.83", "10.24 ÷ 15 × 10 = 6.83"),
        ("2", "0.4", "10", "2", "0.4 ÷ 2 × 10 = 2"),
        ("67.00", "40.90", "10", "6.10", "40.9 ÷ 67 × 10 = 6.1"),
        ("65.66", "65.07", "10分", "9.91", "65.07 ÷ 65.66 × 10 = 9.91"),
        ("43.2", "37.24", "10", "8.62", "37.24 ÷ 43.2 × 10 = 8.62"),
        ("10", "10", "20", "20", "10 ÷ 10 × 20 = 20"),
    ],
)
def test_execution(budget: str, spent: str, points: str, value: str, sentence: str) -> None:
    scored = executed(budget, spent, points=points)
    assert scored.value == Decimal(value)
    assert scored.explanation == sentence
    assert scored.certain


@pytest.mark.parametrize(
    ("row", "value", "sentence"),
    [
        (indicator("31015人", "29293人", "20"), "18.89", "29293 ÷ 31015 × 20 = 18.89"),
        (indicator("≥99%", "86%"), "8.69", "86% ÷ 99% × 10 = 8.69"),
        (indicator("≥99%", "57%"), "5.76", "57% ÷ 99% × 10 = 5.76"),
        (indicator("≥99%", "68%"), "6.87", "68% ÷ 99% × 10 = 6.87"),
        (indicator("18", "17.67万人", "5", comparator="≥", unit="万人"), "4.91", "17.67 ÷ 18 × 5 = 4.91"),
        (indicator("23.45万人", "22.51万人", "5分"), "4.80", "22.51 ÷ 23.45 × 5 = 4.8"),
        (indicator("23.45万", "22.51万", "10分"), "9.60", "22.51 ÷ 23.45 × 10 = 9.6"),
        (indicator("8755", "8676", "15"), "14.86", "8676 ÷ 8755 × 15 = 14.86"),
        (indicator("≥95%", "100%"), "10", "≥95%，完成100%，达到目标，得满分10分"),
        (indicator("98%", "98%", "20"), "20", "指标值98%，完成98%，达到目标，得满分20分"),
        (indicator("≤160万元", "138.17万元", "20", **COST), "20", "≤160万元，完成138.17万元，未超过指标值，得满分20分"),
        (indicator("88", "83.39万元", "20", comparator="≤", unit="万元", **COST), "20", None),
        (indicator("50000", "50000元", "20", comparator="≤", unit="元", **COST), "20", None),
        (indicator("67", "40.9万元", comparator="＝", unit="万元", **COST), "6.10", "40.9 ÷ 67 × 10 = 6.1"),
        (indicator("100", "1", comparator="＝", unit="%"), "10", "＝100%，完成1，达到目标，得满分10分"),
        (indicator("90", "0.95", comparator="≥", unit="%"), "10", "≥90%，完成0.95，达到目标，得满分10分"),
        (indicator("25800", "50938", "20", comparator="≥", unit="人次"), "20", None),
    ],
)
def test_indicator(row: Indicator, value: str, sentence: str | None) -> None:
    scored = rated(row, "sichuan-0013zp")
    assert scored.value == Decimal(value)
    assert sentence is None or scored.explanation == sentence


def test_overspent_cost_under_both_formulas() -> None:
    """11.03 spent of ≤10: 17.94 by the linear formula, 18.13 by ratio; each names the other."""
    row = indicator("≤10万元", "11.03万元", "20", level2="成本指标")
    linear, ratio = rated(row, "leshan-district"), rated(row, "transfer-payment")
    assert (linear.value, linear.method) == (Decimal("17.94"), "reverse_linear")
    assert linear.explanation == "反向指标（线性法）：(1 − (11.03 − 10) ÷ 10) × 20 = 17.94"
    assert (ratio.value, ratio.method) == (Decimal("18.13"), "reverse_ratio")
    assert ratio.explanation == "反向指标（比例法）：10 ÷ 11.03 × 20 = 18.13"
    assert habit(linear, "reverse_ratio") == ratio.value
    assert habit(ratio, "reverse_linear") == linear.value
    assert ratio.certain
    assert not linear.certain  # the formula of the system is a local parameter


def test_habits_of_the_execution_score() -> None:
    """8.60 is 86% × 10, 5.7 is 5.67 to one decimal, 9 is 9.91 cut: known ways of rounding, none of them the rule's."""
    first = executed("160", "138.17")
    assert habit(first, "rule") == Decimal("8.64")
    assert habit(first, "rate_whole_percent") == Decimal("8.60")
    assert not first.permits(Decimal("8.60"), Decimal("0.005"))
    assert first.permits(Decimal("8.64"))
    assert habit(executed("1.5", "0.85"), "one_decimal") == Decimal("5.7")
    assert habit(executed("65.66", "65.07"), "whole_points_cut") == Decimal(9)
    assert habit(executed("43.2", "37.24"), "whole_points") == Decimal(9)
    assert habit(executed("50", "48.38"), "rate_as_score") == Decimal("0.9676")


def test_the_habit_of_ignoring_the_target() -> None:
    assert habit(rated(indicator("≥99%", "86%")), "target_ignored") == Decimal("8.60")
    assert habit(rated(indicator("98%", "98%", "20")), "target_ignored") == Decimal("19.6")


def test_full_marks_for_a_missed_target_are_no_habit_of_rounding() -> None:
    assert Decimal(5) not in [each.value for each in rated(indicator("23.45万人", "22.51万人", "5")).habits()]


def test_a_whole_form() -> None:
    """乐山: 8.64 + 18.89 + 8.69 + 10 + 20 + 10 + 10 + 10."""
    scored = score(
        form(
            indicator("31015人", "29293人", "20"),
            indicator("≥99%", "86%", level2="质量指标"),
            indicator("2024年12月31日前", "2024年12月31日前", level2="时效指标"),
            indicator("≤160万元", "138.17万元", "20", level2="成本指标"),
            indicator("优", "优", level1="效益指标", level2="社会效益指标"),
            indicator("长效", "长效", level1="效益指标", level2="可持续影响指标"),
            indicator("≥95%", "100%", level1="满意度指标", level2="满意度指标"),
            budget="160",
            executed="138.17",
            total="96.09",
        ),
        "乐山",
    )
    assert scored.total.value == Decimal("96.22")
    assert scored.total.explanation == "8.64 + 18.89 + 8.69 + 10 + 20 + 10 + 10 + 10 = 96.22"
    assert scored.total.stated == Decimal("96.09")
    assert scored.grade == "优"
    assert [each.method for each in scored.indicators[2:6]] == ["date", "reverse_linear", "qualitative", "qualitative"]
