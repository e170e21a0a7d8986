"""`jixiao rules`: what is checked, why, and an example of each outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from jixiao.command.chinese import ChineseCommand
from jixiao.command.output import print_fact, print_json, print_line, print_table
from jixiao.model.failure import Failure
from jixiao.report.words import SEVERITY

if TYPE_CHECKING:
    from jixiao.check import Rule


class UnknownRule(Failure):
    """An id that no rule has."""

    def __init__(self, rule_id: str, similar: list[str]) -> None:
        advice = f"，是不是 {'、'.join(similar)}" if similar else ""
        super().__init__(f"没有“{rule_id}”这条规则{advice}；用 jixiao rules 可以看到全部规则。")


def _rule_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from jixiao.check import listed_rules

    return [rule.id for rule in listed_rules() if rule.id.startswith(incomplete)]


@click.command("rules", cls=ChineseCommand)
@click.argument("rule_id", required=False, metavar="[编号]", shell_complete=_rule_ids)
@click.option("--markdown", is_flag=True, help="输出 Markdown，手册里的规则一览就是这样来的。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def command(rule_id: str | None, markdown: bool, as_json: bool) -> None:
    """列出全部核对规则；写上编号就说明这一条：核对什么、依据是什么、怎样算对、怎样算错。"""
    from jixiao.check import listed_rules

    rules = [_find(rule_id)] if rule_id else list(listed_rules())
    if markdown:
        from jixiao.check import rules_markdown

        click.echo(rules_markdown(), nl=False)
    elif as_json:
        print_json([_to_dict(rule) for rule in rules])
    elif rule_id:
        _show_one(rules[0])
    else:
        print_table("", ["编号", "级别", "核对什么"], [[r.id, SEVERITY[r.severity], r.sentence] for r in rules])


def _find(rule_id: str) -> Rule:
    from difflib import get_close_matches

    from jixiao.check import listed_rules

    known = {rule.id: rule for rule in listed_rules()}
    if rule_id not in known:
        raise UnknownRule(rule_id, get_close_matches(rule_id, known))
    return known[rule_id]


def _show_one(rule: Rule) -> None:
    print_line(f"{rule.id}（{SEVERITY[rule.severity]}）", bold=True)
    facts = [("核对", rule.sentence), ("依据", rule.basis), ("算对", rule.good), ("算错", rule.bad)]
    for label, text in [*facts, ("不核对", rule.lacking)]:
        print_fact(label, text, 2)


def _to_dict(rule: Rule) -> dict[str, Any]:
    shown = {name: getattr(rule, name) for name in ("id", "severity", "sentence", "basis", "good", "bad", "lacking")}
    return shown | {"kinds": list(rule.kinds), "scope": rule.scope}
