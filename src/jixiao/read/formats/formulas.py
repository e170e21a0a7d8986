"""Simple formulas calculated where a workbook stores no results, as some programs leave it.

Numbers are `Decimal`. References to other sheets, the four operations, percent, powers, comparisons and the usual
functions are calculated; cells that depend on themselves, and anything else, have no result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from jixiao.read.formats.formula_functions import FUNCTIONS, Operand, Value, binary, guarded, unary
from jixiao.read.formats.formula_parse import Call, Corner, NotUnderstood, Operator, Reference, parse
from jixiao.read.formats.sheet_grid import MAX_COLUMNS, MAX_ROWS, Formula, key, row_and_column

_MOST_READ = 1_000_000  # cells read by all formulas of a workbook together
_SMALL_AREA = 1_000  # cells; smaller ranges are given whole, so that two of them can be multiplied


class Unknown:
    """What a cell holds whose formula cannot be calculated."""


UNKNOWN = Unknown()
Content = Value | Formula
Node = tuple[str, int]  # sheet, its name in lower case, and key of a cell


class Calculator:
    """Calculates the formulas of a workbook; `load` gives the cells of a sheet by name, None where there is none."""

    def __init__(self, load: Callable[[str], dict[int, Content] | None]) -> None:
        self._load = load
        self._sheets: dict[str, dict[int, Content]] = {}
        self._results: dict[Node, Value | Unknown] = {}
        self._left = _MOST_READ

    def result(self, sheet: str, place: int) -> Value | Unknown:
        """Give the value of a cell, `UNKNOWN` where it cannot be calculated.

        Formulas that a formula needs are put on a stack and calculated first; one that is met again while it waits
        depends on itself.
        """
        stack = [(sheet, place)]
        waiting: set[Node] = set()
        while stack:
            node = stack[-1]
            if node in self._results or not self._step(node, stack, waiting):
                waiting.discard(stack.pop())
        return self._results[sheet, place]

    def _step(self, node: Node, stack: list[Node], waiting: set[Node]) -> bool:
        """Calculate one cell, or put the formulas that it needs on the stack and tell so."""
        try:
            content = self._cells(node[0]).get(node[1])
            if isinstance(content, Formula):
                return self._calculate(node, _Placed(self, node, content), stack, waiting)
            self._results[node] = content
        except NotUnderstood:
            self._results[node] = UNKNOWN
        return False

    def _calculate(self, node: Node, formula: _Placed, stack: list[Node], waiting: set[Node]) -> bool:
        needed = [other for other in formula.needs() if other not in self._results]
        if not needed:
            self._results[node] = formula.value()
            return False
        if node in waiting or not waiting.isdisjoint(needed):
            raise NotUnderstood  # it depends on itself
        waiting.add(node)
        stack += needed
        return True

    def _cells(self, sheet: str) -> dict[int, Content]:
        if sheet not in self._sheets:
            found = self._load(sheet)
            if found is None:
                raise NotUnderstood
            self._sheets[sheet] = found
        return self._sheets[sheet]

    def places(self, sheet: str, area: Area) -> Sequence[int]:
        """Give the cells of an area, those without content left out where it is large."""
        cells = self._cells(sheet)
        size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
        self._left -= min(size, len(cells) + 1)
        if self._left < 0 or size < 1:
            raise NotUnderstood
        if size <= _SMALL_AREA:
            columns = range(area.left, area.right + 1)
            return [key(row, column) for row in range(area.top, area.bottom + 1) for column in columns]
        return [place for place in sorted(cells) if area.holds(*row_and_column(place))]

    def is_formula(self, node: Node) -> bool:
        """Tell whether a cell holds a formula without a result."""
        return isinstance(self._cells(node[0]).get(node[1]), Formula)

    def known(self, node: Node) -> Value:
        """Give the value of a cell whose formula, if it has one, is calculated already."""
        value = self._results[node] if node in self._results else self._cells(node[0]).get(node[1])
        if isinstance(value, Unknown | Formula):
            raise NotUnderstood
        return value


class Area(NamedTuple):
    """A range of cells, its ends included, from 0."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a cell is in the range."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


class _Placed:
    """A formula in its place."""

    __slots__ = ("_calculator", "_down", "_right", "_sheet", "_steps")

    def __init__(self, calculator: Calculator, node: Node, formula: Formula) -> None:
        self._calculator = calculator
        self._sheet = node[0]
        self._steps = parse(formula.text)
        row, column = row_and_column(node[1])
        first_row, first_column = row_and_column(formula.written_for)
        self._down, self._right = row - first_row, column - first_column

    def needs(self) -> list[Node]:
        """Give the formulas without a result that this one refers to."""
        nodes = (node for step in self._steps if isinstance(step, Reference) for node in self._nodes(step))
        return [node for node in nodes if self._calculator.is_formula(node)]

    def value(self) -> Value:
        """Give what the formula comes to; a reference to a blank cell comes to 0."""
        values: list[Operand] = []
        for step in self._steps:
            if isinstance(step, Operator | Call):
                self._apply(step, values)
            else:
                values.append(self._operand(step) if isinstance(step, Reference) else step)
        (value,) = values
        if isinstance(value, tuple):
            raise NotUnderstood
        return Decimal(0) if value is None else value

    def _apply(self, step: Operator | Call, values: list[Operand]) -> None:
        if isinstance(step, Call):
            function, least, most = FUNCTIONS.get(step.name, (None, 0, 0))
            if function is None or not least <= step.arity <= most:
                raise NotUnderstood
            arguments = values[-step.arity :]
            values[-step.arity :] = [guarded(function, arguments)]
        elif step.sign in ("negate", "%"):
            values.append(guarded(unary, step.sign, values.pop()))
        else:
            right, left = values.pop(), values.pop()
            values.append(guarded(binary, step.sign, left, right))

    def _operand(self, reference: Reference) -> Operand:
        values = tuple(self._calculator.known(node) for node in self._nodes(reference))
        return values[0] if reference.single else values

    def _nodes(self, reference: Reference) -> Iterator[Node]:
        sheet = self._sheet if reference.sheet is None else reference.sheet.lower()
        (top, left), (bottom, right) = self._moved(reference.first), self._moved(reference.last)
        return ((sheet, place) for place in self._calculator.places(sheet, Area(top, left, bottom, right)))

    def _moved(self, corner: Corner) -> tuple[int, int]:
        row = corner.row + self._down * corner.row_moves
        column = corner.column + self._right * corner.column_moves
        if not (0 <= row < MAX_ROWS and 0 <= column < MAX_COLUMNS):
            raise NotUnderstood
        return row, column
