"""Printed lines become passages: sentences that a line end, a page end or a column has cut are joined again.

Word and HTML give whole paragraphs; PDF and plain text give lines, whose indentation, fullness and last sign tell
whether a paragraph goes on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate

from jixiao.model.place import Place
from jixiao.model.quantity.normal import plain
from jixiao.model.value import Value
from jixiao.read.layout import Paragraph
from jixiao.read.recognise.accounts.chart_lines import without_charts
from jixiao.read.recognise.accounts.margins import Margins
from jixiao.read.recognise.accounts.numbering import begins_new, is_caption
from jixiao.read.recognise.words import clean

_PAGE_NUMBER = re.compile(
    r"[-~·]*[0-9]{1,3}[-~·]*|第?[0-9]{1,3}页(?:[,/]?共[0-9]{1,3}页)?|[0-9]{1,3}/[0-9]{1,3}|[ivxIVX]{1,5}"
)
_CONTENTS = re.compile(r"(?:[.·…．。]{3,}|…|\t)[\s.·…]*[0-9]{1,3}\s*$")
_ENDS = frozenset("。！？!?")
_PAUSES = frozenset("；;：:")
_RUNNING = re.compile(r"[,，。；]")
_FIGURE = re.compile(r"[0-9][0-9,.]*(?![0-9,.年])(?!$)")  # no paragraph begins with a figure, if not with a year
_REST = re.compile(r"[,。；：、)”’%]|\((?:[0-9]{0,7}[类款项]|境|护|费|含|套)\)")  # nor with these
_ALONE = re.compile(r"附[件表][0-9一二三四五六七八九十]*[:：]?|目录")
_YEAR = re.compile(r"[12][0-9]{3}年")
_DIGIT = re.compile(r"[0-9]")
_SUBJECT = re.compile(r"\([0-9]{0,7}[类款]\)")  # a subject of 政府收支分类 goes on to its 项
_HEADING = re.compile(r"(?:说明|情况|概况|解释|附件|附表|表|职责|设置|职能|分析|结论|建议|问题)$")
_RUN_IN = re.compile(r"[^,。：0-9]{4,24}(?:分析|情况|说明)。")  # a heading that its text follows on the same line
_PAGE_AT = 60  # characters at the end of a line of the contents that hold its dots and page
_LONGEST_TITLE = 40  # characters of a running title
_PAGES = 3  # that a title must stand on to be a running one
_LONG = 36  # half-width characters: a line of running text
_BROKEN = 0.3  # part of the long lines that end amid a sentence where lines are printed lines
_SOME = 0.06  # part of the lines that are indented, or not, where indentation begins paragraphs
_NEARLY = 0.86  # of the usual width: a line that is full
_INDENT = 1.2  # line heights
_SHORT_BY = 2.3  # line heights that a full line may lack


class Line:
    """A printed line, or a paragraph up to its line break, with what its neighbours must know of it."""

    __slots__ = ("begin", "contents", "paragraph", "printed", "starts", "text", "width")

    def __init__(self, paragraph: Paragraph, begin: int, text: str) -> None:
        self.paragraph = paragraph
        self.begin = begin  # where the line begins in the paragraph's text
        self.printed = clean(text)
        self.text = plain(self.printed)
        self.contents = _CONTENTS.search(text[-_PAGE_AT:]) is not None
        self.starts = begins_new(self.text)
        self.width = (len(self.text) + len(self.text.encode())) // 2  # in Latin letters: a Chinese sign is two wide

    @property
    def ended(self) -> bool:
        """Whether a sentence ends with the line."""
        return self.text.rstrip("”’)")[-1:] in _ENDS


class Passage:
    """A paragraph put together of its lines: `printed` as it stands there without white space, `text` in plain form."""

    __slots__ = ("contents", "lines", "offsets", "printed", "text")

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.offsets = list(accumulate((len(line.text) for line in lines[:-1]), initial=0))
        self.printed = "".join(line.printed for line in lines)
        self.text = "".join(line.text for line in lines)
        self.contents = lines[0].contents

    def value(self, start: int = 0, end: int | None = None) -> Value:
        """Give a part of the passage as a value that knows its place."""
        end = len(self.printed) if end is None else end
        return Value(self.printed[start:end] or None, (self, (start, end)))

    def place(self, part: tuple[int, int], /) -> Place:
        """Give the place of a part: its first line, and there the first and last character, counted from 1."""
        start, end = part
        index = bisect_right(self.offsets, start) - 1
        line = self.lines[index]
        text = line.paragraph.text
        places = [at + 1 for at in range(line.begin, len(text)) if clean(text[at])]
        first = start - self.offsets[index]
        last = min(end - self.offsets[index], len(places)) - 1
        return line.paragraph.place()._replace(start=places[first], end=places[max(first, last)])


def passages(paragraphs: Iterable[Paragraph]) -> list[Passage]:
    """Give the passages of paragraphs or printed lines in reading order, without page numbers and running titles."""
    lines = [line for line in _lines(paragraphs) if line.text and not _is_page_number(line)]
    running = _running_titles(lines)
    lines = without_charts([line for line in lines if line.text not in running])
    page = _Page(lines)
    found: list[list[Line]] = []
    for line in lines:
        if found and page.goes_on(found[-1][-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return list(map(Passage, found))


def _lines(paragraphs: Iterable[Paragraph]) -> Iterator[Line]:
    for paragraph in paragraphs:
        begin = 0
        for text in paragraph.text.split("\n"):
            yield Line(paragraph, begin, text)
            begin += len(text) + 1


def _running_titles(lines: list[Line]) -> set[str]:
    """Give the titles that stand at the head or foot of several pages."""
    short = (line.text for line in lines if len(line.text) <= _LONGEST_TITLE and not line.starts)
    titles = Counter(text for text in short if "决算" in text and not _RUNNING.search(text))
    return {title for title, count in titles.items() if count >= _PAGES}


def _is_bare(line: Line) -> bool:
    """Whether a line is a heading for all that one can see: numbered, without a stop and a figure."""
    return line.starts and not _RUNNING.search(line.text) and not _DIGIT.search(_YEAR.sub("", line.text), 4)


def _is_title(line: Line) -> bool:
    """Whether a line without a number has the last words of a heading and no stop within."""
    return _HEADING.search(line.text) is not None and not _RUNNING.search(line.text)


def _is_heading(line: Line) -> bool:
    return _ALONE.fullmatch(line.text) is not None or (_is_bare(line) and _HEADING.search(line.text) is not None)


def _is_page_number(line: Line) -> bool:
    return len(line.text) < 12 and _PAGE_NUMBER.fullmatch(line.text) is not None


class _Page:
    """What is usual in a file: how wide its lines are and where they begin."""

    def __init__(self, lines: list[Line]) -> None:
        long = [line for line in lines if line.width >= _LONG and not line.contents and not _is_bare(line)]
        cut = [line for line in long if not line.ended and line.text[-1] not in _PAUSES]
        self.broken = len(cut) > _BROKEN * len(long)
        widths = sorted(line.width for line in cut)
        self.width = widths[len(widths) // 2] if widths else 0
        boxes = [(line.paragraph.page, line.paragraph.box) for line in long if line.paragraph.box]
        self.margins = Margins(boxes)
        indented = sum(self._indented(line) for line in long)
        self.indents = _SOME * len(boxes) < indented < (1 - _SOME) * len(boxes)

    def goes_on(self, before: Line, line: Line) -> bool:
        """Tell whether a line goes on with the paragraph of the line before it."""
        if line.starts or before.contents or line.contents or is_caption(before.text) or _is_heading(before):
            return False
        if _is_title(before) and _YEAR.match(line.text):
            return False
        if _REST.match(line.text) or (not before.ended and _FIGURE.match(line.text)):
            return True
        if self._indented(line):
            return self._title_goes_on(before, line)
        if before.ended or before.text[-1] in _PAUSES:
            return self.broken and self._full(before) and not _RUN_IN.match(line.text)
        if self.indents and line.paragraph.box is not None:
            return True
        running = _RUNNING.search(before.text) or _SUBJECT.search(before.text)
        return running is not None or (self.broken and self._full(before))

    def _indented(self, line: Line) -> bool:
        box = line.paragraph.box
        return box is not None and box[0] > self.margins.of(line.paragraph.page)[0] + _INDENT * (box[3] - box[1])

    def _title_goes_on(self, before: Line, line: Line) -> bool:
        """A centred title too long for its line goes on centred below, in letters of the same size."""
        first, second = before.paragraph.box, line.paragraph.box
        if first is None or second is None or before.ended or line.text.startswith("("):
            return False
        same = abs((first[3] - first[1]) - (second[3] - second[1])) < 1
        return same and self._full(before) and self._centred(before) and self._centred(line)

    def _centred(self, line: Line) -> bool:
        box = line.paragraph.box
        if box is None:
            return False
        left, right = self.margins.of(line.paragraph.page)
        return abs(box[0] + box[2] - left - right) < 2 * (box[3] - box[1])

    def _full(self, line: Line) -> bool:
        box = line.paragraph.box
        if box is not None:
            return box[2] > self.margins.of(line.paragraph.page)[1] - _SHORT_BY * (box[3] - box[1])
        return line.width >= _NEARLY * self.width
