"""Random edits of a sound disclosure: one digit, a sign or direction, a swap of two figures, a dropped row.

An edit says what it changed. Edits smaller than what rounding may explain are not made: amounts change by at least
0.2, which more than twenty rounded parts may hide, rates by at least 0.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import TypeVar

from jixiao.read.layout import Block, Cell, Grid, Layout, Paragraph

LEAST = {"万元": Decimal("0.2"), "%": Decimal("0.1")}
_STATED = re.compile(r"(?<![0-9.])[0-9]+(?:\.[0-9]+)?(?=万元|%)")
_NUMBER = re.compile(r"-?[0-9][0-9,]*\.[0-9]+")
_TURNED = {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长"}
_TURN = re.compile("(增加|减少|增长|下降)(?=[1-9]|0\\.[0-9]*[1-9])")


@dataclass
class Edit:
    """What was done, to say it where it was not found."""

    kind: str
    words: str


Blocks = list[Block]
Thing = TypeVar("Thing", Cell, Grid, Paragraph)
Edited = tuple[Blocks, Edit]


def edited(layout: Layout, dice: Random) -> tuple[Layout, Edit]:
    """Give the layout with one edit."""
    makers: tuple[Callable[[Blocks, Random], Edited | None], ...] = (
        _digit_in_text,
        _digit_in_table,
        _digit_in_table,
        _direction,
        _sign,
        _swap,
        _row,
    )
    while True:
        made = dice.choice(makers)(list(layout.blocks), dice)
        if made is not None:
            return Layout(made[0], pages=layout.pages), made[1]


def _with(thing: Thing, **changes: object) -> Thing:
    """Give a changed copy of a block or cell; those are slotted, plain classes."""
    changed = copy(thing)
    for name, value in changes.items():
        setattr(changed, name, value)
    return changed


def _other_digit(text: str, dice: Random, least: Decimal) -> str | None:
    places = [place for place, sign in enumerate(text) if sign.isdigit()]
    place = dice.choice(places)
    digit = dice.choice([digit for digit in "123456789" if digit != text[place]])
    changed = text[:place] + digit + text[place + 1 :]
    return changed if abs(_value(changed) - _value(text)) >= least else None


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _texts(blocks: Blocks, pattern: re.Pattern[str]) -> list[tuple[int, re.Match[str]]]:
    paragraphs = [(number, block) for number, block in enumerate(blocks) if isinstance(block, Paragraph)]
    return [(number, found) for number, block in paragraphs for found in pattern.finditer(block.text)]


def _written(blocks: Blocks, number: int, found: re.Match[str], text: str) -> Blocks:
    block = blocks[number]
    assert isinstance(block, Paragraph)
    blocks[number] = _with(block, text=block.text[: found.start()] + text + block.text[found.end() :])
    return blocks


def _digit_in_text(blocks: Blocks, dice: Random) -> Edited | None:
    stated = _texts(blocks, _STATED)
    if not stated:
        return None
    number, found = dice.choice(stated)
    changed = _other_digit(found[0], dice, LEAST["%" if found.string[found.end()] == "%" else "万元"])
    if changed is None:
        return None
    around = found.string[max(0, found.start() - 20) : found.end() + 6]
    return _written(blocks, number, found, changed), Edit("digit in text", f"{around} → {changed}")


def _direction(blocks: Blocks, dice: Random) -> Edited | None:
    turns = _texts(blocks, _TURN)
    if not turns:
        return None
    number, found = dice.choice(turns)
    around = found.string[max(0, found.start() - 12) : found.end() + 12]
    return _written(blocks, number, found, _TURNED[found[0]]), Edit("direction", around)


Place = tuple[int, Cell]


def _cells(blocks: Blocks) -> list[Place]:
    grids = [(number, block) for number, block in enumerate(blocks) if isinstance(block, Grid)]
    return [(number, cell) for number, grid in grids for cell in grid.cells if _NUMBER.fullmatch(cell.text)]


def _least(blocks: Blocks, place: Place) -> Decimal:
    own = blocks[place[0]]
    assert isinstance(own, Grid)
    lines = [block.text for block in blocks[: place[0]] if isinstance(block, Paragraph)]
    lines += [cell.text for cell in own.cells]
    units = [line for line in lines if "单位：" in line]
    return LEAST["万元"] * (1 if units[-1].endswith("万元") else 10_000)


def _put(blocks: Blocks, place: Place, text: str) -> Blocks:
    number, old = place
    grid = blocks[number]
    assert isinstance(grid, Grid)
    blocks[number] = _with(grid, cells=[_with(cell, text=text) if cell is old else cell for cell in grid.cells])
    return blocks


def _told(blocks: Blocks, place: Place) -> str:
    grid = blocks[place[0]]
    assert isinstance(grid, Grid)
    row = " ".join(cell.text for cell in grid.cells if cell.row == place[1].row)
    head = " ".join(cell.text for cell in grid.cells[:6])
    return f"{head} … {row}: {place[1].text}"


def _digit_in_table(blocks: Blocks, dice: Random) -> Edited | None:
    place = dice.choice(_cells(blocks))
    changed = _other_digit(place[1].text, dice, _least(blocks, place))
    if changed is None:
        return None
    told = _told(blocks, place)
    return _put(blocks, place, changed), Edit("digit in table", f"{told} → {changed}")


def _sign(blocks: Blocks, dice: Random) -> Edited | None:
    place = dice.choice(_cells(blocks))
    if abs(_value(place[1].text)) < _least(blocks, place):
        return None
    told = _told(blocks, place)
    return _put(blocks, place, "-" + place[1].text), Edit("sign", told)


def _swap(blocks: Blocks, dice: Random) -> Edited | None:
    places = _cells(blocks)
    first = dice.choice(places)
    others = [
        other
        for other in places
        if other[0] == first[0]
        and (other[1].row == first[1].row) != (other[1].column == first[1].column)
        and abs(_value(other[1].text) - _value(first[1].text)) >= _least(blocks, first)
    ]
    if not others:
        return None
    other = dice.choice(others)
    told = f"{_told(blocks, first)} ↔ {other[1].text}"
    return _put(_put(blocks, first, other[1].text), other, first[1].text), Edit("swap", told)


def _row(blocks: Blocks, dice: Random) -> Edited | None:
    place = dice.choice(_cells(blocks))
    number, cell = place
    grid = blocks[number]
    assert isinstance(grid, Grid)
    own = [each for each in grid.cells if each.row == cell.row]
    if any(abs(_value(c.text)) < _least(blocks, place) for c in own if _NUMBER.fullmatch(c.text)):
        return None
    if any("计" in each.text for each in own):
        return None
    left = [_with(each, row=each.row - (each.row > cell.row)) for each in grid.cells if each.row != cell.row]
    told = _told(blocks, place)
    blocks[number] = _with(grid, cells=left)
    return blocks, Edit("dropped row", told)
