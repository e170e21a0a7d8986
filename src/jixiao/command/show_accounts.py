"""What `read` found in final accounts, for people: unit and year, the figures of each section, the tables."""

from __future__ import annotations

from jixiao.command.output import print_line, print_table
from jixiao.model.accounts import AccountsTable, FinalAccounts, Statement
from jixiao.report.accounts_rows import (
    concept_name,
    parts,
    shown_value,
    table_cells,
    table_header,
    table_title,
)
from jixiao.report.words import accounts_name

HEADER = ["概念", "项目", "数值", "单位", "位置"]
WIDEST = 14  # columns of a table that a terminal can show


def show_accounts(document: FinalAccounts) -> None:
    """Print final accounts or a report."""
    print_line(f"\n{accounts_name(document)}", bold=True)
    for label, text in _facts(document):
        print_line(f"  {label}：{text}")
    for part in parts(document):
        print_table(part.heading or "", HEADER, [_row(statement) for statement in part.statements], right=(2,))
    for table in document.tables:
        _show_table(table)


def _facts(document: FinalAccounts) -> list[tuple[str, str]]:
    known = sum(statement.concept is not None for statement in document.statements)
    facts = [
        ("标题", document.title.text),
        ("单位", document.unit.text),
        ("年度", str(document.year) if document.year else None),
        ("公开时间", document.published.text),
        ("得分", document.score.text),
        ("等级", document.grade.text),
        ("文中的数", f"{len(document.statements)} 个，认出 {known} 个"),
        ("决算表", f"{len(document.tables)} 张" if document.tables else None),
    ]
    return [(label, text) for label, text in facts if text]


def _row(statement: Statement) -> list[str]:
    place = statement.value.place
    item = statement.item or statement.label
    where = place.sentence() if place else ""
    return [concept_name(statement), item, shown_value(statement), statement.unit or "", where]


def _show_table(table: AccountsTable) -> None:
    header = table_header(table)
    if len(header) > WIDEST:
        print_line(f"{table_title(table)}：{len(table.rows)} 行、{len(table.columns)} 栏，用 --json 可以看到全部。")
        return
    rows = [[value.text or "" for value in table_cells(table, row)] for row in table.rows]
    if rows:
        print_table(table_title(table), header, rows, right=range(2, len(header)))
    else:
        print_line(f"{table_title(table)}：没有数据。")
