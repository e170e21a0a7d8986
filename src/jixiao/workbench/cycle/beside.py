"""A 监控表 or 自评表 beside the approved target of its project: its indicators must be those of the target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jixiao.check.across.targets import against_target
from jixiao.model.form import Form
from jixiao.workbench.cycle.forms import Assessment, form_of
from jixiao.workbench.cycle.models import Draft, Filing
from jixiao.workbench.cycle.starting import FOLLOWING
from jixiao.workbench.cycle.steps import State, StepKind

Targets = Mapping[tuple[int | None, int], Form]  # by project and year


def approved(filings: Iterable[Filing]) -> Targets:
    """Give the approved targets of the projects of filings as they stand, in one query."""
    wanted = [filing for filing in filings if _follows(filing)]
    drafts = Draft.objects.select_related("filing__step").filter(
        filing__project__in={filing.project_id for filing in wanted},
        filing__step__year__in={filing.step.year_id for filing in wanted},
        filing__step__kind=StepKind.TARGET,
        filing__state=State.DONE,
    )
    found = drafts if wanted else ()
    return {(draft.filing.project_id, draft.filing.step.year_id): form_of(draft.data) for draft in found}


def beside_target(filing: Filing, assessment: Assessment, targets: Targets | None = None) -> Assessment:
    """Give an assessment with what the approved target says against the form; one query where no targets are given."""
    if not _follows(filing):
        return assessment
    known = approved([filing]) if targets is None else targets
    target = known.get((filing.project_id, filing.step.year_id))
    found = against_target(target, assessment.form) if target is not None else []
    return assessment._replace(findings=[*assessment.findings, *found])


def _follows(filing: Filing) -> bool:
    return filing.step.kind in FOLLOWING and filing.project_id is not None
