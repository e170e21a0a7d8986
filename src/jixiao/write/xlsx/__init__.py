"""A paper's tables as an Excel workbook (xlsx): a sheet each, numbers as numbers, sums as formulas, ready to print."""

from __future__ import annotations

from io import BytesIO

from jixiao.model.failure import Failure
from jixiao.write.paper import Paper


class NoTables(Failure):
    """A paper that has no table to put into a workbook."""

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}”中没有表格，不能写成 xlsx，请改用 docx、pdf 或 html。")


def write_xlsx(paper: Paper, contents: bool = False) -> bytes:
    """Give the workbook of a paper's tables; its running text is left out.

    `contents` puts a sheet 目录 with links in front. The same paper gives the same bytes. Raises NoTables where the
    paper has no table.
    """
    from jixiao.write.xlsx.book import Book  # XlsxWriter is loaded when a workbook is written
    from jixiao.write.xlsx.names import sheet_names

    if not paper.tables:
        raise NoTables(paper.title)
    data = BytesIO()
    names = sheet_names([table.name or table.title for table in paper.tables], ["目录"] if contents else [])
    with Book(data, paper.title, paper.author) as book:
        if contents:
            book.contents([(table.title or name, name) for table, name in zip(paper.tables, names, strict=True)])
        for table, name in zip(paper.tables, names, strict=True):
            book.table(name, table)
    return data.getvalue()
