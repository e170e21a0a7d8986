"""Where a form begins and ends: which tables hold one, go on with one, or only frame something."""

from __future__ import annotations

import re

from jixiao.model.form import FormKind
from jixiao.read.layout import Paragraph
from jixiao.read.recognise.draft import Draft
from jixiao.read.recognise.head import labels_in_line
from jixiao.read.recognise.headers import funding_header, indicator_header
from jixiao.read.recognise.table import Table
from jixiao.read.recognise.title import form_kind
from jixiao.read.recognise.words import Words

_HEAD_ROWS = 14
_PART = re.compile(r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十][)）])")


def begins_form(table: Table) -> bool:
    """Tell whether a grid may begin a form: it names a project, has a title row or a header of indicators."""
    for row in range(min(len(table.rows), _HEAD_ROWS)):
        labels = [label for _, label in table.items(row) if label]
        if names_project(labels):
            return True
        if row_title(labels, below=False) is not None:
            return True
        if indicator_header(table, row) is not None:
            return True
    return False


def holds_form(table: Table) -> bool:
    """Tell whether a grid below a title holds a block of a form: labels of its head, its money or its goal."""
    for row in range(min(len(table.rows), _HEAD_ROWS)):
        labels = [label for _, label in table.items(row) if label]
        if any(label.keys.get("head") in ("department", "unit", "reporter") for label in labels):
            return True
        if any("goal" in label.keys for label in labels) or funding_header(table, row) is not None:
            return True
    return False


def continues_form(draft: Draft, table: Table) -> bool:
    """Tell whether a grid goes on with a form: a block that it lacks, more of its indicators, or its closing labels."""
    lacks_indicators = "indicators" not in draft.form.parts
    same_columns = draft.indicators is not None and table.width == draft.width
    for row in range(len(table.rows)):
        labels = [label for _, label in table.items(row) if label]
        if _closes(labels) or (lacks_indicators and _is_block(table, row, labels)):
            return True
        if same_columns and any(label.keys.keys() & {"level1", "level2"} for label in labels):
            return True
        if same_columns and "total" not in draft.form.parts and any(label.get("row") == "total" for label in labels):
            return True
    return False


def _closes(labels: list[Words]) -> bool:
    """The row's first label is one that stands at a form's end (评价结论, 存在问题, 改进措施)."""
    return bool(labels) and labels[0].get("tail") in ("conclusion", "problems", "improvements")


def _is_block(table: Table, row: int, labels: list[Words]) -> bool:
    return any("goal" in label.keys for label in labels) or indicator_header(table, row) is not None


def row_title(labels: list[Words], *, below: bool) -> FormKind | None:
    """Give the kind of form that a row of one text announces; `below` the blocks of a form it must say that it is one.

    二、绩效评价指标自评得分 there is the heading of a part.
    """
    if len(labels) != 1 or labels[0].keys:
        return None
    text = labels[0].text
    if below and ("表" not in text or _PART.match(text)):
        return None
    return form_kind(text)


def names_project(labels: list[Words]) -> bool:
    """Tell whether a row names a project: by the label alone or with the name in the same cell.

    Beside amounts or scores the label is the column of a list: 序号 | 项目名称 | 预算数 | 执行数 | 得分.
    """
    at = next((index for index, label in enumerate(labels) if label.names_project), None)
    if at is None:
        return False
    return all(label.keys.keys().isdisjoint(("measure", "column")) for label in labels[at + 1 : at + 2])


def names_project_in_line(line: Paragraph) -> bool:
    """Tell whether a line outside of tables names a project: 项目名称：…."""
    if len(line.text) > 120:
        return False
    return any(key == "project_name" for _, key, _, _ in labels_in_line(line.text))


def frame_lines(table: Table) -> list[Paragraph]:
    """Give the lines of a table that only frames something (one or two filled cells of text), else none.

    They have no number of their own.
    """
    filled = [cell for cell in table.grid.cells if cell.text.strip()]
    if not 0 < len(filled) <= 2 or len(table.grid.cells) > 4 or not any("\n" in cell.text for cell in filled):
        return []
    return [
        Paragraph(line, 0, page=cell.page, box=cell.box, line=cell.line, sheet=table.grid.sheet)
        for cell in filled
        for line in cell.text.split("\n")
        if line.strip()
    ]
