"""What one given file (填报数据) holds: a unit's year typed or in the workbook, or papers with their year and unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jixiao.model.accounts import FinalAccounts
from jixiao.model.failure import Failure
from jixiao.model.form import Form
from jixiao.model.unit_year import UnitYear
from jixiao.read.data.forms_file import forms_of_data
from jixiao.read.data.problems import Problems
from jixiao.read.data.typed import SUFFIXES, is_typed, typed_data
from jixiao.read.data.typed_accounts import accounts_from_dict
from jixiao.read.data.typed_year import is_unit_year, unit_year_from_dict
from jixiao.read.data.workbook import is_workbook, read_workbook
from jixiao.read.gate import open_source
from jixiao.read.layout import Layout
from jixiao.read.source import Source

_PAPERS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".docx", ".doc", ".wps", ".pdf", ".html", ".htm", *SUFFIXES})
_YEAR = re.compile(r"(20[0-9]{2})年")
_OWNER = re.compile(r"(?:部门|编制单位|填报单位|单位名称|预算单位)[:：](\S{2,40})")
_FRAME_ROWS = 5  # of a table, in which its year and unit may stand


@dataclass
class Given:
    """What a file holds; `data` is a unit's year, the others are papers. `year` is None where none is named."""

    name: str
    data: UnitYear | None = None
    forms: list[Form] = field(default_factory=list)
    accounts: list[FinalAccounts] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    year: int | None = None
    unit: str | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was found in the file."""
        return self.data is None and not (self.forms or self.accounts or self.texts)


def files_of(path: str | Path, remarks: list[str]) -> list[Path]:
    """Give the files that a path stands for: a folder for the papers in it, its lock files left out.

    Beside a workbook of `jixiao init` stands what was written from it: of such a folder only the workbooks and typed
    data are taken, which is told.
    """
    path = Path(path)
    if not path.is_dir():
        return [path]
    inside = sorted(file for file in path.iterdir() if file.suffix.lower() in _PAPERS and file.is_file())
    inside = [file for file in inside if not file.name.startswith((".", "~$"))]
    books = [file for file in inside if file.suffix.lower() == ".xlsx" and _is_workbook(file)]
    if not books:
        return inside
    taken = [file for file in inside if file in books or file.suffix.lower() in SUFFIXES]
    left = "、".join(file.name for file in inside if file not in taken)
    if left:
        remarks.append(f"{path.name}：文件夹中有填报工作簿，没有使用 {left}；要用的请单独写出来")
    return taken


def _is_workbook(file: Path) -> bool:
    try:
        return is_workbook(open_source(file))
    except Failure:  # said when the file is read, if it is
        return False


def gather(path: Path, remarks: list[str]) -> Given:
    """Give what a file holds; what was left aside is told in `remarks`. Raises Failure where it cannot be read."""
    source = open_source(path)
    if is_workbook(source):
        data = read_workbook(source, remarks)
        return Given(source.name, data, year=data.year)
    return _typed(source, remarks) if is_typed(source) else _paper(source, remarks)


def _typed(source: Source, remarks: list[str]) -> Given:
    data = typed_data(source)
    if is_unit_year(data):
        found = Given(source.name, unit_year_from_dict(data, source.name))
        found.year = found.data.year or None if found.data else None
        return found
    found = Given(source.name, forms=forms_of_data(data, source.name, remarks))
    problems = Problems(source.name)
    for number, document in enumerate(_documents(data), 1):
        if document.get("kind") == "final_accounts":
            found.accounts.append(accounts_from_dict(document, f"documents第{number}项", problems))
    problems.raise_any()
    found.year, found.unit = _named(found)
    return found


def _documents(data: object) -> Iterator[dict[str, object]]:
    """Give the documents of what `jixiao read` printed for one file or several."""
    for entry in data if isinstance(data, list) else [data]:
        if isinstance(entry, dict) and isinstance(entry.get("documents"), list):
            yield from (document for document in entry["documents"] if isinstance(document, dict))
        elif isinstance(entry, dict):
            yield entry


def _paper(source: Source, remarks: list[str]) -> Given:
    from jixiao.read import read_source  # formats are loaded when they are met

    result = read_source(source)
    remarks += [f"{source.name}：{remark}" for remark in result.remarks]
    accounts = [document for document in result.accounts if document.kind == "final_accounts"]
    found = Given(source.name, forms=result.forms, accounts=accounts)
    found.year, found.unit = _named(found)
    if accounts or not result.forms:
        year, unit = _framed(result.layout)
        found.year, found.unit = found.year or year, found.unit or unit
        _tables(source, result.layout, found, remarks)
    return found


def _tables(source: Source, layout: Layout, found: Given, remarks: list[str]) -> None:
    from jixiao.read.data.exact import with_stored_digits
    from jixiao.read.data.export import is_export, read_export

    with_stored_digits(source, found.accounts)
    if is_export(layout):
        export = read_export(layout, found.accounts)
        found.accounts = [FinalAccounts(year=found.year, statements=export.budgets)]
        found.texts = export.texts
        remarks += [f"{source.name}：{remark}" for remark in export.remarks]


def _named(found: Given) -> tuple[int | None, str | None]:
    """Give year and unit as the documents say them: the accounts first, else most forms."""
    years = [document.year for document in found.accounts if document.year] or [f.year for f in found.forms if f.year]
    units = [document.unit.text for document in found.accounts if document.unit]
    units += [form.unit.text or form.department.text for form in found.forms]
    year = Counter(years).most_common(1)[0][0] if years else None
    return year, next((unit for unit in units if unit), None)


def _framed(layout: Layout) -> tuple[int | None, str | None]:
    """Give year and unit as they stand above the tables of a file that has nothing else."""
    above = ["".join(cell.text.split()) for grid in layout.grids() for cell in grid.cells if cell.row < _FRAME_ROWS]
    years = Counter(int(found[1]) for text in above for found in _YEAR.finditer(text))
    owners = Counter(found[1] for text in above if (found := _OWNER.match(text)))
    return (years.most_common(1)[0][0] if years else None), (owners.most_common(1)[0][0] if owners else None)
