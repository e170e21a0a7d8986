"""Where the figures of an evaluation come from (数据来源): the forms that the same project or unit files that year."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q

from jixiao.model.form import Form, FormKind
from jixiao.model.unit_year import Unit, UnitYear
from jixiao.model.value import Value
from jixiao.workbench.cycle.evaluation_sheets import Sheet
from jixiao.workbench.cycle.forms import form_of
from jixiao.workbench.cycle.models import Filing
from jixiao.workbench.cycle.steps import StepKind
from jixiao.write.evaluation import Report, department_report, ex_ante_report, project_report, report_paper
from jixiao.write.evaluation.figures import form_figures, unit_figures
from jixiao.write.evaluation.report import JUDGED
from jixiao.write.paper import Paper

_ABOUT: dict[str, tuple[StepKind, FormKind]] = {
    StepKind.EX_ANTE: (StepKind.TARGET, "performance_target"),
    StepKind.EVALUATION: (StepKind.SELF_EVALUATION, "project_self_evaluation"),
}


class Source(NamedTuple):
    """The form that an evaluation is about with its filing (None where there is none), and the figures it gives."""

    filing: Filing | None
    form: Form
    figures: dict[str, Decimal]


def source_of(filing: Filing, data: dict[str, Any]) -> Source:
    """Give the form that an evaluation is about: the target of ex-ante evaluation, the self-evaluation of 重点评价.

    `data` is that of a draft or a revision: a department's evaluation is about the form in it, and its figures come
    from those of its projects too.
    """
    if filing.step.kind == StepKind.DEPARTMENT:
        form = form_of(data)
        return Source(filing, form, department_figures(filing, form))
    step, kind = _ABOUT[filing.step.kind]
    sibling = (
        Filing.objects.select_related("draft", "step")
        .filter(step__year=filing.step.year_id, step__kind=step, project=filing.project_id, unit=filing.unit_id)
        .first()
    )
    form = form_of(sibling.draft.data) if sibling else Form(kind, filing.step.year.year)
    if filing.project and not form.project.name:
        form.project.name = Value(filing.project.name)
    return Source(sibling, form, form_figures(form))


def department_figures(filing: Filing, form: Form) -> dict[str, Decimal]:
    """Give the figures of a department's evaluation: its own form, and the self-evaluations of its projects."""
    own = Q(unit=filing.unit_id) | Q(unit__department=filing.unit_id)
    siblings = Filing.objects.filter(own, step__year=filing.step.year_id, step__kind=StepKind.SELF_EVALUATION)
    forms = [form_of(data) for data in siblings.values_list("draft__data", flat=True)]
    return unit_figures(_unit_year(filing, [form, *forms]))


def report_of(filing: Filing, sheet: Sheet, form: Form, *, draft: bool = True) -> Report:
    """Give the report of an evaluation; `draft` prints 【待填：…】 where something is missing.

    The figures are those that the sheet was scored from, not what their source says by now.
    """
    unit = _unit_year(filing, [form])
    unit.texts = sheet.texts | {f"{JUDGED}{name}": text for name, text in sheet.judged.items()}
    match filing.step.kind:
        case StepKind.EX_ANTE:
            report = ex_ante_report(unit, form, draft=draft)
        case StepKind.EVALUATION:
            report = project_report(unit, form, draft=draft)
        case _:
            report = department_report(unit, draft=draft)
    return replace(report, system=sheet.system, figures=sheet.numbers)


def paper_of(filing: Filing, sheet: Sheet, form: Form) -> Paper:
    """Give the report of an evaluation as a paper."""
    return report_paper(report_of(filing, sheet, form), _unit_year(filing, [form]))


def _unit_year(filing: Filing, forms: list[Form]) -> UnitYear:
    department = filing.unit.department.name if filing.unit.department else filing.unit.name
    return UnitYear(Unit(filing.unit.name, department, filing.unit.code), filing.step.year.year, forms=forms)
