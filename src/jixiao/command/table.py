"""Tables of Chinese text for a terminal: columns measured in terminal columns, the widest wrapped to fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jixiao.command.width import pad, width, wrap

NARROWEST = 4  # two Chinese characters
PADDING = 3  # a blank on both sides of a cell and the line before it


class Lines(NamedTuple):
    """The characters that a table is drawn with: corners and crossings of its three rules, and the two strokes."""

    top: str
    middle: str
    bottom: str
    across: str
    down: str


DRAWN = Lines("┌┬┐", "├┼┤", "└┴┘", "─", "│")
PLAIN = Lines("+++", "+++", "+++", "-", "|")


def draw_table(
    header: Sequence[str], rows: Sequence[Sequence[str]], columns: int, *, right: Sequence[int] = (), drawn: bool = True
) -> list[str]:
    """Give the lines of a table at most `columns` wide; `right` are the columns, from 0, aligned to the right."""
    lines = DRAWN if drawn else PLAIN
    widths = fit(_natural([header, *rows] if header else rows), columns)
    rules = [_rule(corners, lines.across, widths) for corners in (lines.top, lines.middle, lines.bottom)]
    body = [line for row in rows for line in _row(row, widths, right, lines.down)]
    head = [*_row(header, widths, right, lines.down), rules[1]] if header else []
    return [rules[0], *head, *body, rules[2]]


def fit(natural: Sequence[int], columns: int) -> list[int]:
    """Give column widths that together fit into `columns`: narrow ones stay as they are, wide ones share the rest."""
    room = columns - PADDING * len(natural) - 1
    widths = [0] * len(natural)
    by_width = sorted(range(len(natural)), key=natural.__getitem__)
    for done, index in enumerate(by_width):
        share = max(room // (len(natural) - done), NARROWEST)
        widths[index] = min(natural[index], share)
        room -= widths[index]
    return widths


def _natural(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(max(map(width, text.split("\n"))) for text in column) for column in zip(*rows, strict=True)]


def _rule(corners: str, across: str, widths: Sequence[int]) -> str:
    return corners[0] + corners[1].join(across * (column + 2) for column in widths) + corners[2]


def _row(row: Sequence[str], widths: Sequence[int], right: Sequence[int], down: str) -> list[str]:
    cells = [wrap(text, column) for text, column in zip(row, widths, strict=True)]
    height = max(map(len, cells))
    lines = []
    for line in range(height):
        texts = [cell[line] if line < len(cell) else "" for cell in cells]
        shown = [_aligned(text, widths[index], index in right) for index, text in enumerate(texts)]
        lines.append(f"{down} " + f" {down} ".join(shown) + f" {down}")
    return lines


def _aligned(text: str, columns: int, right: bool) -> str:
    return " " * (columns - width(text)) + text if right else pad(text, columns)
