"""Tables whose every cell stands on a line of its own behind a tab; an empty line ends the row.

A line without a tab continues the cell before, also after an empty line. Cells merged downwards are empty cells, cells
merged sideways are left out, so that rows differ in length: what is missing is counted to the row's first cell, which
brings 合计 | 100 | 95 under the columns of weight and score.
"""

from __future__ import annotations

import re

from jixiao.read.layout import Cell

_EMPTY_LINES_BETWEEN_TABLES = 3
_LONGEST_CELL = 200  # lines
_SHORT = 40  # characters; most cells of a table are shorter, paragraphs that begin with a tab are not
# what stands between two tables and never inside a cell: titles, and the lines of signatures and notes
_TITLE = re.compile(r".{4,}表\s*(?:[（(][^（）()]*[）)])?\s*$")
_OUTSIDE = re.compile(
    r"(?:填报|填表|制表|编制|审核|联系|金额单位|单位[:：（(]|单位负责人|附件|附表|注[:：]|备注[:：]|说明[:：])"
)

_Row = list[tuple[int, list[str]]]  # line of the cell (from 0) and its lines


def is_cell(line: str) -> bool:
    """Tell whether a line is one cell: a tab at its beginning and none after."""
    return line.startswith("\t") and "\t" not in line[1:].rstrip()


def tab_cells(lines: list[str], at: int) -> tuple[list[Cell], int]:
    """Give the cells of the table that begins at line `at`, none where it is no table, and the line after it."""
    rows: list[_Row] = [[]]
    number = at
    while number < len(lines):
        following = _next_filled(lines, number)
        gap = following - number
        if following == len(lines) or gap >= _EMPTY_LINES_BETWEEN_TABLES:
            break
        if is_cell(lines[following]):
            if gap:
                rows.append([])
            rows[-1].append((following, [lines[following][1:]]))
        elif _continues(lines, following, gap):
            rows[-1][-1][1].append(lines[following])
        else:
            break
        number = following + 1
    return (_cells(rows) if _is_table(rows) else []), number


def _next_filled(lines: list[str], number: int) -> int:
    """The full-width blank (U+3000) fills cells: a line of it is not empty."""
    while number < len(lines) and not lines[number].strip(" "):
        number += 1
    return number


def _continues(lines: list[str], number: int, gap: int) -> bool:
    """Tell whether a line without tab belongs to the cell before: then a cell follows, and no title comes first."""
    if gap == 0:
        return not _TITLE.match(lines[number]) and not _OUTSIDE.match(lines[number])
    if gap > 1:
        return False
    for ahead in range(number, min(number + _LONGEST_CELL, len(lines))):
        line = lines[ahead]
        if line.startswith("\t"):
            return True
        if not line.strip(" "):
            if _next_filled(lines, ahead) - ahead > 1:
                return False
        elif _TITLE.match(line) or _OUTSIDE.match(line):
            return False
    return False


def _is_table(rows: list[_Row]) -> bool:
    """Paragraphs that begin with a tab make rows of one cell, or rows of long ones."""
    lengths = [sum(map(len, lines)) for row in rows for _, lines in row]
    short = sum(length <= _SHORT for length in lengths)
    return sum(len(row) >= 2 for row in rows) >= 2 and short * 2 >= len(lengths)


def _cells(rows: list[_Row]) -> list[Cell]:
    width = max(len(row) for row in rows)
    found: list[Cell] = []
    for number, row in enumerate(rows):
        missing = width - len(row)
        for column, (line, lines) in enumerate(row):
            place, columns = (column + missing, 1) if column else (0, 1 + missing)
            text = "\n".join(part for part in lines if part.strip())
            found.append(Cell(text, number, place, 1, columns, line=line + 1))
    return found
