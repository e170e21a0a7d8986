"""Measures (指标): what a figure says of its subject, by the words before it, its unit, and what the subject is."""

from __future__ import annotations

from jixiao.model.accounts import Measure
from jixiao.read.recognise.accounts.clauses import Clause
from jixiao.read.recognise.accounts.figures import Figure
from jixiao.read.recognise.accounts.subjects import RATIO_UNITS, Subject

POINTS = "分"
BUDGETS: frozenset[Measure] = frozenset({"budget", "initial_budget"})
RATIOS: frozenset[Measure] = frozenset({"share", "growth", "completion", "difference_rate"})
CHANGES: frozenset[Measure] = frozenset({"change", "growth", "difference", "difference_rate"})
OF_MONEY: frozenset[Measure] = frozenset({"completion", "budget", "initial_budget", "share", "difference_rate"})
AGAINST_BUDGET: frozenset[Measure] = BUDGETS | {"completion"}
WORDS_OF: dict[Measure, str] = {
    "prior": "上年数",
    "share": "占比",
    "initial_budget": "年初预算",
    "budget": "预算",
    "completion": "完成预算",
}


def measure_of(figure: Figure, subject: Subject, said: Clause) -> Measure:
    """Give the measure of a figure of a subject: a count where it counts, a share where a bare percentage stands."""
    counted = figure.unit not in RATIO_UNITS and not figure.unit.endswith("元") and bool(figure.unit)
    if said.measure in BUDGETS and counted and subject.concept and figure.unit in subject.concept.units:
        return "count"  # 纳入部门预算范围的项目5个: what is counted has no budget
    if said.measure != "amount" or subject.concept is None:
        return said.measure
    if figure.unit in RATIO_UNITS and not said.words:
        return "share"
    return "amount" if subject.concept.is_money or subject.concept.unit == POINTS else "count"
