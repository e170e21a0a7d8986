"""Columns that are subjects of the economic classification (支出经济分类): 30101 基本工资, 30102 津贴补贴 …

Such tables have a hundred columns and run over pages side by side. A 类 stands above its 款, but where a page cuts it,
its name stands on one page only; then the 款 themselves and their order tell it.
"""

from __future__ import annotations

import re

from jixiao.knowledge.subjects import economic_by_name, half_width, subjects
from jixiao.read.recognise.accounts.table_head import Column

_CODE = re.compile(r"3[0-9]{2}(?:[0-9]{2})?")
_CLASS_LENGTH = 3


def economic_columns(columns: list[Column], last_class: str | None) -> tuple[list[str], str | None]:
    """Give the ids of columns, economic codes and total, and the class of the last one.

    `last_class` is the class in which the columns of the page before ended. A column that is no subject has its
    printed header as id.
    """
    found: list[str] = []
    current = last_class
    for index, column in enumerate(columns):
        identifier = _identifier(columns, index, current)
        found.append(identifier or "/".join(column.path))
        if identifier is not None and identifier.isdigit():
            current = identifier[:_CLASS_LENGTH]
    return found, current


def _identifier(columns: list[Column], index: int, current: str | None) -> str | None:
    column = columns[index]
    printed = next((text for text in reversed(column.path) if _CODE.fullmatch(text)), None)
    if printed is not None:
        return printed
    parent = _class_above(column)
    if column.words[-1] in ("subtotal", "total", "expenditure"):
        if parent is None and column.words[-1] != "subtotal" and current is None:
            return "total"
        return parent or _class_of_following(columns, index, current)
    return _code(half_width(column.path[-1]), parent, current)


def _class_above(column: Column) -> str | None:
    """Give the class that stands above a column, above its own header."""
    for text in column.path[:-1]:
        for code in economic_by_name().get(half_width(text), ()):
            if len(code) == _CLASS_LENGTH:
                return code
    return None


def _code(name: str, parent: str | None, current: str | None) -> str | None:
    """Give the code of a name: below the class above it, else in the class of the columns before, else the next one."""
    codes = economic_by_name().get(name, [])
    for owner in (parent, current):
        if owner is not None and (below := [code for code in codes if code.startswith(owner)]):
            return below[-1]
    later = (code for code in codes if current is None or code > current)
    return next(later, codes[0] if codes else None)


def _class_of_following(columns: list[Column], index: int, current: str | None) -> str | None:
    """Give the class that a 小计 without a name above it belongs to: the first that has the most of what follows."""
    names = []
    for column in columns[index + 1 :]:
        if column.words[-1] in ("subtotal", "total"):
            break
        names.append(half_width(column.path[-1]))
    later = [code for code in _classes() if current is None or code > current]
    if not later:
        return None
    counts = {owner: sum(_code_in(owner, name) for name in names) for owner in later}
    return max(later, key=lambda owner: counts[owner])


def _code_in(owner: str, name: str) -> bool:
    return any(code.startswith(owner) and len(code) > _CLASS_LENGTH for code in economic_by_name().get(name, ()))


def _classes() -> list[str]:
    return [code for code in subjects("economic") if len(code) == _CLASS_LENGTH and code.startswith("3")]
