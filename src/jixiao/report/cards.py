"""The findings beside a form: one card each, linked to the cells that it speaks of."""

from __future__ import annotations

from html import escape

from jixiao.model.result import Finding
from jixiao.report.marks import Link, Marks
from jixiao.report.markup import SIGN, text
from jixiao.report.words import SEVERITY, facts


def draw_cards(marks: Marks) -> str:
    """Give the list of a form's findings."""
    if not marks.numbered:
        return '<p class="none">没有发现问题。</p>'
    cards = "\n".join(_card(number, finding, marks) for number, finding in marks.numbered)
    return f'<ol class="cards">\n{cards}\n</ol>'


def _card(number: int, finding: Finding, marks: Marks) -> str:
    severity = finding.severity
    title = (
        f'<span class="mark {severity}">{SIGN[severity]}{number}</span> '
        f'<strong class="word {severity}">{SEVERITY[severity]}</strong> {text(finding.message)}'
    )
    rows = "".join(f"<dt>{label}</dt><dd>{text(fact)}</dd>" for label, fact in facts(finding))
    anchor = f"{escape(marks.anchor)}n{number}"
    return f'<li class="card {severity}" id="{anchor}"><p>{title}</p><dl>{rows}</dl>{_links(marks.links(number))}</li>'


def _links(links: list[Link]) -> str:
    if not links:
        return ""
    shown = "".join(f'<a href="#{escape(link.anchor)}">{text(link.label)}</a>' for link in links)
    return f'<p class="links">看表中：{shown}</p>'
