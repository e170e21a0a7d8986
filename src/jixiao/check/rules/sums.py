"""Sums of scores and of weights: the total, the blocks, the levels."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from jixiao.check.context import FormContext, block_points
from jixiao.check.habits import habit_behind, is_custom
from jixiao.check.item import Item, sum_of_scores, sum_of_weights
from jixiao.check.row import Row
from jixiao.check.rule import ALL_KINDS, HOLDS, SELF_EVALUATIONS, Broken, NotRun, Verdicts, figure, rule, suspect
from jixiao.check.say import added
from jixiao.score.points import label_points, points
from jixiao.score.rounding import plain

ARITHMETIC = "表内勾稽关系"
WEIGHTS = "财预〔2020〕10号：预算执行率与各项指标权重合计100分"
_ZERO = Decimal(0)
_HUNDRED = Decimal(100)
_FULL = (_HUNDRED, Decimal(90))


@rule(
    "form.score.total",
    sentence="预算执行率得分与各指标得分之和，应等于总分。",
    severity="error",
    basis=ARITHMETIC,
    good="9.6 + 15 + 15 + 10 + 10 + 28 + 10 = 97.6",
    bad="9.6 + 15 + 15 + 10 + 10 + 28 + 10 = 97.6 ≠ 95",
    lacking="没有各项得分",
)
def score_total(form: FormContext) -> Verdicts:
    """The total is the sum of the printed scores; points are exact."""
    if form.total_score is None:
        raise NotRun("没有总分，或总分不是数字")
    scored = [item for item in form.items if item.score is not None]
    if not scored:
        return
    gap = form.total_score - sum_of_scores(scored)
    if gap == 0 or _is_subtotal(form) or _adds_up_otherwise(form, scored):
        yield HOLDS
        return
    blank = [item for item in form.items if item.score is None]
    if any(item.row for item in blank):
        raise NotRun(f"有{len(blank)}项没有得分，无法核对总分")
    if all(item.row for item in form.items) and 0 < gap <= form.scheme.rules.exec_weight:
        raise NotRun("没有读到预算执行率的得分，无法核对总分")
    yield _without_execution(form, scored, gap) if blank else _wrong_total(form, scored, gap)


def _is_subtotal(form: FormContext) -> bool:
    """Whether the total row adds up the indicators only, its points 90 beside the 10 of the execution rate."""
    rows = [item for item in form.items if item.row is not None]
    return form.total_weight == sum_of_weights(rows) != _HUNDRED and form.total_score == sum_of_scores(rows)


def _adds_up_otherwise(form: FormContext, scored: list[Item]) -> bool:
    """Rows without a name may add up those below them; the execution rate may stand among the indicators as well."""
    named = [item for item in scored if item.row is None or item.row.indicator.name]
    rows = [item for item in named if item.row]
    twice = any("执行率" in item.label and item.score == form.execution_score for item in rows)
    return form.total_score == sum_of_scores(named) or (twice and form.total_score == sum_of_scores(rows))


def _without_execution(form: FormContext, scored: list[Item], gap: Decimal) -> Broken | None:
    """The execution score is blank: the total may count what the rule gives, but nothing else."""
    ruled = form.scored.execution
    if is_custom(habit_behind(ruled, gap)):
        return HOLDS
    execution, total = form.form.execution.score, form.form.total.score
    fitting = None if ruled.value is None else plain(ruled.value)
    expected = None if ruled.value is None else plain(sum_of_scores(scored) + ruled.value)
    counted = f"，预算执行率按规则计{fitting}分时为{expected}分" if fitting else ""
    return Broken(
        f"总分{total.text}与各项得分之和不符：各指标得分合计{plain(sum_of_scores(scored))}分{counted}；预算执行率的得分是空白",
        [
            suspect("总分", total, expected or plain(sum_of_scores(scored))),
            suspect("预算执行率的得分", execution, fitting),
            *(item.score_figure() for item in scored),
        ],
        relation=f"{_added(scored)} = {plain(sum_of_scores(scored))} ≠ {total.text}",
        suggestion="填写预算执行率得分，并按各项得分重算总分。",
        cause=execution,
    )


def _wrong_total(form: FormContext, scored: list[Item], gap: Decimal) -> Broken:
    """The total is held for wrong, unless one score alone, set to what the rule gives, makes the sum right."""
    total, right = form.form.total.score, plain(sum_of_scores(scored))
    wrong = _culprit(form, scored, gap)
    figures = [figure("总分", total) if wrong else suspect("总分", total, right)]
    for item in scored:
        if item is wrong and item.score is not None:
            figures.append(item.wrong_score(plain(item.score + gap)))
        else:
            figures.append(item.score_figure())
    return Broken(
        f"各项得分之和为{right}分，与总分{total.text}不符",
        figures,
        relation=f"{_added(scored)} = {right} ≠ {plain(form.total_score or _ZERO)}",
        suggestion=f"核对“{wrong.label}”的得分。" if wrong else "按各项得分重新合计总分。",
    )


def _culprit(form: FormContext, scored: list[Item], gap: Decimal) -> Item | None:
    """The one score that is above its weight, or else the one that would be what the rule gives, once the gap is in."""
    above = [item for item in scored if item.above]
    ruled = [item for item in scored if item.score is not None and form.rule_score(item).value == item.score + gap]
    if len(above) == 1 and above[0].score is not None and 0 <= above[0].score + gap <= (above[0].weight or _ZERO):
        return above[0]
    return ruled[0] if len(ruled) == 1 and not above else None


def _added(items: list[Item]) -> str:
    return added(item.score for item in items if item.score is not None)


@rule(
    "form.totals.agree",
    sentence="同一张表的几处总分应一致。",
    severity="error",
    basis=ARITHMETIC,
    good="总分97.6，合计97.6",
    bad="总分97.6，合计95",
    lacking="只有一处总分",
)
def totals_agree(form: FormContext) -> Verdicts:
    """Two totals that contradict each other: the one that is not the sum of the scores is wrong."""
    weight = points(form.form.total.weight)
    alike = [total for total in form.form.totals if points(total.weight) == weight]  # others add up one block
    totals = [(total.score, points(total.score)) for total in alike]
    known = [(value, number) for value, number in totals if number is not None]
    right = sum_of_scores(form.items)
    for value, number in known[1:]:
        first, stated = known[0]
        if number == stated or number is None:
            yield HOLDS
            continue
        wrong = value if stated == right else first
        yield Broken(
            f"两处总分不一致：{first.text}和{value.text}，各项得分之和为{plain(right)}",
            [suspect("总分", each, plain(right)) if each is wrong else figure("总分", each) for each in (first, value)],
            relation=f"{plain(stated or _ZERO)} ≠ {plain(number)}",
            suggestion="只保留与各项得分之和一致的总分。",
        )


@rule(
    "form.weight.total",
    sentence="预算执行率与各指标的分值之和，应等于总分值（一般为100分）。",
    severity="error",
    basis=WEIGHTS,
    good="10 + 15 + 15 + 10 + 10 + 30 + 10 = 100",
    bad="10 + 15 + 15 + 10 + 10 + 30 + 20 = 110 ≠ 100",
    lacking="没有分值",
    kinds=(*SELF_EVALUATIONS, "performance_target"),
)
def weight_total(form: FormContext) -> Verdicts:
    """Weights are exact; all that fails through weights is one cause."""
    weighted = [item for item in form.items if item.weight is not None]
    rows = [item for item in weighted if item.row]
    if not rows:
        raise NotRun("表中没有“分值”列" if "weight" not in form.parts else "没有分值")
    named = [item for item in weighted if item.row is None or item.row.indicator.name]
    total = sum_of_weights(weighted)
    if (
        _weights_fit(form, total, rows)
        or _weights_fit(form, sum_of_weights(named), rows)
        or _execution_twice(form, rows)
    ):
        yield HOLDS
        return
    if any(row.weight is None and row.indicator.name for row in form.rows) and total < (form.total_weight or _HUNDRED):
        raise NotRun("有指标没有分值，无法核对分值合计")
    if form.execution_weight is None and (form.total_weight or _HUNDRED) - total == form.scheme.rules.exec_weight:
        raise NotRun("没有读到预算执行率的分值，无法核对分值合计")
    yield _wrong_weights(form, weighted, total)


def _execution_twice(form: FormContext, rows: list[Item]) -> bool:
    """Whether the execution rate stands among the indicators as well as in the funding block."""
    twice = any("执行率" in item.label and item.weight == form.execution_weight for item in rows)
    return twice and sum_of_weights(rows) == (form.total_weight or _HUNDRED)


def _weights_fit(form: FormContext, total: Decimal, rows: list[Item]) -> bool:
    """A printed total decides; without one 100, or 90 where the execution rate has its 10 elsewhere."""
    if form.total_weight is not None:
        in_rows = sum_of_weights(rows)
        return total == form.total_weight or (total == _HUNDRED and form.total_weight == in_rows)
    return total == 1 or total in (_FULL if form.execution_weight is None else (_HUNDRED,))


def _wrong_weights(form: FormContext, weighted: list[Item], total: Decimal) -> Broken:
    wanted = form.total_weight or _HUNDRED
    addends = added(item.weight for item in weighted if item.weight is not None)
    in_rows = total - (form.execution_weight or _ZERO)
    parts = f"（预算执行率{plain(form.execution_weight)}分、指标{plain(in_rows)}分）" if form.execution_weight else ""
    low = form.low_weight
    figures = [
        item.wrong_weight(plain(low.expected))
        if low is not None and item.weight_value is low.item.weight_value
        else item.weight_figure()
        for item in weighted
    ]
    if form.form.total.weight:
        figures.insert(0, figure("总分的分值", form.form.total.weight))
    return Broken(
        f"各项分值合计{plain(total)}分{parts}，与总分值{plain(wanted)}分不符",
        figures,
        severity="error" if form.total_weight is not None or total > wanted else "warning",
        relation=f"{addends} = {plain(total)} ≠ {plain(wanted)}",
        suggestion=f"调整分值，使各指标合计{plain(wanted - (form.execution_weight or _ZERO))}分。",
        cause="weights",
    )


@rule(
    "form.weight.block",
    sentence="表头注明分值的部分（如“绩效指标（90分）”），其中各项分值之和应与之相等。",
    severity="error",
    basis="表头注明的分值",
    good="绩效指标（90分）：15 + 15 + 10 + 10 + 30 + 10 = 90",
    bad="绩效指标（90分）：各指标分值合计100",
    lacking="表头没有注明分值",
    kinds=ALL_KINDS,
)
def weight_block(form: FormContext) -> Verdicts:
    """The points in the labels 绩效指标（90分） and 预算执行情况（10分）."""
    weights = [row.weight for row in form.rows if row.weight is not None]
    for label, value, stated, actual in (
        ("绩效指标", form.form.indicator_points, block_points(form.form.indicator_points), sum(weights, _ZERO)),
        ("预算执行情况", form.form.execution_points, block_points(form.form.execution_points), form.execution_weight),
    ):
        if stated is None or not actual or (label == "绩效指标" and len(weights) < len(form.named_rows)):
            continue
        if actual != stated and actual % stated == 0:
            continue  # one of several goals with as many points each
        if stated == actual:
            yield HOLDS
            continue
        yield Broken(
            f"表头注明“{label}”{plain(stated)}分，各项分值合计却是{plain(actual)}分",
            [suspect(label, value, plain(actual)) if label != "绩效指标" else figure(label, value)],
            relation=f"{plain(actual)} ≠ {plain(stated)}",
            cause="weights",
        )


@rule(
    "form.weight.level",
    sentence="指标级别上注明的分值（如“产出指标（50分）”），应等于其下各指标分值之和。",
    severity="error",
    basis="表头注明的分值",
    good="产出指标（50分）：15 + 15 + 10 + 10 = 50",
    bad="产出指标（60分）：15 + 15 + 10 + 10 = 50 ≠ 60",
    lacking="指标级别上没有注明分值",
    kinds=ALL_KINDS,
)
def weight_level(form: FormContext) -> Verdicts:
    """Level-1 and level-2 labels with points, each with the run of rows under it; a label may head several runs."""
    for level in ("level1", "level2"):
        blocks = _blocks(form, level)
        for rows in blocks:
            cell = getattr(rows[0].indicator, level)
            stated = label_points(cell)
            alike = [row for block in blocks for row in block if getattr(row.indicator, level).text == cell.text]
            if stated is None or any(row.weight is None for row in alike):
                continue
            if stated in (_weights(rows), _weights(alike)):
                yield HOLDS
                continue
            total = plain(_weights(rows))
            yield Broken(
                f"“{cell.text}”下各指标分值合计{total}分，与标注的{plain(stated)}分不符",
                [suspect(cell.text, cell, total), *(row.figure("weight") for row in rows)],
                relation=f"{added(row.weight for row in rows if row.weight is not None)} = {total} ≠ {plain(stated)}",
                cause="weights",
            )


def _blocks(form: FormContext, level: str) -> list[list[Row]]:
    """Give the runs of rows under one label with points, those of level 2 within level 1."""
    if not any("分" in (getattr(row.indicator, level).text or "") for row in form.rows):
        return []
    runs = groupby(form.rows, key=lambda row: (row.indicator.level1.text, getattr(row.indicator, level).text))
    return [list(rows) for (_, label), rows in runs if label and "分" in label]


def _weights(rows: list[Row]) -> Decimal:
    return sum((row.weight for row in rows if row.weight is not None), _ZERO)
