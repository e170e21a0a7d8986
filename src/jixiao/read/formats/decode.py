"""Bytes to text, for the formats that are text: the encoding is found from the bytes, a declaration is only a hint."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# gb2312 and gbk are declared where gb18030, which contains both, was written
_SAME = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}
_LOOKED_AT = 4096


def decode(data: bytes, declared: str | None = None) -> str:
    """Give the text of a file: byte order mark, else UTF-16 by its zero bytes, else UTF-8, `declared`, GB 18030.

    UTF-8 comes before the declaration because text in another encoding is hardly ever valid UTF-8, while pages that
    declare gb2312 and hold UTF-8 are common. Never fails: bytes that fit no encoding become U+FFFD.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    for name in [*_wide(data), "utf-8", *_known(declared), "gb18030"]:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return min((data.decode(name, "replace") for name in ("utf-8", "gb18030")), key=_damage)


def _wide(data: bytes) -> list[str]:
    """UTF-16 without a mark: ASCII and line ends leave zero bytes, in Chinese text too, always on the same side."""
    head = data[:_LOOKED_AT]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd < max(2, len(head) // 50):
        return []
    return ["utf-16-le"] if odd > even else ["utf-16-be"]


def _known(declared: str | None) -> list[str]:
    if not declared:
        return []
    name = _SAME.get(declared.strip().lower(), declared.strip().lower())
    try:
        return [name] if codecs.lookup(name)._is_text_encoding else []
    except LookupError:
        return []


def _damage(text: str) -> int:
    return text.count("\ufffd")
