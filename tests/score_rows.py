"""Forms for the tests of scoring: an indicator in a line, a form in a call."""

from __future__ import annotations

from decimal import Decimal

from jixiao.model.form import Execution, Form, FundingLine, FundingSource, Indicator, Total
from jixiao.model.value import Value
from jixiao.score import Score, score


def indicator(
    target: str | None,
    actual: str | None,
    weight: str | None = "10",
    *,
    comparator: str | None = None,
    unit: str | None = None,
    level1: str = "产出指标",
    level2: str = "数量指标",
    score: str | None = None,
) -> Indicator:
    """Give one indicator with its cells as printed."""
    return Indicator(
        level1=Value(level1),
        level2=Value(level2),
        name=Value("指标"),
        comparator=Value(comparator),
        target=Value(target),
        unit=Value(unit),
        actual=Value(actual),
        weight=Value(weight),
        score=Value(score),
    )


def funding(budget: str | None, executed: str | None, source: FundingSource = "total") -> FundingLine:
    """Give one row of the funding block."""
    return FundingLine(source, budget=Value(budget), executed=Value(executed))


def form(
    *indicators: Indicator,
    budget: str | None = "100",
    executed: str | None = "100",
    points: str | None = "10",
    total: str | None = None,
) -> Form:
    """Give a self-evaluation form with these indicators."""
    return Form(
        kind="project_self_evaluation",
        funding=[funding(budget, executed)],
        execution=Execution(weight=Value(points)),
        indicators=list(indicators),
        total=Total(score=Value(total)),
    )


def rated(row: Indicator, scheme: str = "national-2020") -> Score:
    """Give the score of one indicator."""
    return score(form(row), scheme).indicators[0]


def executed(budget: str | None, spent: str | None, scheme: str = "national-2020", points: str | None = "10") -> Score:
    """Give the score of the execution rate."""
    return score(form(budget=budget, executed=spent, points=points), scheme).execution


def habit(scored: Score, name: str) -> Decimal | None:
    """Give the value of one habit, None where it is not among the score's."""
    return next((each.value for each in scored.habits() if each.name == name), None)
