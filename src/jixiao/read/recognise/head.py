"""Labels with their values outside of the blocks: project, department, unit, year, conclusion, signatures.

A value stands to the right of its label, or in the same cell or line behind a colon.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from jixiao.knowledge.vocabulary import normal, vocabulary, without_remarks
from jixiao.model.form import Form, Total
from jixiao.model.value import Value
from jixiao.read.layout import Cell, Paragraph
from jixiao.read.recognise.table import Item, Table
from jixiao.read.recognise.title import year_in
from jixiao.read.recognise.values import in_paragraph
from jixiao.read.recognise.words import Words, clean, printed

_CODE = re.compile(r"^([0-9A-Za-z]{12,30}|[0-9]{6}[0-9A-Za-z]{4,24})[-—－_―–](?=\D)(.+)$", re.DOTALL)
_MONEY_UNIT = re.compile(r"^(?:人民币)?(亿元|万元|千元|百元|元)$")
_MONEY_LINE = re.compile(r"单位\s*[:：]\s*(?:人民币)?\s*(亿元|万元|千元|百元|元)\s*$")
_CLOSING_YEAR = re.compile(r"\s*[（(]\s*(20[0-9]{2})?\s*年\s*度?\s*[)）]\s*$|\s{2,}(20[0-9]{2})\s*年\s*度?\s*$")
_STAMP = re.compile(r"^[（(](?:盖章|公章|签章|签字|单位公章|章)[）)]")
_TOTAL_PART = r"(分值|权重|得分|总分|合计|总得分|自评总分|自评得分)[:：]?([0-9]+(?:\.[0-9]+)?分?)"
_TOTAL_LINE = re.compile(rf"^(?:{_TOTAL_PART}[,，;；、]?)+$")
_TOTAL_PARTS = re.compile(_TOTAL_PART)
_LONGEST_LINE = 120
_NOTES = frozenset(("注", "备注", "说明"))  # what follows one of these is a text of its own
_SHARED_UNIT = frozenset(("reporter",))


def read_labels(form: Form, table: Table, items: list[Item]) -> bool:
    """Read the labelled values of a row of the head or the tail; False where the row has no such label."""
    read = False
    own = items_row(items)
    for index, (cell, label) in enumerate(items):
        if label is None:
            continue
        if label.inline is not None and label.inline[0] in ("head", "tail"):
            read = True
            if _read_line(form, table, cell):
                continue
            context, key, text = label.inline
            value = table.value(cell, printed(text)) if printed(text) else _right(table, items, index)
            put(form, context, key, value, label.text.partition(":")[0].partition("：")[0])
        elif cell.row == own and (found := _labelled(label)):
            table.mark(cell)
            put(form, *found, _right(table, items, index), label.text)
            read = True
        elif read and read_total_beside(form, table, items, index):
            read = True
    return read


def read_total_beside(form: Form, table: Table, items: list[Item], index: int) -> bool:
    """Read a total whose number stands right of its label (自评总分 | 97.6), as in the head of a form."""
    cell, label = items[index]
    after, number = items[index + 1] if index + 1 < len(items) else (cell, None)
    if label is None or label.get("row") != "total" or number is None or not number.is_number:
        return False
    table.mark(cell)
    form.totals.append(Total(score=table.value(after)))
    form.parts.add("total")
    return True


def _read_line(form: Form, table: Table, cell: Cell) -> bool:
    """Read a cell of several labels or a year: the line above a form, which a worksheet has in a cell."""
    several = _CLOSING_YEAR.search(cell.text) or len(list(labels_in_line(cell.text))) > 1
    if len(cell.text) > _LONGEST_LINE or not several:
        return False
    table.mark(cell)
    _put_labels(form, cell.text, lambda text: Value(text, (table.grid, cell)))
    return True


def items_row(items: list[Item]) -> int:
    """Give the row that a list of covering cells is of: the lowest beginning."""
    return max(cell.row for cell, _ in items)


def _labelled(label: Words) -> tuple[str, str] | None:
    for context in ("head", "tail"):
        key = label.keys.get(context)
        if key is not None:
            return context, key
    return None


def _right(table: Table, items: list[Item], index: int) -> Value:
    """Give the first filled cell to the right, up to the next label; else the blank cell beside the label.

    Where there is none, a label that ends with a colon has the place of its value behind it in its own cell.
    """
    beside: Cell | None = None
    for cell, label in items[index + 1 :]:
        if label is None:
            beside = beside or cell
        elif "head" in label.keys or "tail" in label.keys or label.inline is not None:
            break
        elif label.keys and beside is not None:
            break  # a label of another block, right of the blank
        else:
            return table.value(cell)
    if beside is not None:
        return table.value(beside)
    cell, label = items[index]
    behind = label is not None and ("：" in label.text or ":" in label.text)
    return Value(None, (table.grid, cell)) if behind else Value()


def put(form: Form, context: str, key: str, value: Value, label: str) -> None:
    """Put a labelled value where the form keeps it; what it has no field for stands under its label in `texts`."""
    if value.text is not None and _STAMP.match(value.text):
        value.text = printed(_STAMP.sub("", value.text))
    if key in ("project_name", "project_code"):
        _put_project(form, key, value)
    elif key == "year":
        _put_year(form, value)
    elif key == "reporter" and value.text and _MONEY_UNIT.match(value.text):
        form.money_unit = form.money_unit or value
    elif key in ("department", "unit", "money_unit", "conclusion", "problems", "improvements"):
        if not getattr(form, key):
            setattr(form, key, value)
    elif key in ("project_lead", "finance_lead"):
        setattr(form.signatures, key, value)
    else:
        form.texts[_label(key, label)] = value
    form.parts.add("head")


def _label(key: str, label: str) -> str:
    return "填报单位" if key in _SHARED_UNIT else without_remarks(normal(label))


def _put_project(form: Form, key: str, value: Value) -> None:
    if key == "project_code":
        form.project.code = value
        return
    code = _CODE.match(value.text) if value.text else None
    if code is None:
        form.project.name = value
        return
    form.project.code = Value(code[1], value.origin or value.place)
    form.project.name = Value(code[2], value.origin or value.place)


def _put_year(form: Form, value: Value) -> None:
    form.year_printed = value
    if value.text is not None:
        form.year = year_in(value.text) or year_in(f"({value.text})") or form.year


@lru_cache(maxsize=1)
def _labels_in_text() -> re.Pattern[str]:
    labels = {label for context in ("head", "tail") for label in vocabulary().labels(context)}
    spaced = (r"\s*".join(map(re.escape, label)) for label in sorted(labels, key=len, reverse=True))
    return re.compile(rf"({'|'.join(spaced)})\s*(?:[（(][^（）()]{{0,8}}[）)])?\s*[:：]")


class Labelled(NamedTuple):
    """A 标签：值 in a line: what the label means, and where the value begins and ends, its closing year left out."""

    context: str
    key: str
    label: str
    start: int
    end: int


def labelled_in_line(text: str) -> Iterator[Labelled]:
    """Give where the values of a line stand, blank ones too, for those who write them there."""
    for context, key, label, start, end in _labels_of(text):
        value, _ = _without_year(text[start:end])
        yield Labelled(context, key, label, start, start + len(value))


def labels_in_line(text: str) -> Iterator[tuple[str, str, str, str]]:
    """Give context, key, value and label of each 标签：值 in one line, such as 填报单位：… 填报日期：…."""
    for context, key, label, start, end in _labels_of(text):
        yield context, key, text[start:end], label


def _labels_of(text: str) -> Iterator[tuple[str, str, str, int, int]]:
    if ":" not in text and "：" not in text:
        return
    found = list(_labels_in_text().finditer(text))
    if found and clean(found[0][1]) in _NOTES and not text[: found[0].start()].strip():
        found = found[:1]
    for match, following in zip(found, [*found[1:], None], strict=False):
        label = clean(match[1])
        context = "head" if vocabulary().labels("head").get(label) else "tail"
        end = following.start() if following else len(text)
        yield context, vocabulary().labels(context)[label], label, match.end(), end


def read_paragraph(form: Form, paragraph: Paragraph) -> bool:
    """Read the labelled values, the year and the total that a line outside of the tables may hold."""
    read = _read_money_unit(form, paragraph)
    read = _put_labels(form, paragraph.text, lambda text: in_paragraph(text, paragraph)) or read
    return _read_total(form, paragraph) or _read_year(form, paragraph, read)


def _put_labels(form: Form, line: str, value: Callable[[str | None], Value]) -> bool:
    """Put each 标签：值 of a line, `value` making a value of a text in it; False where it has none."""
    read = False
    for context, key, raw, label in labels_in_line(line):
        text, year = _without_year(raw)
        put(form, context, key, value(printed(text)), label)
        if year is not None and form.year is None:
            form.year, form.year_printed = year, value(clean(raw[len(text) :]))
        read = True
    return read


def _read_money_unit(form: Form, paragraph: Paragraph) -> bool:
    found = _MONEY_LINE.search(paragraph.text)
    if found is None or form.money_unit:
        return False
    form.money_unit = in_paragraph(found[1], paragraph)
    return True


def _without_year(raw: str) -> tuple[str, int | None]:
    """填报单位：… （ 2023年度）: the year that closes a line is no part of the value before it."""
    cut = _CLOSING_YEAR.search(raw)
    if cut is None or not (raw[: cut.start()].strip() or cut[0].strip().startswith(("（", "("))):
        return raw, None
    year = cut[1] or cut[2]
    return raw[: cut.start()], int(year) if year else None


def _read_total(form: Form, paragraph: Paragraph) -> bool:
    """总分 97.6 or 分值：100分 得分：97.6分 in a line of its own, as in a text box."""
    plain = clean(paragraph.text)
    if not _TOTAL_LINE.match(plain):
        return False
    total = Total()
    for label, text in _TOTAL_PARTS.findall(plain):
        part = "weight" if label in ("分值", "权重") else "score"
        setattr(total, part, in_paragraph(text, paragraph))
    form.totals.append(total)
    form.parts.add("total")
    return True


def _read_year(form: Form, paragraph: Paragraph, read: bool) -> bool:
    plain = clean(paragraph.text)
    year = year_in(plain) if len(plain) <= 40 else None
    if year is not None and form.year is None:
        form.year, form.year_printed = year, in_paragraph(plain, paragraph)
        return True
    return read
