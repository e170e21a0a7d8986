"""Fills what stands outside of the indicators: head, year, money, goal, conclusions, signatures."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.check.line import FUNDING_COLUMNS
from jixiao.knowledge.vocabulary import normal, without_remarks
from jixiao.model.form import SOURCE_NAMES, Form, FundingLine
from jixiao.model.value import Value
from jixiao.read.layout import Cell, Grid, Paragraph
from jixiao.read.recognise.draft import Draft
from jixiao.write.fill.lines import year_span
from jixiao.write.fill.manner import in_unit
from jixiao.write.fill.slots import Slots

_REPORTER = "填报单位"
_TEXTS = (("conclusion", "评价结论"), ("problems", "存在问题"), ("improvements", "改进措施"))
_SIGNERS = (("project_lead", "项目负责人"), ("finance_lead", "财务负责人"))
_GOALS = (("expected", "预期目标"), ("actual", "目标完成情况"))
_FORECAST = ("forecast", "全年预计执行数")
_AMOUNTS = frozenset(("initial", "budget", "executed", "forecast"))
_TITLE_ROWS = 3
REMARK = "总分说明"  # stands in the row of the total
_OF_THE_LAYOUT = frozenset(("注", "说明", "备注"))  # each layout explains itself: no data of the unit


def fill_head(slots: Slots, draft: Draft, data: Form) -> None:
    """Fill project, department, unit, year, labelled texts, goal, conclusions and signatures."""
    form = draft.form
    _project(slots, form, data)
    _units(slots, form, data)
    _year(slots, draft, data)
    for name, label in _GOALS:
        slots.put(getattr(form.goal, name), written(getattr(data.goal, name)), label)
    for name, label in _TEXTS:
        slots.put(getattr(form, name), written(getattr(data, name)), label, key=name)
    for name, label in _SIGNERS:
        slots.put(getattr(form.signatures, name), getattr(data.signatures, name).text, label, key=name)
    _texts(slots, form, data)


def fill_funding(slots: Slots, draft: Draft, data: Form) -> None:
    """Fill the rows of money, each source into the row of its kind; amounts in the unit of the layout."""
    form = draft.form
    unnamed = draft.funding.blank_total() if draft.funding is not None and not form.funding else None
    free = [unnamed] if unnamed is not None else list(form.funding)
    for line in data.funding:
        own = _own_row(free, line)
        if own is None:
            _miss_line(slots, line)
            continue
        free.remove(own)
        for name, label in (*FUNDING_COLUMNS, _FORECAST):
            text = getattr(line, name).text
            if text is not None:
                shown = in_unit(text, data.money_unit.text, form.money_unit.text) if name in _AMOUNTS else text
                slots.put(_amount(own, name, form), shown, f"{source_label(line)}的{label}")


def _miss_line(slots: Slots, line: FundingLine) -> None:
    """A source without a row is told in one piece, unless there is no money of it."""
    named = [(label, getattr(line, name).text) for name, label in (*FUNDING_COLUMNS, _FORECAST)]
    amounts = "，".join(f"{label}{text}" for label, text in named if text is not None)
    if any(sign in "123456789" for sign in amounts):
        slots.miss(source_label(line), amounts)


def written(value: Value) -> str | None:
    """Give a long text as it is to be written: with the line breaks and blanks of its own cell, where it has one."""
    origin = value.origin
    part = origin[1] if origin is not None else None
    if isinstance(part, Cell) and part.box is None and "".join(part.text.split()) == value.text:
        return part.text.strip()
    return value.text


def _project(slots: Slots, form: Form, data: Form) -> None:
    """The code stands before the name where the layout has no place of its own for it."""
    code, name = data.project.code.text, data.project.name.text
    slot, own = form.project.name, form.project.code
    shared = own.origin is None or own.origin == slot.origin
    if code and name and shared:
        code, name = None, f"{code}-{name}"
        slot = Value(f"{own.text}-{slot.text}" if own else slot.text, slot.origin)
    slots.put(own, code, "项目编码", key="project_code")
    slots.put(slot, name, "项目名称", key="project_name")


def _units(slots: Slots, form: Form, data: Form) -> None:
    reporter = form.texts.get(_REPORTER)
    shared = form.unit is reporter
    slots.put(form.department, data.department.text, "主管部门", key="department")
    unit = data.unit.text
    if unit is not None and not shared and (form.unit.origin is not None or reporter is None):
        slots.put(form.unit, unit, "实施单位", key="unit")
    if reporter is not None and (text := _text_of(data, _REPORTER) or unit or data.department.text):
        slots.put(reporter, text, _REPORTER, key="reporter")


def _year(slots: Slots, draft: Draft, data: Form) -> None:
    if data.year is None:
        return
    form = draft.form
    origin = form.year_printed.origin
    part = origin[1] if origin is not None else None
    if origin is not None and isinstance(part, Cell) and form.year_printed.text is None and not part.text.strip():
        slots.put(form.year_printed, str(data.year), "年度")
        return
    for grid, part in _lines(draft):
        if (span := year_span(part.text, data.year)) is not None:
            slots.put_span(part, grid, span)
            return
    slots.put(form.year_printed, str(data.year), "年度", key="year")


def _lines(draft: Draft) -> Iterator[tuple[Grid | None, Cell | Paragraph]]:
    """Give the texts that may name the year: where it was read, the title, the lines around, the first rows."""
    form = draft.form
    for value in (form.year_printed, form.title):
        if (origin := value.origin) is not None:
            yield _part(origin)
    for line in draft.lines:
        yield None, line
    for value in form.texts.values():
        if (origin := value.origin) is not None and isinstance(origin[1], Paragraph):
            yield None, origin[1]
    for table in draft.tables[:1]:
        for row in table.begin[: _title_row(draft) + _TITLE_ROWS]:
            yield from ((table.grid, cell) for cell in row)


def _title_row(draft: Draft) -> int:
    origin = draft.form.title.origin
    return origin[1].row if origin is not None and isinstance(origin[1], Cell) else 0


def _part(origin: tuple[object, object]) -> tuple[Grid | None, Cell | Paragraph]:
    holder, part = origin
    assert isinstance(part, Cell | Paragraph)  # what a layout holds
    return holder if isinstance(holder, Grid) else None, part


def _texts(slots: Slots, form: Form, data: Form) -> None:
    for label, value in data.texts.items():
        if label == REMARK or _name(label) == _REPORTER or _name(label) in _OF_THE_LAYOUT or not value:
            continue
        own = next((known for known in form.texts if _name(known) == _name(label)), None)
        slots.put(form.texts[own] if own is not None else None, written(value), label, name=own)


def _text_of(data: Form, label: str) -> str | None:
    return next((value.text for known, value in data.texts.items() if _name(known) == label), None)


def _name(label: str) -> str:
    return without_remarks(normal(label))


def _own_row(free: list[FundingLine], line: FundingLine) -> FundingLine | None:
    """Give the row of the same label, else the first one of the same source."""
    same = [each for each in free if each.source == line.source]
    label = _name(line.label.text or "")
    return next((each for each in same if _name(each.label.text or "") == label), same[0] if same else None)


def _amount(own: FundingLine, name: str, form: Form) -> Value:
    """The place of an amount; a target form knows one amount only, whatever its column is called."""
    slot: Value = getattr(own, name)
    if slot.origin is None and form.kind == "performance_target" and name in ("initial", "budget"):
        return own.budget if name == "initial" else own.initial
    return slot


def source_label(line: FundingLine) -> str:
    """Give the name of a row of money, as it is printed or as its kind is called."""
    return _name(line.label.text) if line.label.text else SOURCE_NAMES[line.source]
