"""Page furniture: page numbers and running heads, which stand alone in the margins and are no part of the text."""

from __future__ import annotations

import re

from jixiao.read.formats.pdf_lines import Line

_MARGIN = 0.12  # of the page's height: where page numbers stand
_HEAD = 0.085  # where running heads stand
_SMALL = 1.25  # times the usual height of text: a title is larger
_PAGE_NUMBER = re.compile(
    r"[-—–－―─~～·•\s]*(?:第?\s*\d{1,4}\s*页?|[ivxlcIVXLC]{1,7}|[〇一二三四五六七八九十百]{1,4}|第[〇一二三四五六七八九十百]+页)"
    r"(?:\s*[/／,，]?\s*(?:of\s*)?(?:共|总)?\s*\d{1,4}\s*页?)?[-—–－―─~～·•\s]*",
    re.IGNORECASE,
)


def is_page_number(line: Line, height: float) -> bool:
    """Whether a line is a page number standing in the upper or lower margin, such as - 16 - or 第3页 共5页."""
    return _in_margin(line, height, _MARGIN) and _PAGE_NUMBER.fullmatch(line[4]) is not None


def is_running(line: Line, other_pages: list[list[Line]], height: float, usual: float) -> bool:
    """Whether a line is a running head or foot: small, in the margin, and the same on a neighbouring page."""
    if not _in_margin(line, height, _HEAD) or line[3] - line[1] > usual * _SMALL:
        return False
    return any(_same(line, other) for lines in other_pages for other in lines)


def _in_margin(line: Line, height: float, share: float) -> bool:
    return line[3] < share * height or line[1] > (1 - share) * height


def _same(line: Line, other: Line) -> bool:
    return line[4] == other[4] and abs(line[1] - other[1]) < 3
