"""The few things that every part of the page shares: escaping, a cell's text, its marks."""

from __future__ import annotations

import re
from html import escape

from jixiao.model.result import Severity
from jixiao.report.marks import Mark
from jixiao.report.words import SEVERITY

LONGEST = 2_000  # characters of one cell that are drawn
RUN = 14  # digits and letters that stay on one line
SHORT = 12  # characters of an expected value that stay on one line
SIGN: dict[Severity, str] = {"error": "✕", "warning": "!", "info": "i"}
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
_RUN = re.compile(rf"[0-9A-Za-z]{{{RUN}}}(?=[0-9A-Za-z])")


def text(raw: str) -> str:
    """Give text for the page: escaped, control characters taken out, cut where it is too long to be read."""
    clean = raw.translate(_CONTROLS)
    if len(clean) <= LONGEST:
        return _breakable(clean)
    return f"{_breakable(clean[:LONGEST])}…（共 {len(clean)} 字，此处从略）"


def _breakable(clean: str) -> str:
    """Give text escaped, with places to break in long runs of digits and letters, such as project codes."""
    if clean.isascii() and len(clean) <= RUN:
        return escape(clean)
    return "<wbr>".join(escape(piece) for piece in _RUN.sub(r"\g<0>\0", clean).split("\0"))


def table_html(caption: str, rows: str) -> str:
    """Give a table that scrolls by itself where the screen is narrow; caption and rows are HTML."""
    return f'<div class="scroll"><table class="grid"><caption>{caption}</caption>\n{rows}\n</table></div>'


def worst(marks: list[Mark]) -> Severity:
    """Give the highest severity of marks, of which there is at least one."""
    order = list(SEVERITY)
    return min((mark.severity for mark in marks), key=order.index)


def marks_html(marks: list[Mark], anchor: str) -> str:
    """Give the numbered links from a cell to its findings, and the value that should stand there."""
    links = "".join(_mark(mark, anchor) for mark in marks)
    expected = dict.fromkeys(mark.expected for mark in marks if mark.expected is not None)
    return f'<span class="marks">{links}</span>' + "".join(map(_expected, expected))


def _expected(value: str) -> str:
    kind = "expected short" if len(value) <= SHORT else "expected"
    return f'<span class="{kind}">应为 {text(value)}</span>'


def _mark(mark: Mark, anchor: str) -> str:
    word = SEVERITY[mark.severity]
    return (
        f'<a class="mark {mark.severity}" href="#{escape(anchor)}n{mark.number}" '
        f'title="{word}，见第 {mark.number} 条">{SIGN[mark.severity]}{mark.number}</a>'
    )


def badges(found: dict[Severity, int]) -> str:
    """Give counts of findings as small labels, such as ✕错误 2; a tick where there are none."""
    labels = [
        f'<span class="badge {severity}">{SIGN[severity]} {SEVERITY[severity]} {count}</span>'
        for severity, count in found.items()
        if count
    ]
    return "".join(labels) or '<span class="badge sound">✓ 没有发现问题</span>'
