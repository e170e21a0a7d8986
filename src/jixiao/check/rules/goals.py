"""Results against the spending and against each other: what is claimed, and what the figures say."""

from __future__ import annotations

from decimal import Decimal

from jixiao.check.context import FormContext
from jixiao.check.row import Row
from jixiao.check.rule import ALL_KINDS, HOLDS, Broken, Verdicts, figure, rule, suspect
from jixiao.check.say import listed, percent
from jixiao.knowledge.check_words import words
from jixiao.model.value import Value
from jixiao.score.rounding import plain

FACTS = "同一事实在表内各处的说法应一致"
_ZERO, _ONE, _HUNDRED = Decimal(0), Decimal(1), Decimal(100)
_WIDE_GAP = Decimal("0.30")


def _claim(value: Value) -> str | None:
    """Say how a passage claims that all is done: by the figure 100%, by words, or not at all."""
    text = value.text
    if text is None:
        return None
    if len(text) < 12:
        quantity = value.quantity
        if quantity.dimension == "percent" and quantity.number is not None and quantity.number >= _HUNDRED:
            return "figure"
    return "words" if any(word in text for word in words("done", "words")) else None


@rule(
    "form.goal.without_spending",
    sentence="全年没有支出的项目，总体目标不应填报100%完成。",
    severity="error",
    basis=FACTS,
    good="执行115.2万元，目标完成100%",
    bad="执行0万元，目标完成100%",
    lacking="没有年度总体目标的完成情况，或没有全年执行数",
)
def goal_without_spending(form: FormContext) -> Verdicts:
    """Done to 100% with nothing spent."""
    line, actual = form.main_line, form.form.goal.actual
    if line is None or not line.base.number or line.executed.number is None or not actual:
        return
    claim = _claim(actual)
    if line.executed.number != 0 or claim is None:
        yield HOLDS
        return
    yield Broken(
        f"总体目标填报完成{actual.text if claim == 'figure' else '情况良好'}，全年执行数却是{line.executed.value.text}",
        [
            suspect("实际完成情况", actual),
            figure("预期目标", form.form.goal.expected),
            line.executed_figure(),
            line.base_figure(),
            *(row.figure("actual") for row in _completion_rows(form)),
        ],
        severity="error" if claim == "figure" else "warning",
        relation=f"{plain(line.executed.number)} ÷ {plain(line.base.number)} = 0%",
        suggestion="按实际完成情况填写。",
    )


def _completion_rows(form: FormContext) -> list[Row]:
    """Rows that report below 100% how much of the task was done, or missed a target in numbers."""
    completion = words("percentages", "completion")
    return [
        row
        for row in form.rows
        if row.actual.number is not None
        and (
            (row.label.endswith(completion) and row.actual.dimension == "percent" and row.actual.number < _HUNDRED)
            or (row.target.number is not None and row.family != "cost" and form.missed(row))
        )
    ]


@rule(
    "form.goal.contradiction",
    sentence="总体目标填报100%完成的，各项指标不应有未完成的。",
    severity="warning",
    basis=FACTS,
    good="目标完成100%，各项指标都达到指标值",
    bad="目标完成100%，完成任务率86%",
    lacking="总体目标没有填报100%完成",
)
def goal_contradiction(form: FormContext) -> Verdicts:
    """One goal reported as done beside results below their targets."""
    goal = form.form.goal
    if _claim(goal.actual) != "figure":
        return
    below = _completion_rows(form)
    if not below:
        yield HOLDS
        return
    yield Broken(
        f"总体目标填报完成{goal.actual.text}，{listed(row.label for row in below)}却没有达到："
        + "、".join(f"指标值{row.target_text}，完成{row.indicator.actual.text}" for row in below[:5]),
        [
            suspect("实际完成情况", goal.actual),
            figure("预期目标", goal.expected),
            *(each for row in below for each in (row.figure("actual"), row.figure("target"))),
        ],
        suggestion="按各项指标的完成情况填写总体目标完成情况。",
    )


@rule(
    "form.result.without_spending",
    sentence="全年没有支出的项目，产出、时效、满意度等指标得满分的应有依据。",
    severity="warning",
    basis=FACTS,
    good="执行115.2万元，时效指标得满分",
    bad="执行0万元，时效指标得满分10分",
    lacking="没有全年执行数",
)
def result_without_spending(form: FormContext) -> Verdicts:
    """Payments made in time, people satisfied, though nothing was spent."""
    line = form.main_line
    if line is None or not line.base.number or line.executed.number is None:
        return
    gained = [row for row in form.rows if row.score and row.family != "cost"] if line.executed.number == 0 else []
    if not gained:
        yield HOLDS
        return
    points = sum((row.score for row in gained if row.score is not None), _ZERO)
    yield Broken(
        f"全年执行数是{line.executed.value.text}，{listed(row.label for row in gained)}却得{plain(points)}分",
        [
            line.executed_figure(),
            *(each for row in gained for each in (row.figure("actual"), row.figure("score"), row.figure("name"))),
        ],
        suggestion="没有支出而完成的，说明完成的依据；没有实施的，不应得分。",
        cause="nothing spent",
    )


