"""The forms of a workbook: 项目 has a row for each, 资金, 指标, 监控 and 其他栏目 belong to one by its number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

from jixiao.knowledge.workbook import FieldColumn, workbook_words
from jixiao.model.form import Form, FormKind, FundingLine, FundingSource, Indicator
from jixiao.model.value import Value
from jixiao.read.data.problems import Problems
from jixiao.read.data.workbook.records import Record, chosen

Records = Callable[[str], list[Record]]
_SINGLE = ("title", "department", "unit", "money_unit", "conclusion", "problems", "improvements")
_MONEY = ("initial", "budget", "executed", "rate", "forecast")
_PARTS = ("goal", "execution", "total", "signatures")


def read_forms(records: Records, year: int, problems: Problems) -> list[Form]:
    """Give the forms in the order of their rows; `records` gives the rows of a sheet by its id."""
    forms: dict[str, Form] = {}
    for record in records("projects"):
        number = record.text("number")
        if number is None or number in forms:
            problems.add(record.sheet.where(record.row, 0), "序号" + ("没有填" if number is None else "重复了"))
            continue
        forms[number] = _form(record, year, problems)
    for record, form in _belonging(records("funding"), forms, problems):
        form.funding.append(_funding(record, problems))
    for sheet in ("indicators", "monitoring"):
        for record, form in _belonging(records(sheet), forms, problems):
            form.indicators.append(Indicator(**{name: record.value(name) for name in Indicator.__slots__}))
            _check_choices(sheet, record, problems)
    for record, form in _belonging(records("passages"), forms, problems):
        form.texts[record.text("label") or ""] = record.value("text")
    return list(forms.values())


def _belonging(records: list[Record], forms: dict[str, Form], problems: Problems) -> Iterator[tuple[Record, Form]]:
    """Give each row with the form that its number names."""
    for record in records:
        number = record.text("number")
        form = forms.get(number or "")
        if form is not None:
            yield record, form
        elif number is None:
            problems.add(record.where, "没有填序号，不知道属于哪个项目")
        else:
            problems.add(record.cells["number"].where, f"“项目”中没有序号“{number}”")


def _form(record: Record, year: int, problems: Problems) -> Form:
    kind = chosen(record, _column("projects", "kind"), problems) or "project_self_evaluation"
    form = Form(cast(FormKind, kind), _year(record, year, problems))
    form.year_printed = record.value("year") or Value(str(form.year))
    for name in _SINGLE:
        setattr(form, name, record.value(name))
    chosen(record, _column("projects", "money_unit"), problems)
    form.project.code, form.project.name = record.value("code"), record.value("name")
    for part in _PARTS:
        holder = getattr(form, part)
        for name in holder.__slots__:
            setattr(holder, name, record.value(f"{part}.{name}"))
    form.totals = [form.total] if form.total.weight or form.total.score else []
    form.parts = {"head", "funding", "goal", "indicators", "execution", "total", "weight", "score", "actual", "reason"}
    return form


def _year(record: Record, year: int, problems: Problems) -> int:
    cell = record.cells.get("year")
    if cell is None:
        return year
    found = read_year(cell.text)
    if found is None:
        problems.add(cell.where, f"“{cell.text}”不是年度，应为四位数字，如 {year}")
    return found or year


def read_year(text: str) -> int | None:
    """Give the year that a cell says: 2024, 2024年, 2024年度."""
    digits = text.removesuffix("年度").removesuffix("年").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) == 4 else None


def _funding(record: Record, problems: Problems) -> FundingLine:
    source = chosen(record, _column("funding", "source"), problems)
    if "source" not in record.cells:
        problems.add(record.where, "没有选资金来源")
    line = FundingLine(cast(FundingSource, source or "total"), record.value("label"))
    for name in _MONEY:
        setattr(line, name, record.value(name))
    return line


def _check_choices(sheet: str, record: Record, problems: Problems) -> None:
    """Values that must be one of a list are told where they are not; others people may type freely."""
    for column in workbook_words().sheets[sheet].columns:
        if column.choices and not column.free:
            chosen(record, column, problems)


def _column(sheet: str, key: str) -> FieldColumn:
    return next(column for column in workbook_words().sheets[sheet].columns if column.key == key)
