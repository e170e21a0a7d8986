"""What is missing: values, columns, whole parts; and values that stand where they do not belong."""

from __future__ import annotations

from jixiao.check.amounts import money_in
from jixiao.check.context import FormContext
from jixiao.check.row import Row
from jixiao.check.rule import ALL_KINDS, HOLDS, SELF_EVALUATIONS, Broken, NotRun, Verdicts, figure, rule, suspect
from jixiao.check.say import listed
from jixiao.model.quantity import Quantity

COMPLETE = "财预〔2020〕10号：自评表应当填写完整"
_FEWEST_FIGURES = 2


@rule(
    "form.broken_off",
    sentence="自评表应有绩效指标，不能只有表头和资金。",
    severity="error",
    basis=COMPLETE,
    good="有项目、资金、年度目标和绩效指标",
    bad="表格到资金为止，没有绩效指标",
    lacking="没有读到表头",
    kinds=(*SELF_EVALUATIONS, "performance_target"),
)
def broken_off(form: FormContext) -> Verdicts:
    """A form that ends before its indicators."""
    name = form.form.project.name
    if form.rows:
        yield HOLDS
    if form.rows or (not name and not form.lines):
        return
    goal, total = form.form.goal, form.form.total
    ends = not any((goal.expected, goal.actual, total.score, form.form.conclusion))
    missing = "年度目标、绩效指标、得分和总分" if ends else "绩效指标（或没有读到）"
    yield Broken(
        f"表格不完整：没有{missing}",
        [suspect("项目名称", name), figure("预期目标", goal.expected), figure("实际完成情况", goal.actual)],
        severity="error" if ends else "warning",
        suggestion="补全表格。",
    )


@rule(
    "form.unfilled",
    sentence="自评表应填写完成值和得分。",
    severity="error",
    basis=COMPLETE,
    good="各指标都有完成值和得分",
    bad="所有指标的完成值和得分都是空白",
    lacking="没有绩效指标",
)
def unfilled(form: FormContext) -> Verdicts:
    """A self-evaluation in which nothing is evaluated."""
    if not form.named_rows or not {"actual", "score"} <= form.parts:
        return
    if any(row.indicator.actual or row.indicator.score for row in form.rows):
        yield HOLDS
        return
    yield Broken(
        f"自评表没有填写：{len(form.named_rows)}项指标的完成值和得分全部是空白",
        [
            suspect("总分", form.form.total.score),
            *(row.suspect(column) for row in form.named_rows for column in ("actual", "score")),
        ],
        suggestion="按实际完成情况填写完成值、得分和总分。",
    )


@rule(
    "form.no_column",
    sentence="自评表应有分值、得分和完成值各栏。",
    severity="warning",
    basis=COMPLETE,
    good="有分值、得分、完成值各栏",
    bad="没有“分值”一栏",
    lacking="没有绩效指标",
)
def no_column(form: FormContext) -> Verdicts:
    """A column that the layout lacks: what depends on it was not assessed."""
    if not form.rows:
        return
    for part, label in (("weight", "分值"), ("score", "得分"), ("actual", "完成值")):
        if part in form.parts:
            yield HOLDS
        else:
            yield Broken(
                f"指标表没有“{label}”一栏，与{label}有关的关系未能核对",
                [figure("项目名称", form.form.project.name)],
                cause=f"column {label}",
            )


def _lacking(form: FormContext, column: str) -> list[Row]:
    return [row for row in form.named_rows if not getattr(row.indicator, column) and row.weight]


@rule(
    "form.score.missing",
    sentence="有分值的指标应填写得分。",
    severity="warning",
    basis=COMPLETE,
    good="分值10，得分10",
    bad="分值10，得分空白",
    lacking="没有得分一栏，或全表都没有得分",
)
def score_missing(form: FormContext) -> Verdicts:
    """Scores left blank while others are given."""
    if not any(row.score is not None for row in form.rows):
        return
    lacking = _lacking(form, "score")
    yield HOLDS
    if lacking:
        yield Broken(
            f"{listed(row.label for row in lacking)}没有填写得分",
            [row.suspect("score") for row in lacking],
            suggestion="补填得分，并核对总分。",
            cause="missing scores",
        )


