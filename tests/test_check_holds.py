"""What looks wrong and is not: habits, conventions and layouts that must not be reported as errors."""

from __future__ import annotations

import pytest

from jixiao.check import check_documents
from jixiao.check.golden import as_read, changed_form
from jixiao.model.result import CheckResult

HOLDING: dict[str, dict[str, object]] = {
    "a rate above 100% is capped at the full points, its overspending explained": {
        "/funding/0/executed": "132.36", "/funding/0/rate": "110.3%", "/funding/1/executed": "132.36",
        "/funding/1/rate": "110.3%", "/execution/rate": "110%", "/execution/score": "10", "/total/score": "98",
        "/indicators/3/target": "≤132.36万元", "/indicators/3/actual": "132.36万元",
    },
    "a score rounded to one decimal": {
        "/funding/0/executed": "68", "/funding/0/rate": "0.566666667", "/funding/1/executed": "68",
        "/funding/1/rate": "0.566666667", "/execution/rate": "57%", "/execution/score": "5.7", "/total/score": "93.7",
        "/indicators/3/actual": "68万元",
    },
    "a rate of amounts rounded to 万元": {
        "/funding/0/budget": "18.02", "/funding/0/executed": "8.52", "/funding/0/rate": "47.27%",
        "/funding/1/budget": "18.02", "/funding/1/executed": "8.52", "/funding/1/rate": "47.27%",
        "/execution/rate": "47.27%", "/execution/score": "4.73", "/total/score": "92.73",
        "/indicators/3/target": "≤18.02万元", "/indicators/3/actual": "8.52万元",
    },
    "0.00% where nothing was planned": {
        "/funding/2/budget": "0.00", "/funding/2/executed": "0.00", "/funding/2/rate": "0.00%"
    },
    "a row of a level that was not set": {"/indicators/6/level1": "效益指标", "/indicators/6/level2": "经济效益指标"},
    "a carry-over that stands in the fiscal row as well": {
        "/funding/3/source": "carryover", "/funding/3/budget": "20", "/funding/3/executed": "20"
    },
    "sources of two levels": {
        "/funding/3/source": "fiscal", "/funding/3/label": "中央资金", "/funding/3/budget": "80",
        "/funding/4/source": "fiscal", "/funding/4/label": "省级资金", "/funding/4/budget": "40",
    },
    "points with their unit": {
        "/total/score": "97.6分", "/total/weight": "100分", "/execution/score": "9.6分", "/indicators/0/weight": "15分"
    },
    "a cost in 元": {"/indicators/3/target": "≤1200000元", "/indicators/3/actual": "1152000元"},
    "a cost of one item, below the budget by a factor of ten": {
        "/indicators/3/name": "人均培训成本", "/indicators/3/target": "≤12万元", "/indicators/3/actual": "11万元"
    },
    "a percentage written as a fraction": {"/indicators/5/actual": "0.95"},
    "a rate column in per cent without signs": {"/funding/0/rate": "96", "/funding/1/rate": "96.00"},
    "a total row for the indicators only": {"/total/weight": "90", "/total/score": "88"},
    "the execution rate among the indicators as well": {
        "/indicators/0/name": "预算执行率", "/indicators/0/weight": "10", "/indicators/0/score": "9.6",
        "/indicators/0/target": "100%", "/indicators/0/actual": "96%", "/indicators/0/reason": "尾款次年支付",
        "/indicators/4/weight": "45", "/indicators/4/score": "43",
    },
    "points of level 1 in its label": {f"/indicators/{row}/level1": "产出指标（50分）" for row in range(4)},
    "an execution score by bands, in whole points": {"/execution/score": "10", "/total/score": "98"},
    "weights in per cent": {
        "/execution/weight": "10%", "/total/weight": "100%",
        **{f"/indicators/{row}/weight": f"{weight}%" for row, weight in enumerate((15, 15, 10, 10, 30, 10))},
    },
    "an ellipsis and a price in running text": {"/conclusion" : "落实了每人115.2元的补助标准，效果良好……"},
}  # fmt: skip


@pytest.mark.parametrize("changes", HOLDING.values(), ids=HOLDING.keys())
def test_no_error(changes: dict[str, object]) -> None:
    assert _errors(check_documents(as_read([changed_form(changes)]))) == []


def test_no_error_without_the_columns_that_a_layout_lacks() -> None:
    form = changed_form(without=("weight", "reason", "total"))
    for row in form.indicators:
        row.weight.text = None
    assert _errors(check_documents(as_read([form]))) == []


@pytest.mark.parametrize("kind", ["performance_target", "performance_monitoring"])
def test_no_error_on_forms_that_score_nothing(kind: str) -> None:
    form = changed_form({"/kind": kind, "/execution": {}, "/total": {}}, without=("score", "total", "execution"))
    for row in form.indicators:
        row.score.text = None
    assert _errors(check_documents(as_read([form]))) == []


def _errors(result: CheckResult) -> list[str]:
    return [finding.message for finding in result.findings if finding.severity == "error"]


QUIET: dict[str, dict[str, object]] = {
    "a rate that is better the lower it is, without a comparator": {
        "/indicators/1/name": "服务投诉率", "/indicators/1/target": "5%", "/indicators/1/actual": "1%"
    },
    "an execution score rounded to whole points": {
        "/funding/0/executed": "111.6", "/funding/0/rate": "93%", "/funding/1/executed": "111.6",
        "/funding/1/rate": "93%", "/execution/rate": "93%", "/execution/score": "9", "/total/score": "97",
        "/indicators/3/actual": "111.6万元",
    },
    "a share of a target far below its ceiling": {"/indicators/0/target": "≤40次"},
}  # fmt: skip


@pytest.mark.parametrize("changes", QUIET.values(), ids=QUIET.keys())
def test_not_even_a_warning(changes: dict[str, object]) -> None:
    result = check_documents(as_read([changed_form(changes)]))
    assert [finding.message for finding in result.findings if finding.severity != "info"] == []
