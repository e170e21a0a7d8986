"""A list of an overview (清单): its columns and rows, whatever shows them: a page, a workbook, a program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from django.db.models import QuerySet

from jixiao.score.rounding import HUNDRED, half_up, plain
from jixiao.workbench.overview.charts import Chart
from jixiao.write.paper import Cell as PaperCell
from jixiao.write.paper import Paper, Table
from jixiao.write.xlsx import write_xlsx

PLACES = 6  # of an amount as it is kept: SQLite adds up amounts with more
Number = int | Decimal
Light = Literal["red", "yellow", "green", ""]


class Column(NamedTuple):
    """A column: its words, and how wide it is beside the others in a workbook."""

    name: str
    width: float = 10.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, the number behind it, where it leads, its light, its look (a class of the style sheet)."""

    text: str
    number: Number | None = None
    url: str = ""
    light: str = ""
    look: str = ""
    percent: bool = False

    @property
    def css(self) -> str:
        """Give the class of the cell."""
        return " ".join(filter(None, ("number" if self.number is not None else "", self.look)))


_NARROW = 7  # columns
Rows = Sequence[Any] | QuerySet[Any]


@dataclass(slots=True)
class Listing:
    """A list: `source` is what its rows are made of, `row` makes one; `note` says what is listed and by which rule."""

    name: str  # short, as its sheet and file are called
    columns: list[Column]
    source: Rows
    row: Callable[[Any], list[Cell]]
    note: str = ""
    charts: list[Chart] = field(default_factory=list)
    empty: str = "没有符合条件的内容。"
    head: int = 1  # columns at the left that say what a row is

    @property
    def wide(self) -> bool:
        """Tell whether the list leaves no room for a chart beside it."""
        return len(self.columns) > _NARROW

    def rows(self, things: Iterable[Any] | None = None) -> list[list[Cell]]:
        """Give the rows of some of what is listed, of all by default."""
        return [self.row(thing) for thing in (self.source if things is None else things)]


def text(words: object, url: str = "", look: str = "") -> Cell:
    """Give a cell of words."""
    return Cell(str(words) if words is not None else "", url=url, look=look)


def count(number: int, url: str = "", look: str = "") -> Cell:
    """Give a cell of a count; nothing leads to none."""
    return Cell(str(number), number, url if number else "", look=look if number else "")


def amount(number: Decimal | None, url: str = "") -> Cell:
    """Give a cell of an amount or of points; blank where there is none."""
    exact = half_up(number, PLACES) if number is not None else None
    return Cell(plain(exact) if exact is not None else "", exact, url)


def percentage(number: Decimal | None, light: str = "") -> Cell:
    """Give a cell of a number of percent."""
    return Cell(f"{plain(number)}%" if number is not None else "", number, light=light, percent=True)


def workbook(title: str, listings: Sequence[Listing]) -> bytes:
    """Give lists as a workbook, a sheet each; texts stay texts, whatever character they begin with."""
    return write_xlsx(Paper(title, [_table(listing) for listing in listings]))


def _table(listing: Listing) -> Table:
    head = [(at, PaperCell(column.name, label=True, bold=True)) for at, column in enumerate(listing.columns)]
    body = [[(at, _paper_cell(cell)) for at, cell in enumerate(row)] for row in listing.rows()]
    widths = [column.width for column in listing.columns]
    notes = [listing.note] if listing.note else []
    return Table(listing.name, listing.name, widths, [head, *body], header_rows=1, notes=notes, landscape=True)


def _paper_cell(cell: Cell) -> PaperCell:
    if cell.number is None:
        return PaperCell(cell.text, align="left")
    number = Decimal(cell.number) / (HUNDRED if cell.percent else 1)
    return PaperCell(cell.text, align="right", number=number, percent=cell.percent)
