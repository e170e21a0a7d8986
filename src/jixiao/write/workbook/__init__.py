"""The workbook of a unit's year (填报工作簿) as people fill it in: sheets with lists, notes and formulas, no macros."""

from __future__ import annotations

from io import BytesIO

from jixiao.knowledge.disclosure_tables import TableSet
from jixiao.knowledge.workbook import EDITION, MARK, TABLES, YEAR, workbook_words
from jixiao.model.unit_year import UnitYear


def write_workbook(data: UnitYear, tables: TableSet, money: str = "万元") -> bytes:
    """Give the workbook with what is known filled in; `money` (元 or 万元) is the unit of its tables.

    Tables in another unit are converted. The same data gives the same bytes.
    """
    from jixiao.write.workbook.records import RecordWriter  # XlsxWriter is loaded when a workbook is written
    from jixiao.write.workbook.sheets import Workbook, write_guide, write_lists
    from jixiao.write.workbook.tables import write_table

    stream = BytesIO()
    with Workbook(stream, workbook_words().title, data.unit.name) as book:
        book.raw.define_name(MARK, f'="{EDITION}"')
        book.raw.define_name(TABLES, f'="{tables.id}"')
        book.raw.define_name(YEAR, f'="{data.year}"')
        write_guide(book, data, [layout.title for layout in tables.layouts])
        records = RecordWriter(book, data, money)
        for sheet in ("unit", "projects", "funding", "indicators", "monitoring", "passages"):
            records.write(sheet)
        for layout in tables.layouts:
            write_table(book, layout, data, tables, money)
        for sheet in ("facts", "prior", "texts"):
            records.write(sheet)
        write_lists(book, data.year)
    return stream.getvalue()
