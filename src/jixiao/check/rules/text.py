"""What must not stand in a finished form: spreadsheet errors, instructions, placeholders, clipped names."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.check.context import FormContext
from jixiao.check.rule import ALL_KINDS, HOLDS, Broken, Verdicts, rule, suspect
from jixiao.check.traces import Trace
from jixiao.knowledge.check_words import open_end
from jixiao.model.value import Value

FINISHED = "公开的自评表应当填写完整，删除模板说明"
_SHORTEST_NAME = 6
_LONGEST_CLIPPED = 60
_DEPARTMENT_TWICE = ("局部门", "委部门", "办部门", "院部门", "中心部门", "厅部门", "处部门")


def _traces(form: FormContext, kind: str) -> list[Trace]:
    return [trace for trace in form.traces if trace.pattern.kind == kind]


def _nothing_found(form: FormContext) -> Verdicts:
    """Looked through and clean, unless there was no text to look through."""
    if form.values:
        yield HOLDS


def _places(form: FormContext, traces: list[Trace]) -> str:
    """Name where traces stand, the first few of many."""
    return "、".join(form.label_of(trace.value) for trace in traces[:5])


@rule(
    "form.text.spreadsheet",
    sentence="表中不应有电子表格错误值。",
    severity="error",
    basis=FINISHED,
    good="其他资金的执行率空白",
    bad="其他资金的执行率印为#DIV/0!",
    lacking="没有文字",
    kinds=ALL_KINDS,
)
def spreadsheet_errors(form: FormContext) -> Verdicts:
    """#DIV/0! and its like; all of one form are one finding."""
    found = _traces(form, "spreadsheet")
    if not found:
        yield from _nothing_found(form)
        return
    texts = "、".join(dict.fromkeys(trace.found for trace in found))
    yield Broken(
        f"{_places(form, found)}印着电子表格错误值{texts}",
        [suspect(form.label_of(trace.value), trace.value) for trace in found],
        relation="除数为0或引用失效" if "#" in texts else None,
        suggestion="没有预算的行不填执行率；改正公式后重新生成。",
        cause="spreadsheet errors",
    )


@rule(
    "form.text.instruction",
    sentence="表中不应留有模板的填写说明。",
    severity="error",
    basis=FINISHED,
    good="实际完成情况：系统全年稳定运行",
    bad="实际完成情况：对照年度目标，说明相关任务目标的完成情况（100字以内）",
    lacking="没有文字",
    kinds=ALL_KINDS,
)
def instructions(form: FormContext) -> Verdicts:
    """Passages of the template that tell what to write."""
    found = _traces(form, "instruction")
    if not found:
        yield from _nothing_found(form)
        return
    yield Broken(
        f"{_places(form, found)}留有模板的填写说明：“{(found[0].value.text or '')[:40]}”",
        [suspect(form.label_of(trace.value), trace.value) for trace in found],
        suggestion="删除填写说明，填写实际情况。",
        cause="instructions left in",
    )


def _each_trace(form: FormContext, kind: str) -> Verdicts:
    traces = _traces(form, kind)
    if not traces:
        yield from _nothing_found(form)
    for value, pattern, found in traces:
        label = form.label_of(value)
        yield Broken(f"{label}有{pattern.name}：“{found[:40]}”", [suspect(label, value)], severity=pattern.severity)


@rule(
    "form.text.placeholder",
    sentence="表中不应留有未填写的占位符。",
    severity="warning",
    basis=FINISHED,
    good="完成值28000人",
    bad="完成值XX人",
    lacking="没有文字",
    kinds=ALL_KINDS,
)
def placeholders(form: FormContext) -> Verdicts:
    """XX, ……, 20XX年."""
    yield from _each_trace(form, "placeholder")


@rule(
    "form.text.choice",
    sentence="模板中二选一的措辞应有取舍。",
    severity="warning",
    basis=FINISHED,
    good="比上年增加3万元",
    bad="比上年增加/减少3万元",
    lacking="没有文字",
    kinds=ALL_KINDS,
)
def choices(form: FormContext) -> Verdicts:
    """增加/减少 left as alternatives."""
    yield from _each_trace(form, "choice")


@rule(
    "form.text.residue",
    sentence="表中不应有排版标记和重复的标点。",
    severity="info",
    basis=FINISHED,
    good="系统稳定运行，结算不中断",
    bad="系统稳定运行，，结算不中断",
    lacking="没有文字",
    kinds=ALL_KINDS,
)
def residue(form: FormContext) -> Verdicts:
    """Marks of editors and converters, doubled punctuation."""
    yield from _each_trace(form, "residue")


@rule(
    "form.text.clipped",
    sentence="名称和原因应当完整，不应在半中间截断。",
    severity="warning",
    basis=FINISHED,
    good="健全重特大疾病医疗保险和救助制度",
    bad="健全重特大疾病医疗保险和救",
    lacking="没有指标名称",
    kinds=ALL_KINDS,
)
def clipped(form: FormContext) -> Verdicts:
    """Names of indicators and projects and short reasons that end in the middle of a phrase; one finding for all."""
    found = []
    for value in _names_and_reasons(form):
        text = value.text or ""
        if _SHORTEST_NAME <= len(text) <= _LONGEST_CLIPPED and open_end(text) is not None:
            found.append(value)
        else:
            yield HOLDS
    if found:
        shown = "、".join(dict.fromkeys(f"“{value.text}”" for value in found))
        yield Broken(
            f"文字好像被截断：{shown}",
            [suspect(form.label_of(value), value) for value in found],
            suggestion="补全文字。",
            cause="clipped texts",
        )


def _names_and_reasons(form: FormContext) -> Iterator[Value]:
    if form.form.project.name:
        yield form.form.project.name
    for row in form.form.indicators:
        if row.name:
            yield row.name
        if row.reason:
            yield row.reason


@rule(
    "form.text.department",
    sentence="单位名称应当完整准确，不应带有多余的字。",
    severity="info",
    basis=FINISHED,
    good="示例县医疗保障局",
    bad="示例县医疗保障局部门",
    lacking="没有主管部门",
    kinds=ALL_KINDS,
)
def department(form: FormContext) -> Verdicts:
    """The label 部门 glued to the name of the department."""
    for label, value in (("主管部门", form.form.department), ("实施单位", form.form.unit)):
        text = value.text
        if text is None:
            continue
        if text.endswith(_DEPARTMENT_TWICE):
            right = text.removesuffix("部门")
            yield Broken(f"{label}“{text}”末尾多了“部门”二字", [suspect(label, value, right)])
        else:
            yield HOLDS
