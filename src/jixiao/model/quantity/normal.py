"""One way of writing: full-width digits and signs become ASCII, kinds of dash, tilde and comparison one of each."""

from __future__ import annotations

import re

_SAME = {
    "−": "-", "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-", "﹣": "-", "─": "-", "〜": "~", "∼": "~", "∽": "~",
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "﹥": ">", "﹤": "<", "﹦": "=", "﹪": "%", "٪": "%", "﹐": ",", "﹒": ".",
    "〉": ">", "〈": "<", "∕": "/", "⁄": "/", "✕": "×", "╳": "×", "￥": "¥",
    "▲": "△", "﹢": "+", "﹟": "#", "﹙": "(", "﹚": ")",
}  # fmt: skip
_TABLE = {ord(printed): plain for printed, plain in _SAME.items()} | {
    code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，：；！？"
}
_TABLE[ord("，")] = ","
_TABLE |= dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD), " ")  # without width
_ODD = re.compile("[" + re.escape("".join(map(chr, _TABLE))) + "]")


def plain(text: str) -> str:
    """Give the text with every character in its plain form, one for one, so that positions stay."""
    return text.translate(_TABLE) if _ODD.search(text) else text


def squeezed(text: str) -> str:
    """Give the plain text without white space and invisible characters."""
    return "".join(plain(text).split())
