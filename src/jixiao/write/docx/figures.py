"""Figures in running text as content controls (内容控件): what the figure is and how it was written go with it.

The control's tag holds both, so that they stay with the figure where it is copied, and in programs that drop the
custom parts of a file. Word takes at most 64 characters for a tag; what is longer is cut and told apart by a checksum.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from jixiao.read.formats.docx_controls import LONGEST, SIGN, checksum
from jixiao.write.docx.text import as_read, run
from jixiao.write.markup import escaped
from jixiao.write.paper import Figure, Run

_LONGEST_TEXT = 24
_FIRST_ID = 1000
_NOT_IN_TAG = re.compile("[=\t\n\r]")


class Figures:
    """Writes the runs of a paper and counts its figures: each control has a number of its own."""

    def __init__(self) -> None:
        self._count = 0

    def runs(self, runs: Iterable[Run]) -> str:
        """Give runs of text and figures."""
        return "".join(run(each) if isinstance(each, str) else self.control(each) for each in runs if each)

    def control(self, figure: Figure, properties: str = "") -> str:
        """Give a figure in its control; one without a text is none, because an empty control shows a prompt."""
        if not figure.text or not figure.tag:
            return run(figure.text, properties) if figure.text else ""
        self._count += 1
        return (
            f'<w:sdt><w:sdtPr>{_title(figure.tag)}<w:tag w:val="{escaped(tag_of(figure))}"/>'
            f'<w:id w:val="{_FIRST_ID + self._count}"/><w15:appearance w15:val="hidden"/></w:sdtPr>'
            f"<w:sdtContent>{run(figure.text, properties)}</w:sdtContent></w:sdt>"
        )


def tag_of(figure: Figure) -> str:
    """Give the tag of a figure's control: what it is, and its text as written."""
    text = as_read(figure.text)
    if len(text) > _LONGEST_TEXT or _NOT_IN_TAG.search(text):
        text = checksum(text)
    room = LONGEST - len(SIGN) - len("=") - len(text)
    tag = figure.tag
    if len(tag) > room:
        mark = checksum(tag)
        tag = tag[: room - len(mark)] + mark
    return f"{SIGN}{tag}={text}"


@lru_cache(maxsize=1024)
def _title(tag: str) -> str:
    from jixiao.check.figure_tags import label_of  # slow to import, and forms have no such figures

    label = label_of(tag)
    return f'<w:alias w:val="{escaped(label[:LONGEST])}"/>' if label else ""
