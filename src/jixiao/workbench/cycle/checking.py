"""Checking (核对) of what is about to be frozen: anew, whatever an earlier save had found."""

from __future__ import annotations

from jixiao.workbench.cycle import evaluations
from jixiao.workbench.cycle.adjusted import adjusted_findings
from jixiao.workbench.cycle.evaluation_sheets import system_name
from jixiao.workbench.cycle.evaluation_sources import source_of
from jixiao.workbench.cycle.forms import Assessment, finding_row
from jixiao.workbench.cycle.models import Draft, Filing, FilingFinding
from jixiao.workbench.cycle.own_findings import ADJUSTED, keep_findings
from jixiao.workbench.cycle.saving import store_sheet
from jixiao.workbench.cycle.steps import FORM_KINDS
from jixiao.workbench.cycle.typed import Sheet, opened, sheet
from jixiao.workbench.people.models import User


def checked(filing: Filing, draft: Draft) -> Assessment | None:
    """Give what checking says of a draft as it stands; None in a step that files no form."""
    shown = _shown(filing, draft)
    return shown.assessment if shown is not None else None


def findings_of(filing: Filing, draft: Draft) -> list[FilingFinding]:
    """Give what checking says of a draft as it stands, as rows that are not yet kept."""
    assessment, found = checked(filing, draft), []
    if assessment is not None:
        found = [finding_row(filing, finding, assessment.form) for finding in assessment.findings]
    found += adjusted_findings(filing)
    if not system_name(filing):
        return found
    source = source_of(filing, draft.data)
    return [*found, *evaluations.findings_of(filing, evaluations.current(filing, draft, source), source)]


def check_draft(filing: Filing, draft: Draft, user: User) -> None:
    """Check a draft and keep what was found; the figures of an evaluation are drawn anew from their source."""
    shown = _shown(filing, draft)
    if shown is not None:
        store_sheet(filing, shown, user)
        keep_findings(filing, (ADJUSTED,), adjusted_findings(filing))
    if system_name(filing):
        evaluations.refresh(filing, draft, user)


def _shown(filing: Filing, draft: Draft) -> Sheet | None:
    if filing.step.kind not in FORM_KINDS:
        return None
    now = opened(filing, draft)
    return sheet(filing, now.form, now.layout)
