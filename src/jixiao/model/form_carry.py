"""Forms carried over: an approved target (绩效目标表) into a 监控表 or 自评表, a form into one of another kind or year.

What is carried is what must be the same in the three forms of a year: goal, indicators with levels, targets and
weights, budget. What a form says of its own (results, reasons, scores) stays with the indicator of the same name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import fields

from jixiao.model.form import Form, FundingLine, Indicator
from jixiao.model.form_changes import changes
from jixiao.model.form_rows import copied, says_something
from jixiao.model.value import Value, blank

ADJUSTED = "目标调整情况"  # the passage that tells what an adjusted target said before
TARGET_CELLS = ("level1", "level2", "name", "comparator", "target", "unit", "weight")
_OWN_CELLS = tuple(each.name for each in fields(Indicator) if each.name not in TARGET_CELLS)
_OWN_MONEY = ("executed", "rate", "forecast")


def carried(target: Form, into: Form, first: Form | None = None, why: str = "") -> Form:
    """Give a 监控表 or 自评表 that begins from an approved target, or follows it where it was adjusted (目标调整).

    `first` is the target as it was before the adjustment, `why` its reason: what it said is told in a passage of its
    own, and 年初预算数 is the first budget. Indicators are in the target's order; those that it has no more are left.
    """
    form = copied(into)
    form.goal.expected = target.goal.expected or form.goal.expected
    form.money_unit = target.money_unit or form.money_unit
    form.indicators = _rows(target.indicators, into.indicators)
    form.funding = _funding(target, into, first or target)
    if first is not None and (told := adjustment(first, target, why)):
        form.texts[ADJUSTED] = Value(told)
    return form


def adjustment(first: Form, target: Form, why: str = "") -> str:
    """Give what an adjustment of a target changed, a sentence for each change with the old value in it."""
    said = [
        f"{change.name}由“{change.old or '空白'}”调整为“{change.new or '空白'}”"
        if change.action == "set"
        else f"{'增加' if change.action == 'added' else '取消'}{change.name}"
        for change in changes(first, target)
        if change.action != "moved"
    ]
    reason = f"（原因：{why.strip()}）" if said and why.strip() else ""
    return "；".join(said) + reason + ("。" if said else "")


def adapted(form: Form, like: Form) -> Form:
    """Give a form as one of the kind, year and project of another: its contents under that head.

    A target keeps no results; whatever else the kind has no column for is left out.
    """
    made = copied(form)
    made.kind, made.year, made.year_printed = like.kind, like.year, like.year_printed
    made.title = blank()
    for name in ("unit", "department"):
        setattr(made, name, getattr(like, name) or getattr(form, name))
    made.project.name = like.project.name or form.project.name
    made.project.code = like.project.code or form.project.code
    made.texts = {**like.texts, **form.texts}
    if made.kind != form.kind:
        _without(made)
    return made


def last_year_named(form: Form, year: int) -> list[str]:
    """Give the pointers of the cells of a form that still name a year, such as 2024年12月底前 in a form of 2025."""
    head = ("/year", "/title", "/project/code", "/project/name")
    return [pointer for pointer, value in form.values() if pointer not in head and f"{year}年" in (value.text or "")]


def _rows(wanted: Sequence[Indicator], own: Sequence[Indicator]) -> list[Indicator]:
    """The target's rows, each with the results of the own row of the same name and levels, else of the same name."""
    waiting = [row for row in own if row.name]
    partners = _paired(wanted, waiting, lambda row: (row.level1.text, row.level2.text, row.name.text))
    left = [row for row in waiting if all(row is not partner for partner in partners.values())]
    rest = [row for row in wanted if id(row) not in partners]
    partners |= _paired(rest, left, lambda row: row.name.text)
    return [_row(row, partners.get(id(row))) for row in wanted if row.name or says_something(row)]


def _paired(
    wanted: Sequence[Indicator], own: Sequence[Indicator], key: Callable[[Indicator], Hashable]
) -> dict[int, Indicator]:
    """The own row for each wanted one (by its id) that has the same key, in their order."""
    waiting: dict[Hashable, list[Indicator]] = defaultdict(list)
    for row in own:
        waiting[key(row)].append(row)
    return {id(row): waiting[key(row)].pop(0) for row in wanted if row.name and waiting.get(key(row))}


def _row(wanted: Indicator, own: Indicator | None) -> Indicator:
    row = Indicator(**{name: getattr(wanted, name) for name in TARGET_CELLS})
    if own is None:
        return row
    for name in _OWN_CELLS:
        setattr(row, name, getattr(own, name))
    row.weight = wanted.weight or own.weight  # some counties print no 分值 in the target
    return row


def _funding(target: Form, into: Form, first: Form) -> list[FundingLine]:
    """The lines of the target and those that only the form has: its spending kept, its budgets the target's."""
    lines = [_line(line, into, first) for line in target.funding if says_something(line)]
    sources = {line.source for line in lines}
    return [*lines, *(line for line in into.funding if line.source not in sources)]


def _line(line: FundingLine, into: Form, first: Form) -> FundingLine:
    own, before = into.funding_line(line.source), first.funding_line(line.source) or line
    made = FundingLine(line.source, (own.label if own else blank()) or line.label)
    made.initial = before.initial or before.budget
    made.budget = line.budget or line.initial
    for name in _OWN_MONEY if own is not None else ():
        setattr(made, name, getattr(own, name))
    return made


def _without(form: Form) -> None:
    """Take out what belongs to the kind that the form was: scores, and of a target all results."""
    kept: Iterable[str] = TARGET_CELLS if form.kind == "performance_target" else (*TARGET_CELLS, "actual", "reason")
    for row in form.indicators:
        for name in _OWN_CELLS:
            if name not in kept:
                setattr(row, name, blank())
    if form.kind == "performance_target":
        _forget_results(form)


def _forget_results(form: Form) -> None:
    form.goal.actual = blank()
    for line in form.funding:
        line.initial = line.initial or line.budget
        line.budget = line.executed = line.rate = line.forecast = blank()
    for name in ("conclusion", "problems", "improvements"):
        setattr(form, name, blank())
    form.execution, form.total, form.totals = type(form.execution)(), type(form.total)(), []
