"""Items (科目): the names that the text gives and the codes that tables give become one path for one subject."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from jixiao.knowledge.subjects import class_stems, item_names
from jixiao.knowledge.tables import line_words
from jixiao.model.accounts import AccountsTable, TableRow

Path = tuple[str, ...]

_CODE = re.compile(r"\d{3}(?:\d{2}){0,4}")
_SUFFIX = re.compile(r"(?:\((?:类|款|项)\)|支出|费用|费)+$")
_LEVELS = (3, 5, 7)


def is_code(text: str | None) -> bool:
    """Say whether a text is a code of 政府收支分类: 208, 20805, 2080501."""
    return bool(text) and _CODE.fullmatch(text or "") is not None


def is_below_code(code: str, upper: str) -> bool:
    """Say whether a code stands below another one: 2080505 below 20805."""
    return len(code) > len(upper) and code.startswith(upper)


def code_path(code: str) -> Path:
    """Give the path of a code: 208, 20805, 2080501."""
    return (*(code[:length] for length in _LEVELS if length < len(code)), code)


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Give a subject's name without what some print and some do not: numbering, brackets, 支出 at the end."""
    words = line_words(name)
    return _SUFFIX.sub("", words) or words


@lru_cache(maxsize=1)
def _items() -> frozenset[str]:
    """Give the names of 项 that are none of a 类, as they are compared."""
    return frozenset(map(plain_name, item_names())) - frozenset(map(plain_name, class_stems()))


class Items:
    """The subjects of a document: which code a name has, learnt from its own tables."""

    def __init__(self, tables: Iterable[AccountsTable]) -> None:
        self._codes: dict[Path, str] = {}
        self._named: dict[str, list[str]] = {}  # the codes that have a name
        self._below: dict[tuple[str, str], list[str]] = {}  # 类 and name → codes under the 类 that have the name
        names: dict[str, str] = {}
        rows = [row for table in tables for row in table.rows if is_code(row.code.text)]
        for row in rows:
            names.setdefault(row.code.text or "", plain_name(row.label.text or ""))
        for code, name in names.items():
            above = [names.get(part) for part in code_path(code)[:-1]]
            if all(above):
                self._codes.setdefault((*(part for part in above if part), name), code)
            self._named.setdefault(name, []).append(code)
            self._below.setdefault((code[: _LEVELS[0]], name), []).append(code)

    def path_of_row(self, row: TableRow) -> Path:
        """Give the path of a row's subject: of its code, else of its label among the 类."""
        if is_code(row.code.text):
            return code_path(row.code.text or "")
        return self.path_of_names([row.label.text or ""])

    def path_of_names(self, names: list[str], book: str = "2") -> Path:
        """Give the path of named subjects, each part as its code where a table of the document has it.

        `book` is what the codes of their classification begin with: 2 the functional one, 3 the economic one.
        """
        plain = tuple(map(plain_name, names))
        if len(plain) == 1 and (book != "2" or (plain not in self._codes and plain[0] in _items())):
            return self._path_of_one(plain[0], book)
        path = tuple(self._codes.get(plain[: index + 1], name) for index, name in enumerate(plain))
        if len(path) > 1 and not is_code(path[0]) and (code := self._code_below(plain)):
            return code_path(code)
        below = self._below.get((path[0], path[-1]), []) if len(path) > 1 else []
        return code_path(below[0]) if len(below) == 1 else path

    def _code_below(self, plain: Path) -> str | None:
        """Give the code of a 项 that is named with its 款, and not with its 类."""
        uppers = self._named.get(plain[-2], [])
        below = (code for code in self._named.get(plain[-1], []) if any(is_below_code(code, each) for each in uppers))
        fitting = list(below)
        return fitting[0] if len(fitting) == 1 else None

    def _path_of_one(self, name: str, book: str) -> Path:
        """Give the path of a subject that is named without those above it; where several have the name, of none."""
        codes = sorted(code for code in self._named.get(name, []) if code.startswith(book))
        if codes and all(codes[-1].startswith(code) for code in codes):
            return code_path(codes[-1])  # 20899 and 2089999 have one name
        return ("", "", name) if book == "2" else (name,)
