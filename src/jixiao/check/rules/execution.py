"""The execution rate as an item that is scored: the rate shown, its score, its reason."""

from __future__ import annotations

from decimal import Decimal

from jixiao.check.context import FormContext
from jixiao.check.habits import habit_behind, is_custom
from jixiao.check.item import sum_of_scores
from jixiao.check.line import EMPTY_TOTAL, Line, left_empty
from jixiao.check.rates import PrintedRate, judge_rate, rate_of
from jixiao.check.rule import HOLDS, Broken, NotRun, Verdicts, figure, rule, suspect
from jixiao.check.say import percent, quotient
from jixiao.knowledge.check_words import words
from jixiao.model.result import FindingFigure, Severity
from jixiao.score import Habit, Score
from jixiao.score.rounding import plain

SCORING = "预算执行率得分＝全年执行数÷全年预算数×分值，不超过分值"
_ZERO, _ONE = Decimal(0), Decimal(1)
_SEVERITIES: dict[str, Severity] = {"whole_points": "info"}  # rounded, if coarsely
_HALF_POINT, _HUNDREDTH = Decimal("0.5"), Decimal("0.01")


@rule(
    "form.execution.rate",
    sentence="预算执行率一行显示的比率，应与资金表的全年执行数÷全年预算数一致。",
    severity="error",
    basis="预算执行率＝全年执行数÷全年预算数×100%",
    good="115.2 ÷ 120 = 96%，显示96%",
    bad="115.2 ÷ 120 = 96%，显示100%",
    lacking="没有单独显示的执行率，或没有可算的金额",
)
def execution_rate(form: FormContext) -> Verdicts:
    """86% shown for 0.8635625 is rounding and holds."""
    line = form.main_line
    shown = form.form.execution.rate.quantity
    if line is None or form.form.execution.rate.text == line.line.rate.text:
        return
    verdict = judge_rate(shown, line)
    if verdict is None:
        return
    if verdict in ("holds", "cut") or any(judge_rate(shown, other) == "holds" for other in form.lines):
        yield HOLDS
        return
    yield _wrong_shown(form, line, verdict == "capped")


def _wrong_shown(form: FormContext, line: Line, capped: bool) -> Broken:
    execution = form.form.execution
    part, whole = line.executed.number or _ZERO, line.base.number or _ONE
    right = percent(part / whole)
    remark = "，超过100%的部分没有显示" if capped else ""
    return Broken(
        f"预算执行率一行显示{execution.rate.text}，按金额计算是{right}{remark}",
        [
            suspect("预算执行率的完成值", execution.rate, right),
            line.executed_figure(),
            line.base_figure(),
            line.figure("rate"),
        ],
        severity="warning" if capped else "error",
        relation=f"{quotient(part, whole)} ≠ {execution.rate.text}",
        suggestion=f"改为{right}。",
    )


@rule(
    "form.execution.score",
    sentence="预算执行率得分应等于执行率乘以分值，以分值为上限。",
    severity="error",
    basis=SCORING,
    good="115.2 ÷ 120 × 10 = 9.6",
    bad="115.2 ÷ 120 × 10 = 9.6，得分却填0.96",
    lacking="没有预算执行率得分，或没有可算的金额",
)
def execution_score(form: FormContext) -> Verdicts:
    """An error only where no habit of rounding explains the score; whole points picked by hand are a warning."""
    stated, weight = form.execution_score, form.execution_weight
    if stated is None or weight is None or stated > weight or form.main_line is None:
        return
    ruled = form.scored.execution
    if ruled.value is None or (not ruled.certain and ruled.exact is None):
        return
    if ruled.permits(stated) or _follows_wrong_rate(form, stated, weight):
        yield HOLDS
        return
    habit = habit_behind(ruled, stated)
    if is_custom(habit):
        yield HOLDS
        return
    yield _wrong_score(form, ruled, stated, habit)


def _follows_wrong_rate(form: FormContext, stated: Decimal, weight: Decimal) -> bool:
    """The score fits the rate as printed, and the rate itself is what does not fit: that is reported once, there."""
    line = form.main_line
    if line is None:
        return False
    printed = form.form.execution.rate.quantity if form.form.execution.rate else line.rate
    shown = rate_of(printed)
    if shown is None or judge_rate(printed, line) in (None, "holds", "cut"):
        return False
    return shown.interval.scale(weight).contains(stated) or stated == min(shown.share, _ONE) * weight


def _wrong_score(form: FormContext, ruled: Score, stated: Decimal, habit: Habit | None) -> Broken:
    execution, right = form.form.execution, plain(ruled.value or _ZERO)
    figures = [suspect("预算执行率的得分", execution.score, right), figure("预算执行率的分值", execution.weight)]
    figures += [*form.main_amounts(), figure("预算执行率的完成值", execution.rate)]
    severity = _severity(form, stated, habit)
    if severity == "error":
        figures += form.carried_total(stated, ruled.value or _ZERO)
    phrase = f"（{habit.phrase}）" if habit else ""
    return Broken(
        f"预算执行率得分填{execution.score.text}分{phrase}，按规则应为{right}分",
        figures,
        severity=severity,
        relation=ruled.explanation,
        suggestion=f"得分改为{right}分，并重算总分。",
        cause=EMPTY_TOTAL if left_empty(form.lines, form.total_line) else None,
    )


