"""Fills the indicator block: each indicator into a row of its levels, further rows where there are too few."""

from __future__ import annotations

from jixiao.model.form import Form, Indicator
from jixiao.read.recognise.draft import Draft
from jixiao.write.fill.edits import NewRow
from jixiao.write.fill.levels import likeness
from jixiao.write.fill.manner import target_parts
from jixiao.write.fill.numbers import renumber
from jixiao.write.fill.rows import BlankRow, Group, groups_of
from jixiao.write.fill.slots import Slots

COLUMNS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "指标名称",
    "comparator": "指标性质",
    "target": "指标值",
    "unit": "度量单位",
    "actual": "完成值",
    "weight": "分值",
    "score": "得分",
    "reason": "原因分析",
    "forecast": "全年预计完成情况",
    "possibility": "完成目标可能性",
}
_NOT_NEEDED = frozenset(("定性", "其他", "其它"))  # a sign or a unit that says nothing beside the target


class IndicatorRows:
    """Places the indicators of one form."""

    def __init__(self, slots: Slots, draft: Draft, data: Form) -> None:
        self._slots = slots
        self._indicators = data.indicators
        self._groups = groups_of(draft)
        self._lacking: dict[str, list[Indicator]] = {}

    def fill(self) -> None:
        """Fill the rows; without any row for an indicator all of them are told as missing."""
        if not self._groups:
            for indicator in self._indicators:
                self._slots.miss(f"指标“{called(indicator)}”", indicator.target.text or "", "没有可以填写的行")
            return
        self._take_rows()
        for group in self._groups:
            self._write_group(group)
        renumber(self._slots, [row for group in self._groups for row in group.rows])
        self._tell_lacking()
        self._tell_kept()

    def _take_rows(self) -> None:
        rest = [indicator for indicator in self._indicators if not self._take_named(indicator)]
        for indicator in rest:
            group = self._group_for(indicator)
            free = group.free()
            if free:
                free[0].indicator = indicator
            else:
                group.further.append(indicator)

    def _take_named(self, indicator: Indicator) -> bool:
        """An indicator whose name is printed in a row takes that row."""
        for group in self._groups:
            for row in group.rows:
                if row.indicator is None and row.name is not None and row.name == indicator.name.text:
                    row.indicator = indicator
                    return True
        return False

    def _group_for(self, indicator: Indicator) -> Group:
        """The group that fits best; of equal ones the first with a free row, else the last of them."""
        best = max(_fit(group, indicator) for group in self._groups)
        fitting = [group for group in self._groups if _fit(group, indicator) == best]
        if best[0] <= _NEW_LEVEL2:
            return self._new_group(fitting[-1], indicator, same_level1=best[0] == _NEW_LEVEL2)
        return next((group for group in fitting if group.free()), fitting[-1])

    def _new_group(self, behind: Group, indicator: Indicator, *, same_level1: bool) -> Group:
        """A group that the blank form lacks, below the last one of its level 1, or below all."""
        level1 = behind.level1 if same_level1 else indicator.level1.text
        group = Group(behind.block, level1, indicator.level2.text)
        self._groups.insert(self._groups.index(behind) + 1, group)
        return group

    def _write_group(self, group: Group) -> None:
        shown: tuple[str | None, str | None] = (None, None)
        for row in group.rows:
            if row.indicator is not None:
                self._write_row(row, group, shown)
                shown = (row.indicator.level1.text, row.indicator.level2.text)
        if group.further:
            self._add_rows(group, shown)

    def _write_row(self, row: BlankRow, group: Group, above: tuple[str | None, str | None]) -> None:
        assert row.indicator is not None
        for key, text in self._texts(row.indicator, row, group, above).items():
            if key == "name" and row.name == text:
                continue  # printed, perhaps with its number (指标1：)
            cell, shown = row.place(key, text)
            self._slots.put_cell(row.line.table.grid, cell, shown, f"“{called(row.indicator)}”的{COLUMNS[key]}")

    def _texts(
        self, indicator: Indicator, row: BlankRow, group: Group, above: tuple[str | None, str | None]
    ) -> dict[str, str]:
        """Give what goes into the cells of a row by their columns; `above` are the levels written right above."""
        wanted = _wanted(indicator, row)
        for level, printed, before in zip(("level1", "level2"), (group.level1, group.level2), above, strict=True):
            own = wanted.get(level)
            if printed is not None or own == before:
                wanted.pop(level, None)
        if "level1" in wanted and indicator.level2.text and group.level2 is None:
            wanted["level2"] = indicator.level2.text
        for key, text in wanted.items():
            if (
                text is not None
                and key not in row.cells
                and not (key in ("comparator", "unit") and text in _NOT_NEEDED)
            ):
                self._lacking.setdefault(key, []).append(indicator)
        return {key: text for key, text in wanted.items() if text is not None and key in row.cells}

    def _add_rows(self, group: Group, shown: tuple[str | None, str | None]) -> None:
        if group.rows:
            self._lengthen(group, shown)
        else:
            self._insert_group(group)

    def _lengthen(self, group: Group, shown: tuple[str | None, str | None]) -> None:
        """Rows behind the last of a group, which its levels go on to govern."""
        pattern = group.rows[-1]
        extended = frozenset(cell.column for cell in pattern.governing())
        for indicator in group.further:
            texts = self._texts(indicator, pattern, group, shown)
            self._new_row(pattern, extended, texts)
            shown = (indicator.level1.text, indicator.level2.text)

    def _insert_group(self, group: Group) -> None:
        """Rows for levels that the blank form lacks: the first one has their names, those below go on with them."""
        at = self._groups.index(group)
        pattern = next(other.rows[-1] for other in reversed(self._groups[:at]) if other.rows)
        open_group = Group(group.block, None, None)
        same_level1 = any(other.level1 == group.level1 for other in self._groups[:at])
        fresh = {"level2"} if same_level1 else {"level1", "level2"}
        governing = [cell.column for cell in pattern.governing()]
        new = {pattern.cells[key].column for key in fresh if key in pattern.cells}
        first = frozenset(governing) - new
        for number, indicator in enumerate(group.further):
            texts = self._texts(indicator, pattern, open_group, (None, None))
            if same_level1 or number:
                texts.pop("level1", None)
            if number:
                texts.pop("level2", None)
            self._new_row(pattern, frozenset(governing) | new if number else first, texts)
        levels = "/".join(filter(None, (group.level1, group.level2)))
        self._slots.edits.notes.append(f"空白表没有“{levels}”的行，已在相应的位置增加")

    def _new_row(self, pattern: BlankRow, extended: frozenset[int], texts: dict[str, str]) -> None:
        line = pattern.line
        places = [pattern.place(key, text) for key, text in texts.items()]
        by_column = {cell.column: text for cell, text in places if cell.column not in extended}
        self._slots.edits.rows.append(NewRow(line.table.grid, line.row, extended, by_column))

    def _tell_kept(self) -> None:
        """Indicators that the blank form has printed and the data does not know stay, which people should know."""
        kept = [row.name for group in self._groups for row in group.rows if row.name and row.indicator is None]
        if kept:
            more = f"等{len(kept)}个指标" if len(kept) > 1 else ""
            self._slots.edits.notes.append(f"空白表上原有的“{kept[0]}”{more}不在数据中，仍留在表上")

    def _tell_lacking(self) -> None:
        """A column that the layout lacks is told once for all indicators that have the same to say in it."""
        for key, indicators in self._lacking.items():
            same: dict[str, list[Indicator]] = {}
            for indicator in indicators:
                same.setdefault(getattr(indicator, key).text or "", []).append(indicator)
            for text, group in same.items():
                more = f"等{len(group)}个指标" if len(group) > 1 else ""
                labels = tuple(f"“{called(each)}”的{COLUMNS[key]}" for each in group)
                self._slots.miss(f"“{called(group[0])}”{more}的{COLUMNS[key]}", text, also=labels)


