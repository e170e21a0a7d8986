"""`jixiao rules`."""

from __future__ import annotations

import json
from pathlib import Path

from cli_runner import Runner

ROOT = Path(__file__).resolve().parents[1]


def test_rules_are_listed(jixiao_cli: Runner) -> None:
    rules = json.loads(jixiao_cli("rules", "--json").out)
    out = jixiao_cli("rules").out
    assert len(rules) > 30
    assert all(rule["id"] in out for rule in rules)
    assert all(rule[key] for rule in rules for key in ("sentence", "severity", "basis", "good", "bad"))


def test_a_rule_is_explained(jixiao_cli: Runner) -> None:
    out = jixiao_cli("rules", "form.score.total").out
    [rule] = json.loads(jixiao_cli("rules", "form.score.total", "--json").out)
    assert rule["id"] == "form.score.total"
    assert all(rule[key] in out for key in ("sentence", "basis", "good", "bad"))


def test_an_unknown_rule_is_told_with_its_likely_name(jixiao_cli: Runner) -> None:
    ran = jixiao_cli("rules", "form.score.totl")
    assert ran.status == 2
    assert "form.score.total" in ran.err


def test_the_manual_s_list_of_rules_is_up_to_date(jixiao_cli: Runner) -> None:
    """`make docs` writes it."""
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == jixiao_cli("rules", "--markdown").out
