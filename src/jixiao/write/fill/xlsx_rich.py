"""Texts of several looks in one cell (rich text): a stretch of them is changed and each run keeps its look."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.read.formats.xlsx_text import cell_text, unescaped
from jixiao.write.fill.edits import Stretch
from jixiao.write.markup import escaped

_ITEM = re.compile(r"<si>(.*?)</si>|<si/>", re.DOTALL)
_PHONETIC = re.compile(r"<rPh\b.*?</rPh>|<phoneticPr\b[^>]*/>", re.DOTALL)
_PIECE = re.compile(r"<t(?: [^>]*)?>([^<]*)</t>")


def rich_items(strings: bytes) -> dict[str, str]:
    """Give the shared strings of several looks by their number, as XML."""
    found = enumerate(_ITEM.finditer(strings.decode("utf-8-sig", "replace")))
    return {str(number): item[1] for number, item in found if item[1] and "<r>" in item[1]}


def changed_item(xml: str, stretches: Sequence[Stretch]) -> str:
    """Give the XML of a text with stretches of it changed; what is put in has the look of where it begins."""
    at = 0
    parts: list[str] = []
    done = 0
    xml = _PHONETIC.sub("", xml)
    for piece in _PIECE.finditer(xml):
        text = cell_text(unescaped(piece[1]))
        start, end = at, at + len(text)
        for each in sorted(stretches, key=lambda stretch: stretch.start, reverse=True):
            if (each.start < end and each.end > start) or start < each.start == each.end <= end:
                first, last = max(each.start, start) - start, min(each.end, end) - start
                text = text[:first] + (each.text if each.start >= start else "") + text[last:]
        at = end
        parts += [xml[done : piece.start()], f'<t xml:space="preserve">{escaped(text)}</t>']
        done = piece.end()
    return "".join([*parts, xml[done:]])
