"""Tables whose rows are lines with tabs between the cells, as sheets and tables are copied or saved as text."""

from __future__ import annotations

import re

from jixiao.read.layout import Cell

_DOTTED = re.compile(r"(?:\.{3,}|…+|·{3,}|．{3,})\s*\d{1,4}\s*$")
_NUMBERED = re.compile(r"(?:第[一二三四五六七八九十]+[部章节]|[（(]?[一二三四五六七八九十]+[、）)]|\d+[.、])")
_OPEN_QUOTE = re.compile(r'(?:^|\t)"[^"\t]*$')
_LONGEST_QUOTE = 50  # lines

_Row = tuple[int, list[str]]  # line of the row (from 0) and its cells


def tab_rows(lines: list[str], at: int) -> tuple[list[Cell], int]:
    """Give the cells of the table that begins at line `at`, none where it is no table, and the line after it.

    A line without tabs between two rows is one cell as wide as the table.
    """
    rows: list[_Row] = []
    number = at
    while number < len(lines) and _is_row(lines, number, bool(rows)):
        row, following = _row(lines, number)
        rows.append((number, row))
        number = following
    if number == at or not _is_table(rows):
        return [], max(number, at + 1)
    return _cells(rows), number


def _is_row(lines: list[str], number: int, inside: bool) -> bool:
    line = lines[number]
    if "\t" in line:
        return not _DOTTED.search(line)
    if line.startswith('"') and len(_row(lines, number)[0]) > 1:
        return True
    following = lines[number + 1] if number + 1 < len(lines) else ""
    return inside and bool(line.strip()) and "\t" in following and not following.startswith("\t\t\t")


def _row(lines: list[str], number: int) -> tuple[list[str], int]:
    """Give the cells of a row; a cell with line ends inside is in quotation marks, as Excel saves it."""
    line = lines[number]
    following = number + 1
    if _OPEN_QUOTE.search(line):
        for end in range(following, min(number + _LONGEST_QUOTE, len(lines))):
            joined = "\n".join(lines[number : end + 1])
            if joined.count('"') % 2 == 0:
                line, following = joined, end + 1
                break
    return [_unquoted(cell) for cell in line.split("\t")], following


def _unquoted(cell: str) -> str:
    if len(cell) >= 2 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell


def _is_table(rows: list[_Row]) -> bool:
    return len(rows) >= 2 and any(_filled(cells) >= 2 for _, cells in rows) and not _is_contents(rows)


def _is_contents(rows: list[_Row]) -> bool:
    """A table of contents (目录) without dots: numbered headings and page numbers that never fall."""
    if any(len(cells) != 2 or not cells[1].strip().isdecimal() for _, cells in rows):
        return False
    pages = [int(cells[1]) for _, cells in rows]
    numbered = sum(bool(_NUMBERED.match(cells[0].strip())) for _, cells in rows)
    return pages == sorted(pages) and numbered * 2 > len(rows)


def _filled(cells: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _cells(rows: list[_Row]) -> list[Cell]:
    width = max(len(cells) for _, cells in rows)
    # where rows keep their empty last cells, a shorter row is one whose merged cells were left out
    keeps_empty = any(not cells[-1].strip() for _, cells in rows)
    found: list[Cell] = []
    for number, (line, cells) in enumerate(rows):
        missing = width - len(cells) if keeps_empty or len(cells) == 1 else 0
        for column, text in enumerate(cells):
            place, columns = (column + missing, 1) if column else (0, 1 + missing)
            found.append(Cell(text.strip(" "), number, place, 1, columns, line=line + 1))
    return found
