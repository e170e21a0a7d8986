"""Where in a text the blank is that a value fills: behind its label, in a blank year, at a box to be ticked."""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.knowledge.vocabulary import normal, without_remarks
from jixiao.read.recognise.head import labelled_in_line
from jixiao.read.recognise.words import clean, printed

_BLANKS = " \u3000\u00a0\t_＿"
_STAMP = re.compile(r"\s*[（(](?:盖章|公章|签章|签字|单位公章|章)[）)]")
_YEAR = re.compile(
    rf"(?P<year>20[0-9]{{2}}|20[{_BLANKS}0×xXＸ*]{{1,8}}|二[〇○Ｏ零0]?[{_BLANKS}×]{{2,8}}|[{_BLANKS}×xXＸ]{{2,}}|(?<=[（(]))"
    r"(?=[ \u3000]*年(?:度|[)）]|(?![ \u3000_＿\d]*月)))"
)
_TEMPLATE = re.compile(r"(?:三级)?指标[0-9一二三四五六七八九十]{0,3}[:：、.．]?|年月日?|[（(]?(?:签字|盖章)[)）]?")
_BOX = re.compile("[□☐○◯]")
_TICKED = re.compile("[☑☒√✓✔■▣]")
_TICK = "☑"


class Span(NamedTuple):
    """A stretch of a text, from 0, and what is to stand there."""

    start: int
    end: int
    text: str


def behind_label(text: str, label: str | None, key: str | None, value: str) -> Span | None:
    """Give where a value goes in a text of 标签：值, None where the text has no such label.

    `label` is the name that the text has, or `key` what it means. Blanks and lines give way to the value as far as it
    takes their room, so that what stands behind does not move; a stamp's remark (盖章) stays before it.
    """
    for found in labelled_in_line(text):
        if (label is not None and _name(found.label) == _name(label)) or (label is None and found.key == key):
            return _span(text, found.start, found.end, value)
    return _behind_colon(text, value)


def _behind_colon(text: str, value: str) -> Span | None:
    """A text that is nothing but a label with its colon."""
    stripped = text.rstrip(_BLANKS + "\n")
    return _span(text, len(stripped), len(text), value) if stripped.endswith(("：", ":")) else None


def _name(label: str) -> str:
    return without_remarks(normal(label))


def _span(text: str, start: int, end: int, value: str) -> Span:
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    stamp = _STAMP.match(text, start, end)
    start = stamp.end() if stamp else start
    raw = text[start:end]
    if printed(raw) is not None:  # a template (年  月  日) or what stood there
        return Span(start, start + len(raw.rstrip(_BLANKS + "\n")), value)
    line = raw.partition("\n")[0]
    return Span(start, start + _room(line, value, last=end == len(text)), value)


def _room(blanks: str, value: str, *, last: bool) -> int:
    """How many of the blanks give way: as many as the value is wide; lines to be written on (____) all."""
    if "_" in blanks or "＿" in blanks:
        return len(blanks.rstrip(" \u3000\u00a0\t"))
    left, taken = sum(map(_width, value)), 0
    for sign in blanks:
        if left <= 0 or (not last and taken >= len(blanks) - 2):
            break
        left, taken = left - _width(sign), taken + 1
    return taken


def _width(sign: str) -> int:
    return 2 if sign == "\u3000" or sign > "\u2e7f" else 1


def year_span(text: str, year: int) -> Span | None:
    """Give where the year goes: （    年度）, 20  年度 or the year that stands there; None where there is no place."""
    found = _YEAR.search(text)
    if found is None:
        return None
    start, end = found.span("year")
    return Span(start, end + len(_spaces(text[end:])), str(year))


def _spaces(text: str) -> str:
    return text[: len(text) - len(text.lstrip(" \u3000"))]


def is_template(text: str) -> bool:
    """Tell whether a text only shows what is to be written: 指标1：, 年月日."""
    return _TEMPLATE.fullmatch(text) is not None


def has_boxes(text: str) -> bool:
    """Tell whether a text offers boxes to tick."""
    return _BOX.search(text) is not None


def tick(text: str, value: str) -> Span | None:
    """Give the box to be ticked for a value (良 in □优 □良), None where no option is called so."""
    wanted = {clean(option) for option in _chosen(value)}
    boxes = [*_BOX.finditer(text)]
    for box, after in zip(boxes, [*boxes[1:], None], strict=True):
        option = clean(text[box.end() : after.start() if after else len(text)])
        if option in wanted or without_remarks(normal(option)) in wanted:
            return Span(box.start(), box.end(), _TICK)
    return None


def _chosen(value: str) -> list[str]:
    """The option that a value names: the ticked one where it lists all of them."""
    ticks = [*_TICKED.finditer(value)]
    if not ticks:
        return [value]
    ends = [found.start() for found in re.finditer("[□☐○◯☑☒√✓✔■▣]", value)] + [len(value)]
    return [value[each.end() : min(end for end in ends if end > each.start())] for each in ticks]
