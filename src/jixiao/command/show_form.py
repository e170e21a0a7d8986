"""What `read` found, for people: each form as small tables, then what was not understood."""

from __future__ import annotations

from jixiao.command.output import print_line, print_table
from jixiao.model.form import Form
from jixiao.model.result import ReadResult
from jixiao.report.tables import shown, tables
from jixiao.report.words import documents_of, documents_words, form_kind, form_name

UNREAD_LENGTH = 60


def show_read(result: ReadResult) -> None:
    """Print the documents of a file."""
    documents = documents_words(*documents_of(result))
    print_line(f"{result.source.name}（{result.source.format}，{documents}）", bold=True)
    for form in result.forms:
        _show_form(form)
    for document in result.accounts:
        from jixiao.command.show_accounts import show_accounts  # few files have accounts

        show_accounts(document)
    for remark in result.remarks:
        print_line(f"说明：{remark}")
    if result.unread:
        print_line(f"看到了但没有读懂的内容有 {len(result.unread)} 处：")
    for unread in result.unread:
        print_line(f"  {unread.place.sentence()}  {_short(unread.text)}")


def _show_form(form: Form) -> None:
    print_line(f"\n{form_name(form)}（{form_kind(form)}）", bold=True)
    for table in tables(form):
        print_table(table.title, table.header, [[shown(item) for item in row] for row in table.rows])


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= UNREAD_LENGTH else f"{flat[:UNREAD_LENGTH]}…"
