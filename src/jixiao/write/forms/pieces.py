"""The pieces of a cell (单元格的组成): words of the form itself, and fields of the form's data by their JSON Pointer.

A cell is printed by joining its pieces and typed into field by field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from jixiao.knowledge.form_layout import FIELD


class Field(NamedTuple):
    """A field in a cell: its JSON Pointer into `Form.to_dict()`, what it says there and what is printed if it is blank.

    Where one cell shows a field of several rows, `also` are the pointers to that of the other rows. `computed` fields
    are worked out by the rules. An `echo` repeats a field that is typed elsewhere on the same sheet.
    """

    pointer: str
    text: str
    blank: str = ""
    also: tuple[str, ...] = ()
    computed: bool = False
    echo: bool = False


class Joint(str):
    """Words between two fields that are printed only where both say something: the - between code and name."""

    __slots__ = ()


Piece = str | Field
Pieces = tuple[Piece, ...]
Find = Callable[[str], Pieces]


def pieces_of(pattern: str, find: Find) -> Pieces:
    """Give a text with each field in braces replaced by the pieces that `find` gives for it; of {a|b} the first filled.

    Points that are printed with 分 already do not get a second one: {execution.weight}分.
    """
    found: list[Piece] = []
    for part, unit_follows in _split(pattern):
        if isinstance(part, str):
            found.append(part)
        else:
            pieces = _first_filled(part, find)
            found += map(_without_points, pieces) if unit_follows else pieces
    return tuple(found)


def printed(pieces: Pieces) -> str:
    """Give the text of a cell as it is printed."""
    if len(pieces) == 1:
        return _text(pieces[0])
    texts = list(map(_text, pieces))
    return "".join(text for at, text in enumerate(texts) if not isinstance(pieces[at], Joint) or _joins(texts, at))


@lru_cache(maxsize=1024)
def _split(pattern: str) -> tuple[tuple[str | tuple[str, ...], bool], ...]:
    """The words and the names of fields in a pattern, and whether 分 follows."""
    return tuple(_parts(pattern))


def _parts(pattern: str) -> Iterator[tuple[str | tuple[str, ...], bool]]:
    end = 0
    for field in FIELD.finditer(pattern):
        if field.start() > end:
            yield pattern[end : field.start()], False
        yield tuple(field[1].split("|")), pattern.startswith("分", field.end())
        end = field.end()
    if end < len(pattern):
        yield pattern[end:], False


def _first_filled(names: tuple[str, ...], find: Find) -> Pieces:
    if len(names) == 1:
        return find(names[0])
    choices = [find(name) for name in names]
    return next((pieces for pieces in choices if printed(pieces)), choices[0])


def _without_points(piece: Piece) -> Piece:
    return piece._replace(text=piece.text.removesuffix("分")) if isinstance(piece, Field) else piece


def _text(piece: Piece) -> str:
    return piece.text or piece.blank if isinstance(piece, Field) else piece


def _joins(texts: list[str], at: int) -> bool:
    return bool(texts[at - 1]) and bool(texts[at + 1])
