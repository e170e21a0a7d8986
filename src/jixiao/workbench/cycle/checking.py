"""Checking (核对) of what is about to be frozen: anew, whatever an earlier save had found."""

from __future__ import annotations

from jixiao.workbench.cycle.forms import Assessment, assess, form_of, scheme_of
from jixiao.workbench.cycle.models import Draft, Filing
from jixiao.workbench.cycle.saving import store_assessment
from jixiao.workbench.cycle.steps import FORM_KINDS
from jixiao.workbench.people.models import User


def checked(filing: Filing, draft: Draft) -> Assessment | None:
    """Give what checking says of a draft as it stands; None in a step that files no form."""
    if filing.step.kind not in FORM_KINDS:
        return None
    return assess(form_of(draft.data), scheme_of(filing))


def check_draft(filing: Filing, draft: Draft, user: User) -> None:
    """Check a draft and keep what was found; the findings of a step that files no form stay as they are."""
    assessment = checked(filing, draft)
    if assessment is not None:
        store_assessment(filing, assessment, user)
