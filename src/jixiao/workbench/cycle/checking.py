"""Checking (核对) of what is about to be frozen: anew, whatever an earlier save had found."""

from __future__ import annotations

from jixiao.workbench.cycle.forms import Assessment
from jixiao.workbench.cycle.models import Draft, Filing
from jixiao.workbench.cycle.saving import store_sheet
from jixiao.workbench.cycle.steps import FORM_KINDS
from jixiao.workbench.cycle.typed import Sheet, opened, sheet
from jixiao.workbench.people.models import User


def checked(filing: Filing, draft: Draft) -> Assessment | None:
    """Give what checking says of a draft as it stands; None in a step that files no form."""
    shown = _shown(filing, draft)
    return shown.assessment if shown is not None else None


def check_draft(filing: Filing, draft: Draft, user: User) -> None:
    """Check a draft and keep what was found; the findings of a step that files no form stay as they are."""
    shown = _shown(filing, draft)
    if shown is not None:
        store_sheet(filing, shown, user)


def _shown(filing: Filing, draft: Draft) -> Sheet | None:
    if filing.step.kind not in FORM_KINDS:
        return None
    now = opened(filing, draft)
    return sheet(filing, now.form, now.layout)
