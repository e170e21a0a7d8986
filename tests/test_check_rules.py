"""Every rule says what it is and shows each of its three outcomes; the manual's list of them is up to date."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from jixiao.check import all_rules, check_documents, rules_markdown
from jixiao.check.golden import Golden, as_read, changed_form, checked, golden_cases
from jixiao.check.rule import Rule
from jixiao.check.rules import modules

ROOT = Path(__file__).resolve().parents[1]
RULES = {rule.id: rule for rule in all_rules()}


def described(case: Golden) -> str:
    return f"{case.rule}-{case.outcome}"


@pytest.mark.parametrize("case", golden_cases(), ids=described)
def test_a_golden_case_ends_as_it_says(case: Golden) -> None:
    result = checked(case)
    outcomes = {outcome.outcome for outcome in result.outcomes if outcome.rule == case.rule}
    assert case.outcome in outcomes
    assert case.outcome == "broken" or "broken" not in outcomes


@pytest.mark.parametrize("case", [case for case in golden_cases() if case.names], ids=described)
def test_a_broken_case_has_a_finding_that_names_its_figures(case: Golden) -> None:
    result = checked(case)
    basis = RULES[case.rule].basis
    findings = [finding for finding in result.findings if finding.rule == case.rule or basis in (finding.basis or "")]
    assert any(set(case.names) <= {figure.value.text for figure in finding.figures} for finding in findings)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_has_a_case_for_each_outcome(rule: Rule) -> None:
    assert {case.outcome for case in golden_cases() if case.rule == rule.id} == {"holds", "broken", "not_run"}


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_says_what_it_is(rule: Rule) -> None:
    assert re.fullmatch(r"(form|file|accounts|across)(\.[a-z0-9_]+)+", rule.id)
    assert rule.sentence.endswith("。")
    assert all((rule.basis, rule.good, rule.bad, rule.lacking, rule.kinds))
    assert rule.run.__doc__


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_is_at_most_thirty_lines(rule: Rule) -> None:
    source = inspect.getsource(rule.run)
    body = source[source.index("\ndef ") :].strip().splitlines()
    assert len(body) <= 30


def test_ids_are_used_once() -> None:
    assert len(RULES) == len(all_rules())


def test_every_public_function_of_the_rule_modules_is_a_rule() -> None:
    loose = [
        f"{module.__name__}.{name}"
        for module in modules()
        for name, member in vars(module).items()
        if inspect.isfunction(member) and member.__module__ == module.__name__ and not name.startswith("_")
    ]
    assert loose == []


def test_every_module_of_rules_is_listed() -> None:
    folder = Path(inspect.getfile(modules()[0])).parent
    listed = {module.__name__.rpartition(".")[2] for module in modules()}
    assert {file.stem for file in folder.glob("*.py")} - {"__init__"} == listed


def test_nothing_is_found_in_the_consistent_form() -> None:
    assert check_documents(as_read([changed_form()])).findings == []


def test_the_list_in_the_manual_is_up_to_date() -> None:
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_markdown()
