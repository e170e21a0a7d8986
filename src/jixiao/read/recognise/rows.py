"""One row of a form: the block that knows its labels reads it."""

from __future__ import annotations

from jixiao.model.form import Form
from jixiao.read.layout import Cell
from jixiao.read.recognise.draft import Draft
from jixiao.read.recognise.funding import source_header
from jixiao.read.recognise.funding_pairs import is_source
from jixiao.read.recognise.goal import read_goal
from jixiao.read.recognise.head import labels_in_line, put, read_labels, read_total_beside
from jixiao.read.recognise.headers import funding_header, indicator_header
from jixiao.read.recognise.indicators import IndicatorBlock
from jixiao.read.recognise.table import Item, Table
from jixiao.read.recognise.title import year_in
from jixiao.read.recognise.words import printed, words

_AMOUNTS = frozenset(("initial", "budget", "executed", "rate"))


def read_row(draft: Draft, table: Table, row: int, items: list[Item]) -> int:
    """Read a row by the first block that knows it; gives the number of rows taken, more than one for a header."""
    if draft.indicators is not None and _read_indicator(draft.indicators, row, items):
        return 1
    if not draft.form.money_unit:
        _read_money_unit(draft, table, items)
    return (
        _read_indicator_header(draft, table, row)
        or _read_funding(draft, table, row, items)
        or _read_goal_row(draft, table, row, items)
        or _read_other(draft, table, row, items)
    )


def _read_indicator(block: IndicatorBlock, row: int, items: list[Item]) -> bool:
    """Below a header of indicators most rows say at once that they are of it: they begin no label but of levels."""
    if block.is_indicator(items):
        block.read_indicator(row, items)
        return True
    return all(label is None or label.is_plain for cell, label in items if cell.row == row) and block.read_row(row)


def _read_money_unit(draft: Draft, table: Table, items: list[Item]) -> None:
    """The unit of money stands in the bracket of a label, above the indicators in that of any short text."""
    for cell, label in items:
        if label is None or label.money_unit is None:
            continue
        short = draft.indicators is None and len(label.text) <= 16 and label.text[-1] in ")）"
        if label.keys or short or label.text.startswith(("单位", "金额单位")):
            draft.form.money_unit = table.value(cell, label.money_unit)
            return


def _read_indicator_header(draft: Draft, table: Table, row: int) -> int:
    header = indicator_header(table, row)
    if header is None:
        return 0
    draft.open_indicators(table, header)
    return header.rows


def _read_other(draft: Draft, table: Table, row: int, items: list[Item]) -> int:
    if _is_tail(draft, items) and read_labels(draft.form, table, items):
        return 1
    if _is_block_row(draft, table, row):
        draft.indicators = None
        for cell, label in items:
            table.mark(cell)
            draft.is_long_term = label.long_term if label else draft.is_long_term
        return 1
    if draft.indicators is not None and draft.indicators.read_row(row):
        return 1
    if not read_labels(draft.form, table, items):
        _read_loose(draft.form, table, items)
    return 1


def _read_funding(draft: Draft, table: Table, row: int, items: list[Item]) -> int:
    block = draft.funding
    assert block is not None
    if draft.indicators is not None and _is_score_row(draft.indicators, items):
        return 0
    header = funding_header(table, row)
    if header is not None:
        draft.indicators = None
        block.start(header)
        return header.rows
    is_head = _is_head(row, items)
    sources = None if is_head else source_header(table, row)
    if sources is not None:
        draft.indicators = None
        block.start_sources(sources)
        return 1
    further = draft.indicators is None and block.goes_on(items)
    if further or (_measures(items) >= 2 and not (draft.indicators is not None and draft.form.funding)):
        draft.indicators = None
        return int(block.read_measure_pairs(items))
    if is_head or not _may_be_funding(draft, items):
        return 0
    draft.indicators = None
    return int(block.read_row(row))


def _is_score_row(block: IndicatorBlock, items: list[Item]) -> bool:
    return block.is_total_row(items) or block.is_execution_row(items)


def _is_head(row: int, items: list[Item]) -> bool:
    """A row that begins with a label of the head holds that label's value, even one like 专项资金 or 其他."""
    first = next((label for cell, label in items if label and cell.row == row), None)
    return first is not None and "head" in first.keys and not first.keys.keys() & {"source", "measure", "block"}


