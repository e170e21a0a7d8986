"""Figures in content controls (内容控件) that jixiao wrote: the tag of such a control says what was written in it.

A tag is `jx:`, what the figure is (a concept of the taxonomy, with its measure and item), `=` and the text as written;
what Word's limit of 64 characters leaves no room for is cut and ends in `~` and a checksum.
"""

from __future__ import annotations

from zlib import crc32

from jixiao.model.accounts import Written
from jixiao.model.place import Place
from jixiao.model.value import Value
from jixiao.read.layout import Cell

SIGN = "jx:"
IN_FILE = f'"{SIGN}'.encode()  # what a document without such a control does not have
LONGEST = 64  # characters that Word takes for a tag or a title of a control
_CHECKSUM = "~"


class Control:
    """A content control as it was met: its tag, what it shows, and where that begins in its paragraph or its cell."""

    __slots__ = ("cell", "start", "tag", "text")

    def __init__(self, tag: str, text: str, start: int) -> None:
        self.tag = tag
        self.text = text
        self.start = start
        self.cell: Cell | None = None


def written(control: Control, place: Place) -> list[Written]:
    """Give the figure of a control, nothing where the control is not one of ours."""
    found = parted(control.tag)
    if found is None:
        return []
    what, text = found
    known = None if text.startswith(_CHECKSUM) else text
    return [Written(what, known, Value(control.text or None, place), is_as_written(text, control.text))]


def checksum(text: str) -> str:
    """Give the mark that stands for a text or tells cut ones apart."""
    return f"{_CHECKSUM}{crc32(text.encode(errors='replace')):08x}"


def parted(tag: str) -> tuple[str, str] | None:
    """Give what a figure is and its text as written, None where a control is not one of ours."""
    if not tag.startswith(SIGN):
        return None
    what, mark, text = tag[len(SIGN) :].rpartition("=")
    return (what, text) if mark else None


def is_as_written(text: str, now: str) -> bool:
    """Tell whether a control shows what was written; `text` may be a checksum."""
    return now == text or (text.startswith(_CHECKSUM) and checksum(now) == text)
