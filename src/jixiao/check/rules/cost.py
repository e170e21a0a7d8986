"""Costs of the whole project (项目总成本) against the budget and the spending."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.check.amounts import Amount, money_in
from jixiao.check.context import FormContext
from jixiao.check.line import Line, denied
from jixiao.check.row import Row
from jixiao.check.rule import HOLDS, Broken, Verdicts, rule
from jixiao.check.say import percent
from jixiao.model.value import Value
from jixiao.score.rounding import plain

COST = "成本指标的指标值应与项目预算相符，完成值应与全年执行数相符"
_SLIPS = tuple(Decimal(10) ** power for power in (1, 2, 3, 4))
_ONE, _HUNDRED = Decimal(1), Decimal(100)


def _whole_costs(form: FormContext) -> Iterator[tuple[Row, Decimal, Line]]:
    """Rows whose target is the cost of the whole project, with that amount in the form's unit and the funding row."""
    line = form.main_line
    if line is None or line.base.number is None:
        return
    for row in form.whole_costs:
        ceiling = money_in(row.target, form.unit)
        if ceiling:
            yield row, ceiling, line


def _amounts(line: Line) -> list[Amount]:
    return [amount for amount in (line.initial, line.budget, line.executed) if amount.number]


@rule(
    "form.cost.ceiling",
    sentence="项目总成本的指标值应与预算相符，不应少写或多写一个零。",
    severity="error",
    basis=COST,
    good="预算120万元，总成本≤120万元",
    bad="预算120万元，执行115.2万元，总成本≤12万元",
    lacking="没有以金额为指标值的总成本指标",
)
def cost_ceiling(form: FormContext) -> Verdicts:
    """A ceiling that is the budget but for a factor of ten, a hundred …, and was passed by all that was spent."""
    for row, ceiling, line in _whole_costs(form):
        slip = _slip(ceiling, line)
        if slip is None or any(amount.interval and amount.interval.contains(ceiling) for amount in _amounts(line)):
            yield HOLDS
            continue
        executed = line.executed.interval
        passed = executed is not None and executed.low > ceiling
        yield Broken(
            f"“{row.label}”的指标值{row.target_text}与预算{line.base.value.text}{form.unit}相差{plain(slip)}倍",
            [
                row.suspect("target", f"{plain(line.base.number or _ONE)}{form.unit}"),
                *form.main_amounts(),
            ],
            severity="error" if passed else "warning",
            relation=f"{plain(ceiling)} 与 {plain(line.base.number or _ONE)} 相差 {plain(slip)} 倍",
            suggestion=f"指标值改为{plain(line.base.number or _ONE)}{form.unit}。",
        )


def _slip(ceiling: Decimal, line: Line) -> Decimal | None:
    bases = [amount.number for amount in (line.budget, line.initial) if amount.number]
    return next((slip for slip in _SLIPS for base in bases if ceiling in (base / slip, base * slip)), None)


@rule(
    "form.cost.exceeded",
    sentence="全年执行数超过总成本指标值的，成本指标不应得满分。",
    severity="error",
    basis=COST,
    good="总成本≤120万元，执行115.2万元，得满分",
    bad="总成本≤100万元，执行115.2万元，得满分",
    lacking="没有以金额为上限的总成本指标",
)
def cost_exceeded(form: FormContext) -> Verdicts:
    """The spending of the funding block is above the printed ceiling, and no point is taken off."""
    for row, ceiling, line in _whole_costs(form):
        executed = line.executed.interval
        if row.comparator not in ("≤", "<") or row.score is None or row.weight is None or executed is None:
            continue
        if executed.low <= ceiling or not row.full:
            yield HOLDS
            continue
        slip = _slip(ceiling, line)
        yield Broken(
            f"“{row.label}”的指标值{row.target_text}，全年执行{line.executed.value.text}{form.unit}，已经超过，却得满分{row.indicator.score.text}",
            [
                row.suspect("score") if slip is None else row.figure("score"),
                row.figure("target"),
                row.figure("actual"),
                line.executed_figure(),
            ],
            severity="error" if row.target.comparator in ("≤", "<") else "warning",
            relation=f"{plain(line.executed.number or _ONE)} > {plain(ceiling)}",
            suggestion="按超出的程度扣分，或改正指标值。",
            cause=row.indicator.target if slip is not None else _doubted(form, line),
        )


@rule(
    "form.cost.actual",
    sentence="总成本的完成值应与全年执行数一致。",
    severity="warning",
    basis=COST,
    good="执行115.2万元，总成本完成值115.2万元",
    bad="执行115.2万元，总成本完成值0",
    lacking="没有总成本指标，或没有全年执行数",
)
def cost_actual(form: FormContext) -> Verdicts:
    """The cost that the row reports against the spending of the funding block; 100% claims that all was spent."""
    for row, _, line in _whole_costs(form):
        executed, base = line.executed, line.base
        if executed.number is None or executed.interval is None or not base.number or row.actual.embedded:
            continue
        verdict = _cost_agrees(form, row, executed, base.number)
        if verdict is None:
            continue
        if verdict:
            yield HOLDS
            continue
        right = f"{plain(executed.number)}{form.unit}"
        yield Broken(
            f"“{row.label}”的完成值{row.indicator.actual.text}与全年执行数{executed.value.text}{form.unit}不符",
            [
                row.suspect("actual", right),
                row.figure("target"),
                *form.main_amounts(),
            ],
            relation=f"{plain(executed.number)} ÷ {plain(base.number)} = {percent(executed.number / base.number)}",
            suggestion=f"完成值填{right}。",
            cause=_doubted(form, line),
        )


def _doubted(form: FormContext, line: Line) -> Value | None:
    """Give the spending where the other funding rows deny it: then it is the cause, not the cost."""
    return line.line.executed if denied(form.lines, line, "executed") else None


def _cost_agrees(form: FormContext, row: Row, executed: Amount, base: Decimal) -> bool | None:
    """Whether the reported cost fits the spending, None where it says nothing comparable."""
    if executed.number is None or executed.interval is None:
        return None
    if row.actual.dimension == "percent" and row.actual.number is not None:
        share = executed.number / base * _HUNDRED
        return row.actual.number != _HUNDRED or abs(share - _HUNDRED) < _ONE
    reported = _reported(form, row)
    if reported is None:
        return None
    return executed.interval.contains(reported) or _rounded(reported, executed.number)


def _reported(form: FormContext, row: Row) -> Decimal | None:
    """Give the cost that a row reports in the form's unit; a plain number is in the unit of the target."""
    amount = money_in(row.actual, form.unit)
    pair = row.pair() if amount is None else None
    return money_in(row.target._replace(number=pair[1]), form.unit) if pair else amount


def _rounded(reported: Decimal, executed: Decimal) -> bool:
    """A cost that is the spending with fewer decimals."""
    exponent = reported.normalize().as_tuple().exponent
    unit = Decimal((0, (1,), min(exponent, 0))) if isinstance(exponent, int) else _ONE
    return abs(reported - executed) < unit
