"""Forms drawn as text for tests: cells parted by |, merged ones marked, and short views of what was read."""

from __future__ import annotations

from typing import Any

from jixiao.read.layout import Block, Cell, Grid, Layout, Paragraph
from jixiao.read.recognise.forms import recognise

Row = tuple[str | None, ...]


def grid(text: str, number: int = 1) -> Grid:
    """Give a grid from lines of cells parted by |; a cell of ^ belongs to the cell above, < to the one at its left.

    ⏎ stands for a line break inside a cell.
    """
    cells: list[Cell] = []
    at: dict[tuple[int, int], Cell] = {}
    for row, line in enumerate(text.strip().splitlines()):
        for column, part in enumerate(line.split("|")):
            word = part.strip()
            if word == "^" and (row - 1, column) in at:
                cell = at[row - 1, column]
                cell.rows = row - cell.row + 1
            elif word == "<":
                cell = at[row, column - 1]
                cell.columns = column - cell.column + 1
            else:
                cell = Cell(word.replace("⏎", "\n"), row, column)
                cells.append(cell)
            at[row, column] = cell
    covered = [
        (r, c) for x in cells for r in range(x.row, x.row + x.rows) for c in range(x.column, x.column + x.columns)
    ]
    assert len(covered) == len(set(covered)), f"cells overlap in {text[:60]}"
    return Grid(cells, number)


def layout(*blocks: str) -> Layout:
    """Give a layout: a text with | is a table, any other a line."""
    found: list[Block] = []
    for number, block in enumerate(blocks, 1):
        found.append(grid(block, number) if "|" in block else Paragraph(block, number))
    return Layout(found)


def read_all(*blocks: str) -> list[dict[str, Any]]:
    """Give the forms that lines and tables hold, as the contract shows them."""
    return [form.to_dict() for form in recognise(layout(*blocks))[0]]


def read_one(text: str, *lines: str) -> dict[str, Any]:
    """Give the one form that a table below some lines holds."""
    forms = read_all(*lines, text)
    assert len(forms) == 1, [form["title"] for form in forms]
    return forms[0]


def indicators(form: dict[str, Any], *keys: str) -> list[Row]:
    """Give chosen fields of the indicators, a tuple each."""
    return [tuple(row[key] for key in keys) for row in form["indicators"]]


def funding(form: dict[str, Any]) -> list[Row]:
    """Give the funding lines: source, 年初预算, 全年预算, 执行数, 执行率."""
    return [tuple(line[key] for key in ("source", "initial", "budget", "executed", "rate")) for line in form["funding"]]


# What every form has of an indicator; monitoring forms have more.
_FIELDS = ("level1", "level2", "name", "comparator", "target", "unit", "actual", "weight", "score", "reason")


def view(form: dict[str, Any]) -> str:
    """Give what was read as lines of cells parted by |, - where blank; lines of money begin with $."""
    head = [
        form["kind"],
        str(form["year"]),
        form["department"],
        form["unit"],
        form["project"]["name"],
        form["money_unit"],
    ]
    lines: list[Row] = [tuple(head)]
    lines += [("$", *line) for line in funding(form)]
    for part in ("goal", "execution"):
        if any(form[part].values()):
            lines.append((part, *form[part].values()))
    lines += indicators(form, *_FIELDS)
    if any(form["total"].values()):
        lines.append(("total", *form["total"].values()))
    return "\n".join("|".join(value or "-" for value in line) for line in lines)
