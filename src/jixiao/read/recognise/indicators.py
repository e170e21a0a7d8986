"""The indicator block: rows under its header become indicators, the execution row and the total rows."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from jixiao.model.form import Execution, Form, Indicator, Total
from jixiao.model.value import Value, blank
from jixiao.read.layout import Cell
from jixiao.read.recognise.cut_levels import join_level
from jixiao.read.recognise.header import Header
from jixiao.read.recognise.monitoring import TICKS, outlook
from jixiao.read.recognise.table import Item, Table
from jixiao.read.recognise.words import Words, printed, words

_TEMPLATE_NUMBER = re.compile(
    r"^(?:三级)?指标[0-9一二三四五六七八九十]{0,3}[:：、.．]|^指标[0-9一二三四五六七八九十]{1,3}(?=\D|$)"
)
_LABEL_COLUMNS = frozenset(("level1", "level2", "name", "number"))
_LEVELS = frozenset(("level1", "level2"))
_STRUCTURE = frozenset(("level1", "level2", "block"))
_VALUES = frozenset(("target", "target_initial", "actual", "score"))
_REASONS = frozenset(("reason", "cause"))
_DIRECTIONS = frozenset(("正向", "反向", "负向", "正向指标", "反向指标", "逆向"))  # beside a column of 大于等于
_VALUE_COLUMNS = ("target", "actual", "weight", "score")


LineKind = Literal["indicator", "blank", "execution", "total", "subtotal"]


class Line(NamedTuple):
    """A row that a block has read: the levels that govern it, and the indicator that stands in it, if any."""

    table: Table
    row: int
    kind: LineKind
    level1: Value
    level2: Value
    indicator: Indicator | None = None


class IndicatorBlock:
    """Reads the rows below one header; levels that stand once are carried down. `lines` are its rows, blank ones too.

    Those who fill a form in find the cells of a row with `cells`.
    """

    __slots__ = ("form", "header", "level1", "level2", "lines", "long_term", "reasons", "rows", "table")

    def __init__(
        self, form: Form, table: Table, header: Header, rows: list[Indicator], long_term: list[Indicator]
    ) -> None:
        self.form = form
        self.rows = rows
        self.long_term = long_term
        self.lines: list[Line] = []
        self.table = table
        self.header = header
        self.level1 = blank()
        self.level2 = blank()
        self.reasons = sum(key in _REASONS for key in header.keys)  # columns that may hold one
        self._mark_header()
        if self._is_long_term(self.table.items(header.row), default=False):
            self.rows = long_term

    def read_row(self, row: int) -> bool:
        """Read one row: the execution row, a total row or an indicator; False where it is none of the block."""
        items = self.table.items(row)
        label = self._row_label(items)
        if label is not None and "row" in label.keys and (kind := self._read_labelled(label, items)):
            self.lines.append(Line(self.table, row, kind, self.level1, self.level2))
            return True
        if self._is_running_text(items):
            return False
        self.read_indicator(row, items)
        return True

    def _is_running_text(self, items: list[Item]) -> bool:
        """A filled cell over columns of values, or of a level and a value, is a note below the table, no indicator."""
        for cell, label in items:
            if label and cell.columns > 1:
                under = self.header.under(cell)
                values = len(_VALUES.intersection(under))
                if values >= 2 or (values and _LEVELS.intersection(under)):
                    return True
        return False

    def is_indicator(self, items: list[Item]) -> bool:
        """Tell whether a row names an indicator right of its levels, so that the name is no label (其他资金, 备注)."""
        if not self.level1 or not _LEVELS & self.header.cells.keys():
            return False
        filled = [(cell, label) for cell, label in items if label]
        first = next((item for item in filled if self.header.under(item[0]) != ["number"]), None)
        if first is None or self.header.under(first[0]) != ["name"] or self._is_execution(first[1]):
            return False
        if sum("measure" in label.keys for _, label in filled) > 1:
            return False  # the header of a block of money
        return any(_VALUES.intersection(self.header.under(cell)) for cell, _ in filled)

    def _is_execution(self, label: Words) -> bool:
        """预算执行率 is the row of the execution score where it has points of its own or nothing else was that row."""
        return label.get("row") == "execution" and (label.points is not None or "execution" not in self.form.parts)

    def is_total_row(self, items: list[Item]) -> bool:
        """Tell whether a row's first label says that it is a total, with a number in the row or nothing at all."""
        label = self._row_label(items)
        if label is None or label.get("row") not in ("total", "subtotal"):
            return False
        others = [other for _, other in items if other and other is not label and "block" not in other.keys]
        return not others or any(other.is_number for other in others)

    def is_execution_row(self, items: list[Item]) -> bool:
        """Tell whether a row's first label is that of the execution score, with nothing but numbers beside it."""
        label = self._row_label(items)
        if label is None or label.get("row") != "execution":
            return False
        others = [other for _, other in items if other and other is not label and "block" not in other.keys]
        return all(other.is_number for other in others)

    def _mark_header(self) -> None:
        for row in range(self.header.row, self.header.row + self.header.rows):
            for cell in self.table.rows[row]:
                self.table.mark(cell)
                label = words(cell.text)
                if label and label.points and "block" in label.keys:
                    self.form.indicator_points = self.table.value(cell, label.points)
        self.form.parts.add("indicators")
        columns = self.header.cells.keys()
        self.form.parts.update(part for part in ("weight", "score", "actual", "reason") if part in columns)

    def _row_label(self, items: list[Item]) -> Words | None:
        """Give the first text of a row that stands in a label column, block labels to the left aside."""
        for cell, label in items:
            keys = self.header.under(cell)
            if label is None or (not keys and "block" in label.keys and "row" not in label.keys):
                continue
            if not keys or _LABEL_COLUMNS.intersection(keys):
                return label if keys or "row" in label.keys else None
            return None
        return None

    def pass_blank(self, row: int) -> None:
        """Take note of a row without any text."""
        self.lines.append(Line(self.table, row, "blank", self.level1, self.level2))

    def cells(self, line: Line) -> dict[str, Cell]:
        """Give the cells of a row by what their columns hold, the label of a total or of the execution left out."""
        items = line.table.items(line.row)
        found = self.by_column(items)
        for cell, _ in items:  # of two columns of one name the first is the target's
            for key in self.header.under(cell)[:1]:
                if key in ("comparator", "unit") and found[key].column > cell.column:
                    found[key] = cell
        for level in ("level1", "level2"):
            if level not in found and (own := self._unheaded(items, level)) is not None:
                found[level] = own
        if line.kind in ("execution", "total"):
            return {key: cell for key, cell in found.items() if not _names_row(cell)}
        return found

    def _read_labelled(self, label: Words, items: list[Item]) -> LineKind | None:
        key = label.keys["row"]
        if key == "total":
            self._read_total(items)
            return "total"
        if key == "subtotal":
            self._mark(items)
            return "subtotal"
        if self._is_indicator_of_output(items):
            return None
        self._read_execution(label, items)
        return "execution"

    def _is_indicator_of_output(self, items: list[Item]) -> bool:
        """预算执行率 may be an indicator like others when it stands under a level of its own kind (产出, 时效)."""
        found = self.by_column(items)
        levels = [words(found[key].text) for key in ("level1", "level2") if key in found]
        return any(level and ("level1" in level.keys or "level2" in level.keys) for level in levels)

    def _read_total(self, items: list[Item]) -> None:
        self._mark(items)
        named = next((cell for cell, label in items if label and "row" in label.keys), None)
        found = {key: cell for key, cell in self.by_column(items).items() if cell is not named}
        total = Total(self._value(found, "weight"), self._value(found, "score"))
        if not total.weight and not total.score:
            total = self._total_by_order(items)
        if not total.weight and not total.score:
            return
        if "reason" in found and words(found["reason"].text) and found["reason"].rows == 1:
            self.form.texts.setdefault("总分说明", self.table.value(found["reason"]))
        self.form.totals.append(total)
        self.form.parts.add("total")

    def _total_by_order(self, items: list[Item]) -> Total:
        """A total whose cells do not stand under their columns (csv): as many numbers as columns, else the last one."""
        numbers = [cell for cell, label in items if label and label.is_number]
        columns = [key for key in dict.fromkeys(self.header.keys) if key in ("weight", "score")]
        if len(numbers) != len(columns):
            numbers, columns = numbers[-1:], ["score"]
        return Total(**{key: self.table.value(cell) for key, cell in zip(columns, numbers, strict=False)})

    def _read_execution(self, label: Words, items: list[Item]) -> None:
        self._mark(items)
        found = self.by_column(items)
        values = {key: self._value(found, key) for key in ("actual", "weight", "score", "reason")}
        self._value(found, "target")  # 100%, what every form expects: understood, and kept nowhere
        if not any(values.values()):
            return
        if not values["weight"] and label.points:
            values["weight"] = self.table.value(items[0][0], label.points)
        old = self.form.execution
        self.form.execution = Execution(
            values["weight"] or old.weight,
            values["actual"] or old.rate,
            values["score"] or old.score,
            values["reason"] or old.reason,
        )
        self.form.parts.add("execution")

    def read_indicator(self, row: int, items: list[Item]) -> None:
        """Read a row as an indicator; one without a name and values is left out."""
        found = self.by_column(items)
        self._carry_levels(found, items, cut=row in self.table.grid.breaks)
        self._mark_levels(items)
        if "number" in found:
            self.table.mark(found["number"])
        name = self._name(found)
        values = {
            key: self._value(found, key) for key in ("comparator", "target", "unit", *_VALUE_COLUMNS[1:], "reason")
        }
        if not values["target"]:
            values["target"] = self._value(found, "target_initial")
        if self.form.kind == "performance_monitoring":
            values |= outlook(self.table, self.header, items)
        if self.reasons > 1 and (not values["reason"] or values["reason"].text in TICKS):
            values["reason"] = self._reason(items)
        level2 = self.level2
        if name and "level2" not in self.header.cells and _is_level2(name):
            level2, name = name, blank()
        if not name and not any(values[key] for key in ("target", "actual", "weight", "score")):
            self._lone_reason(values["reason"])
            self.lines.append(Line(self.table, row, "indicator", self.level1, level2))
            return
        rows = self.long_term if self._is_long_term(items, default=self.rows is self.long_term) else self.rows
        rows.append(Indicator(self.level1, level2, name, **values))
        self.lines.append(Line(self.table, row, "indicator", self.level1, level2, rows[-1]))

    def _is_long_term(self, items: list[Item], default: bool) -> bool:
        """The label at the left that governs the row is about a project's whole life (长期绩效指标)."""
        first = next(((cell, label) for cell, label in items if label), None)
        if first is None or "block" not in first[1].keys or self.header.under(first[0]):
            return default
        return first[1].long_term

    def _reason(self, items: list[Item]) -> Value:
        """Where reasons stand in several columns (偏差原因分析 over 经费保障 …) the one in words counts, not a tick."""
        for cell, label in items:
            if label and label.text not in TICKS and _REASONS.intersection(self.header.under(cell)):
                return self.table.value(cell)
        return blank()

    def _lone_reason(self, reason: Value) -> None:
        """A row with nothing but the rest of a reason carries on the reason above it."""
        if reason and self.rows and not self.rows[-1].reason:
            self.rows[-1].reason = reason

    def _name(self, found: dict[str, Cell]) -> Value:
        cell = found.get("name")
        if cell is None:
            return blank()
        value = self.table.value(cell)
        if value.text and value.text.startswith(("指标", "三级指标")):
            value.text = printed(_TEMPLATE_NUMBER.sub("", value.text, count=1))
        return value

    def _carry_levels(self, found: dict[str, Cell], items: list[Item], *, cut: bool) -> None:
        level1, level2 = found.get("level1"), found.get("level2")
        if level1 is None:
            level1 = self._unheaded(items, "level1")
        if level1 is not None and words(level1.text):
            if cut and join_level(self.rows, self.level1, level1.text, "level1"):
                self.table.mark(level1)
            elif self._is_finer(level1):
                self.level2 = self.table.value(level1)
            else:
                self._new_level1(self.table.value(level1))
        if level2 is None and "level2" not in self.header.cells:
            level2 = self._unheaded(items, "level2")
        if level2 is not None and words(level2.text):
            if cut and join_level(self.rows, self.level2, level2.text, "level2"):
                self.table.mark(level2)
            else:
                self.level2 = self.table.value(level2)

    def _is_finer(self, cell: Cell) -> bool:
        """Where one column holds the levels, 数量指标 in it is one of level 2, and so is 成本指标 below such."""
        label = words(cell.text)
        if label is None or "level2" not in label.keys or "level2" in self.header.cells:
            return False
        return "level1" not in label.keys or (not self.level1 and bool(self.level2))

    def _new_level1(self, value: Value) -> None:
        if value.text != self.level1.text:
            self.level2 = blank()
            self.level1 = value

    def _unheaded(self, items: list[Item], context: str) -> Cell | None:
        """Give a level's label that stands in a column without a header of its own."""
        return next(
            (cell for cell, label in items if label and context in label.keys and not self.header.under(cell)), None
        )

    def by_column(self, items: list[Item]) -> dict[str, Cell]:
        """Give the cell of each column; where several share one, the filled one counts."""
        found: dict[str, Cell] = {}
        for cell, label in items:
            for key in self.header.under(cell):
                if key not in found or (label and _gives_way(key, found[key])):
                    found[key] = cell
                elif label and key == "name" and not label.keys:
                    found[key] = self._joined_name(found[key], cell)
        return _one_key_each(found)

    def _joined_name(self, first: Cell, second: Cell) -> Cell:
        """A name in two cells under one header (指标1 | 参保人数) is one name."""
        self.table.mark(first)
        self.table.mark(second)
        start = words(first.text)
        if start is None or "level2" in start.keys or "level1" in start.keys:
            return second
        return Cell(first.text + second.text, first.row, first.column, page=first.page, box=first.box)

    def _value(self, found: dict[str, Cell], key: str) -> Value:
        cell = found.get(key)
        return self.table.value(cell) if cell is not None else blank()

    def _mark(self, items: list[Item]) -> None:
        for cell, label in items:
            if label is None or label.is_label():
                self.table.mark(cell)

    def _mark_levels(self, items: list[Item]) -> None:
        for cell, label in items:
            if label and label.keys and not _STRUCTURE.isdisjoint(label.keys):
                self.table.mark(cell)


def _names_row(cell: Cell) -> bool:
    label = words(cell.text)
    return label is not None and "row" in label.keys


def _gives_way(key: str, cell: Cell) -> bool:
    """A blank cell gives way to another one under the same label, 正向 to 大于等于 beside it."""
    label = words(cell.text)
    return label is None or (key == "comparator" and label.text in _DIRECTIONS)


def _is_level2(name: Value) -> bool:
    """数量 or 社会效益 under 指标名称 is a level; 群众满意度 there is an indicator's name, 满意度指标 is not."""
    label = words(name.text or "")
    key = label.get("level2") if label else None
    return key is not None and (key != "satisfaction" or (name.text or "").endswith("指标"))


def _one_key_each(found: dict[str, Cell]) -> dict[str, Cell]:
    """A cell merged over several columns holds the value of one: the name before levels, the score before the weight.

    Level 1 and level 2 may share a cell: it names both.
    """
    for lower, higher in (("level2", "name"), ("level1", "name"), ("weight", "score"), ("score", "reason")):
        if lower in found and found[lower] is found.get(higher):
            drop = lower if higher != "reason" else higher
            del found[drop]
    return found
