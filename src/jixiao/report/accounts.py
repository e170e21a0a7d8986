"""The part of the report on final accounts: the text with its figures and findings marked, the tables, the findings."""

from __future__ import annotations

from html import escape

from jixiao.check.accounts_text import Paragraph, paragraphs_of
from jixiao.model.accounts import AccountsTable, FinalAccounts
from jixiao.model.value import Value
from jixiao.report.accounts_marks import AccountsMarks, Hit
from jixiao.report.accounts_rows import table_cells, table_header, table_title
from jixiao.report.cards import draw_beside
from jixiao.report.markup import marks_html, table_html, text, worst
from jixiao.report.words import accounts_name

LONGEST_TABLE = 400  # rows that are drawn


def draw_accounts(document: FinalAccounts, marks: AccountsMarks, outcomes: str, relations: str) -> str:
    """Give the HTML of final accounts or a report, the findings beside, the relations below."""
    tables = "".join(_table(table, marks) for table in document.tables)
    picture = "\n".join((_cover(document, marks), _sections(document, marks), tables))
    return f"""<article class="form" id="{marks.anchor}" aria-labelledby="{marks.anchor}h">
<h3 id="{marks.anchor}h">{text(accounts_name(document))}</h3>
{draw_beside(picture, marks, outcomes, "picture account")}
{relations}
</article>"""


def _cover(document: FinalAccounts, marks: AccountsMarks) -> str:
    """Give what the document says of itself, as far as it stands outside of the sections."""
    facts = [
        ("标题", document.title),
        ("单位", document.unit),
        ("年度", document.year_printed),
        ("公开时间", document.published),
        ("得分", document.score),
        ("等级", document.grade),
    ]
    rows = "".join(f'<tr><th scope="row">{label}</th>{_cell(value, marks)}</tr>' for label, value in facts if value)
    return table_html("基本情况", rows) if rows else ""


def _sections(document: FinalAccounts, marks: AccountsMarks) -> str:
    told = {id(paragraph.value): paragraph for paragraph in paragraphs_of(document)}
    drawn = []
    for section in document.sections:
        drawn.append(f'<h4 class="level{min(section.level, 4)}">{_marked(section.heading, marks, None)}</h4>')
        drawn += [f"<p>{_marked(value, marks, told.get(id(value)))}</p>" for value in section.paragraphs]
    return "\n".join(drawn)


def _marked(value: Value, marks: AccountsMarks, paragraph: Paragraph | None) -> str:
    """Give running text with the words that findings point at marked, and its other figures set off."""
    printed = value.text or ""
    hits = marks.of_text(value)
    figures = [Hit(told.start, told.end, "", []) for told in paragraph.told] if paragraph else []
    free = [figure for figure in figures if not any(hit.start < figure.end and figure.start < hit.end for hit in hits)]
    drawn, at = [], 0
    for hit in sorted([*hits, *free]):
        drawn += [text(printed[at : hit.start]), _words(printed[hit.start : hit.end], hit, marks)]
        at = hit.end
    return "".join([*drawn, text(printed[at:])])


def _words(printed: str, hit: Hit, marks: AccountsMarks) -> str:
    if not hit.marks:
        return f'<b class="figure">{text(printed)}</b>'
    inside = f"{text(printed)}{marks_html(hit.marks, marks.anchor)}"
    return f'<span class="hit {worst(hit.marks)}" id="{escape(hit.anchor)}">{inside}</span>'


def _table(table: AccountsTable, marks: AccountsMarks) -> str:
    head = "".join(f'<th scope="col">{escape(label)}</th>' for label in table_header(table))
    shown = table.rows[:LONGEST_TABLE]
    rows = [f"<tr>{''.join(_cell(value, marks) for value in table_cells(table, row))}</tr>" for row in shown]
    return table_html(escape(table_title(table)), "\n".join([f"<tr>{head}</tr>", *rows]))


def _cell(value: Value, marks: AccountsMarks) -> str:
    found = marks.of_cell(value)
    if not found:
        return f"<td>{text(value.text or '')}</td>"
    anchor = escape(marks.cell_anchor(value))
    return f'<td class="{worst(found)}" id="{anchor}">{text(value.text or "")}{marks_html(found, marks.anchor)}</td>'
