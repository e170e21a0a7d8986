"""Items (科目): the names that the text gives and the codes that tables give become one path for one subject."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from jixiao.knowledge.tables import line_words
from jixiao.model.accounts import AccountsTable, TableRow

Path = tuple[str, ...]

_CODE = re.compile(r"\d{3}(?:\d{2}){0,4}")
_SUFFIX = re.compile(r"(?:\((?:类|款|项)\)|支出|费用|费)+$")
_LEVELS = (3, 5, 7)


def is_code(text: str | None) -> bool:
    """Say whether a text is a code of 政府收支分类: 208, 20805, 2080501."""
    return bool(text) and _CODE.fullmatch(text or "") is not None


def code_path(code: str) -> Path:
    """Give the path of a code: 208, 20805, 2080501."""
    return (*(code[:length] for length in _LEVELS if length < len(code)), code)


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Give a subject's name without what some print and some do not: numbering, brackets, 支出 at the end."""
    words = line_words(name)
    return _SUFFIX.sub("", words) or words


class Items:
    """The subjects of a document: which code a name has, learnt from its own tables."""

    def __init__(self, tables: Iterable[AccountsTable]) -> None:
        self._codes: dict[Path, str] = {}
        self._below: dict[tuple[str, str], list[str]] = {}  # 类 and name → codes under the 类 that have the name
        names: dict[str, str] = {}
        rows = [row for table in tables for row in table.rows if is_code(row.code.text)]
        for row in rows:
            names.setdefault(row.code.text or "", plain_name(row.label.text or ""))
        for code, name in names.items():
            above = [names.get(part) for part in code_path(code)[:-1]]
            if all(above):
                self._codes.setdefault((*(part for part in above if part), name), code)
            self._below.setdefault((code[: _LEVELS[0]], name), []).append(code)

    def path_of_row(self, row: TableRow) -> Path:
        """Give the path of a row's subject: of its code, else of its label among the 类."""
        if is_code(row.code.text):
            return code_path(row.code.text or "")
        return self.path_of_names([row.label.text or ""])

    def path_of_names(self, names: list[str]) -> Path:
        """Give the path of named subjects, each part as its code where a table of the document has it."""
        plain = tuple(map(plain_name, names))
        path = tuple(self._codes.get(plain[: index + 1], name) for index, name in enumerate(plain))
        below = self._below.get((path[0], path[-1]), []) if len(path) > 1 else []
        return code_path(below[0]) if len(below) == 1 else path