_NEW_LEVEL2 = 3
Fit = tuple[int, int]


def _fit(group: Group, indicator: Indicator) -> Fit:
    """How well an indicator fits a group: both levels, one where the other is open, one that speaks for itself."""
    one = likeness(group.level1, indicator.level1.text, "level1")
    two = likeness(group.level2, indicator.level2.text, "level2")
    if one and two:
        return 10, one + two
    if group.level2 is None and one:
        return 8, one
    if indicator.level2.text is None and one:
        return 7, one
    if two and (indicator.level1.text is None or group.level1 is None):
        return 9, two
    if group.level1 is None and group.level2 is None:
        return 6, 0
    if two:
        return 4, two
    if one and "level2" in group.block.header.cells and indicator.level2.text is not None:
        return _NEW_LEVEL2, one
    return (2, one) if indicator.level1.text and "level1" in group.block.header.cells else (5, one)


def _wanted(indicator: Indicator, row: BlankRow) -> dict[str, str | None]:
    wanted: dict[str, str | None] = {key: getattr(indicator, key).text for key in COLUMNS}
    return wanted | target_parts(indicator, row.cells.keys())


def called(indicator: Indicator) -> str:
    """Give the name of an indicator for people."""
    return indicator.name.text or indicator.level2.text or indicator.level1.text or "（没有名称）"
