"""One cause, one finding: what fails through one figure is told once, under that figure."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from jixiao.check import check_documents
from jixiao.check.golden import as_read, changed_form
from jixiao.model.result import CheckResult, Finding

SCHEMA = Path(__file__).parent / "contract" / "findings.schema.json"


def checked(**changes: str) -> CheckResult:
    pointers = {"/" + name.replace("__", "/"): text for name, text in changes.items()}
    return check_documents(as_read([changed_form(dict(pointers))]))


def errors(result: CheckResult) -> list[Finding]:
    return [finding for finding in result.findings if finding.severity == "error"]


def suspects(finding: Finding) -> dict[str | None, str | None]:
    return {figure.value.text: figure.expected for figure in finding.figures if figure.suspect}


def test_a_score_that_is_the_bare_ratio_makes_the_total_wrong_as_well() -> None:
    [finding] = errors(checked(execution__score="0.96", total__score="88.96"))
    assert suspects(finding) == {"0.96": "9.6", "88.96": "97.6"}


def test_an_amount_that_breaks_sum_and_rate_is_one_finding() -> None:
    [finding] = errors(checked(funding__0__executed="151.2"))
    assert suspects(finding) == {"151.2": "115.2"}
    assert "执行率" in finding.message
    assert "各资金来源之和" in finding.message


def test_a_wrong_amount_of_a_source_is_blamed_rather_than_the_total() -> None:
    [finding] = errors(checked(funding__1__executed="151.2"))
    assert suspects(finding) == {"151.2": "115.2"}


def test_a_score_above_its_weight_is_blamed_for_the_total() -> None:
    [finding] = errors(checked(indicators__3__score="28"))
    assert suspects(finding)["28"] == "10"


def test_a_weight_below_its_score_is_blamed_for_all_sums_of_weights() -> None:
    [finding] = errors(checked(indicators__3__weight="1"))
    assert suspects(finding) == {"1": "10"}


def test_a_budget_that_the_sources_deny_is_not_overspent() -> None:
    [finding] = errors(checked(funding__0__budget="102"))
    assert suspects(finding) == {"102": "120"}


def test_weights_that_break_block_and_total_are_one_finding() -> None:
    [finding] = errors(checked(indicators__4__weight="40", indicator_points="绩效指标（90分）"))
    assert "110" in finding.message
    assert "90" in finding.message


def test_different_causes_stay_apart_and_the_gravest_comes_first() -> None:
    result = checked(total__score="95", execution__rate="100%", indicators__0__score="")
    severities = [finding.severity for finding in result.findings]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert len(result.findings) > 1


def test_findings_have_the_shape_of_the_contract() -> None:
    shown = checked(execution__score="0.96", funding__2__rate="#DIV/0!").to_dict()
    jsonschema.validate(shown, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert shown["checked"]["relations"] > 50
    assert shown["checked"]["figures"] > 30
    assert all(figure["pointer"] for finding in shown["findings"] for figure in finding["figures"] if figure["stated"])


def test_every_rule_of_the_kind_says_how_it_ended() -> None:
    outcomes = {outcome.rule: outcome for outcome in checked().outcomes}
    assert outcomes["form.score.total"].outcome == "holds"
    assert outcomes["form.score.total"].evaluated == 1
    assert outcomes["form.totals.agree"] == ("form.totals.agree", "not_run", 0, "只有一处总分", 0)


def test_a_rule_that_cannot_read_its_inputs_does_not_run() -> None:
    result = checked(total__score="见附件", funding__0__executed="约一百万", funding__1__executed="约一百万")
    assert errors(result) == []
    reasons = {outcome.rule: outcome.reason for outcome in result.outcomes if outcome.outcome == "not_run"}
    assert reasons["form.score.total"] == "没有总分，或总分不是数字"


def test_figures_beyond_reckoning_stop_no_other_rule() -> None:
    result = checked(funding__0__executed="1e400", total__score="95")
    assert "form.score.total" in {finding.rule for finding in errors(result)}


def test_a_low_execution_may_be_explained_where_the_national_form_has_room_for_it() -> None:
    """It has no cell for the reason of the execution rate: the goal's results and the indicators' reasons are left."""
    low = {"funding__0__executed": "72", "execution__rate": "60%", "execution__score": "6", "execution__reason": ""}
    asks = "form.reason.execution"
    assert asks in {finding.rule for finding in checked(**low).findings}
    told = "系统全年稳定运行；验收推迟，尾款未支付。"
    assert asks not in {finding.rule for finding in checked(**low, goal__actual=told).findings}
    beside = "系统全年稳定运行，覆盖28000人，资金使用规范。"
    assert asks in {finding.rule for finding in checked(**low, goal__actual=beside).findings}
