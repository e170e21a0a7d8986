"""How wide text is on a terminal, where a Chinese character takes two columns; wrapping and padding by it."""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

# A line may break between two Chinese characters, never inside a number, a Latin word or a path.
_PIECE = re.compile(r"[\w.%,:/\\+\-#]+|\s+|.", re.ASCII | re.DOTALL)
_NEVER_FIRST = "，。、；：！？）》」』”’】…％%"


def width(text: str) -> int:
    """Give the number of terminal columns that a text takes."""
    return sum(_columns(char) for char in text)


def pad(text: str, columns: int) -> str:
    """Give the text filled with blanks to a width in columns; a longer text stays as it is."""
    return text + " " * (columns - width(text))


def wrap(text: str, columns: int) -> list[str]:
    """Give the text as lines of at most `columns` columns, at least one line; closing punctuation starts no line."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if "\n" in piece:
            lines.append("")
        elif _fits(lines[-1], piece, columns):
            lines[-1] += piece
        else:
            lines.append(piece.lstrip())
    return [line.rstrip() for line in lines]


def _fits(line: str, piece: str, columns: int) -> bool:
    return not line or width(line) + width(piece) <= columns or piece in _NEVER_FIRST


def _columns(char: str) -> int:
    if char.isascii():
        return 1
    if combining(char):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
