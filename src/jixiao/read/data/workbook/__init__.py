"""The workbook of a unit's year (填报工作簿) of `jixiao init`, read back; problems are told by sheet and cell."""

from __future__ import annotations

from jixiao.knowledge.workbook import MARK
from jixiao.model.accounts import FinalAccounts
from jixiao.model.form import Form
from jixiao.model.unit_year import UnitYear
from jixiao.model.value import Value
from jixiao.read.archive import Archive, archive_of
from jixiao.read.data.tables import completed
from jixiao.read.source import Source


def is_workbook(source: Source) -> bool:
    """Tell whether a file is such a workbook: by the name defined in it, whatever the file is called."""
    if source.kind != "xlsx":
        return False
    archive = archive_of(source)
    part = archive.main_part("xl/workbook.xml")
    return part in archive and MARK.encode() in archive.read(part) and MARK in defined_names(archive)


def defined_names(archive: Archive) -> dict[str, str]:
    """Give the names that a workbook defines, with what they stand for; a constant text without its quotes."""
    root = archive.parse(archive.main_part("xl/workbook.xml"))
    names = root.iter(root.tag.removesuffix("workbook") + "definedName")
    return {entry.get("name", ""): (entry.text or "").strip().removeprefix("=").strip('"') for entry in names}


def documents_of(source: Source, remarks: list[str]) -> list[Form | FinalAccounts]:
    """Give the documents of a workbook, as other files have theirs: its forms, and the accounts of its year."""
    data = read_workbook(source, remarks)
    accounts = data.accounts
    accounts.unit, accounts.year_printed = Value(data.unit.name or None), Value(str(data.year))
    accounts.tables = [completed(table, data.year) for table in accounts.tables if table.rows]
    for place, remark in enumerate(remarks):
        remarks[place] = remark.removeprefix(f"{source.name}：")
    return [*data.forms, *([accounts] if accounts.tables or accounts.statements else [])]


def read_workbook(source: Source, remarks: list[str]) -> UnitYear:
    """Give the unit's year of a workbook; sheets that are not its own are told in `remarks`.

    Raises BadData with all problems, each with its sheet and cell.
    """
    from jixiao.read.data.workbook.read import WorkbookReader  # only where a workbook was met

    return WorkbookReader(source, remarks).unit_year()
