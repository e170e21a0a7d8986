"""A paper to be written, whatever its format: headings, paragraphs, tables and charts in their order.

What is to be said is worked out once, as a Paper; how it looks is the business of the format (docx, pdf, xlsx, html).
A figure in running text carries the tag of what it is, so that the paper can be checked against its source for ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

Align = Literal["left", "center", "right"]
ParagraphStyle = Literal[
    "body",  # 正文: 仿宋 3号, indented by two characters
    "cover",  # 封面标题: 小标宋, large, centred
    "title",  # 标题 of a paper or an annex: 小标宋 2号, centred
    "annex",  # 附件1 at the top left: 黑体 3号
    "plain",  # a line without indent, such as 公开时间
    "centered",
    "note",  # 注 and 说明 below a table: small
    "first",  # 一、 within an annex: looks like a heading of level 2 and stands in no contents
    "second",  # （一） within an annex: like a heading of level 3
    "third",  # 1. within an annex: like a heading of level 4
]


class Figure(NamedTuple):
    """A figure in running text: as printed, and the tag of what it is (`concept`, `concept.measure`, `…[item]`)."""

    text: str
    tag: str


Run = str | Figure


@dataclass(slots=True)
class Heading:
    """标题: level 1 is a part (第一部分), 2 is 一、, 3 is （一）, 4 is 1.; the numbering stands in the text."""

    level: int
    text: str
    new_page: bool = False


@dataclass(slots=True)
class Paragraph:
    """自然段: its runs in order."""

    runs: list[Run]
    style: ParagraphStyle = "body"

    @property
    def text(self) -> str:
        """Give the text of the paragraph."""
        return "".join(run if isinstance(run, str) else run.text for run in self.runs)


class Addend(NamedTuple):
    """A cell of the same table that a sum takes in, by its row and column from 0."""

    row: int
    column: int
    sign: int = 1


@dataclass(slots=True)
class Cell:
    """单元格: its text as printed, how many rows and columns it spans, and how it looks.

    `number` is the value behind a printed number, for formats that calculate, and `places` the decimals it is shown
    with; `addends` are the cells that it is the sum of. `label` marks words of the form itself, `tag` tells a figure's
    meaning as in running text.
    """

    text: str = ""
    rows: int = 1
    columns: int = 1
    align: Align = "center"
    label: bool = False
    bold: bool = False
    number: Decimal | None = None
    places: int | None = None
    percent: bool = False
    addends: Sequence[Addend] = ()
    tag: str | None = None


@dataclass(slots=True)
class Table:
    """表格: `cells` has for each grid row the cells that begin in it, each with its column from 0, in order.

    `widths` are shares of the line for each grid column. `heading` are lines above the title (公开01表 …), `unit_line`
    stands at the top right (单位：万元), `left_line` at the top left (部门：…). The first `header_rows` are repeated on
    every page.
    """

    name: str  # short: the name of its sheet in a workbook
    title: str
    widths: list[float]
    cells: list[list[tuple[int, Cell]]]
    header_rows: int = 0
    left_line: str = ""
    unit_line: str = ""
    notes: list[str] = field(default_factory=list)
    landscape: bool = False
    outline: bool = False  # a title that stands in the contents and in the bookmarks
    heading: list[str] = field(default_factory=list)
    new_page: bool = True
    min_height: float = 0.0  # of a row, in millimetres

    @property
    def columns(self) -> int:
        """Give how many grid columns the table has."""
        return len(self.widths)


def stands_right(line: str) -> bool:
    """Tell where a line above a table's title stands: its number (公开01表) at the right, 附件3 at the left."""
    return line.endswith("表")


class Series(NamedTuple):
    """数据系列: a name and a number for each category, in `unit` of the chart."""

    name: str
    values: list[Decimal]


@dataclass(slots=True)
class Chart:
    """图: two or more columns side by side, or a pie; `caption` is 图1：…, `unit` that of the numbers."""

    kind: Literal["column", "pie"]
    caption: str
    categories: list[str]
    series: list[Series]
    unit: str = "万元"


@dataclass(slots=True)
class Contents:
    """目录: headings down to `levels` with their page numbers."""

    levels: int = 3
    title: str = "目录"


@dataclass(slots=True)
class PageBreak:
    """分页."""


Block = Heading | Paragraph | Table | Chart | Contents | PageBreak


@dataclass(slots=True)
class Paper:
    """文件: its title and its blocks; `author` is the unit that issues it."""

    title: str
    blocks: list[Block] = field(default_factory=list)
    author: str = ""
    page_numbers: bool = True

    @property
    def tables(self) -> list[Table]:
        """Give the tables in their order."""
        return [block for block in self.blocks if isinstance(block, Table)]
