"""A 监控表 or 自评表 beside the approved target of its project: its indicators must be those of the target."""

from __future__ import annotations

from jixiao.check.across.targets import against_target
from jixiao.workbench.cycle.forms import Assessment, form_of
from jixiao.workbench.cycle.models import Draft, Filing
from jixiao.workbench.cycle.starting import FOLLOWING
from jixiao.workbench.cycle.steps import State, StepKind


def beside_target(filing: Filing, assessment: Assessment) -> Assessment:
    """Give an assessment with what the approved target says against the form; one query, none for other steps."""
    if filing.step.kind not in FOLLOWING or filing.project_id is None:
        return assessment
    target = Draft.objects.filter(
        filing__project=filing.project_id,
        filing__step__year=filing.step.year_id,
        filing__step__kind=StepKind.TARGET,
        filing__state=State.DONE,
    ).first()
    found = against_target(form_of(target.data), assessment.form) if target is not None else []
    return assessment._replace(findings=[*assessment.findings, *found])
