"""Rows of subjects (科目行): a subject that another table has, with the rows above and below it, is in each table.

A row that is left out may leave every sum as it was: a 类 whose 款 stand there, the only 项 of a 款. That it is missing
is certain only where another table of the document has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jixiao.check.accounts_context import AccountsContext
from jixiao.check.relations.facts import kind_of
from jixiao.check.relations.items import is_code
from jixiao.check.relations.numbers import printed
from jixiao.check.rule import HOLDS, Broken, Verdicts, accounts_rule, figure, suspect
from jixiao.model.accounts import AccountsTable, TableRow
from jixiao.read.layout import Cell, Layout

_UPPER = {5: 3, 7: 5}  # digits of a code and of the one right above it
_FUNCTIONS = "2"  # that the codes of the functional classification begin with
_ITEM = 7  # digits of a 项
_FEWEST = 3  # 款 that tell how a document lists them
_DIGITS = re.compile(r"[0-9]+")


class Missing(NamedTuple):
    """A subject that a table lacks: its code, the row that shows it, and the row of another table that has it.

    Where no table has it, the code is that of the row above it.
    """

    table: AccountsTable
    code: str
    beside: TableRow
    proof: TableRow | None
    other: AccountsTable | None


@accounts_rule(
    "accounts.table.rows",
    sentence="按科目列示的表，类、款、项应当逐级列出，别的表有的科目不应漏列。",
    severity="error",
    basis="部门决算公开：支出公开到功能分类的项级，基本支出公开到经济分类的款级",
    good="210卫生健康支出、21015医疗保障管理事务、2101501行政运行逐级列出",
    bad="列有21015医疗保障管理事务和2101501行政运行，没有列210卫生健康支出",
    lacking="没有按科目列示的表",
)
def rows(document: AccountsContext) -> Verdicts:
    """A 类 or 款 without its row, a 款 without its 项, which another table may have."""
    tables = [table for table in document.document.tables if _codes(table)]
    for table in tables:
        found = [*_without_upper(table, tables), *_without_lower(table, tables)]
        found = [each for each in found if not _is_printed(document, each)]
        if not found:
            yield HOLDS
        for missing in found:
            yield _broken(missing)


def _broken(missing: Missing) -> Broken:
    name = f"《{_name(missing.table)}》"
    shown = f"“{missing.beside.code.text}{missing.beside.label.text or ''}”"
    told = f"{name}列有{shown}，没有列{_lacked(missing)}"
    figures = [suspect("科目", missing.beside.code)]
    if missing.proof is None or missing.other is None:
        return Broken(told, figures, severity="warning", suggestion="补上这一行。")
    figures.append(figure(f"《{_name(missing.other)}》", missing.proof.code))
    return Broken(f"{told}，《{_name(missing.other)}》有这一行", figures, suggestion="补上这一行。")


def _without_upper(table: AccountsTable, tables: list[AccountsTable]) -> Iterator[Missing]:
    """Give the codes right above rows of a table that it lacks, where it has such rows above others."""
    codes = _codes(table)
    lacking: dict[str, TableRow] = {}
    for code, row in codes.items():
        upper = code[: _UPPER.get(len(code), 0)]
        if upper and upper not in codes:
            lacking.setdefault(upper, row)
    for code, row in lacking.items():
        if _prints(codes, len(code)):
            yield _missing(table, code, row, tables)


def _without_lower(table: AccountsTable, tables: list[AccountsTable]) -> Iterator[Missing]:
    """Give what is missing below rows that have nothing below them: the code that another table has, or a 项."""
    codes = _codes(table)
    for code, row in codes.items():
        level = next((lower for lower, upper in _UPPER.items() if upper == len(code)), 0)
        if not level or any(_below(each, code) for each in codes):
            continue
        others = [other for other in tables if any(_below(each, code) for each in _codes(other))]
        if not others and _amounts(row) and _lists_items_of_all(tables, level):
            yield Missing(table, code, row, None, None)
        for other in others if _prints(codes, level) else ():
            children = [each for each in _codes(other) if _below(each, code) and len(each) == level]
            if len(children) == 1 and _amounts(row) & _amounts(_codes(other)[children[0]]):
                yield Missing(table, children[0], row, _codes(other)[children[0]], other)
                break


def _lists_items_of_all(tables: list[AccountsTable], level: int) -> bool:
    """Say whether the tables list the 项 of their 款, but for one: what is secret is left out of all of them."""
    codes = {code for table in tables for code in _codes(table) if code.startswith(_FUNCTIONS)}
    uppers = {code for code in codes if level == _ITEM and len(code) == _UPPER[level]}
    lacking = {upper for upper in uppers if not any(_below(code, upper) for code in codes)}
    return len(lacking) == 1 and len(uppers) >= _FEWEST


def _missing(table: AccountsTable, code: str, row: TableRow, tables: list[AccountsTable]) -> Missing:
    other = next((each for each in tables if each is not table and code in _codes(each)), None)
    return Missing(table, code, row, _codes(other)[code] if other else None, other)


def _codes(table: AccountsTable) -> dict[str, TableRow]:
    """Give the rows of subjects by code, none where a code stands twice."""
    found: dict[str, TableRow] = {}
    for row in table.rows:
        code = row.code.text or ""
        if is_code(code):
            if code in found:
                return {}
            found[code] = row
    return found


def _prints(codes: Iterable[str], level: int) -> bool:
    """Say whether a table has rows of a level, so that it leaves none of them out on purpose."""
    return any(len(code) == level for code in codes)


def _below(code: str, other: str) -> bool:
    return len(code) > len(other) and code.startswith(other)


def _amounts(row: TableRow) -> set[object]:
    """Give the amounts of a row that are not 0."""
    numbers = (printed(value.text) for value in row.values.values())
    return {number.number for number in numbers if number is not None and number.number}


def _is_printed(document: AccountsContext, missing: Missing) -> bool:
    """Say whether the file prints the code in the table after all: its row was not understood."""
    layout = document.read.layout
    grids = layout.grids() if isinstance(layout, Layout) else []
    own = _places(missing.table)
    others = {place for table in document.document.tables if table is not missing.table for place in _places(table)}
    near = [grid for grid in grids if own and min(own) <= grid.table <= max(own) + 1 and grid.table not in others - own]
    printed_codes = {_code_in(cells) for grid in near for cells in grid.rows()}
    if missing.code == missing.beside.code.text:
        return any(_below(code, missing.code) for code in printed_codes)
    return missing.code in printed_codes


def _places(table: AccountsTable) -> set[int]:
    """Give the numbers of the grids that a table was read from."""
    places = (row.label.place for row in table.rows)
    return {place.table for place in places if place is not None and place.table is not None}


def _code_in(cells: list[Cell]) -> str:
    """Give the digits that a printed row begins with, in one cell or in several."""
    found = ""
    for cell in cells:
        digits = _DIGITS.match("".join(cell.text.split()))
        found += digits.group() if digits else ""
        if digits is None or digits.end() < len("".join(cell.text.split())):
            break
    return found


def _lacked(missing: Missing) -> str:
    if missing.code == missing.beside.code.text:
        return "它的项级科目"
    label = (missing.proof.label.text or "") if missing.proof else ""
    return f"“{missing.code}{label}”"


def _name(table: AccountsTable) -> str:
    kind = kind_of(table)
    return kind.name if kind is not None else table.title.text or "表"
