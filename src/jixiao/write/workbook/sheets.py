"""What the sheets of the workbook share: looks of cells, lists to choose from, cells with what was typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, BinaryIO

from xlsxwriter.utility import quote_sheetname

from jixiao.knowledge.subjects import subject_name, subjects
from jixiao.knowledge.workbook import GUIDE, LISTS, LOOKUP, concepts_by_label, workbook_words
from jixiao.model.unit_year import UnitYear
from jixiao.write.xlsx.book import Book
from jixiao.write.xlsx.sizes import text_height

GREY, BLUE = "#F2F2F2", "#DDEBF7"
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,12})(?:\.([0-9]{1,10}))?(%?)")
_LONGEST_NOTE = 34  # characters of a note on one line


class Workbook(Book):
    """The workbook on its way; `lists` are the ranges of the choices by their name."""

    def __init__(self, stream: BinaryIO, title: str, author: str) -> None:
        super().__init__(stream, title, author)
        self.lists = list_ranges()

    def look(self, **look: Any) -> Any:
        """Give the look of a cell of the workbook."""
        return self.styles.get(border=1, border_color="#A6A6A6", **look)

    @property
    def header(self) -> Any:
        """The look of a header."""
        return self.look(bold=True, align="center", text_wrap=True, bg_color=BLUE)

    def sheet(self, name: str) -> Any:
        """Add a sheet."""
        return self.raw.add_worksheet(name)

    def note(self, sheet: Any, row: int, column: int, text: str) -> None:
        """Put a note (批注) on a cell, as large as its text needs."""
        lines = -(-len(text) // (_LONGEST_NOTE // 2)) + 1
        sheet.write_comment(row, column, text, {"author": "", "width": 240, "height": 20 * lines, "font_size": 9})

    def choose(self, sheet: Any, area: tuple[int, int, int, int], choices: str, *, free: bool = False) -> None:
        """Let people choose from a list in an area (first row, column, last row, column); `free` lets others pass."""
        rules = {"validate": "list", "source": self.lists[choices], "ignore_blank": True}
        if free:
            rules["error_type"] = "information"
            rules["show_error"] = False
        else:
            rules |= {"error_title": "不在列表中", "error_message": "请从下拉列表中选择。"}
        sheet.data_validation(*area, rules)

    def typed(self, sheet: Any, row: int, column: int, text: str | None, **look: Any) -> None:
        """Put a typed text into a cell: plain numbers and percentages as numbers that show the same digits."""
        number = _NUMBER.fullmatch(text or "")
        if not text:
            sheet.write_blank(row, column, None, self.look(**look))
        elif number is None or len(text) > 15 or (text.startswith("-") and not text.strip("-0.%")):
            self.text(sheet, row, column, text, self.look(**look, num_format="@"))
        else:
            digits = "0" + (f".{'0' * len(number[1])}" if number[1] else "") + number[2]
            value = Decimal(text.rstrip("%")) / (100 if number[2] else 1)
            sheet.write_number(row, column, float(value), self.look(**look, num_format=digits))


def list_ranges() -> dict[str, str]:
    """Give the ranges that choices are listed in, by their name; `subject` is the list of the sheet 科目."""
    found = {}
    for column, (name, choices) in enumerate(_columns().items()):
        letter = chr(ord("A") + column)
        found[name] = f"={quote_sheetname(LISTS)}!${letter}$2:${letter}${len(choices) + 1}"
    found["subject"] = f"={quote_sheetname(LOOKUP)}!$A$2:$A${len(_items()) + 1}"
    return found


def write_lists(book: Workbook, year: int) -> None:
    """Add the sheets behind the lists: 科目 with codes and names, and the choices, which is hidden."""
    sheet = book.sheet(LOOKUP)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 60)
    for column, header in enumerate(("科目编码", "科目名称")):
        sheet.write_string(0, column, header, book.header)
    for row, code in enumerate(_items(), 1):
        sheet.write_string(row, 0, code, book.look(num_format="@"))
        sheet.write_string(row, 1, subject_name(code, year) or subject_name(code) or "", book.look())
    sheet.freeze_panes(1, 0)
    hidden = book.sheet(LISTS)
    for column, (name, choices) in enumerate(_columns().items()):
        hidden.write_column(0, column, [name, *choices])
    hidden.hide()


def write_guide(book: Workbook, data: UnitYear, tables: Sequence[str]) -> None:
    """Add the first sheet: how to fill in, and links to the others."""
    words = workbook_words()
    sheet = book.sheet(GUIDE)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 96)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    title = " ".join(filter(None, (data.unit.name, f"{data.year}年度" if data.year else "", words.title)))
    sheet.write_string(0, 0, title, book.styles.get(bold=True, font_size=16, align="center"))
    sheet.set_row(0, 34)
    for row, line in enumerate(words.guide, 2):
        sheet.write_string(row, 0, line, book.styles.get(text_wrap=True, font_size=11))
        sheet.set_row(row, text_height(line, 88) + 6)
    link = book.styles.get(font_color="#0563C1", underline=1, font_size=11)
    names = [described.name for described in words.sheets.values()]
    for row, name in enumerate([*names[:6], *tables, *names[6:]], len(words.guide) + 3):
        sheet.write_url(row, 0, f"internal:{quote_sheetname(name)}!A1", link, string=name)


def _columns() -> dict[str, list[str]]:
    return {name: list(choices) for name, choices in workbook_words().choices.items()} | {
        "concept": list(concepts_by_label())
    }


def _items() -> list[str]:
    """Give the codes of the functional classification that figures are typed for: 项."""
    return sorted(code for code in subjects("functional") if len(code) == 7)
