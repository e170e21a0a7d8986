"""How wide text is on a terminal, where a Chinese character takes two columns; wrapping and padding by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

# A line may break between two Chinese characters, never inside a number, a Latin word or a path.
_PIECE = re.compile(r"[\w.%,:/\\+\-#]+|\s+|.", re.ASCII | re.DOTALL)
_NEVER_LAST = "（《「『“‘【〔"
_NEVER_FIRST = "，。、；：！？）》」〕』”’】…％%"


def width(text: str) -> int:
    """Give the number of terminal columns that a text takes."""
    return sum(_columns(char) for char in text)


def pad(text: str, columns: int) -> str:
    """Give the text filled with blanks to a width in columns; a longer text stays as it is."""
    return text + " " * (columns - width(text))


def wrap(text: str, columns: int) -> list[str]:
    """Give the text as lines of at most `columns` columns, at least one.

    No line starts with closing punctuation or ends with an opening bracket.
    """
    return [line for part in text.split("\n") for line in _wrapped(part, columns)]


def _wrapped(text: str, columns: int) -> list[str]:
    lines: list[list[str]] = [[]]
    for piece in _pieces(text, columns):
        line = lines[-1]
        if width("".join(line)) + width(piece) <= columns:
            line.append(piece)
        else:
            lines.append([*_carried(line, piece), piece])
    return ["".join(line).strip() for line in lines]


def _carried(line: list[str], piece: str) -> list[str]:
    """Take off the end of a line what must stand before the piece on the next one."""
    if len(line) > 1 and (line[-1] in _NEVER_LAST or piece in _NEVER_FIRST):
        return [line.pop()]
    return []


def _pieces(text: str, columns: int) -> Iterator[str]:
    """Give what must stay on one line, cut where it is wider than a line."""
    for piece in _PIECE.findall(text):
        step = columns if piece.isascii() else max(columns // 2, 1)
        yield from (piece[start : start + step] for start in range(0, len(piece), step))


def _columns(char: str) -> int:
    if char.isascii():
        return 1
    if combining(char):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
