"""Several forms of one file against each other: printed twice, one project under two names, copied texts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from jixiao.check.context import FileContext, FormContext
from jixiao.check.row import Row
from jixiao.check.rule import ALL_KINDS, HOLDS, Broken, Verdicts, figure, rule, suspect
from jixiao.model.form import Form
from jixiao.model.value import Value

ONE_EACH = "每个项目一张自评表"
OWN_TEXT = "绩效指标应当针对本项目设置"
_SHORTEST_COPY = 8
_SHORTEST_PREFIX = 10


@rule(
    "file.form_twice",
    sentence="同一张自评表不应出现两次。",
    severity="error",
    basis=ONE_EACH,
    good="七个项目七张表",
    bad="同一项目的自评表印了两遍，内容完全相同",
    lacking="只有一张表",
    kinds=ALL_KINDS,
    scope="file",
)
def form_twice(file: FileContext) -> Verdicts:
    """Two forms whose every cell is the same."""
    seen: dict[tuple[str | None, ...], FormContext] = {}
    for form in file.forms if len(file.forms) > 1 else ():
        if not form.rows:
            continue
        first = seen.setdefault(_content(form.form), form)
        if first is form:
            yield HOLDS
            continue
        yield Broken(
            f"“{form.project}”的自评表出现两次（第{first.index + 1}张和第{form.index + 1}张），内容完全相同",
            [suspect("项目名称", form.form.project.name), figure("项目名称", first.form.project.name)],
            suggestion="删去重复的一张；如应为另一项目，补上该项目的表。",
            document=form.index,
        )


def _content(form: Form) -> tuple[str | None, ...]:
    texts = [form.project.name.text, form.project.code.text, form.total.score.text, form.goal.expected.text]
    for line in form.funding:
        texts += [line.initial.text, line.budget.text, line.executed.text]
    for row in form.indicators:
        texts += [row.name.text, row.target.text, row.actual.text, row.weight.text, row.score.text]
    return tuple(texts)


@rule(
    "file.project_names",
    sentence="同一项目应使用同一名称，同名的项目应是同一张表。",
    severity="warning",
    basis=ONE_EACH,
    good="每个项目编码一个名称",
    bad="同一项目编码下有两个名称；名称不同而金额相同、名称相近",
    lacking="只有一张表",
    kinds=ALL_KINDS,
    scope="file",
)
def project_names(file: FileContext) -> Verdicts:
    """One code with two names, one name with two contents, two like names with the same amounts."""
    named = [form for form in file.forms if form.project] if len(file.forms) > 1 else []
    for one, other in _related(named):
        difference = _differ(one, other)
        if difference is not None:
            yield Broken(
                difference,
                [suspect("项目名称", other.form.project.name), figure("项目名称", one.form.project.name)],
                suggestion="核对是否同一项目，统一名称。",
                document=other.index,
            )
    for _ in named:
        yield HOLDS


def _related(forms: list[FormContext]) -> Iterator[tuple[FormContext, FormContext]]:
    """Pairs of forms that share a code, a name or the amounts: each form with the first of its like."""
    first: dict[object, FormContext] = {}
    for form in forms:
        line = form.main_line
        money = (line.base.number, line.executed.number) if line is not None and line.executed.number else None
        likes = {first.setdefault(key, form).index for key in (form.form.project.code.text, form.project, money) if key}
        yield from ((form.file.forms[index], form) for index in sorted(likes) if index != form.index)


def _differ(one: FormContext, other: FormContext) -> str | None:
    code, name = one.form.project.code.text, one.project or ""
    if code and code == other.form.project.code.text and name != other.project:
        return f"项目编码{code}有两个名称：“{name}”和“{other.project}”"
    if name == other.project:
        alike = one.form.year == other.form.year and one.kind == other.kind and one.rows and other.rows
        if alike and _content(one.form) != _content(other.form):
            return f"“{name}”有两张内容不同的表（第{one.index + 1}张和第{other.index + 1}张）"
        return None
    if code != other.form.project.code.text or not _alike(name, other.project or ""):
        return None
    return f"“{name}”与“{other.project}”名称相近、金额相同，可能是同一项目"


def _alike(one: str, other: str) -> bool:
    """Whether one name contains the other, or four fifths of the shorter one's pairs of characters are in both."""
    short, long = sorted((one, other), key=len)
    return short in long or len(_pairs(short) & _pairs(long)) * 5 >= len(_pairs(short)) * 4


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


