"""Findings of the workbench itself (工作台的核对), beside those of the rules: what only it can know of a filing."""

from __future__ import annotations

import hashlib

from django.db.models import Count

from jixiao.workbench.cycle.models import Filing, FilingFinding

POINTS, PASSAGE, ADJUSTED = "evaluation.points", "evaluation.passage", "target.adjusted"
SENTENCES = {
    POINTS: "评价指标应逐项评分。",
    PASSAGE: "评价报告的各部分应填写。",
    ADJUSTED: "绩效目标调整后，监控表和自评表应按调整后的目标更新。",
}
_SEVERITY = {POINTS: "error", PASSAGE: "warning", ADJUSTED: "warning"}


def own_finding(filing: Filing, rule: str, message: str, pointer: str = "") -> FilingFinding:
    """Give a finding that is not yet kept; its key changes with what it says."""
    key = hashlib.sha256(f"{rule}\n{message}".encode()).hexdigest()
    severity = _SEVERITY[rule]
    return FilingFinding(filing=filing, rule=rule, severity=severity, message=message, pointer=pointer, key=key)


def keep_findings(filing: Filing, rules: tuple[str, ...], findings: list[FilingFinding]) -> None:
    """Let a filing have these findings of some of these rules and no others, and count all it has in its row."""
    FilingFinding.objects.filter(filing=filing, rule__in=rules).delete()
    FilingFinding.objects.bulk_create(findings)
    counts = dict(FilingFinding.objects.filter(filing=filing).values_list("severity").annotate(count=Count("pk")))
    filing.errors, filing.warnings = counts.get("error", 0), counts.get("warning", 0)
    filing.save(update_fields=["errors", "warnings"])
