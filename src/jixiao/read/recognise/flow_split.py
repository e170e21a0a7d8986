"""Which pieces of printed lines make which cell, where nothing but their order is left of the table.

Every way of cutting the pieces into the cells of a row has a cost; the cheapest is taken. Costs say what cells are
like: a target is a number, a date or a word such as 优; a line that ends early ends its cell, since a wrapped cell
fills its lines; two pieces of one line are seldom one cell; what is printed twice is target and result.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.read.recognise.flow_pieces import Piece

_NUMBER = r"[-−+]?\d[\d,，]*(?:\.\d+)?"
_UNIT = r"(?:年(?:内|度|以上|以内)?|(?!年)[^\d\s，。、；：≥≤<>＜＞=＝]{0,6})"
_SIGN = r"(?:[≥≤<>＜＞=＝≧≦]|>=|<=|不低于|不少于|不超过|不高于|大于|小于|达到|大于等于|小于等于)?"
_DATE = r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:底|末)?(?:之?前|以前|内|完成)?|\d{1,2}月(?:\d{1,2}日|底)?(?:之?前|内)?"
_VALUE = re.compile(
    rf"{_SIGN}(?:{_NUMBER}{_UNIT}(?:[-~～—至]{_NUMBER}{_UNIT})?|(?:{_DATE}))(?:以上|以下|以内|左右)?|#[A-Z/0]+[!?]?"
)
_WORD = re.compile(
    r"优|良|好|中|差|高|低|是|否|有|无|长效?|长期|据实|达标|合格|优秀|良好|较好|较高|满意|及时|按时|按期|完成|已完成|全部完成|达成|达到|"
    r"(?:显著|明显|有效|持续|逐步|稳步|不断|大力|进一步)?(?:提升|提高|改善|增强|促进|保障|减轻|降低|加强|完善|推进|增长)|"
    r"显著|明显|有效|持续|稳定|定性|达成预期(?:指标|目标)|部分达成.*|基本达成.*|未达成.*|未完成|基本完成|"
    r"效果(?:明显|显著|良好)|较为?(?:明显|显著)|不断提[升高]"
)
_DONE = re.compile(
    r"已|全部|圆满|基本|完成|按[时期照]|通过|截[至止]|20\d\d年|本?年[度内]?|项目|\d+[.%、]|[一1][.、]|无"
)
_COMPARATOR = re.compile(r"[≥≤<>＜＞=＝≧≦]|>=|<=|定性|反向|正向|等于|大于等于|小于等于|大于|小于|区间")
_MEASURE = re.compile(r"[^\d\s]{1,6}")
_KNOWN_UNIT = re.compile(
    r"[%％个次人户家元年月天日项份件篇场期套台批处座名亩米吨条类万]|人次|万人|万人次|万元|亿元|公里|平方米|小时|元/人|其他|百分比"
)
_POINTS = re.compile(r"-?\d{1,3}(?:\.\d+)?分?")

# a target whose unit stands in a column of its own
BARE = "bare target"

_TWO_IN_LINE = 1.5  # a blank inside of a cell
_EMPTY = {
    "name": 6.0,
    "target": 3.0,
    BARE: 3.6,
    "actual": 3.2,
    "comparator": 1.5,
    "unit": 0.8,
    "reason": 50.0,  # asked for only where there is one
}
_MOST_PIECES = {"comparator": 3, "unit": 4, "weight": 1, "score": 1, "reason": 200}
_LONGEST_CELL = 16  # pieces
_UNLIKE = 9.0  # a text in a column of numbers, or the other way round
_SAME_TWICE = 2.0
_SHORT_NAME = 1.0
_TEXT_SLACK = 2.0  # lines of running text differ by a Latin word or a sign that may not begin a line


def split(pieces: Sequence[Piece], keys: Sequence[str]) -> tuple[float, list[Sequence[Piece]]]:
    """Give the cheapest cutting of the pieces into one cell for each key, with its cost; cells may be empty."""
    keys = [_alias(key, keys) for key in keys]
    best = _cheapest(pieces, keys)
    if keys[-2:] == ["target", "actual"]:
        for cut in range(len(pieces) - 1, 0, -1):
            begin = _twin(pieces, cut)
            if begin is not None:
                cost, cells = _cheapest(pieces[:begin], keys[:-2])
                cost += _cost("target", pieces[begin:cut]) + _cost("actual", pieces[cut:]) - _SAME_TWICE
                best = min(best, (cost, [*cells, pieces[begin:cut], pieces[cut:]]), key=_first)
    return best


def split_texts(pieces: Sequence[Piece]) -> tuple[Sequence[Piece], Sequence[Piece]]:
    """Give two cells of running text that stand side by side: 预期目标 and 实际完成情况."""
    costs = {
        cut: sum(_wrap_cost(cell, _TEXT_SLACK) for cell in (pieces[:cut], pieces[cut:])) + _seam(pieces, cut)
        for cut in range(1, len(pieces))
    }
    cut = min(costs, key=costs.__getitem__, default=len(pieces))
    return pieces[:cut], pieces[cut:]


def _seam(pieces: Sequence[Piece], cut: int) -> float:
    """A text ends with a full stop rather than within a sentence; what was done often begins like this."""
    ends = pieces[cut - 1].text.endswith(("。", "；", "！"))
    begins = _DONE.match(pieces[cut].text)
    return (0.0 if ends else 0.5) + (0.0 if begins else 0.5)


def is_points(text: str) -> bool:
    """Tell whether a piece can be a weight or a score: 10, 8.60, 5分."""
    return _POINTS.fullmatch(text) is not None


def is_value(text: str) -> bool:
    """Tell whether a text is what targets and results are made of: a quantity, a date, a word of quality."""
    return _VALUE.fullmatch(text) is not None or _WORD.fullmatch(text) is not None


def _alias(key: str, keys: Sequence[str]) -> str:
    if key in ("target", "target_initial"):
        return BARE if "unit" in keys else "target"
    return key


def _first(found: tuple[float, list[Sequence[Piece]]]) -> float:
    return found[0]


def _twin(pieces: Sequence[Piece], cut: int) -> int | None:
    """Where the text begins that is printed a second time from `cut` to the end."""
    wanted = _joined(pieces[cut:])
    for begin in range(cut - 1, -1, -1):
        text = _joined(pieces[begin:cut])
        if text == wanted:
            return begin
        if len(text) >= len(wanted):
            return None
    return None


def _cheapest(pieces: Sequence[Piece], keys: Sequence[str]) -> tuple[float, list[Sequence[Piece]]]:
    """Dynamic programming over the ends of the cells: `best[end]` is the cheapest way for the keys so far."""
    best: list[tuple[float, list[Sequence[Piece]]] | None] = [(0.0, [])] + [None] * len(pieces)
    for key in keys:
        best = [_extended(best, key, pieces, end) for end in range(len(pieces) + 1)]
    found = best[len(pieces)]
    return found if found is not None else (_UNLIKE * len(pieces), [pieces[:0]] * len(keys))


def _extended(
    best: Sequence[tuple[float, list[Sequence[Piece]]] | None], key: str, pieces: Sequence[Piece], end: int
) -> tuple[float, list[Sequence[Piece]]] | None:
    first = max(0, end - _MOST_PIECES.get(key, _LONGEST_CELL))
    ways = [
        (before[0] + _cost(key, pieces[begin:end]), begin)
        for begin, before in enumerate(best[first : end + 1], first)
        if before is not None
    ]
    if not ways:
        return None
    cost, begin = min(ways)
    before = best[begin]
    assert before is not None
    return cost, [*before[1], pieces[begin:end]]


def _cost(key: str, pieces: Sequence[Piece]) -> float:
    if not pieces:
        return _EMPTY.get(key, 2.0)
    return _content_cost(key, _joined(pieces)) + _wrap_cost(pieces)


def _joined(pieces: Sequence[Piece]) -> str:
    return "".join([piece.text for piece in pieces])


def _content_cost(key: str, text: str) -> float:
    if key in ("target", "actual"):
        return _value_cost(text)
    if key == BARE and _COMPARATOR.fullmatch(text):
        return _UNLIKE
    if key == BARE:
        return _value_cost(text) + (0.0 if text[-1].isdigit() or _WORD.fullmatch(text) else 1.2)
    if key == "name":
        return (
            4.0 if _VALUE.fullmatch(text) else 2.0 if _WORD.fullmatch(text) else _SHORT_NAME if len(text) < 3 else 0.0
        )
    if key == "comparator":
        return 0.0 if _COMPARATOR.fullmatch(text) else _UNLIKE
    if key == "unit":
        return 0.3 if _MEASURE.fullmatch(text) and not _COMPARATOR.fullmatch(text) else _UNLIKE
    if key in ("weight", "score"):
        return 0.0 if is_points(text) else _UNLIKE
    return 0.0


def _value_cost(text: str) -> float:
    if _VALUE.fullmatch(text):
        return 0.0
    if _WORD.fullmatch(text):
        return 0.2
    if _KNOWN_UNIT.fullmatch(text):
        return 4.0
    return 1.0 + 0.02 * len(text)


def _wrap_cost(pieces: Sequence[Piece], slack: float = 1.0) -> float:
    """What it costs to take pieces as one cell: blanks inside of lines, and lines that end before the longest."""
    if len(pieces) == 1:
        return 0.0
    cost, lines = 0.0, [0.0]
    for number, piece in enumerate(pieces):
        if number and piece.starts:
            lines.append(0.0)
        elif number:
            cost += 0.1 if _is_unit_after(pieces[number - 1].text, piece.text) else _TWO_IN_LINE
        lines[-1] += piece.width
    full = max(lines)
    return cost + sum(min(2.0, full - line) for line in lines[:-1] if full - line >= slack)


def _is_unit_after(number: str, unit: str) -> bool:
    return number[-1].isdigit() and not unit[0].isdigit() and len(unit) <= 6
