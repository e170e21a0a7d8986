"""What a cell stores for a text: a number where its format shows it so (86.36% in a cell of 0.00%), else the text."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from jixiao.read.formats.numfmt import Format
from jixiao.score.rounding import plain
from jixiao.write.markup import escaped

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,10}|[1-9]\d{0,2}(?:,\d{3}){1,3})(?:\.\d{1,9})?([%％]?)")
_DIGITS = 15


def stored_number(text: str, shown_by: Format) -> str | None:
    """Give the number that a cell of a format stores so that it shows a text, None where it must store the text."""
    found = _NUMBER.fullmatch(text)
    if found is None or sum(map(str.isdigit, text)) > _DIGITS or shown_by.text("文") != "文":
        return None
    number = Decimal(text.rstrip("%％").replace(",", ""))
    stored = plain(number / 100 if found[1] else number)
    return stored if _same(shown_by.number(stored), text) else None


def text_cell(text: str) -> str:
    """Give the content of a cell that holds a text in place (inlineStr)."""
    return f'<is><t xml:space="preserve">{escaped(text)}</t></is>'


def _same(shown: str, text: str) -> bool:
    """10.00 shows 10, but 86% does not show 86.36%, nor 0.86 in the format 常规 86%."""
    one, other = shown.replace(",", "").replace("％", "%"), text.replace(",", "").replace("％", "%")
    if one.endswith("%") != other.endswith("%"):
        return False
    try:
        return Decimal(one.rstrip("%")) == Decimal(other.rstrip("%"))
    except InvalidOperation:
        return False
