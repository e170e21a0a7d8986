"""Where a reason is owed: low execution, points taken off, results far above the target."""

from __future__ import annotations

from decimal import Decimal

from jixiao.check.context import FormContext
from jixiao.check.row import Row
from jixiao.check.rule import ALL_KINDS, HOLDS, Broken, NotRun, Verdicts, figure, rule
from jixiao.check.say import listed, percent, quotient
from jixiao.knowledge.check_words import words
from jixiao.model.result import FindingFigure
from jixiao.score.rounding import plain

DUTY = "自评表要求：偏离绩效目标的，应说明原因及改进措施"
_ZERO, _HUNDRED = Decimal(0), Decimal(100)
_ROWWISE = ("proportional", "equal")


@rule(
    "form.reason.execution",
    sentence="预算执行率低于规定比例（一般90%）的，应说明原因。",
    severity="warning",
    basis="四川部门预算项目支出绩效自评表填表说明：预算执行率未达到90%的需说明原因；其他地方为偏差原因分析",
    good="执行率61%，原因：财政资金年底未拨付",
    bad="执行率61%，原因栏空白",
    lacking="表中没有原因一栏，或没有可算的执行率",
)
def reason_execution(form: FormContext) -> Verdicts:
    """A low rate without a word about it."""
    line = form.main_line
    if "reason" not in form.parts or line is None or not line.base.number or line.executed.number is None:
        return
    share = line.executed.number / line.base.number
    limit = form.scheme.rules.exec_explain_below
    if share >= limit or form.execution_reasoned:
        yield HOLDS
        return
    execution = form.form.execution
    yield Broken(
        f"预算执行率只有{percent(share)}，没有说明原因",
        [
            figure("预算执行率的原因", execution.reason),
            figure("预算执行率的完成值", execution.rate),
            figure("预算执行率的得分", execution.score),
            line.figure("rate"),
        ],
        relation=f"{quotient(line.executed.number, line.base.number)} < {percent(limit)}",
        suggestion="在原因栏说明预算没有执行完的原因；资金没有原因栏的，写在年度总体目标完成情况里。",
        cause="execution unexplained",
    )


@rule(
    "form.reason.deduction",
    sentence="得分低于分值的指标，应说明扣分原因。",
    severity="warning",
    basis=DUTY,
    good="分值30，得分28，原因：部分群众在外县参保",
    bad="分值30，得分28，原因栏空白",
    lacking="表中没有原因一栏，或没有扣分",
)
def reason_deduction(form: FormContext) -> Verdicts:
    """All rows with points off and no reason make one finding; a passage for the whole form explains them all."""
    if "reason" not in form.parts:
        raise NotRun("表中没有原因一栏")
    short = [row for row in form.rows if row.short]
    silent = [] if form.explained_as_a_whole else [row for row in short if not row.reasoned]
    if len(short) > len(silent):
        yield HOLDS
    if silent:
        off = sum((row.weight - row.score for row in silent if row.weight and row.score is not None), _ZERO)
        yield Broken(
            f"{listed(row.label for row in silent)}共扣{plain(off)}分，没有说明原因",
            [each for row in silent for each in _deduction(row)],
            suggestion="在原因栏写明扣分原因和改进措施。",
            cause="deductions unexplained",
        )


def _deduction(row: Row) -> list[FindingFigure]:
    return [row.figure("score"), row.figure("weight"), row.figure("actual"), row.figure("reason")]


@rule(
    "form.actual.overshoot",
    sentence="完成值远高于指标值（一般为1.3倍以上）的，应说明原因，指标值可能定得偏低。",
    severity="warning",
    basis="财预〔2020〕10号：因年初指标值设定明显偏低造成的，应按偏离度适度调减得分",
    good="指标值≥12次，完成12次",
    bad="指标值≥12次，完成40次，没有说明原因",
    lacking="没有可比的定量指标",
)
def overshoot(form: FormContext) -> Verdicts:
    """From 1.3 times on a reason is owed, from 1.2 times on the target is worth a look."""
    rules = form.scheme.rules
    far: list[tuple[Row, Decimal]] = []
    some: list[tuple[Row, Decimal]] = []
    for row, ruled in zip(form.rows, form.scored.indicators, strict=True):
        ratio = ruled.completion
        if ratio is None or ruled.method not in _ROWWISE or row.family == "cost" or row.undirected:
            continue
        if ratio < rules.over_notice or row.reasoned:
            yield HOLDS
        else:
            (far if ratio >= rules.over_explain else some).append((row, ratio))
    if far:
        yield _overshot(form, far, rules.over_explain)
    if some:
        yield _overshot(form, some, rules.over_notice, info=True)


def _overshot(form: FormContext, rows: list[tuple[Row, Decimal]], limit: Decimal, info: bool = False) -> Broken:
    shown = "；".join(
        f"“{row.label}”指标值{row.target_text}，完成{row.indicator.actual.text}（{percent(ratio, 0)}）"
        for row, ratio in rows[:5]
    )
    return Broken(
        f"{shown}{f'等{len(rows)}项' if len(rows) > 5 else ''}，达到指标值的{plain(limit)}倍以上"
        + ("，指标值可能偏低" if info else "，没有说明原因，指标值可能偏低"),
        [each for row, _ in rows for each in (row.figure("target"), row.figure("actual"), row.figure("score"))],
        severity="info" if info else "warning",
        suggestion="说明原因，下年度按实际水平确定指标值。",
        cause=f"overshoot {limit}",
    )


@rule(
    "form.actual.over_100",
    sentence="满意度、合格率等比率不会超过100%；完成率超过100%的应说明原因。",
    severity="warning",
    basis="比率的定义：部分不大于全体",
    good="参保群众满意度95%",
    bad="参保群众满意度105%",
    lacking="没有比率指标",
    kinds=ALL_KINDS,
)
def over_100(form: FormContext) -> Verdicts:
    """Shares that cannot pass 100% are an error, rates of completion above it need a reason."""
    bounded, completion = words("percentages", "bounded"), words("percentages", "completion")
    for row in form.rows:
        actual, name = row.actual, row.indicator.name.text
        if actual.dimension != "percent" or actual.number is None or actual.embedded or not name:
            continue
        kind = "bounded" if name.endswith(bounded) else "completion" if name.endswith(completion) else ""
        if not kind or actual.number <= _HUNDRED or (kind == "completion" and row.reasoned):
            yield HOLDS
            continue
        yield Broken(
            f"“{name}”的完成值{row.indicator.actual.text}超过100%"
            + ("，这样的比率不可能超过100%" if kind == "bounded" else "，没有说明原因"),
            [row.suspect("actual", "不超过100%"), row.figure("target"), row.figure("score")],
            severity="error" if kind == "bounded" else "warning",
        )
