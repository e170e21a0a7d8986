"""The figures that an evaluation report speaks of, by name: concepts of the accounts, and what projects' forms tell."""

from __future__ import annotations

from decimal import Decimal

from jixiao.check.relations.book import Book
from jixiao.knowledge.taxonomy import taxonomy
from jixiao.model.form import Form
from jixiao.model.unit_year import UnitYear
from jixiao.score.evaluation import earned_share, project_figures
from jixiao.score.rounding import half_up

_OWN = {
    "department.earned": "部门整体支出绩效自评表的分值和得分",
    "projects.count": "项目绩效自评表",
    "projects.budget": "各项目自评表的预算数",
    "projects.executed": "各项目自评表的执行数",
    "projects.earned": "各项目自评表的分值和得分",
    "project.budget": "项目的预算数",
    "project.executed": "项目的执行数",
    "project.earned": "项目自评表的分值和得分",
}
_MEASURES = {"prior": "上年数", "budget": "全年预算数", "initial_budget": "年初预算数"}
COUNTED = frozenset({"projects.count", "projects.surplus", "overview.quota", "overview.staff"})


def unit_figures(unit: UnitYear) -> dict[str, Decimal]:
    """Give the figures of a unit and year: `concept`, `concept.measure`, `projects.…`, in 万元, pieces or shares.

    What last year's paper tells as its own is here as `concept.prior`. Budgets that are not told of the whole are left
    out: nothing is supposed.
    """
    found = {f"{name}.prior": number for name, number in _amounts(Book(unit.prior)).items()} if unit.prior else {}
    found |= _amounts(Book(unit.accounts))
    evaluated = unit.forms_of("project_self_evaluation")
    if evaluated:
        found |= project_figures(evaluated)
    for form in unit.forms_of("department_self_evaluation")[:1]:
        if (share := earned_share(form)) is not None:
            found["department.earned"] = share
    return with_rate(found, "projects")


def form_figures(form: Form) -> dict[str, Decimal]:
    """Give the figures of one project's form: budget and spending in 万元, rate in percent, share of points earned."""
    figures = project_figures([form])
    names = ("budget", "executed", "earned")
    found = {f"project.{name}": figures[f"projects.{name}"] for name in names if f"projects.{name}" in figures}
    if "project.budget" not in found and (budget := _asked_for(form)) is not None:
        found["project.budget"] = budget
    return with_rate(found, "project")


def with_rate(figures: dict[str, Decimal], prefix: str) -> dict[str, Decimal]:
    """Give the figures with the execution rate in percent, two decimals, where there is a budget."""
    budget, executed = figures.get(f"{prefix}.budget"), figures.get(f"{prefix}.executed")
    if budget and executed is not None:
        figures[f"{prefix}.rate"] = half_up(executed / budget * 100, 2)
    return figures


def shown(name: str, number: Decimal) -> str:
    """Give a figure as it is printed: 万元 with two decimals, what is counted as it is."""
    return f"{number.normalize():f}" if name in COUNTED else f"{half_up(number, 2):f}"


def label_of(name: str) -> str:
    """Give the Chinese name of a figure: 本年支出合计的年初预算数."""
    if name in _OWN:
        return _OWN[name]
    known = taxonomy().concepts
    concept, _, measure = name.rpartition(".")
    if name in known:
        return known[name].label
    return f"{known[concept].label}的{_MEASURES.get(measure, measure)}" if concept in known else name


def _amounts(book: Book) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for key, facts in book.by_key.items():
        if not key.item and facts:
            found[key.concept if key.measure == "amount" else f"{key.concept}.{key.measure}"] = facts[0].number
    return found


def _asked_for(form: Form) -> Decimal | None:
    """The amount of a target form, which has no spending yet."""
    line = form.funding_line("total") or form.funding_line("fiscal")
    return (line.initial or line.budget).quantity.number if line is not None else None
