"""The findings beside a document: one card each, linked to the cells or words that it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Protocol

from jixiao.model.result import Finding
from jixiao.report.marks import Link
from jixiao.report.markup import SIGN, text
from jixiao.report.words import SEVERITY, facts


class Numbered(Protocol):
    """Findings with their numbers, and the links from them to the places of a page; `place` is where these are."""

    anchor: str
    place: str

    @property
    def numbered(self) -> Sequence[tuple[int, Finding]]:
        """The findings, each with its number."""
        ...

    def links(self, number: int) -> list[Link]:
        """Give the links of a finding."""
        ...


def draw_beside(picture: str, marks: Numbered, outcomes: str, kind: str = "picture") -> str:
    """Give a document with its findings beside it, and how its rules ended."""
    return f"""<div class="pair">
<div class="{kind}">
{picture}
</div>
<div class="findings">
<h4>核对结果</h4>
{draw_cards(marks)}
{outcomes}
</div>
</div>"""


def draw_cards(marks: Numbered) -> str:
    """Give the list of a document's findings."""
    if not marks.numbered:
        return '<p class="none">没有发现问题。</p>'
    cards = "\n".join(_card(number, finding, marks) for number, finding in marks.numbered)
    return f'<ol class="cards">\n{cards}\n</ol>'


def _card(number: int, finding: Finding, marks: Numbered) -> str:
    severity = finding.severity
    title = (
        f'<span class="mark {severity}">{SIGN[severity]}{number}</span> '
        f'<strong class="word {severity}">{SEVERITY[severity]}</strong> {text(finding.message)}'
    )
    rows = "".join(f"<dt>{label}</dt><dd>{text(fact)}</dd>" for label, fact in facts(finding))
    anchor = f"{escape(marks.anchor)}n{number}"
    return f'<li class="card {severity}" id="{anchor}"><p>{title}</p><dl>{rows}</dl>{_links(marks, number)}</li>'


def _links(marks: Numbered, number: int) -> str:
    links = marks.links(number)
    if not links:
        return ""
    shown = "".join(f'<a href="#{escape(link.anchor)}">{text(link.label)}</a>' for link in links)
    return f'<p class="links">看{marks.place}：{shown}</p>'
