"""A form held against the approved target (绩效目标表) of its project, where both are at hand without any files."""

from __future__ import annotations

from jixiao.check.across.papers import Paper
from jixiao.check.across.rounds import Round
from jixiao.check.cause import findings_by_cause
from jixiao.check.run import run_rules
from jixiao.model.form import Form
from jixiao.model.result import Finding, ReadResult, SourceInfo


def against_target(target: Form, form: Form, called: str = "批复") -> list[Finding]:
    """Give where the indicators of a 监控表 or 自评表 are not those of the target, which findings call `called`."""
    from jixiao.check.rules.across_targets import indicators  # the rules know the rounds

    own, other = _paper("", form), _paper(called, target)
    failures = run_rules([indicators], Round([own], [other]), None, [])
    return findings_by_cause(failures, 0, form.project.name.text)


def _paper(name: str, form: Form) -> Paper:
    return Paper(name, 0, ReadResult(SourceInfo(name, "json", ""), [form]))
