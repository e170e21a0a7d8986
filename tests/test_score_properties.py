"""What must hold for any figures: bounds, direction, and sentences whose arithmetic gives the points they state."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.score import Score, schemes, score
from jixiao.score.rounding import plain
from score_rows import executed, form, indicator, rated

CENT = Decimal("0.01")
amounts = st.decimals(min_value=0, max_value=100_000, places=2)
targets = st.decimals(min_value=CENT, max_value=100_000, places=2)
weights = st.decimals(min_value=1, max_value=50, places=1)
names = st.sampled_from([scheme.name for scheme in schemes()])
signs = st.sampled_from(["≥", "≤", "=", ">", "<", ""])
words = st.sampled_from(
    ["优", "良", "差", "达成预期指标", "部分达成", "未完成", "据实", "长效", "2024年12月31日前", "/", ""]
)
units = st.sampled_from(["", "万元", "元", "人", "%", "个", "次"])


def _points(target: str, actual: str, weight: Decimal, scheme: str, level2: str = "数量指标") -> Score:
    return rated(indicator(target, actual, plain(weight), level2=level2), scheme)


def _cell(sign: str, number: Decimal, unit: str = "个") -> str:
    return f"{sign}{number:f}{unit}"


@given(sign=signs, target=amounts, actual=amounts, unit=units, other=units, weight=weights, scheme=names)
def test_points_lie_between_nothing_and_full(
    sign: str, target: Decimal, actual: Decimal, unit: str, other: str, weight: Decimal, scheme: str
) -> None:
    scored = _points(_cell(sign, target, unit), _cell("", actual, other), weight, scheme)
    assert scored.low is not None and scored.high is not None
    assert 0 <= scored.low <= scored.high <= scored.weight == weight
    if scored.value is not None:
        assert scored.low <= scored.value <= scored.high


@given(target=words, actual=words, weight=weights, scheme=names)
def test_words_keep_the_bounds_too(target: str, actual: str, weight: Decimal, scheme: str) -> None:
    scored = _points(target, actual, weight, scheme)
    assert scored.explanation
    assert scored.low is not None and scored.high is not None
    assert 0 <= scored.low <= (scored.value if scored.value is not None else scored.low) <= scored.high <= weight


@given(target=targets, one=amounts, other=amounts, weight=weights, sign=st.sampled_from(["≥", ">", ""]), scheme=names)
def test_more_is_never_worse_for_a_positive_indicator(
    target: Decimal, one: Decimal, other: Decimal, weight: Decimal, sign: str, scheme: str
) -> None:
    less, more = (_points(_cell(sign, target), _cell("", each), weight, scheme) for each in sorted((one, other)))
    assert less.value is not None and more.value is not None
    assert less.value <= more.value


@given(target=targets, one=amounts, other=amounts, weight=weights, sign=st.sampled_from(["≤", "<"]), scheme=names)
def test_more_is_never_better_for_a_reverse_indicator(
    target: Decimal, one: Decimal, other: Decimal, weight: Decimal, sign: str, scheme: str
) -> None:
    less, more = (_points(_cell(sign, target), _cell("", each), weight, scheme) for each in sorted((one, other)))
    assert less.value is not None and more.value is not None
    assert less.value >= more.value


@given(target=targets, weight=weights, sign=signs, scheme=names, level2=st.sampled_from(["数量指标", "成本指标"]))
def test_the_target_itself_earns_full_points(
    target: Decimal, weight: Decimal, sign: str, scheme: str, level2: str
) -> None:
    """Under either reverse formula too."""
    scored = _points(_cell(sign, target), _cell("", target), weight, scheme, level2)
    assert scored.value == scored.low == scored.high == weight
    assert scored.certain


@given(target=targets, actual=amounts, weight=weights)
def test_the_linear_formula_never_gives_more_than_the_ratio(target: Decimal, actual: Decimal, weight: Decimal) -> None:
    linear = _points(_cell("≤", target), _cell("", actual), weight, "sichuan-0013zp")
    ratio = _points(_cell("≤", target), _cell("", actual), weight, "national-2020")
    assert linear.value is not None and ratio.value is not None
    assert linear.value <= ratio.value
    if actual >= 2 * target:
        assert linear.value == 0


@given(sign=signs, target=targets, actual=amounts, weight=weights, unit=st.sampled_from(["个", "%"]), scheme=names)
def test_the_arithmetic_of_the_sentence_gives_the_points(
    sign: str, target: Decimal, actual: Decimal, weight: Decimal, unit: str, scheme: str
) -> None:
    scored = _points(_cell(sign, target, unit), _cell("", actual, unit), weight, scheme)
    assert scored.value is not None
    if scored.value != weight or " = " in scored.explanation:
        assert _stated_results(scored.explanation) == [scored.value]


@given(budget=targets, spent=amounts, weight=weights, scheme=names)
def test_the_arithmetic_of_the_execution_score(budget: Decimal, spent: Decimal, weight: Decimal, scheme: str) -> None:
    scored = executed(f"{budget:f}", f"{spent:f}", scheme, plain(weight))
    assert scored.value is not None and scored.low is not None and scored.high is not None
    assert 0 <= scored.low <= scored.value <= scored.high <= weight
    assert _stated_results(scored.explanation)
    if spent <= budget:
        assert _stated_results(scored.explanation) == [scored.value]


@settings(max_examples=50)
@given(st.lists(st.tuples(targets, amounts, weights), min_size=1, max_size=12), names)
def test_the_arithmetic_of_the_total(rows: list[tuple[Decimal, Decimal, Decimal]], scheme: str) -> None:
    indicators = [indicator(_cell("≥", t), _cell("", a), plain(w)) for t, a, w in rows]
    total = score(form(*indicators), scheme).total
    assert total.value is not None and total.weight is not None and total.low is not None and total.high is not None
    assert _stated_results(total.explanation) == [total.value]
    assert total.low <= total.value <= total.high <= total.weight


def test_the_reader_of_sentences_sees_a_wrong_result() -> None:
    with pytest.raises(AssertionError):
        _stated_results("29293 ÷ 31015 × 20 = 18.98")


def _stated_results(sentence: str) -> list[Decimal]:
    """Every result that a sentence states, each compared with what its own arithmetic gives."""
    found = []
    for expression, result, sign in re.findall(r"([\d.()%÷×+− ]*\d[\d.()%÷×+− ]*) = (\d+(?:\.\d+)?)(%?)", sentence):
        exact = _value(expression) * (100 if sign else 1)
        places = len(result.partition(".")[2])
        # The sentence leaves out zeros at the end; two decimals are what the scheme rounds to.
        assert places <= 2
        assert _half_up(exact) == Fraction(result)
        found.append(Decimal(result))
    return found


def _half_up(exact: Fraction) -> Fraction:
    return Fraction((exact * 100 + Fraction(1, 2)).__floor__(), 100)


def _value(expression: str) -> Fraction:
    text = re.sub(r"(\d+(?:\.\d+)?)%", r"(\1÷100)", expression)
    text = text.replace("÷", "/").replace("×", "*").replace("−", "-").strip()
    return _evaluate(ast.parse(re.sub(r"\d+(?:\.\d+)?", lambda number: f"'{number.group()}'", text), mode="eval").body)


def _evaluate(node: ast.expr) -> Fraction:
    if isinstance(node, ast.Constant):
        return Fraction(str(node.value))
    assert isinstance(node, ast.BinOp)
    left, right = _evaluate(node.left), _evaluate(node.right)
    operations = {ast.Add: Fraction.__add__, ast.Sub: Fraction.__sub__, ast.Mult: Fraction.__mul__}
    return left / right if isinstance(node.op, ast.Div) else operations[type(node.op)](left, right)
