"""Properties of checking: a consistent form has no error; a figure that is changed is named by a finding."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.check import check_documents
from jixiao.check.golden import as_read, changed_form
from jixiao.model.form import Form, Indicator
from jixiao.model.result import Finding
from jixiao.model.value import Value

TENS = (Decimal(10), Decimal(5), Decimal(15), Decimal(20))
EXECUTION = Decimal(10)
HUNDREDTH = Decimal("0.01")


def rounded(number: Decimal) -> Decimal:
    return number.quantize(HUNDREDTH, ROUND_HALF_UP)


@st.composite
def weights(draw: st.DrawFn) -> list[Decimal]:
    """Weights of the indicators that add up to 90."""
    found: list[Decimal] = []
    while sum(found) < 90:
        found.append(min(draw(st.sampled_from(TENS)), 90 - sum(found, Decimal(0))))
    return found


@st.composite
def indicators(draw: st.DrawFn) -> list[Indicator]:
    """Rows scored in proportion, with a reason where points are off."""
    rows = []
    for number, weight in enumerate(draw(weights())):
        target = draw(st.integers(min_value=10, max_value=5000))
        actual = draw(st.integers(min_value=target // 2, max_value=target))
        cells = {
            "level1": "产出指标", "level2": "数量指标", "name": f"服务项目{number}人数", "target": f"≥{target}人",
            "actual": f"{actual}人", "weight": f"{weight}", "score": f"{rounded(weight * actual / target)}",
            "reason": "部分对象外出" if actual < target else None,
        }  # fmt: skip
        rows.append(Indicator(**{name: Value(text) for name, text in cells.items()}))
    return rows


@st.composite
def consistent_forms(draw: st.DrawFn) -> Form:
    """A form in which every figure follows from the amounts, the targets and the results."""
    form = changed_form()
    budget = Decimal(draw(st.integers(min_value=100, max_value=999999))) / 100
    executed = Decimal(draw(st.integers(min_value=50, max_value=int(budget * 100)))) / 100
    rate, score = rounded(executed / budget * 100), rounded(executed / budget * EXECUTION)
    for line in form.funding[:2]:
        line.initial, line.budget, line.executed = Value(f"{budget}"), Value(f"{budget:f}"), Value(f"{executed:f}")
        line.rate = Value(f"{rate}%")
    form.execution.rate, form.execution.score = Value(f"{rate}%"), Value(f"{score}")
    form.indicators = draw(indicators())
    form.total.score = Value(f"{score + sum(Decimal(row.score.text or '0') for row in form.indicators)}")
    return form


def findings(form: Form) -> list[Finding]:
    return check_documents(as_read([form])).findings


def names(found: list[Finding], value: Value) -> bool:
    return any(figure.value is value for finding in found for figure in finding.figures)


@settings(deadline=None, max_examples=60)
@given(consistent_forms())
def test_a_consistent_form_has_no_error(form: Form) -> None:
    assert [finding.message for finding in findings(form) if finding.severity == "error"] == []


@settings(deadline=None, max_examples=60)
@given(consistent_forms(), st.data())
def test_a_changed_score_is_named_by_an_error(form: Form, data: st.DataObject) -> None:
    cells = [form.total, form.execution, *form.indicators]
    cell = data.draw(st.sampled_from(range(len(cells))))
    shift = data.draw(st.decimals(min_value=1, max_value=30, places=1))
    score = Decimal(cells[cell].score.text or "0")
    cells[cell].score = Value(f"{score + shift}")
    assert names([each for each in findings(form) if each.severity == "error"], cells[cell].score)


@settings(deadline=None, max_examples=60)
@given(consistent_forms(), st.sampled_from(["budget", "executed"]), st.sampled_from([0, 1]), st.integers(2, 9))
def test_a_changed_amount_is_named_by_an_error(form: Form, column: str, line: int, factor: int) -> None:
    printed = getattr(form.funding[line], column)
    changed = Value(f"{Decimal(printed.text or '0') * factor}")
    setattr(form.funding[line], column, changed)
    assert names([each for each in findings(form) if each.severity == "error"], changed)


@settings(deadline=None, max_examples=60)
@given(consistent_forms(), st.data())
def test_a_changed_weight_is_named_by_an_error(form: Form, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(form.indicators))
    row.weight = Value(f"{Decimal(row.weight.text or '0') + data.draw(st.integers(1, 40))}")
    assert names([each for each in findings(form) if each.severity == "error"], row.weight)


ODD = ["#DIV/0!", "-3", "1e400", "99999999999999999999", "0", "/", "100%", "≥", "2024年13月45日前", "（", "9" * 300]
CELLS = st.one_of(st.none(), st.text(max_size=12), st.sampled_from(ODD))


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(st.integers(0, 90), CELLS, max_size=12))
def test_any_content_of_the_cells_is_survived(changes: dict[int, str | None]) -> None:
    form = changed_form()
    values = [value for _, value in form.values()]
    for index, text in changes.items():
        values[index % len(values)].text = text or None
    result = check_documents(as_read([form]))
    assert all(finding.message.endswith("。") for finding in result.findings)
    assert result.to_dict()["checked"]["relations"] >= 0
