"""核对结果: which rules are broken most often, and by which filings, down to the cell."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import Count

from jixiao.check import listed_rules
from jixiao.report.words import SEVERITY
from jixiao.workbench.cycle.models import FilingFinding
from jixiao.workbench.cycle.own_findings import SENTENCES
from jixiao.workbench.overview.charts import Chart
from jixiao.workbench.overview.choice import Choice
from jixiao.workbench.overview.filing_rows import filing_cell
from jixiao.workbench.overview.listing import Cell, Column, Listing, count, text

_SEVEREST = ("error", "warning", "info")
_SHOWN = 15


def found(choice: Choice) -> list[Listing]:
    """Give the rules that are broken, the severest and most frequent first; or what one rule found, with its cells."""
    rule = choice.asked.get("rule", "")
    return [_of_rule(choice, rule)] if rule else [_rules(choice)]


def _rules(choice: Choice) -> Listing:
    counted = (
        choice.findings()
        .values("rule", "severity")
        .annotate(number=Count("pk"), filings=Count("filing_id", distinct=True))
    )
    rows: list[Any] = sorted(counted.order_by(), key=_severest_first)

    def row(each: dict[str, Any]) -> list[Cell]:
        link = f"/overview/findings/?{choice.query(rule=each['rule'])}"
        return [
            text(SEVERITY[each["severity"]], look=each["severity"]),
            text(sentence(each["rule"]), link),
            count(each["number"]),
            count(each["filings"]),
            text(each["rule"]),
        ]

    columns = [Column("级别", 6), Column("要求", 50), Column("处数", 8), Column("件数", 8), Column("规则", 20)]
    note = "按现在的底稿或正在审核的版本；点开一条，看是哪些填报件的哪一格。"
    return Listing("核对结果", columns, rows, row, note, [_chart(rows)], "核对没有发现问题。", head=2)


def _severest_first(row: dict[str, Any]) -> tuple[int, int, str]:
    return _SEVEREST.index(row["severity"]), -row["number"], row["rule"]


def _of_rule(choice: Choice, rule: str) -> Listing:
    rows = choice.findings().filter(rule=rule).select_related("filing__unit", "filing__project", "filing__step__year")

    def row(each: FilingFinding) -> list[Cell]:
        severity = text(SEVERITY[each.severity], look=each.severity)  # type: ignore[index]
        return [
            severity,
            text(each.filing.unit),
            filing_cell(each.filing, each.pointer),
            text(each.filing.step),
            text(each.message),
        ]

    columns = [Column("级别", 6), Column("单位", 18), Column("项目", 22), Column("环节", 12), Column("说明", 50)]
    return Listing("核对结果", columns, rows.order_by("filing__unit__code", "pk"), row, sentence(rule), head=3)


def severities(choice: Choice) -> dict[int, dict[str, int]]:
    """Give how many findings of each severity there are, by step."""
    counted = choice.findings().values_list("filing__step_id", "severity").annotate(Count("pk")).order_by()
    steps: dict[int, dict[str, int]] = {}
    for step, severity, number in counted:
        steps.setdefault(step, {})[severity] = number
    return steps


def sentence(rule: str) -> str:
    """Give what a rule demands; its id where this version has no such rule."""
    return _sentences().get(rule, rule)


@cache
def _sentences() -> dict[str, str]:
    return {rule.id: rule.sentence for rule in listed_rules()} | SENTENCES


def _chart(rows: list[dict[str, Any]]) -> Chart:
    often = sorted((row for row in rows if row["severity"] != "info"), key=lambda row: -row["number"])[:_SHOWN]
    told = [(f"{sentence(row['rule'])[:16]}（{SEVERITY[row['severity']]}）", row["filings"]) for row in often]
    return Chart("最常见的错误和警告", ("要求", "件数"), told)
