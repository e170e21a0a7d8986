"""What follows the approval of a target (目标批复): its indicators are counted, forms nobody began begin with it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from jixiao.model.form import Form
from jixiao.workbench.cycle.forms import form_of
from jixiao.workbench.cycle.models import Draft, Filing, IndicatorUse, Revision
from jixiao.workbench.cycle.saving import locked, replace_form, save_form
from jixiao.workbench.cycle.starting import FOLLOWING, follow_target, target_to_follow
from jixiao.workbench.cycle.steps import EDITABLE, StepKind
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import Region, User

Use = tuple[str, str, str]  # level 1, level 2, name


def follow(filing: Filing, revision: Revision, user: User) -> None:
    """Do what the approval of a filing brings with it; called inside the transaction of the approval."""
    if filing.step.kind != StepKind.TARGET:
        return
    adjustment = filing.adjustments.select_related("before").order_by("-pk").first()
    before = form_of(adjustment.before.data) if adjustment else None
    count_uses(filing.step.year.region, filing.step.year.year, before, form_of(revision.data))
    untouched = Draft.objects.select_related("filing__step").filter(
        filing__project=filing.project_id,
        filing__step__year=filing.step.year_id,
        filing__step__kind__in=FOLLOWING,
        filing__state__in=EDITABLE,
        version=0,
    )
    for draft in untouched:
        _begin(draft.filing, revision, user)


@transaction.atomic
def update_from_target(filing: Filing, user: User) -> None:
    """Let a draft follow the approved target as it is now; results stay. Raises NoTarget, NotDue, YearClosed."""
    _, draft = locked(filing)
    target = target_to_follow(filing)
    saved = save_form(filing, user, follow_target(target, form_of(draft.data)), "批复的绩效目标")
    _keep_followed(saved.draft, target)


def count_uses(region: Region, year: int, before: Form | None, after: Form) -> None:
    """Count the indicators of an approved target as used in a region, those of the target before it no more."""
    gone, come = _uses(before) if before else set(), _uses(after)
    keys = [IndicatorUse(region=region, year=year, level1=one, level2=two, name=name) for one, two, name in come - gone]
    IndicatorUse.objects.bulk_create(keys, ignore_conflicts=True)
    _add(region, year, come - gone, 1)
    _add(region, year, gone - come, -1)


def _add(region: Region, year: int, uses: set[Use], by: int) -> None:
    counted = IndicatorUse.objects.filter(region=region, year=year, name__in=[name for _, _, name in uses])
    numbers = [use.pk for use in counted if (use.level1, use.level2, use.name) in uses]
    IndicatorUse.objects.filter(pk__in=numbers).update(uses=F("uses") + by)


def _uses(form: Form) -> set[Use]:
    return {
        ((row.level1.text or "")[:40], (row.level2.text or "")[:40], row.name.text[:200])
        for row in form.indicators
        if row.name.text
    }


def _begin(filing: Filing, revision: Revision, user: User) -> None:
    now, draft = locked(filing)
    saved = replace_form(now, draft, follow_target(revision, form_of(draft.data)), user)
    _keep_followed(draft, revision)
    record(user, "follow", now, unit=now.unit_id, target=revision.filing_id, version=saved.draft.version)


def _keep_followed(draft: Draft, target: Revision) -> None:
    draft.follows = target.number
    draft.save(update_fields=["follows"])
