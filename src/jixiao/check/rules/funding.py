"""The funding block: parts and totals, execution rates, spending above the budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from jixiao.check.amounts import Amount
from jixiao.check.context import FormContext
from jixiao.check.line import (
    AMOUNT_COLUMNS,
    EMPTY_TOTAL,
    FUNDING_COLUMNS,
    Line,
    denied,
    implied,
    left_empty,
    rate_of_parts,
)
from jixiao.check.rates import Rate, judge, rate_of
from jixiao.check.rule import ALL_KINDS, HOLDS, SELF_EVALUATIONS, Broken, NotRun, Verdicts, figure, rule, suspect
from jixiao.check.say import added, percent, quotient
from jixiao.model.interval import Interval
from jixiao.model.result import Severity
from jixiao.score.rounding import plain

ARITHMETIC = "表内勾稽关系"
RATE = "预算执行率＝全年执行数÷全年预算数×100%"
_MOST_PLACES = 4  # of a percentage in a sentence
_ZERO = Decimal(0)
_NOTHING = Interval.exact(_ZERO)


@rule(
    "form.funding.sum",
    sentence="年度资金总额的各栏，应等于各资金来源之和。",
    severity="error",
    basis=ARITHMETIC,
    good="120（财政拨款）+ 0（其他资金）= 120",
    bad="120（财政拨款）+ 20（其他资金）= 140 ≠ 120",
    lacking="没有总额与分项可比",
    kinds=ALL_KINDS,
)
def funding_sum(form: FormContext) -> Verdicts:
    """Blank parts count as nothing; a part may be contained in another (上年结转 in 财政拨款)."""
    total = form.total_line
    parts = [line for line in form.lines if line.line.source != "total"]
    if total is None or not parts:
        return
    failed = []
    for column, label in AMOUNT_COLUMNS:
        whole: Amount = getattr(total, column)
        amounts = [getattr(part, column) for part in parts]
        if whole.interval is None or not any(amount.number is not None for amount in amounts):
            continue
        if any(amount.number is None and amount.value for amount in amounts):
            continue  # a part that cannot be read
        if _adds_up(whole.interval, parts, amounts):
            yield HOLDS
        else:
            failed.append(_wrong_sum(form, label, column, total, parts))
    yield from _one_cause_if_empty(form, total, failed)


def _adds_up(whole: Interval, parts: list[Line], amounts: list[Amount]) -> bool:
    if whole.meets(sum((amount.interval for amount in amounts if amount.interval), _NOTHING)):
        return True
    return any(whole.meets(sum(reading, _NOTHING)) for reading in product(*_readings(parts, amounts)))


def _readings(parts: list[Line], amounts: list[Amount]) -> Iterator[list[Interval]]:
    """How each source may count: rows of one source may be a sum and its parts, a carry-over is often inside."""
    by_source: dict[str, list[Interval]] = {}
    for part, amount in zip(parts, amounts, strict=True):
        if amount.interval is not None:
            by_source.setdefault(part.line.source, []).append(amount.interval)
    for source, intervals in by_source.items():
        first, rest = intervals[0], sum(intervals[1:], _NOTHING)
        readings = [first + rest] if len(intervals) == 1 else [first + rest, first, rest]
        yield [*readings, _NOTHING] if source == "carryover" else readings


def _wrong_sum(form: FormContext, label: str, column: str, total: Line, parts: list[Line]) -> Broken:
    printed = [part for part in parts if getattr(part, column).number is not None]
    numbers = [getattr(part, column).number for part in printed]
    whole: Amount = getattr(total, column)
    right = plain(sum(numbers, _ZERO))
    culprit = _culprit(total, printed, column)
    figures = [total.suspect(column, right) if culprit is total else total.figure(column, right)]
    for part in printed:
        rest = plain((whole.number or _ZERO) - sum(numbers, _ZERO) + getattr(part, column).number)
        figures.append(part.suspect(column, rest) if part is culprit else part.figure(column))
    return Broken(
        f"{label}：{total.label}{whole.value.text}与各资金来源之和{right}不符",
        figures,
        severity="error" if _exhaustive(parts, sum(numbers, _ZERO), whole.number or _ZERO) else "warning",
        relation=f"{added(numbers)} = {right} ≠ {plain(whole.number or _ZERO)}",
        suggestion="核对总额与各资金来源的金额。",
    )


def _exhaustive(parts: list[Line], parted: Decimal, whole: Decimal) -> bool:
    """Whether the parts must make the total: no source printed twice, and either all sources listed or too much."""
    sources = [part.line.source for part in parts]
    return len(set(sources)) == len(sources) and (parted > whole or not {"other", "unit"}.isdisjoint(sources))


def _culprit(total: Line, parts: list[Line], column: str) -> Line:
    """The row whose own execution rate fails is held for wrong; the total where that decides nothing."""
    if column not in ("budget", "executed") or judge(total) in (None, "holds"):
        return next((part for part in parts if judge(part) == "wrong"), total)
    return total


def _one_cause_if_empty(form: FormContext, total: Line, failed: list[Broken]) -> Iterator[Broken]:
    """A total row left at 0 fails in every column, and its rate and its score with it: one cause."""
    for broken in failed:
        if left_empty(form.lines, total):
            broken.cause = EMPTY_TOTAL
            broken.suggestion = "总额一行应填各资金来源之和，执行率和得分随之重算。"
            broken.figures.append(total.figure("rate", rate_of_parts(form.lines, total)))
        yield broken


@rule(
    "form.funding.rate",
    sentence="资金各行的预算执行率，应等于全年执行数除以全年预算数。",
    severity="error",
    basis=RATE,
    good="115.2 ÷ 120 = 96%，印为96%",
    bad="115.2 ÷ 120 = 96%，印为69%",
    lacking="没有可核对的执行率",
    kinds=ALL_KINDS,
)
def funding_rate(form: FormContext) -> Verdicts:
    """The printed rate must meet the quotient of the printed amounts, each taken as an interval."""
    for line in form.lines:
        verdict = judge(line)
        if verdict is None:
            continue
        yield HOLDS if verdict == "holds" else _wrong_rate(form, line, verdict)


def _wrong_rate(form: FormContext, line: Line, verdict: Rate) -> Broken:
    part, whole = line.executed.number or _ZERO, line.base.number or _ZERO
    printed = rate_of(line.rate)
    right = percent(part / whole, min(max(printed.places, 2), _MOST_PLACES) if printed else 2)
    culprit, expected = _wrong_amount(form, line)
    wrong = culprit is None
    return Broken(
        f"{line.label}的执行率印为{line.line.rate.text}，按金额计算应为{right}{_REMARKS[verdict]}",
        [
            line.suspect("rate", right) if wrong else line.figure("rate"),
            *(
                line.suspect(column, expected) if culprit == column else line.figure(column)
                for column in ("budget", "executed")
            ),
        ],
        severity=_SEVERITIES[verdict],
        relation=f"{quotient(part, whole)} ≠ {line.line.rate.text}",
        suggestion=f"执行率改为{right}。" if wrong else "核对金额。",
    )


_REMARKS: dict[Rate, str] = {
    "holds": "",
    "wrong": "",
    "cut": "（末位是截去而不是四舍五入）",
    "capped": "，超过100%的部分没有显示",
    "initial": "，印出的是对年初预算数的比率",
    "inverse": "，印出的是预算数除以执行数",
}
_SEVERITIES: dict[Rate, Severity] = {
    "wrong": "error",
    "inverse": "error",
    "capped": "warning",
    "initial": "warning",
    "cut": "info",
}


def _wrong_amount(form: FormContext, line: Line) -> tuple[str | None, str | None]:
    """Where the other rows make an amount another one, and this fits the printed rate, the amount is what is wrong."""
    printed = rate_of(line.rate)
    for column in ("executed", "budget") if printed is not None else ():
        other = implied(form.lines, line, column)
        if other is None or not denied(form.lines, line, column):
            continue
        executed = other.interval if column == "executed" else line.executed.interval
        base = other.interval if column == "budget" else line.base.interval
        ratio = executed / base if executed and base else None
        if ratio is not None and printed is not None and printed.interval.meets(ratio):
            return column, plain(other.number)
    return None, None


@rule(
    "form.funding.zero_budget",
    sentence="预算数为0时没有执行率，有支出的应有预算。",
    severity="error",
    basis=RATE,
    good="预算数0、执行数0，执行率0.00%（惯例）",
    bad="执行数207.45、预算数0，执行率印为100%",
    lacking="没有预算数为0而有支出的资金行",
    kinds=SELF_EVALUATIONS,
)
def zero_budget(form: FormContext) -> Verdicts:
    """Spending without a budget: an error where a rate is claimed for it, else a warning; 0.00% for 0 ÷ 0 holds."""
    for line in form.lines:
        if line.base.number != 0 or line.executed.number is None:
            continue
        printed = rate_of(line.rate)
        claimed = printed is not None and printed.share > 0
        if line.executed.number == 0 and not claimed:
            yield HOLDS
            continue
        yield Broken(
            f"{line.label}：预算数为0，执行数为{line.executed.value.text}"
            + (f"，执行率却印为{line.line.rate.text}" if claimed else "，没有预算而有支出"),
            [
                suspect(f"{line.label}的预算数", line.base.value),
                line.figure("executed"),
                line.figure("rate"),
            ],
            severity="error" if claimed and line.executed.number else "warning",
            relation=f"{plain(line.executed.number)} ÷ 0 没有意义",
            suggestion="填写全年（调整后）预算数，再计算执行率；没有预算的行不填执行率。",
        )


@rule(
    "form.funding.overspent",
    sentence="全年执行数超过全年预算数的，应调整预算或说明原因。",
    severity="error",
    basis="预算法：各部门、各单位的支出必须按照预算执行；超过预算的须说明原因",
    good="执行115.2，预算120",
    bad="执行130，预算120，表中没有说明原因",
    lacking="没有可比的预算数和执行数",
)
def overspent(form: FormContext) -> Verdicts:
    """Certain only where the intervals do not touch; a reason anywhere on the form makes it a warning."""
    line = form.main_line
    if line is None or line.budget.interval is None or line.executed.interval is None or line.budget.number == 0:
        raise NotRun("没有全年预算数或全年执行数")
    if line.executed.interval.low <= line.budget.interval.high:
        yield HOLDS
        return
    budget, executed = line.budget.number or _ZERO, line.executed.number or _ZERO
    unexplained = "，原因栏没有说明" if "reason" in form.parts and not form.explained else ""
    too_low, execution = _budget_too_low(form, line), form.form.execution
    yield Broken(
        f"全年执行数{line.executed.value.text}{form.unit}超过全年预算数{line.budget.value.text}{form.unit}"
        f"，超出{plain(executed - budget)}{form.unit}{unexplained}",
        [
            line.figure("executed") if too_low else line.suspect("executed"),
            line.figure("budget"),
            line.figure("rate"),
            figure("预算执行率的完成值", execution.rate),
            figure("预算执行率的得分", execution.score),
            figure("预算执行率的原因", execution.reason),
        ],
        severity="error" if unexplained else "warning",
        relation=quotient(executed, budget),
        suggestion="核对预算数是否已按调整后的数填列；确属超支的，说明原因。",
        cause=line.line.budget if too_low else None,
    )


def _budget_too_low(form: FormContext, line: Line) -> bool:
    """Whether the sources add up to a budget that was not overspent: then the total's budget is what is wrong."""
    other, executed = implied(form.lines, line, "budget"), line.executed.number
    return other is not None and executed is not None and (line.budget.number or _ZERO) < executed <= other.number


@rule(
    "form.funding.negative",
    sentence="预算数、执行数和执行率一般不应为负数。",
    severity="warning",
    basis="收入支出一般为正数，冲减应单独说明",
    good="执行数115.2",
    bad="执行数-115.2",
    lacking="没有金额",
    kinds=ALL_KINDS,
)
def negative(form: FormContext) -> Verdicts:
    """Negative amounts are read as they are and pointed at."""
    for line in form.lines:
        for column, label in FUNDING_COLUMNS:
            value = getattr(line.line, column)
            number = line.rate.number if column == "rate" else getattr(line, column).number
            if number is None:
                continue
            if number >= 0:
                yield HOLDS
            else:
                yield Broken(f"{line.label}的{label}是负数：{value.text}", [line.suspect(column)])