@rule(
    "file.copied_indicator",
    sentence="效益和满意度指标应针对本项目，不应照抄其他项目的指标。",
    severity="warning",
    basis=OWN_TEXT,
    good="退休人员门诊补助：减轻退休人员门诊就医负担",
    bad="退休人员住院补助：减轻困难群众医疗费用负担（与医疗救助项目相同）",
    lacking="没有几个项目共用的效益指标名称",
    kinds=ALL_KINDS,
    scope="file",
)
def copied_indicator(file: FileContext) -> Verdicts:
    """A benefit that several projects name in the same words, where one of them speaks of it nowhere else."""
    for name, rows in _shared_names(file).items():
        kinship = [(_kinship(form, row, name), form, row) for form, row in rows]
        closest = max(kinship, key=lambda each: each[0])
        for nearness, form, row in kinship:
            if nearness >= closest[0] or nearness * 2 > closest[0]:
                yield HOLDS
                continue
            yield Broken(
                f"“{form.project}”的指标“{name}”与“{closest[1].project}”的相同，像是照抄其他项目",
                [row.suspect("name"), closest[2].figure("name")],
                suggestion="改为反映本项目效果的指标。",
                document=form.index,
            )


def _shared_names(file: FileContext) -> dict[str, list[tuple[FormContext, Row]]]:
    found: dict[str, list[tuple[FormContext, Row]]] = {}
    for form in file.forms if len(file.forms) > 1 else ():
        for row in form.named_rows:
            if "效益" in (row.indicator.level1.text or "") and len(row.label) >= _SHORTEST_COPY:
                found.setdefault(row.label, []).append((form, row))
    return {name: rows for name, rows in found.items() if len({form.project for form, _ in rows}) > 1}


def _kinship(form: FormContext, own: Row, name: str) -> int:
    """How many pairs of characters of a name stand elsewhere on the form."""
    rest = " ".join(filter(None, [form.project, form.form.goal.expected.text, *_other_names(form, own)]))
    return len(_pairs(name) & _pairs(rest))


def _other_names(form: FormContext, own: Row) -> Iterator[str]:
    return (row.label for row in form.named_rows if row is not own)


@rule(
    "file.foreign_group",
    sentence="满意度指标的调查对象应是本项目的服务对象。",
    severity="warning",
    basis=OWN_TEXT,
    good="尘肺病患者补助：尘肺病患者满意度",
    bad="尘肺病患者补助：退休人员满意度（退休人员是另一项目的对象）",
    lacking="没有满意度指标，或只有一个项目",
    kinds=ALL_KINDS,
    scope="file",
)
def foreign_group(file: FileContext) -> Verdicts:
    """A group that only another project of the file is about."""
    if len({form.project for form in file.forms}) < 2:
        return
    for form in file.forms:
        for row in form.named_rows:
            group = row.label.partition("满意")[0] if row.family == "satisfaction" else ""
            if len(group) < 3:
                continue
            other = _owner(file, form, group) if not _speaks_of(form, row, group) else None
            if other is None:
                yield HOLDS
            else:
                yield Broken(
                    f"“{form.project}”的满意度指标“{row.label}”，“{group}”是“{other.project}”的对象，本项目没有提到",
                    [row.suspect("name"), figure("项目名称", other.form.project.name)],
                    suggestion="改为本项目服务对象的满意度。",
                    document=form.index,
                )


def _speaks_of(form: FormContext, own: Row, group: str) -> bool:
    passages = (form.project, form.form.goal.expected.text, form.form.goal.actual.text, *_other_names(form, own))
    return any(group[:3] in passage for passage in passages if passage)


def _owner(file: FileContext, form: FormContext, group: str) -> FormContext | None:
    others = (other for other in file.forms if other.project != form.project)
    return next((other for other in others if group in (other.project or "")), None)


@rule(
    "file.clipped_name",
    sentence="同一文件中名称应当完整，较短的名称不应是较长名称截断的前半。",
    severity="warning",
    basis="公开的自评表应当填写完整",
    good="两张表都写“健全医疗保险和救助制度”",
    bad="一张表写“健全医疗保险和救助制度”，另一张写“健全医疗保险和救助”",
    lacking="只有一张表",
    kinds=ALL_KINDS,
    scope="file",
)
def clipped_name(file: FileContext) -> Verdicts:
    """A long name that goes on elsewhere in the file."""
    names: dict[str, tuple[FormContext, str, Value]] = {}
    for form in file.forms if len(file.forms) > 1 else ():
        if form.project:
            names.setdefault(form.project, (form, "项目名称", form.form.project.name))
        for row in form.named_rows:
            names.setdefault(row.label, (form, "指标名称", row.indicator.name))
    ordered = sorted(names)
    for name, following in pairwise(ordered):
        if len(name) < _SHORTEST_PREFIX or not following.startswith(name):
            yield HOLDS
            continue
        form, label, value = names[name]
        yield Broken(
            f"{label}“{name}”可能被截断，另一处是“{following}”",
            [suspect(label, value, following), figure(*names[following][1:])],
            severity="warning" if label == "指标名称" else "info",
            document=form.index,
        )
