"""What columns hold beyond their own labels: by the labels of others, twice printed sets, levels without a label."""

from __future__ import annotations

from jixiao.read.recognise.header import LEVELS, LONG, Header


def settle_columns(header: Header) -> None:
    """Settle the columns of an indicator block whose labels say less than the whole row of them."""
    _columns_of_projects(header)
    _later_set(header)
    _points_of_indicators(header)
    _name_levels(header)
    header.close()


def without_long_term(header: Header) -> None:
    """Columns for the whole life of a project (中期指标值) give way to those for the year, where there are such."""
    kept = {key: cell for key, cell in header.cells.items() if not key.startswith(LONG)}
    for key, cell in header.cells.items():
        if key.startswith(LONG):
            kept.setdefault(key.removeprefix(LONG), cell)
    for column, label in enumerate(header.keys):
        if label is not None and label.startswith(LONG):
            short = label.removeprefix(LONG)
            header.keys[column] = short if short not in header.cells else None
    header.cells = kept


def _columns_of_projects(header: Header) -> None:
    """Where a column names the project of each row, those left of the levels are about the project (年度目标)."""
    if "project" not in header.cells:
        return
    first = next(column for column, key in enumerate(header.keys) if key in LEVELS)
    kept = ("project", "number")
    header.keys[:first] = [key if key in kept else None for key in header.keys[:first]]


def _later_set(header: Header) -> None:
    """Where name and value stand twice side by side, first for a project's whole life, those for the year count."""
    keys = header.keys
    starts = [c for c, key in enumerate(keys) if key == "name" and (c == 0 or keys[c - 1] != "name")]
    if len(starts) < 2 or "target" not in keys[starts[0] : starts[1]] or "target" not in keys[starts[1] :]:
        return
    begin = starts[1] - (keys[starts[1] - 1] == "level2")
    again = set(keys[begin:])
    for column in range(begin):
        if keys[column] in again:
            keys[column] = None


def _points_of_indicators(header: Header) -> None:
    """Where each level has points beside it (一级指标 | 分值 | 二级指标 | 分值), those right of the name count."""
    keys = header.keys
    name = keys.index("name") if "name" in keys else 0
    for key in ("weight", "score"):
        if key in keys[name:]:
            keys[:name] = [None if other == key else other for other in keys[:name]]


def _name_levels(header: Header) -> None:
    """One merged header over several columns of indicators (绩效指标 over three) names them from the right.

    Where a header ends with 二级指标, that column holds the indicators themselves.
    """
    if "name" not in header.cells and header.cells.keys() >= {"level1", "level2"}:
        header.cells["name"] = header.cells.pop("level2")
        header.keys = ["name" if key == "level2" else key for key in header.keys]
    columns = [column for column, key in enumerate(header.keys) if key == "name"]
    if len(columns) < 2 or header.cells.keys() & {"level1", "level2"}:
        return
    names = ("name", "level1") if len(columns) == 2 else ("name", "level2", "level1")
    for column, key in zip(reversed(columns), names, strict=False):
        header.keys[column] = key
        header.cells.setdefault(key, header.cells["name"])
