"""Figures in content controls (内容控件) that jixiao wrote: the tag of such a control says what was written in it.

A tag is `jx:`, what the figure is (a concept of the taxonomy, with its measure and item), `=` and the text as written;
what Word's limit of 64 characters leaves no room for is cut and ends in `~` and a checksum.
"""

from __future__ import annotations

from zlib import crc32

SIGN = "jx:"
LONGEST = 64  # characters that Word takes for a tag or a title of a control
_CHECKSUM = "~"


def checksum(text: str) -> str:
    """Give the mark that stands for a text or tells cut ones apart."""
    return f"{_CHECKSUM}{crc32(text.encode(errors='replace')):08x}"


def parted(tag: str) -> tuple[str, str] | None:
    """Give what a figure is and its text as written, None where a control is not one of ours."""
    if not tag.startswith(SIGN):
        return None
    what, mark, text = tag[len(SIGN) :].rpartition("=")
    return (what, text) if mark else None


def is_as_written(written: str, text: str) -> bool:
    """Tell whether a control holds what was written; `written` may be a checksum."""
    return text == written or (written.startswith(_CHECKSUM) and checksum(text) == written)
