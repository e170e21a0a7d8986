"""Scores of the indicators against the rules of scoring and against their weights."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.check.context import FormContext
from jixiao.check.habits import habit_behind
from jixiao.check.item import Item
from jixiao.check.row import Row
from jixiao.check.rule import HOLDS, SELF_EVALUATIONS, Broken, Verdicts, rule
from jixiao.check.say import listed
from jixiao.model.result import Severity
from jixiao.score import Score
from jixiao.score.rounding import plain

SCORING = "财预〔2020〕10号：达到指标值的记满分，未达到的按完成值与指标值的比例计分"
LIMIT = "各项得分不得超过该项指标分值"
_ZERO = Decimal(0)


@rule(
    "form.score.over_weight",
    sentence="得分不应超过分值。",
    severity="error",
    basis=LIMIT,
    good="分值10，得分10",
    bad="分值10，得分12",
    lacking="没有分值或没有得分",
)
def over_weight(form: FormContext) -> Verdicts:
    """Points are exact: anything above the weight is wrong."""
    for item in form.items:
        if item.score is None or item.weight is None:
            continue
        if item.score <= item.weight:
            yield HOLDS
            continue
        ruled, low = form.rule_score(item), form.low_weight
        right = None if ruled.value is None else plain(ruled.value)
        if low is not None and low.item.weight_value is item.weight_value:
            yield _weight_too_low(item, low.expected)
            continue
        yield Broken(
            f"“{item.label}”的得分{item.score_value.text}超过分值{item.weight_value.text}",
            [
                item.wrong_score(right or f"不超过{plain(item.weight)}"),
                item.weight_figure(),
                *form.carried_total(item.score, ruled.value if ruled.value is not None else item.weight),
            ],
            relation=f"{plain(item.score)} > {plain(item.weight)}",
            suggestion=f"得分改为{right}分。" if right else "核对得分和分值。",
        )


def _weight_too_low(item: Item, expected: Decimal) -> Broken:
    return Broken(
        f"“{item.label}”的分值{item.weight_value.text}低于得分{item.score_value.text}",
        [item.wrong_weight(plain(expected)), item.score_figure()],
        relation=f"{plain(item.score or _ZERO)} > {plain(item.weight or _ZERO)}",
        suggestion=f"分值改为{plain(expected)}分。",
        cause="weights",
    )


@rule(
    "form.score.negative",
    sentence="分值和得分不应为负数。",
    severity="error",
    basis=LIMIT,
    good="得分0",
    bad="得分-2",
    lacking="没有分值或得分",
)
def negative_score(form: FormContext) -> Verdicts:
    """No score falls below nothing."""
    for item in form.items:
        if item.score is not None and item.score >= 0:
            yield HOLDS
        elif item.score is not None:
            yield Broken(f"“{item.label}”的得分{item.score_value.text}是负数", [item.wrong_score()])
        if item.weight is not None and item.weight < 0:
            yield Broken(f"“{item.label}”的分值{item.weight_value.text}是负数", [item.wrong_weight()])


def _compared(form: FormContext) -> Iterator[tuple[Row, Score, Decimal, Decimal]]:
    """Rows whose printed score does not fit the rule: row, rule, stated score and weight. Fitting ones are left out."""
    scores = form.scored.indicators
    for row in form.rows:
        if row.score is None or row.weight is None or row.score > row.weight or row.undirected:
            continue
        ruled = scores[row.number]
        if (ruled.value is not None and ruled.method != "zero_target") or ruled.method == "date":
            yield row, ruled, row.score, row.weight


@rule(
    "form.score.missed_full",
    sentence="完成值没有达到指标值的，不应得满分。",
    severity="warning",
    basis=SCORING,
    good="指标值≥30000人，完成28000人，得28分（满分30分）",
    bad="指标值≥30000人，完成28000人，得30分（满分30分）",
    lacking="没有可比的指标值和完成值",
)
def missed_full(form: FormContext) -> Verdicts:
    """Full points though the target was missed."""
    for row, ruled, stated, weight in _compared(form):
        if stated != weight or (ruled.value is None and row.met is not False):
            yield HOLDS
            continue
        if ruled.value is not None and (ruled.permits(stated) or ruled.value == weight):
            yield HOLDS
            continue
        right = plain(ruled.value) if ruled.value is not None else None
        yield Broken(
            f"“{row.label}”指标值{row.target_text}，完成{row.indicator.actual.text}，没有达到，却得满分{row.indicator.score.text}"
            + (f"；按规则应为{right}分" if right else ""),
            [row.suspect("score", right), row.figure("target"), row.figure("actual"), row.figure("weight")],
            severity=_missed_severity(row, ruled),
            relation=ruled.explanation,
            suggestion="按完成情况扣分，并说明原因。" if not row.reasoned else None,
        )


def _missed_severity(row: Row, ruled: Score) -> Severity:
    """A plain ceiling of money that was passed is certain; units round other shortfalls away."""
    if ruled.method in ("reverse_ratio", "reverse_linear") and row.target.comparator in ("≤", "<"):
        return "error" if row.family == "cost" and row.target.dimension == "money" else "warning"
    return "warning"


@rule(
    "form.score.met_short",
    sentence="完成值达到指标值的，应得满分；扣分的应说明原因。",
    severity="warning",
    basis=SCORING,
    good="指标值≥12次，完成12次，得15分（满分15分）",
    bad="指标值≥12次，完成12次，得12分（满分15分）",
    lacking="没有可比的指标值和完成值",
)
def met_short(form: FormContext) -> Verdicts:
    """Points taken off though the target was met; with a reason, or with a target in words, it is a remark."""
    for row, ruled, stated, weight in _compared(form):
        if ruled.value != weight or ruled.permits(stated):
            yield HOLDS
            continue
        firm = ruled.certain or not row.reasoned
        yield Broken(
            f"“{row.label}”指标值{row.target_text}，完成{row.indicator.actual.text}，已经达到，却只得{row.indicator.score.text}"
            f"（分值{row.indicator.weight.text}）",
            [
                row.suspect("score", plain(weight)),
                row.figure("target"),
                row.figure("actual"),
                row.figure("weight"),
                row.figure("reason"),
            ],
            severity="warning" if firm else "info",
            relation=ruled.explanation,
            suggestion="核对得分；确有其他扣分原因的，写明原因。",
        )


@rule(
    "form.score.proportional",
    sentence="没有达到指标值的，得分应按规定的公式计算。",
    severity="warning",
    basis=SCORING,
    good="28000 ÷ 30000 × 30 = 28",
    bad="28000 ÷ 30000 × 30 = 28，得分却填20",
    lacking="没有按比例计分的指标",
)
def proportional(form: FormContext) -> Verdicts:
    """What no habit of rounding explains was picked by hand: a warning with the rule's value."""
    for row, ruled, stated, weight in _compared(form):
        if ruled.value is None or ruled.value == weight or stated == weight:
            continue
        habit = habit_behind(ruled, stated)
        if ruled.permits(stated) or (habit is not None and habit.kind == "rounding"):
            yield HOLDS
            continue
        right, phrase = plain(ruled.value), f"（{habit.phrase}）" if habit else ""
        slip = habit is not None and habit.kind == "slip" and stated < 1 < weight
        yield Broken(
            f"“{row.label}”得分{row.indicator.score.text}{phrase}，按规则应为{right}分",
            [
                row.suspect("score", right),
                row.figure("target"),
                row.figure("actual"),
                row.figure("weight"),
                *(form.carried_total(stated, ruled.value) if slip else ()),
            ],
            severity="error" if slip and ruled.certain else "warning",
            relation=ruled.explanation,
            suggestion=f"得分改为{right}分，或说明评分依据。",
        )


