"""From a blank form as read and the data for it to the changes that fill it in.

One map serves both directions: the reader has found the cell of each value, blank ones included, and the rows of the
indicators; here values go into these cells. There is no template of any county.
"""

from __future__ import annotations

from itertools import pairwise

from jixiao.model.form import Form
from jixiao.model.value import Value
from jixiao.read.layout import Cell
from jixiao.read.recognise.draft import Draft
from jixiao.read.recognise.indicators import LineKind
from jixiao.read.recognise.words import printed
from jixiao.write.fill.edits import Edits
from jixiao.write.fill.head import REMARK, fill_funding, fill_head
from jixiao.write.fill.indicators import IndicatorRows
from jixiao.write.fill.slots import Slots

_EXECUTION = (("weight", "weight", "分值"), ("rate", "actual", "完成值"), ("score", "score", "得分"),
              ("reason", "reason", "原因"))  # fmt: skip
_TOTAL = (("weight", "总分的分值"), ("score", "总分"))


def plan(draft: Draft, data: Form) -> Edits:
    """Give the changes that fill in the form that `draft` has read with the values of `data`."""
    slots = Slots()
    fill_head(slots, draft, data)
    fill_funding(slots, draft, data)
    _execution(slots, draft, data)
    _total(slots, draft, data)
    _remark(slots, draft, data)
    IndicatorRows(slots, draft, data).fill()
    return slots.edits


def _execution(slots: Slots, draft: Draft, data: Form) -> None:
    """The execution score stands in a row of the indicators or beside the total of the money."""
    own, wanted = draft.form.execution, data.execution
    row = _cells(draft, "execution")
    total = data.funding_line("total")
    below = draft.funding.first_row() if draft.funding is not None else {}
    money = [line.rate for line in draft.form.funding]
    for name, column, label in _EXECUTION:
        text = getattr(wanted, name).text
        slot: Value = row[column] if column in row else getattr(own, name)
        if slot.origin is None and not row and name in below and printed(below[name].text) is None:
            slot = _value(draft.funding.table.grid, below[name])  # type: ignore[union-attr]
        if name == "rate" and any(slot is rate for rate in money) and _is_written(slots, slot):
            continue  # the rate stands once for both
        if name == "rate" and slot.origin is None and (total is None or text == total.rate.text):
            continue  # it stands beside the money
        if name == "weight" and slot.origin is None and text == draft.form.execution_points.text:
            continue  # printed in the label of the block
        slots.put(slot, text, f"预算执行率的{label}")


def _total(slots: Slots, draft: Draft, data: Form) -> None:
    row = _cells(draft, "total")
    for name, label in _TOTAL:
        slot: Value = row[name] if name in row else getattr(draft.form.total, name)
        if name == "score" and slot.origin is None and not row:
            beside = _beside_label(draft)
            slot = slot if beside is None else beside
        slots.put(slot, getattr(data.total, name).text, label)


def _remark(slots: Slots, draft: Draft, data: Form) -> None:
    """What stands in the column of reasons beside the total: 良."""
    text = data.texts.get(REMARK)
    if text is not None:
        slots.put(_cells(draft, "total").get("reason"), text.text, REMARK)


def _beside_label(draft: Draft) -> Value | None:
    """The blank cell right of 自评总分 in the head of a form."""
    for table in draft.tables:
        for row in range(len(table.rows)):
            for (cell, label), (after, blank) in pairwise(table.items(row)):
                if label is not None and label.get("row") == "total" and blank is None and cell.row == row:
                    return _value(table.grid, after)
    return None


def _cells(draft: Draft, kind: LineKind) -> dict[str, Value]:
    """Give the cells of the first row of a kind as values of the form."""
    for block in draft.blocks:
        for line in block.lines:
            if line.kind == kind and (cells := block.cells(line)):
                return {key: _value(line.table.grid, cell) for key, cell in cells.items()}
    return {}


def _value(grid: object, cell: Cell) -> Value:
    return Value(printed(cell.text), (grid, cell))  # type: ignore[arg-type]


def _is_written(slots: Slots, slot: Value) -> bool:
    origin = slot.origin
    if origin is None:
        return False
    holder, part = origin
    return isinstance(part, Cell) and (getattr(holder, "table", 0), part.row, part.column) in slots.edits.cells
