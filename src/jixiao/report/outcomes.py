"""How the rules ended: which held and how often, which could not run and what they lacked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jixiao.model.result import RuleOutcome
from jixiao.report.markup import text

Sentences = Mapping[str, str]


def draw_outcomes(outcomes: Iterable[RuleOutcome], sentences: Sentences) -> str:
    """Give two collapsible lists; `sentences` says what each rule demands, by its id."""
    shown = list(outcomes)
    held = [outcome for outcome in shown if outcome.outcome == "holds"]
    lacking = [outcome for outcome in shown if outcome.outcome == "not_run"]
    return _list("核对无误的规则", held, sentences) + _list("缺少数据、没有核对的规则", lacking, sentences)


def _list(title: str, outcomes: list[RuleOutcome], sentences: Sentences) -> str:
    if not outcomes:
        return ""
    items = "".join(_item(outcome, sentences) for outcome in outcomes)
    return f"<details><summary>{title}（{len(outcomes)} 条）</summary><ul>{items}</ul></details>"


def _item(outcome: RuleOutcome, sentences: Sentences) -> str:
    sentence = text(sentences.get(outcome.rule, outcome.rule))
    times = f"（{outcome.evaluated} 处）" if outcome.evaluated > 1 else ""
    reason = f"：{text(outcome.reason)}" if outcome.reason else ""
    return f"<li>{sentence}{times}{reason} <code>{text(outcome.rule)}</code></li>"
