"""Bytes to text: the encodings that Chinese offices use, told apart by the bytes themselves."""

from __future__ import annotations

import codecs
import re

# The mark of UTF-32 begins with that of UTF-16: the longer one is asked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 1 << 16
# Control characters, undecodable bytes and unassigned ends of planes: what text does not hold. Form feed (page break)
# and 0x07 (the cell mark that Word leaves in copied text) are met in real files.
_STRANGE = re.compile("[\x00-\x06\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff]")
_USUAL = re.compile("[\t\n\r -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_STRANGE_SHARE = 0.01
_USUAL_SHARE = 0.9
_BROKEN_SHARE = 0.005


def decode(data: bytes) -> str:
    """Give the text of bytes in UTF-8, UTF-16, UTF-32 or GB18030; what cannot be decoded becomes U+FFFD."""
    mark, name = _mark(data)
    if mark:
        return data[len(mark) :].decode(name, "replace")
    return data.decode(_unmarked(data), "replace")


def encoding_of(data: bytes) -> tuple[bytes, str]:
    """Give the mark at the beginning of a text's bytes, if any, and the name of its encoding."""
    mark, name = _mark(data)
    return mark, name or _unmarked(data)


def is_text(data: bytes) -> bool:
    """Tell whether the beginning of the bytes is text in one of these encodings."""
    text = sample(data)
    return bool(text) and len(_STRANGE.findall(text)) <= len(text) * _STRANGE_SHARE


def sample(data: bytes) -> str:
    """Give the text at the beginning of the bytes (64 KiB), whole characters only."""
    mark, name = _mark(data)
    start = data[len(mark) : len(mark) + SAMPLE]
    return codecs.getincrementaldecoder(name or _unmarked(start))("replace").decode(start)


def _mark(data: bytes) -> tuple[bytes, str]:
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))


def _unmarked(data: bytes) -> str:
    if b"\0" in data[:SAMPLE]:
        return _utf16_order(data[:SAMPLE])
    return "utf-8" if _is_utf8(data) else "gb18030"


def _utf16_order(data: bytes) -> str:
    """UTF-16 without a mark: the byte order that gives ordinary characters, or UTF-8 where neither does."""
    for name in ("utf-16-le", "utf-16-be"):
        text = codecs.getincrementaldecoder(name)("replace").decode(data)
        if len(_USUAL.findall(text)) > len(text) * _USUAL_SHARE:
            return name
    return "utf-8"


def _is_utf8(data: bytes) -> bool:
    """A few broken bytes do not make UTF-8 another encoding: GB18030 read as UTF-8 is broken nearly everywhere."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
        return text.count("\ufffd") <= beyond_ascii * _BROKEN_SHARE + 1 and beyond_ascii > 100
    return True
