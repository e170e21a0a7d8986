"""How a form begins (起始): with its head, a 监控表 or 自评表 from the approved target, any as it was last year."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.model.failure import Failure
from jixiao.model.form import Form, FundingLine, Indicator
from jixiao.model.form_carry import adapted, carried
from jixiao.model.value import Value
from jixiao.workbench.cycle.forms import form_of
from jixiao.workbench.cycle.models import Draft, Filing, Revision
from jixiao.workbench.cycle.steps import FORM_KINDS, State, StepKind, period

FOLLOWING = (StepKind.MONITORING, StepKind.SELF_EVALUATION)  # what follows the target of the year


class NoTarget(Failure):
    """A form that is to follow a target, and the project has none that is approved."""

    def __init__(self, filing: Filing) -> None:
        super().__init__(f"“{filing.project}”{filing.step.year.year}年度还没有批复的绩效目标，不能带入。")


class NoLastYear(Failure):
    """A form that is to be copied from last year, and there is none."""

    def __init__(self, filing: Filing) -> None:
        super().__init__(f"“{filing.project or filing.unit}”没有{filing.step.year.year - 1}年度的同一张表，不能复制。")


def blank_form(filing: Filing) -> Form:
    """Give the form of a filing with its head filled in and nothing else."""
    form = Form(FORM_KINDS[filing.step.kind], filing.step.year.year)
    form.year_printed = Value(str(form.year))
    form.unit = Value(filing.unit.name)
    form.department = Value(filing.unit.department.name if filing.unit.department else filing.unit.name)
    if filing.project:
        form.project.code, form.project.name = Value(filing.project.code or None), Value(filing.project.name)
    form.money_unit = Value("万元")
    form.funding = [FundingLine("total"), FundingLine("fiscal")]
    form.indicators = [Indicator()]
    if filing.step.kind == StepKind.MONITORING:
        form.texts["监控期间"] = Value(period(filing.step.month))
    return form


def target_to_follow(filing: Filing) -> Revision:
    """Give the approved target of the project of a filing, which its form is to follow; raises NoTarget."""
    found = approved_targets([filing]).get(filing.project_id or 0)
    if found is None or filing.step.kind not in FOLLOWING:
        raise NoTarget(filing)
    return found


def approved_targets(filings: Iterable[Filing]) -> dict[int, Revision]:
    """Give the approved targets, by the id of the project, of the projects of some filings of one year."""
    filings = list(filings)
    projects = {filing.project_id for filing in filings if filing.project_id}
    years = {filing.step.year_id for filing in filings}
    revisions = Revision.objects.select_related("filing").filter(
        filing__project__in=projects,
        filing__step__year__in=years,
        filing__step__kind=StepKind.TARGET,
        filing__state=State.DONE,
    )
    with_adjustments = revisions.prefetch_related("filing__adjustments__before").order_by("number")
    return {revision.filing.project_id or 0: revision for revision in with_adjustments}


def follow_target(target: Revision, into: Form) -> Form:
    """Give a form that follows an approved target; of one that was adjusted, what it said at first is kept in words."""
    adjustments = sorted(target.filing.adjustments.all(), key=lambda each: each.pk)
    first = form_of(adjustments[0].before.data) if adjustments else None
    why = "；".join(each.reason.strip() for each in adjustments)
    return carried(form_of(target.data), into, first, why)


def last_year_form(filing: Filing) -> Form:
    """Give last year's form of the same step, project and unit under this year's head; raises NoLastYear."""
    step = filing.step
    found = (
        Filing.objects.filter(unit=filing.unit_id, project=filing.project_id, step__kind=step.kind)
        .filter(step__year__region=step.year.region_id, step__year__year=step.year.year - 1)
        .order_by("-step__month")
        .first()
    )
    draft = Draft.objects.filter(filing=found, version__gt=0).first() if found else None
    if draft is None:
        raise NoLastYear(filing)
    return adapted(form_of(draft.data), blank_form(filing))
