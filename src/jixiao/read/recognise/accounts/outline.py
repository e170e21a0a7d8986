"""The outline: which passages are contents, captions, headings or text, and what section each text stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jixiao.knowledge.sections import SectionKind, section_of
from jixiao.read.recognise.accounts.lines import Passage
from jixiao.read.recognise.accounts.numbering import is_caption, numbered

_LONGEST_HEADING = 48
_YEAR = re.compile(r"[12][0-9]{3}年?度?")
_INNER = re.compile(r"[,；。！？](?!$)|：.")
_RUN_IN = re.compile(r"[^,；。：0-9]{2,28}(?:[12][0-9]{3}年度?[^,；。：0-9]{1,24})?[。：]")
_TABLES = ("决算表", "决算总表", "决算明细表")  # titles of tables whose lines follow as text
_LAST_WORDS = ("说明", "情况", "名词解释", "附件", "附表", "分析", "概况", *_TABLES)  # of headings without a number
_TELLING = ("说明", "情况")
_MARKED = re.compile(r"\([类款项]\)")


class Part(NamedTuple):
    """A passage with its section: `heading` is its level where it is one, that ends at `start`, else 0.

    A text begins at `start`: its heading may stand before it.
    """

    passage: Passage
    section: SectionKind | None
    heading: int
    start: int


def outline(passages: Iterable[Passage], base: SectionKind | None = None) -> Iterator[Part]:
    """Give the passages with their sections, without contents lists and captions; `base` is around all of them."""
    stack: list[tuple[int, SectionKind | None]] = [(0, base)]
    for passage in without_contents(passages):
        if is_caption(passage.text):
            continue
        level, length = numbered(passage.text)
        within = tuple(kind.id for _, kind in stack if kind)
        end = _heading_end(passage.text, length, within)
        if end:
            level = level or _level_of_unnumbered(passage.text[length:end])
            while stack and (stack[-1][0] >= level or _is_over(stack[-1][1], passage.text[length:end])):
                stack.pop()
            within = tuple(kind.id for _, kind in stack if kind)
            around = _nearest(stack)
            stack.append((level, around if around and around.closed else section_of(passage.text[length:end], within)))
            yield Part(passage, _nearest(stack), level, end)
        if end < len(passage.text):
            yield Part(passage, _nearest(stack), 0, end)


def without_contents(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Leave out the contents list: lines that end with a page number, those after 目录 that come again as headings."""
    listed: set[str] = set()
    inside = False
    for passage in passages:
        if passage.text == "目录":
            inside = True
            continue
        heading = passage.text.rstrip("0123456789").rstrip(".·…．")
        if passage.contents:
            listed.add(heading)
            continue
        inside = inside and len(heading) <= _LONGEST_HEADING and not heading.endswith("。") and heading not in listed
        if inside:
            listed.add(heading)
            continue
        yield passage


def _nearest(stack: list[tuple[int, SectionKind | None]]) -> SectionKind | None:
    return next((kind for _, kind in reversed(stack) if kind), None)


def _heading_end(text: str, length: int, within: tuple[str, ...]) -> int:
    """Give where the heading that a passage is or begins with ends, 0 where it has none."""
    body = text[length:]
    if not body or _MARKED.search(body):
        return 0
    if len(body) <= _LONGEST_HEADING and not _INNER.search(body) and not _figures(body):
        if length and not (body.endswith("。") and section_of(body, within) is None):
            return len(text)
        return len(text) if not length and _names_section(body, within) and not _repeats(body, within) else 0
    run_in = _RUN_IN.match(body)
    if run_in is None:
        return 0
    lead = run_in.group()
    known = section_of(lead, within) is not None
    is_heading = known if length else known and _names_section(lead, within)
    return length + run_in.end() if is_heading or (length and lead.rstrip("。：").endswith(_TELLING)) else 0


def _is_over(kind: SectionKind | None, heading: str) -> bool:
    """Tell whether the pages of tables end with a heading: 三、2020年度部门决算情况说明 may stand behind them."""
    told = kind is not None and kind.reads == "skipped" and heading.rstrip("。：").endswith(_TELLING)
    following = section_of(heading, ()) if told else None
    return following is not None and following.reads == "concepts"


def _figures(text: str) -> bool:
    return any(character.isdigit() for character in _YEAR.sub("", text))


def _names_section(text: str, within: tuple[str, ...]) -> bool:
    """Tell whether an unnumbered line is the heading of a section: it ends as headings do."""
    return text.rstrip("。：:").endswith(_LAST_WORDS) and section_of(text, within) is not None


def _repeats(text: str, within: tuple[str, ...]) -> bool:
    """Tell whether an unnumbered line, such as a chart's title, only repeats the section that it stands in."""
    kind = section_of(text, within)
    return kind is not None and any(kind.id.split(".")[0] == name.split(".")[0] for name in within)


def _level_of_unnumbered(text: str) -> int:
    return 1 if text.rstrip("。：").endswith(("附件", "附表", "名词解释", *_TABLES)) else 2
