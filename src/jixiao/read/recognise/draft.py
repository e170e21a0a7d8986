"""A form while its rows are read: what is known of it so far, the tables it has taken, the block that is open."""

from __future__ import annotations

from jixiao.model.form import Form, FormKind, Indicator
from jixiao.read.layout import Paragraph
from jixiao.read.recognise.funding import FundingBlock
from jixiao.read.recognise.header import Header
from jixiao.read.recognise.indicators import IndicatorBlock
from jixiao.read.recognise.table import Table


class Draft:
    """`announced` tells that a title named the kind; `lines` are the lines around it that held no label.

    `long_term` are indicators for the whole life of a project, which stand beside those for the year; `is_long_term`
    tells that the block that begins is about them.
    """

    __slots__ = (
        "announced", "blocks", "form", "funding", "indicators", "is_long_term", "lines", "long_term", "tables", "width",
    )  # fmt: skip

    def __init__(self, kind: FormKind | None) -> None:
        self.form = Form(kind or "project_self_evaluation")
        self.announced = kind is not None
        self.funding: FundingBlock | None = None
        self.indicators: IndicatorBlock | None = None  # the one that is open
        self.blocks: list[IndicatorBlock] = []
        self.tables: list[Table] = []
        self.lines: list[Paragraph] = []
        self.long_term: list[Indicator] = []
        self.is_long_term = False
        self.width = 0

    def has_content(self) -> bool:
        """Tell whether a block of the form was read already."""
        return bool(self.form.funding or self.form.indicators or self.form.parts & {"goal", "indicators"})

    def next(self, kind: FormKind | None) -> Draft:
        """Give the draft of the form below in the same sheet; without a title of its own it goes under this one's."""
        following = Draft(kind)
        if kind is None and self.announced:
            following.announced, following.form.kind = True, self.form.kind
            following.form.year, following.form.year_printed = self.form.year, self.form.year_printed
            following.form.money_unit = self.form.money_unit
        return following

    def next_in_list(self) -> Draft:
        """Give the draft of the next project of one table; unit and money unit stand above it once for all."""
        following = self.next(None)
        following.form.texts.update(self.form.texts)
        following.form.money_unit = self.form.money_unit
        return following

    def begin_table(self, table: Table) -> None:
        """Go on in another table; the open indicator block goes on where the columns are as many."""
        self.tables.append(table)
        self.funding = FundingBlock(self.form, table)
        if self.indicators is not None and table.width == self.width:
            self.indicators.table = table
        else:
            self.indicators = None
        self.width = table.width

    def open_indicators(self, table: Table, header: Header) -> None:
        """Open the indicator block below a header; a header printed again keeps the levels that govern."""
        old = self.indicators
        if old is not None and old.table is table and old.header.row + old.header.rows == header.row:
            header.complete(old.header)
        rows = self.long_term if self.is_long_term else self.form.indicators
        self.indicators = IndicatorBlock(self.form, table, header, rows, self.long_term)
        self.blocks.append(self.indicators)
        if old is not None and old.header.cells.keys() == header.cells.keys():
            self.indicators.level1, self.indicators.level2 = old.level1, old.level2

    def settle(self) -> None:
        """Where a form has indicators for the whole life of its project only (长期绩效指标), they are the form's."""
        if not self.form.indicators:
            self.form.indicators = self.long_term
