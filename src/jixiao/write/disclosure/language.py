"""The language of wording (措辞): sentences with slots in braces, read into a tree.

    {年度}年度收、支总计均为{收支总计}万元。{比较 totals}
    {?政府性基金预算财政拨款支出|有时的话|没有时的话}
    {增加|减少}{此项.增减额}万元

A slot is a variable, a figure by its name (as in the relations of check), a piece with a name of its own (a list, a
comparison, a text that a person types, the number of a chart), two words for up and down, or a condition.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from jixiao.check.relations.mistakes import Misread, similar
from jixiao.check.relations.names import resolver
from jixiao.check.relations.parser import operand_of
from jixiao.model.accounts import Measure

VARIABLES = (
    "年度", "上年", "单位", "部门", "本部门", "公开时间", "年末", "名称", "类", "款", "项", "编码", "序号", "原因",
)  # fmt: skip
PIECES = ("列表", "列表之外", "比较", "文字", "图")
THIS = "此项"  # the figure that a list or a comparison speaks of
KIND = "单位性质"

Piece = Literal["列表", "列表之外", "比较", "文字", "图"]


class Words(NamedTuple):
    """Text as it stands."""

    text: str


class Variable(NamedTuple):
    """A variable by its name."""

    name: str


class FigureSlot(NamedTuple):
    """A figure: its concept (None: the one spoken of), measure and item."""

    concept: str | None
    measure: Measure
    item: str | None = None


class PieceSlot(NamedTuple):
    """A piece by its kind and name; `of` is the figure that a comparison is about where it is told in the slot."""

    kind: Piece
    name: Template
    of: FigureSlot | None = None


class Direction(NamedTuple):
    """Two words: for more and for less than what is compared with."""

    up: str
    down: str


class Condition(NamedTuple):
    """What is said where something is there, and what otherwise; `of` is a figure, a piece or a kind of unit."""

    of: FigureSlot | PieceSlot | Words
    then: Template
    other: Template


Node = Words | Variable | FigureSlot | PieceSlot | Direction | Condition
Template = tuple[Node, ...]


def parse_template(text: str) -> Template:
    """Give the tree of a template. Raises Misread with the offset of the mistake."""
    return tuple(_nodes(text, 0))


def pieces(template: Template) -> Iterator[PieceSlot]:
    """Give all pieces that a template names, also those inside conditions."""
    for node in template:
        if isinstance(node, PieceSlot):
            yield node
        elif isinstance(node, Condition):
            if isinstance(node.of, PieceSlot):
                yield node.of
            yield from pieces(node.then)
            yield from pieces(node.other)


def name_of(piece: PieceSlot) -> str | None:
    """Give the name of a piece where it is fixed, None where it has variables in it."""
    only = piece.name[0] if len(piece.name) == 1 else None
    return only.text if isinstance(only, Words) else None


def _nodes(text: str, offset: int) -> Iterator[Node]:
    position = 0
    while position < len(text):
        start = text.find("{", position)
        plain = text[position : start if start >= 0 else len(text)]
        if "}" in plain:
            raise Misread(offset + position + plain.index("}"), "多了一个右花括号“}”")
        if plain:
            yield Words(plain)
        if start < 0:
            return
        end = _end(text, start, offset)
        yield _slot(text[start + 1 : end], offset + start + 1)
        position = end + 1


def _end(text: str, start: int, offset: int) -> int:
    depth = 0
    for position in range(start, len(text)):
        depth += (text[position] == "{") - (text[position] == "}")
        if depth == 0:
            return position
    raise Misread(offset + start, "左花括号“{”没有配对的“}”")


def _slot(inner: str, offset: int) -> Node:
    if inner.startswith("?"):
        return _condition(inner, offset)
    parts = [part for part, _ in _split(inner)]
    if len(parts) == 2 and "{" not in inner:
        return Direction(*parts)
    if len(parts) > 2:
        raise Misread(offset, f"“{inner}”里的竖线多了：增减两种说法只写一个竖线")
    return _named(inner.strip(), offset)


def _condition(inner: str, offset: int) -> Condition:
    parts = _split(inner[1:])
    if not 2 <= len(parts) <= 3:
        raise Misread(offset, "条件写作 {?条件|有时的话|没有时的话}，后一部分可以不写")
    (asked, _), (then, second) = parts[:2]
    other, third = parts[2] if len(parts) == 3 else ("", 0)
    base = offset + 1
    of = _asked(asked.strip(), base)
    return Condition(of, tuple(_nodes(then, base + second)), tuple(_nodes(other, base + third)))


def _split(text: str) -> list[tuple[str, int]]:
    """Give the parts between the bars outside inner braces, each with its offset."""
    found, depth, begin = [], 0, 0
    for position, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if sign == "|" and depth == 0:
            found.append((text[begin:position], begin))
            begin = position + 1
    return [*found, (text[begin:], begin)]


def _asked(text: str, offset: int) -> FigureSlot | PieceSlot | Words:
    head, _, rest = text.partition(" ")
    if head == KIND:
        return Words(rest.strip())
    found = _named(text, offset)
    if isinstance(found, FigureSlot | PieceSlot):
        return found
    raise Misread(offset, f"“{text}”不能作条件，条件可以是一个数、一个列表或一段文字")


def _named(text: str, offset: int) -> Variable | FigureSlot | PieceSlot:
    if text in VARIABLES:
        return Variable(text)
    head, _, rest = text.partition(" ")
    for kind in PIECES:
        if head == kind:
            return _piece(kind, rest.strip(), offset + len(head) + 1)  # type: ignore[arg-type]
    return figure_slot(text, offset)


def _piece(kind: Piece, rest: str, offset: int) -> PieceSlot:
    name, _, of = rest.partition("：")
    if not name:
        raise Misread(offset, f"“{kind}”后面要写名称")
    return PieceSlot(kind, tuple(_nodes(name.strip(), offset)), figure_slot(of, offset + len(name) + 1) if of else None)


def figure_slot(text: str, offset: int = 0) -> FigureSlot:
    """Give the figure that a name means: 收支总计.占比, 公务用车保有量[轿车], 此项.增减额. Raises Misread."""
    this = text == THIS or text.startswith(f"{THIS}.")
    try:
        operand = operand_of("收入总计" + text[len(THIS) :] if this else text, resolver((), "row"))
    except Misread as mistake:
        raise Misread(offset + mistake.offset, _unknown(text, mistake)) from None
    return FigureSlot(None if this else operand.concept, operand.measure, operand.item)


def _unknown(text: str, mistake: Misread) -> str:
    """Say what is wrong with a name; one that is like a variable or a piece is offered that."""
    near = similar(text.partition(" ")[0], [*VARIABLES, *PIECES])
    return f"不认识“{text}”{near}" if near else mistake.reason
