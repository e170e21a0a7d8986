"""A list of projects (项目清单) as the 一体化 platform exports it: a row for each, columns known by their labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jixiao.knowledge.project_columns import is_no_project, meaning, project_column
from jixiao.read import read_layout
from jixiao.read.failure import Unreadable
from jixiao.read.gate import open_source
from jixiao.read.layout import Cell, Grid

_FEWEST = 2  # columns that make a row the header of a list
_WORDED = ("nature", "term")


class NoProjectList(Unreadable):
    """A file without a list of projects."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "没有找到项目清单", "表中应有“项目名称”一列，并有“项目编码”“单位名称”等列，列的次序不限")


@dataclass
class ProjectList:
    """The rows of a list, each by its columns (code, name, unit …) and `where` it stands; labels not understood."""

    rows: list[dict[str, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Give the list as JSON takes it."""
        return {"rows": self.rows, "unknown": self.unknown}


def read_project_list(data: bytes, name: str) -> ProjectList:
    """Give the projects that a file lists, one for each code or name; raises Unreadable, NoProjectList."""
    found = ProjectList()
    for grid in read_layout(open_source(data, name)).grids():
        _read_grid(grid, found)
    if not found.rows:
        raise NoProjectList(name)
    return found


def _read_grid(grid: Grid, found: ProjectList) -> None:
    rows = grid.rows()
    header = next((row for row, cells in enumerate(rows) if _is_header(cells)), None)
    if header is None:
        return
    columns = {cell.column: key for cell in rows[header] if (key := project_column(cell.text))}
    found.unknown += [cell.text.strip() for cell in rows[header] if cell.text.strip() and cell.column not in columns]
    known = {_identity(row) for row in found.rows}
    for place, texts in _texts(grid, header, columns):
        row = {key: text for key, text in texts.items() if text} | {"where": place}
        name = row.get("name", "")
        if name and not is_no_project(name) and _identity(row) not in known:
            known.add(_identity(row))
            found.rows.append(_worded(row))


def _is_header(cells: list[Cell]) -> bool:
    keys = [project_column(cell.text) for cell in cells]
    return "name" in keys and len(set(keys) - {None}) >= _FEWEST


def _texts(grid: Grid, header: int, columns: dict[int, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Give the texts of each row below the header with its place; a cell that spans rows stands in each of them."""
    rows: dict[int, dict[str, str]] = {}
    places: dict[int, str] = {}
    for cell in grid.cells:
        key = columns.get(cell.column)
        for row in range(max(cell.row, header + 1), cell.row + cell.rows) if key else ():
            rows.setdefault(row, {}).setdefault(key or "", " ".join(cell.text.split()))
            sheet = f"工作表“{grid.sheet}”" if grid.sheet else f"第{grid.table}个表"
            places[row] = f"{sheet}第{row + 1}行"
    for row in sorted(rows):
        yield places[row], rows[row]


def _worded(row: dict[str, str]) -> dict[str, str]:
    """Put what 项目类别 and 项目期限 mean for what they say; what is not understood is left out."""
    meant = {key: found for key in _WORDED if (found := meaning(key, row.get(key, "")))}
    return {key: text for key, text in row.items() if key not in _WORDED} | meant


def _identity(row: dict[str, str]) -> tuple[str, str, str]:
    code = row.get("code", "")
    return (code, "", "") if code else ("", row.get("unit_code") or row.get("unit", ""), row.get("name", ""))
