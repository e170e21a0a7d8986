"""The words and signs of a formula, each with its offset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from jixiao.check.relations.mistakes import Misread

Kind = Literal["name", "number", "sign", "item", "end"]

_SIGNS = {"＝": "=", "≤": "<=", "≥": ">=", "＋": "+", "－": "-", "−": "-", "÷": "/", "（": "(", "）": ")", "？": "?"}
# A word of a name: “三公”经费支出, 因公出国（境）费; the brackets of functions are none of it.
_WORD = (
    r"(?:\w|“\w+”(?=\w))(?:\w|“\w+”|(?<!求和)(?<!一致)(?<!总体)(?<!上级)(?<!之和)(?<!sum)(?<!same)(?<!parts)（\w+）)*"
)
_TOKEN = re.compile(
    r"""(?P<space>[\s　]+)
    |(?P<item>\[[^\[\]]*\])
    |(?P<number>\d+(?:\.\d+)?(?![\w.]))
    |(?P<name>(?:\w+[:：])?\*(?:\.\w+)*|(?:\w+[:：])?_WORD_(?:\.(?:_WORD_|\*))*)
    |“(?P<quoted>[^“”]+)”|「(?P<cornered>[^「」]+)」
    |(?P<sign><=|>=|[=＝≤≥+＋\-－−/÷()（）?？])""".replace("_WORD_", _WORD),
    re.VERBOSE,
)


class Token(NamedTuple):
    """A word or sign of a formula: its kind, its text in plain signs, and where it starts."""

    kind: Kind
    text: str
    offset: int


def tokens(formula: str) -> Iterator[Token]:
    """Give the tokens of a formula, `end` last. Raises Misread at a character that no formula has."""
    position = 0
    while position < len(formula):
        found = _TOKEN.match(formula, position)
        if found is None:
            raise Misread(position, f"看不懂“{formula[position]}”")
        position = found.end()
        if found["space"] is None:
            yield _token(found)
    yield Token("end", "", len(formula))


def _token(found: re.Match[str]) -> Token:
    start = found.start()
    if found["item"] is not None:
        return Token("item", found["item"][1:-1].strip(), start)
    if found["number"] is not None:
        return Token("number", found["number"], start)
    if found["sign"] is not None:
        return Token("sign", _SIGNS.get(found["sign"], found["sign"]), start)
    name = (found["name"] or "").replace("：", ":")
    return Token("name", name or found["quoted"] or found["cornered"], start)