def _severity(form: FormContext, stated: Decimal, habit: Habit | None) -> Severity:
    if habit is not None:
        return _SEVERITIES.get(habit.name, "error" if habit.kind == "slip" else "warning")
    line = form.main_line
    if line is not None and line.executed.number == 0 and stated > 0:
        return "error"
    if any(_by_other_amounts(form, other, stated) for other in form.lines):
        return "warning"
    return "warning" if stated % _HALF_POINT == 0 else "error"


def _by_other_amounts(form: FormContext, line: Line, stated: Decimal) -> bool:
    """The rate of another funding row, or by the initial budget, makes the score."""
    executed, weight = line.executed.interval, form.execution_weight
    for base in (line.initial.interval, line.budget.interval):
        ratio = executed / base if executed and base else None
        if ratio is None or weight is None:
            continue
        scored = ratio.scale(weight)
        if scored.low - _HUNDREDTH <= stated <= scored.high + _HUNDREDTH:
            return True
    return False


@rule(
    "form.execution.unscored",
    sentence="预算执行率列有分值的，应填写得分。",
    severity="warning",
    basis="财预〔2020〕10号：预算执行率是自评的计分项",
    good="执行率96%，分值10，得分9.6",
    bad="执行率96%，分值10，得分空白",
    lacking="预算执行率不计分",
)
def execution_unscored(form: FormContext) -> Verdicts:
    """A blank execution score where the rest of the form is scored."""
    if form.execution_weight is None or "score" not in form.parts:
        return
    if form.form.execution.score:
        yield HOLDS
        return
    if all(row.score is None for row in form.rows):
        raise NotRun("全表都没有得分")
    ruled = form.scored.execution
    right = plain(ruled.value) if ruled.value is not None else None
    expected = f"，按规则应为{right}分" if right else ""
    yield Broken(
        f"预算执行率有分值{form.form.execution.weight.text}，得分却是空白{expected}",
        [
            suspect("预算执行率的得分", form.form.execution.score, right),
            figure("总分", form.form.total.score, _with_execution(form, ruled)),
            figure("预算执行率的完成值", form.form.execution.rate),
        ],
        relation=ruled.explanation or None,
        suggestion="填写预算执行率得分，并计入总分。",
    )


def _with_execution(form: FormContext, ruled: Score) -> str | None:
    """What the total would be with the execution score, where it is the sum of the others."""
    if ruled.value is None or form.total_score != sum_of_scores(form.items):
        return None
    return plain(form.total_score + ruled.value)


@rule(
    "form.execution.contradiction",
    sentence="原因写明没有执行完的，显示的预算执行率不应是100%。",
    severity="warning",
    basis="同一事实的两处说法应一致",
    good="执行率96%，原因：合同尾款按约定于次年支付",
    bad="执行率100%，原因：预算执行未达到120万元",
    lacking="执行率不是100%，或没有写原因",
)
def execution_contradiction(form: FormContext) -> Verdicts:
    """A rate of 100% beside a reason for not having spent all."""
    execution = form.form.execution
    shown = rate_of(execution.rate.quantity)
    if shown is None or shown.share < 1 or not execution.reason:
        return
    line = form.main_line
    if line is not None and judge_rate(execution.rate.quantity, line) == "holds":
        yield HOLDS
        return
    text = execution.reason.text or ""
    if not any(word in text for word in words("short", "words")):
        yield HOLDS
        return
    yield Broken(
        f"预算执行率显示{execution.rate.text}，原因却说“{text[:30]}”",
        [suspect("预算执行率的完成值", execution.rate), figure("预算执行率的原因", execution.reason)],
    )


@rule(
    "form.execution.percent_sign",
    sentence="目标为百分比的，完成值也应带百分号。",
    severity="info",
    basis="计量单位应前后一致",
    good="目标100%，完成96%",
    bad="目标100%，完成0.96",
    lacking="预算执行率没有单独显示",
)
def percent_sign(form: FormContext) -> Verdicts:
    """An execution row of other percentages whose own value has lost its sign."""
    execution = form.form.execution
    line = form.main_line
    if not execution.rate or line is None:
        return
    if execution.rate.text == line.line.rate.text != "0":
        return  # the funding block's own rate, a fraction by habit
    quantity = execution.rate.quantity
    if quantity.dimension != "number" or quantity.number is None:
        yield HOLDS
        return
    printed: PrintedRate | None = rate_of(quantity)
    expected = percent(printed.share) if printed else None
    figures: list[FindingFigure] = [suspect("预算执行率的完成值", execution.rate, expected)]
    yield Broken(f"预算执行率的完成值{execution.rate.text}没有百分号", figures)
