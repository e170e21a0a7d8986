"""A form that stands on no grid, drawn as tables of its values, the wrong ones marked."""

from __future__ import annotations

from html import escape

from jixiao.model.form import Form
from jixiao.model.value import Value
from jixiao.report.marks import Marks
from jixiao.report.markup import marks_html, table_html, text, worst
from jixiao.report.tables import Table, Text, tables


def draw_values(form: Form, marks: Marks) -> str:
    """Give the HTML of a form's values."""
    return "\n".join(_table(table, marks) for table in tables(form))


def _table(table: Table, marks: Marks) -> str:
    head = "".join(f'<th scope="col">{escape(label)}</th>' for label in table.header)
    rows = "\n".join(f"<tr>{''.join(_cell(item, marks) for item in row)}</tr>" for row in table.rows)
    return table_html(escape(table.title), (f"<tr>{head}</tr>\n" if head else "") + rows)


def _cell(item: Text, marks: Marks) -> str:
    if not isinstance(item, Value):
        return f'<th scope="row">{text(item)}</th>'
    found = marks.of_value(item)
    if not found:
        return f"<td>{text(item.text or '')}</td>"
    anchor = escape(marks.value_anchor(item) or "")
    return f'<td class="{worst(found)}" id="{anchor}">{text(item.text or "")}{marks_html(found, marks.anchor)}</td>'