@rule(
    "form.actual.missing",
    sentence="得了分的指标应填写完成值。",
    severity="warning",
    basis=COMPLETE,
    good="完成值12次，得分15",
    bad="完成值空白，得分15",
    lacking="没有得分，或没有完成值一栏",
)
def actual_missing(form: FormContext) -> Verdicts:
    """Points without a result that they could rest on."""
    if "actual" not in form.parts:
        return
    scored = [row for row in form.named_rows if row.score]
    lacking = [row for row in scored if not row.indicator.actual]
    if len(scored) > len(lacking):
        yield HOLDS
    if lacking:
        without = "，指标值也是空白" if not any(row.indicator.target for row in lacking) else ""
        yield Broken(
            f"{listed(row.label for row in lacking)}有得分，却没有填写完成值{without}",
            [figure for row in lacking for figure in (row.suspect("actual"), row.figure("score"))],
            suggestion="填写实际完成值。",
            cause="missing results",
        )


@rule(
    "form.target.missing",
    sentence="指标应有指标值。",
    severity="info",
    basis="财预〔2020〕10号：绩效指标应当细化量化",
    good="指标值≥12次",
    bad="指标值空白，完成12次",
    lacking="没有绩效指标",
    kinds=ALL_KINDS,
)
def target_missing(form: FormContext) -> Verdicts:
    """A named indicator without a target."""
    lacking = [row for row in form.named_rows if not row.indicator.target]
    if len(lacking) < len(form.named_rows):
        yield HOLDS
    if lacking:
        yield Broken(
            f"{listed(row.label for row in lacking)}没有指标值",
            [row.suspect("target") for row in lacking],
            cause="missing targets",
        )


@rule(
    "form.row.stray",
    sentence="指标行应有指标名称，不应只有一个孤立的数。",
    severity="error",
    basis=COMPLETE,
    good="经济效益指标一行空白（没有设这项指标）",
    bad="经济效益指标一行没有指标名称，完成值却有138.17万元",
    lacking="每一行都有指标名称",
    kinds=ALL_KINDS,
)
def stray_value(form: FormContext) -> Verdicts:
    """A row with nothing but one value; the amount may be another project's."""
    for row in form.rows:
        cells = row.indicator
        if cells.name:
            continue
        column = "actual" if cells.actual else "target"
        value = getattr(cells, column)
        alone = bool(cells.target) != bool(cells.actual) and not cells.weight and not cells.score
        if not alone or value.quantity.number is None:
            yield HOLDS
            continue
        source, certain = _origin(form, row.actual if cells.actual else row.target)
        yield Broken(
            f"“{row.label}”一行没有指标名称、指标值和分值，只有{value.text}{source}",
            [row.suspect(column), *form.main_amounts()],
            severity="error" if certain else "warning",
            suggestion="删去这个数，或补全指标。",
        )


def _origin(form: FormContext, stray: Quantity) -> tuple[str, bool]:
    """Say where a stray amount comes from, and whether it is certain that it does not belong here."""
    amount, line = money_in(stray, form.unit), form.main_line
    if amount is None:
        return "", False
    for other in form.file.forms:
        theirs = other.main_line if other is not form else None
        if theirs is not None and amount in (theirs.executed.number, theirs.base.number):
            return f"，与“{other.project}”的金额相同", True
    if line is not None and line.base.number is not None and amount > line.base.number:
        return f"，超过本项目预算{line.base.value.text}{form.unit}", True
    return "", False


@rule(
    "form.levels",
    sentence="绩效指标应包括产出、效益和满意度指标。",
    severity="info",
    basis="财预〔2020〕10号：绩效指标包括产出、效益和满意度等",
    good="产出、效益、满意度指标都有",
    bad="没有满意度指标",
    lacking="没有绩效指标",
    kinds=(*SELF_EVALUATIONS, "performance_target"),
)
def levels(form: FormContext) -> Verdicts:
    """Families of indicators of which none is set."""
    if not form.named_rows:
        raise NotRun("没有绩效指标")
    names = "".join(
        f"{row.indicator.level1.text or ''}{row.indicator.level2.text or ''}{row.label}" for row in form.named_rows
    )
    missing = [family for family in ("产出", "效益", "满意") if family not in names]
    yield HOLDS
    if missing and len(form.named_rows) >= _FEWEST_FIGURES:
        yield Broken(
            f"没有设置{'、'.join(f'{family}度' if family == '满意' else family for family in missing)}指标",
            [figure("项目名称", form.form.project.name)],
            cause="missing families",
        )