@rule(
    "form.result.gap",
    sentence="指标得分率不应远高于预算执行率。",
    severity="warning",
    basis="预算绩效管理一体化系统的一致性提示：指标得分率与预算执行得分率相差过大",
    good="指标得分率97.8%，预算执行率96%",
    bad="指标得分率100%，预算执行率20%",
    lacking="没有指标得分，或没有可算的执行率",
)
def result_gap(form: FormContext) -> Verdicts:
    """Results far better than the spending: a gap of thirty points needs a word, a smaller one is a remark."""
    line = form.main_line
    scored = [row for row in form.rows if row.score is not None and row.weight]
    weights = sum((row.weight for row in scored if row.weight is not None), _ZERO)
    if line is None or not line.base.number or not line.executed.number or not weights:
        return
    reached = sum((row.score for row in scored if row.score is not None), _ZERO) / weights
    spent = min(line.executed.number / line.base.number, _ONE)
    limit = form.scheme.rules.unspent_notice
    if reached - spent <= limit:
        yield HOLDS
        return
    execution = form.form.execution
    yield Broken(
        f"预算只执行了{percent(spent)}，指标得分率却有{percent(reached)}",
        [
            line.figure("rate"),
            figure("预算执行率的完成值", execution.rate),
            line.executed_figure(),
            figure("实际完成情况", form.form.goal.actual),
            *(row.figure("actual") for row in scored if row.label.endswith(words("percentages", "completion"))),
        ],
        severity="warning" if reached - spent > _WIDE_GAP and not form.execution_reasoned else "info",
        relation=f"{percent(reached)} − {percent(spent)} = {percent(reached - spent)}",
        cause="gap between result and spending",
    )


@rule(
    "form.grade",
    sentence="自评等级应与总分相符（一般90分以上为优，80分以上为良，60分以上为中，60分以下为差）。",
    severity="warning",
    basis="财预〔2020〕10号：评价等级按得分划分",
    good="总分97.6分，等级优",
    bad="总分77.6分，等级优",
    lacking="没有写自评等级，或没有总分",
)
def grade(form: FormContext) -> Verdicts:
    """The grade that a labelled cell states against the total."""
    rules = form.scheme.rules
    names = rules.grade_names
    if form.total_score is None or (form.total_weight or _HUNDRED) != _HUNDRED:
        return
    reached = (name for name, cut in zip(names, rules.grade_cuts, strict=False) if form.total_score >= cut)
    fitting = next(reached, names[-1])
    for label, value in form.form.texts.items():
        stated = (value.text or "").removesuffix("秀").removesuffix("好")
        if ("等级" not in label and "等次" not in label) or stated not in names:
            continue
        if stated == fitting:
            yield HOLDS
        else:
            yield Broken(
                f"{label}填“{value.text}”，总分{form.form.total.score.text}应为“{fitting}”",
                [suspect(label, value, fitting), figure("总分", form.form.total.score)],
                relation=f"{plain(form.total_score)}分为{fitting}",
            )


@rule(
    "form.goal.repeats_name",
    sentence="预期目标应写明目标，不应只是重复项目名称。",
    severity="info",
    basis="财预〔2020〕10号：绩效目标应当明确、具体、可衡量",
    good="保障系统稳定运行，全县参保群众结算不中断",
    bad="预期目标：医保信息系统运行维护费",
    lacking="没有预期目标",
    kinds=ALL_KINDS,
)
def repeats_name(form: FormContext) -> Verdicts:
    """A goal that says no more than the name of the project."""
    expected, name = form.form.goal.expected, form.form.project.name
    if not expected.text or not name.text:
        return
    if expected.text.rstrip("。.；;") != name.text.rstrip("*。"):
        yield HOLDS
        return
    yield Broken(
        f"预期目标只重复了项目名称：{expected.text}",
        [suspect("预期目标", expected), figure("项目名称", name)],
        suggestion="写明要完成的任务和要达到的效果。",
    )


@rule(
    "form.target.weak",
    sentence="指标值应细化、量化，“据实”“长效”等不便考核。",
    severity="info",
    basis="财预〔2021〕101号：绩效指标应当细化、量化，便于考核",
    good="指标值≥12次",
    bad="指标值：据实",
    lacking="没有指标值",
    kinds=ALL_KINDS,
)
def weak_targets(form: FormContext) -> Verdicts:
    """Targets that nobody can miss; grades such as 优 are usual for qualitative indicators, but weak."""
    weak = words("weak", "targets")
    found = [row for row in form.rows if row.indicator.target.text in weak]
    if len(found) < len(form.rows):
        yield HOLDS
    if found:
        yield Broken(
            f"{listed(row.label for row in found)}的指标值没有量化（"
            + "、".join(dict.fromkeys(row.indicator.target.text or "" for row in found))
            + "）",
            [each for row in found for each in (row.figure("target"), row.figure("actual"))],
            cause="weak targets",
        )
