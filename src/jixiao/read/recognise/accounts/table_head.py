"""The header of a disclosure table: which rows it has, and what stands above each column, storey by storey.

Headers have one to four storeys, merged or not; the row of numbers (栏次) is no storey. Codes may have a header each
(类, 款, 项). The line of the total may be the last storey at once: 类 | 款 | 项 | 合计 | 2,946.25.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from jixiao.knowledge.tables import header_word
from jixiao.read.layout import Cell
from jixiao.read.recognise.accounts.table_groups import regroup
from jixiao.read.recognise.accounts.table_titles import is_frame, is_note
from jixiao.read.recognise.words import printed

CODE_WORDS = frozenset({"code", "class", "section", "item"})
LABEL_WORDS = frozenset({"label"})
NAME_WORDS = frozenset({"project_name", "unit_name", "unit_code", "remark"})
ROLE_WORDS = CODE_WORDS | LABEL_WORDS | NAME_WORDS | {"line", "lane"}
TOTALS = frozenset({"合计", "总计"})
_BEGIN_WORDS = CODE_WORDS | LABEL_WORDS | {"line"}
_NUMBER = re.compile(r"[-−－+]?(?:[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?%?")
_LANE = re.compile(r"[(（]?([0-9]{1,3})[)）]?(?:[=＝][0-9+\-－＋()（）]+)?栏?")
_MOST_STOREYS = 14  # lines of narrow headers, where no lines tell which of them are one text
_MOST_CUT = 5  # rows that a text of a header may be cut over
_LATEST = 14  # rows of titles and frames above a header


class Entry(NamedTuple):
    """A filled cell of a header or of the rows around it: its text without white space and the word it means."""

    cell: Cell
    text: str
    word: str | None


class Column:
    """A column of the table: columns `first` to before `end` of the grid, with the texts above them, top to bottom."""

    __slots__ = ("end", "first", "path", "role", "words")

    def __init__(self, first: int, end: int, path: list[str], words: list[str | None]) -> None:
        self.first = first
        self.end = end
        self.path = path
        self.words = words
        self.role = _role(path, words)


def _role(path: list[str], words: list[str | None]) -> str | None:
    """Give what a column holds: code, label, name, line, value; None where nothing stands above it.

    The lowest storey decides: 项目 stands above 科目编码 and 科目名称.
    """
    word = next((word for word in reversed(words) if word and word != "lane"), None)
    if word is None:
        return "value" if path else None
    if word in CODE_WORDS:
        return "code"
    return word if word in ("label", "line") else "name" if word in NAME_WORDS else "value"


class Head:
    """A header: rows `first` to before `body` of the grid; `texts` are all of its texts, `columns` left to right."""

    __slots__ = ("body", "columns", "first", "texts")

    def __init__(self, first: int, body: int, columns: list[Column], texts: frozenset[str]) -> None:
        self.first = first
        self.body = body
        self.columns = columns
        self.texts = texts


def entries(cells: list[Cell]) -> list[Entry]:
    """Give the filled cells of a row."""
    found = []
    for cell in cells:
        text = shown(cell.text)
        if text is not None:
            word = header_word(text)
            found.append(
                Entry(cell, text, word) if word else _below_frame(cell) or Entry(cell, text, _word_of_line(cell.text))
            )
    return found


@lru_cache(maxsize=16384)
def shown(text: str) -> str | None:
    """Give what a cell says, without white space, None where it is blank; the same few names and noughts recur."""
    return printed(text) if text else None


@lru_cache(maxsize=16384)
def is_number(text: str) -> bool:
    """Tell whether a printed text is a number, such as 1,176.34 or 12%."""
    return _NUMBER.fullmatch(text) is not None


def read_head(rows: list[list[Cell]], start: int, end: int) -> Head | None:
    """Give the header that begins in rows `start` to before `end`, None where there is none."""
    first = next((row for row in range(start, min(end, start + _LATEST)) if _begins(entries(rows[row]))), None)
    if first is None:
        return None
    storeys: list[list[Entry]] = []
    body = end
    reaching = [row for row in range(start, first) if any(cell.row + cell.rows > first for cell in _filled(rows[row]))]
    first = _first_lines(rows, start, min([first, *reaching]), end)
    for row in range(first, end):
        line = entries(rows[row])
        if is_lane(line):
            storeys.append([entry for entry in line if entry.word in ROLE_WORDS])
        elif _is_data(line, storeys) or len(storeys) >= _MOST_STOREYS:
            storeys.append(_storey_of_data(line, storeys))
            body = row
            break
        elif storeys and _is_note(line):  # of a table without any figure
            body = row
            break
        elif line:
            storeys.append(line)
    return _head(first, body, storeys)


def _first_lines(rows: list[list[Cell]], start: int, first: int, end: int) -> int:
    """Give the first row of a header, with those above it whose texts go on in the rows below (上级补助收 / 入)."""
    while first > start and (line := entries(rows[first - 1])):
        below = [entry for row in rows[first : min(end, first + _MOST_CUT)] for entry in entries(row)]
        if not all(_goes_on_below(entry, below) for entry in line):
            break
        first -= 1
    return first


def _goes_on_below(entry: Entry, below: list[Entry]) -> bool:
    if entry.word is not None:
        return False
    texts = (other.text for other in below if other.cell.column == entry.cell.column)
    return any(header_word(text) for text in accumulate(texts, initial=entry.text))


def _filled(cells: list[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.text.strip()]


def _begins(line: list[Entry]) -> bool:
    """A header begins with two words of one, or with the header of codes or labels; figures stand in none."""
    known = [entry.word for entry in line if entry.word and entry.word not in NAME_WORDS]
    roles = sum(word in _BEGIN_WORDS for word in known)
    if any(is_number(entry.text) for entry in line):
        return roles >= 2
    return len(known) >= 2 or (roles >= 1 and len(line) >= 2)


def is_lane(line: list[Entry]) -> bool:
    """Tell whether a row numbers the columns (栏次): 1, 2, 3 …, also 3=4+5."""
    numbers = []
    named = roles = False
    for entry in line:
        match = _LANE.fullmatch(entry.text)
        if match:
            numbers.append(int(match[1]))
        elif entry.word == "lane":
            named = True
        elif entry.word in ROLE_WORDS:
            roles = True
        else:
            return False
    if any(after - before != 1 for before, after in pairwise(numbers)):
        return False
    return named or (bool(numbers) and (roles or len(numbers) > 1))


def _is_note(line: list[Entry]) -> bool:
    return len(line) == 1 and is_note(line[0].cell.text)


def _is_data(line: list[Entry], storeys: list[list[Entry]]) -> bool:
    """Tell whether a row below a header is the first one of figures and labels."""
    above = _words_above(storeys)
    if any(is_number(entry.text) and above.get(entry.cell.column) != "line" for entry in line):
        return True
    labels = [entry for entry in line if above.get(entry.cell.column) in ("label", "code", "name")]
    if any(entry.text in TOTALS for entry in labels):
        return True
    return any(entry.word not in ROLE_WORDS for entry in labels)


def _storey_of_data(line: list[Entry], storeys: list[list[Entry]]) -> list[Entry]:
    """Give what belongs to the header in its last line, where that is the line of the total at once."""
    above = _words_above(storeys)
    named = ("label", "code", "name")
    return [
        entry
        for entry in line
        if entry.word in ROLE_WORDS
        or (entry.word and above.get(entry.cell.column) not in named and entry.text not in TOTALS)
        or (entry.text in TOTALS and above.get(entry.cell.column) not in (*named, None))
    ]


def _words_above(storeys: list[list[Entry]]) -> dict[int, str]:
    """Give for each grid column what the lowest storey above it says that it holds."""
    found: dict[int, str] = {}
    for storey in storeys:
        for entry in storey:
            if entry.word == "lane":
                continue
            role = "code" if entry.word in CODE_WORDS else "name" if entry.word in NAME_WORDS else entry.word or "value"
            for column in range(entry.cell.column, entry.cell.column + entry.cell.columns):
                found[column] = role
    return found


def _head(first: int, body: int, storeys: list[list[Entry]]) -> Head:
    width = max((entry.cell.column + entry.cell.columns for storey in storeys for entry in storey), default=0)
    plan = [_spread(storey, width) for storey in storeys if storey]
    _fill_groups(plan, width)
    regroup(plan)
    stacks = [_stack(plan, column) for column in range(width)]
    columns: list[Column] = []
    column = 0
    while column < width:
        end = column + 1
        while end < width and _same(stacks[column], stacks[end]):
            end += 1
        path, words = _path(stacks[column])
        columns.append(Column(column, end, path, words))
        column = end
    return Head(first, body, columns, frozenset(entry.text for storey in storeys for entry in storey))


def _spread(storey: list[Entry], width: int) -> list[Entry | None]:
    plan: list[Entry | None] = [None] * width
    for entry in storey:
        column = entry.cell.column
        plan[column : column + entry.cell.columns] = [entry] * entry.cell.columns
    return plan


def _fill_groups(plan: list[list[Entry | None]], width: int) -> None:
    """A group whose cells were not merged stands above its first column only: it goes on over blank cells.

    It does so only where storeys below tell its columns apart.
    """
    for lower, upper in pairwise(reversed(plan)):
        for column in range(1, width):
            group = upper[column - 1]
            if upper[column] is None and group is not None and group.word not in ROLE_WORDS:
                here, left = lower[column], lower[column - 1]
                if here is not None and left is not None and here.word not in ROLE_WORDS and group.cell.columns == 1:
                    upper[column] = group


def _stack(plan: list[list[Entry | None]], column: int) -> list[Entry]:
    return [entry for storey in plan if (entry := storey[column]) is not None]


def _same(one: list[Entry], other: list[Entry]) -> bool:
    return bool(one) and len(one) == len(other) and all(a.cell is b.cell for a, b in zip(one, other, strict=True))


def _path(stack: list[Entry]) -> tuple[list[str], list[str | None]]:
    """Give texts and words of a stack of cells; a text cut over several cells is put together again."""
    path: list[str] = []
    words: list[str | None] = []
    start = 0
    while start < len(stack):
        end, text, word = _whole(stack, start)
        path.append(text)
        words.append(word)
        start = end
    return path, words


def _whole(stack: list[Entry], start: int) -> tuple[int, str, str | None]:
    """Give the text that begins at an entry, what it means, and the entry after it."""
    text = stack[start].text
    whole = start + 1, text, stack[start].word
    for end in range(start + 2, len(stack) + 1):
        if not _may_go_on(stack[end - 2], stack[end - 1]):
            break
        text += stack[end - 1].text
        if joined := header_word(text):
            whole = end, text, joined
    return whole


def _may_go_on(above: Entry, entry: Entry) -> bool:
    """A cell of the same width below another may be its second half; below a group stand several."""
    if (entry.word in ROLE_WORDS and len(entry.text) > 1) or above.word in ROLE_WORDS:
        return False  # 款 may end 一般公共预算财政拨款
    same = (above.cell.column, above.cell.columns) == (entry.cell.column, entry.cell.columns)
    return same or (above.word is None and entry.word is None)


def _below_frame(cell: Cell) -> Entry | None:
    """A header into which the lines above the table have run (单位：万元): what stands below these."""
    lines = cell.text.split("\n")
    first = next((number for number, line in enumerate(lines) if not is_frame("".join(line.split()))), 0)
    text = "".join("".join(line.split()) for line in lines[first:])
    word = header_word(text) if first else None
    return Entry(cell, text, word) if word else None


def _word_of_line(text: str) -> str | None:
    """A header of codes or labels into which the text of a neighbour has run: one of its lines is the header."""
    lines = text.split("\n")
    if len(lines) < 2:
        return None
    words = (header_word("".join(line.split())) for line in reversed(lines))
    return next((word for word in words if word in ROLE_WORDS), None)