@rule(
    "form.score.unreached",
    sentence="完成值为0而指标值不为0的，不应得分。",
    severity="warning",
    basis=SCORING,
    good="指标值≥12次，完成0次，得0分",
    bad="指标值据实，完成0，得20分",
    lacking="没有完成值为0的指标",
)
def unreached(form: FormContext) -> Verdicts:
    """Nothing done and points all the same, where no formula could tell (据实)."""
    for row in form.rows:
        if row.actual.number != 0 or row.score is None or row.target.number is not None or row.family == "cost":
            continue
        if row.score == 0 or row.comparator in ("≤", "<"):
            yield HOLDS
            continue
        yield Broken(
            f"“{row.label}”完成值为{row.indicator.actual.text}，却得{row.indicator.score.text}",
            [row.suspect("score", "0"), row.figure("actual"), row.figure("target"), row.figure("weight")],
            relation=f"完成{plain(row.actual.number)}，得分{plain(row.score)}",
        )


@rule(
    "form.weight.zero",
    sentence="列入自评的指标，分值应大于0。",
    severity="warning",
    basis="财预〔2020〕10号：各项指标应设定权重",
    good="分值10",
    bad="分值0",
    lacking="表中没有分值",
    kinds=(*SELF_EVALUATIONS, "performance_target"),
)
def weight_missing(form: FormContext) -> Verdicts:
    """A weight of zero, or none where the other indicators have one."""
    if not any(row.weight is not None for row in form.rows):
        return
    lacking = [row for row in form.named_rows if not row.weight and (row.indicator.target or row.indicator.score)]
    for row in form.named_rows:
        if row.weight:
            yield HOLDS
    if lacking:
        blank = all(row.weight is None for row in lacking)
        yield Broken(
            f"{listed(row.label for row in lacking)}{'没有分值' if blank else '的分值是0或空白'}",
            [row.suspect("weight") for row in lacking],
            suggestion="补填分值，并使各项合计为100分。",
            cause="weightless rows",
        )
