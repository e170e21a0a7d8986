"""Drafts behind their target (目标已调整): begun before an adjustment was approved, not brought up to date since."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from jixiao.workbench.cycle.models import Adjustment, Filing, FilingFinding
from jixiao.workbench.cycle.own_findings import ADJUSTED, own_finding
from jixiao.workbench.cycle.starting import FOLLOWING
from jixiao.workbench.cycle.steps import EDITABLE, State

TOLD = "绩效目标已调整，请按绩效目标更新"


def behind_target() -> Q:
    """Give the condition for drafts that do not follow the approved target as it was adjusted."""
    newer = Adjustment.objects.filter(
        filing__project=OuterRef("project"),
        filing__step__year=OuterRef("step__year"),
        filing__state=State.DONE,
        after__number__gt=Coalesce(OuterRef("draft__follows"), Value(0)),
    )
    return Q(Exists(newer), step__kind__in=FOLLOWING, state__in=EDITABLE)


def adjusted_findings(filing: Filing) -> list[FilingFinding]:
    """Give what stands against the submission of a draft that is behind its target."""
    return [own_finding(filing, ADJUSTED, f"{TOLD}；确实不用更新的，可以照旧报送。")] if is_behind(filing) else []


def is_behind(filing: Filing) -> bool:
    """Tell whether a draft is behind its target; no query for what follows none."""
    follows = filing.step.kind in FOLLOWING and filing.project_id is not None
    return follows and Filing.objects.filter(behind_target(), pk=filing.pk).exists()