def _may_be_funding(draft: Draft, items: list[Item]) -> bool:
    """A row of the funding block is named by a source; below a header of indicators only where it says nothing else."""
    block = draft.funding
    assert block is not None
    named = any(is_source(label) for _, label in items)
    if draft.indicators is not None:
        levels = any(label and label.keys.keys() & {"level1", "level2"} for _, label in items)
        first = next((label for _, label in items if label and "block" not in label.keys), None)
        return named and not levels and first is not None and "source" in first.keys
    if named or block.source_header is not None or block.is_list:
        return True
    return block.header is not None and not draft.form.funding


def _measures(items: list[Item]) -> int:
    return len(
        {
            label.keys["measure"]
            for cell, label in items
            if label and label.get("measure") in _AMOUNTS and not ("block" in label.keys and cell.rows > 1)
        }
    )


def _read_goal_row(draft: Draft, table: Table, row: int, items: list[Item]) -> int:
    if draft.indicators is not None and not _begins_goal(draft, items):
        return 0
    taken = read_goal(draft.form, table, row)
    if taken:
        draft.indicators = None
    return taken


def _begins_goal(draft: Draft, items: list[Item]) -> bool:
    """Below a header of indicators a goal begins in a row of labels; a further goal is a label and its text alone."""
    if not draft.form.goal.expected:
        return _only_goal_labels(items)
    filled = [(cell, label) for cell, label in items if label]
    first, label = filled[0]
    return len(filled) == 2 and first.rows == 1 and "goal" in label.keys and "column" not in label.keys


def _only_goal_labels(items: list[Item]) -> bool:
    """Below a header of indicators a goal begins only in a row of goal labels and running text."""
    for _, label in items:
        if label and ((label.is_number and not label.keys) or label.keys.keys() & {"level1", "level2", "row"}):
            return False
    return True


def _is_block_row(draft: Draft, table: Table, row: int) -> bool:
    """A row that holds nothing but the name of a block (项目资金（万元）) begins that block."""
    filled = [(cell, label) for cell in table.begin[row] if (label := words(cell.text))]
    if len(filled) != 1 or "block" not in filled[0][1].keys or table.rows[row] != table.begin[row]:
        return False
    return draft.indicators is None or draft.indicators.header.under(filled[0][0]) != ["name"]


def _is_tail(draft: Draft, items: list[Item]) -> bool:
    """The row begins with a label that stands below the blocks: 评价结论, or 填报人 in the column of the levels."""
    cell, first = next((item for item in items if item[1]), (None, None))
    if cell is None or first is None:
        return False
    if _is_line_of_head(items):
        return True
    if "head" in first.keys and draft.indicators is not None and not first.keys.keys() & {"level1", "level2", "row"}:
        return "name" not in draft.indicators.header.under(cell)
    return "tail" in first.keys or (first.inline is not None and first.inline[0] in ("tail", "head"))


def _is_line_of_head(items: list[Item]) -> bool:
    """A label of the head with its value in one cell (单位：万元) stands in no row of an indicator with its level."""
    labels = [label for _, label in items if label]
    inline = any(label.inline is not None and label.inline[0] == "head" for label in labels)
    return inline and not any(label.keys.keys() & {"level1", "level2"} for label in labels)


def _read_loose(form: Form, table: Table, items: list[Item]) -> None:
    """What no block took: the year, the money unit, a total that stands in the head, a block label."""
    for index, (cell, label) in enumerate(items):
        if label is None:
            continue
        if read_total_beside(form, table, items, index):
            continue
        if "block" in label.keys:
            table.mark(cell)
        elif len(label.text) > 20 and not label.is_label():
            _read_running_text(form, table, cell)
        elif form.year is None and len(label.text) < 20 and (year := year_in(label.text)):
            form.year, form.year_printed = year, table.value(cell)


def _read_running_text(form: Form, table: Table, cell: Cell) -> None:
    """A line in a wide cell: labels with their values (填报人：… 联系电话：…), else a note."""
    found = list(labels_in_line(cell.text))
    for context, key, raw, label in found:
        put(form, context, key, table.value(cell, printed(raw)), label)
    if not found and "indicators" in form.parts:
        form.notes.append(table.value(cell))
