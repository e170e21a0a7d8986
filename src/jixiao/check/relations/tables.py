"""Binding of relations to tables: the columns of each row, the rows of each column by their codes, each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from jixiao.check.relations.bind import Bound, merged
from jixiao.check.relations.book import Book
from jixiao.check.relations.constraints import ONE, Constraint, Term
from jixiao.check.relations.facts import Fact, Site
from jixiao.check.relations.items import is_code
from jixiao.check.relations.lookup import Lacks
from jixiao.check.relations.names import is_column
from jixiao.check.relations.relation import Relation
from jixiao.check.relations.syntax import Linear, Operand, Sum, operands
from jixiao.knowledge.tables import line_words
from jixiao.knowledge.taxonomy import taxonomy
from jixiao.model.accounts import AccountsTable, TableRow

_TOTALS = ("合计", "总计")
_LENGTHS = (3, 5, 7, 9, 11)
_BY_UNIT = "_by_unit"  # kinds of tables whose rows are units
TOTAL = "total"  # what stands for the code of the row 合计


class TableBinder:
    """Binds relations of tables to the cells of one document; `lacking` is what the last one lacked."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.lacking: dict[Operand, None] = {}
        self._by_code: dict[str, dict[str, list[TableRow]]] = {}  # kind of table → code → rows

    def bind(self, relation: Relation) -> list[list[Bound]]:
        """Give the cases of a relation, each with its formulas of which one must hold."""
        self.lacking = {}
        found: dict[int, list[Bound]] = {}  # by the figure that comes first
        for formula in relation.formulas:
            assert isinstance(formula, Linear)
            for number, table in enumerate(self.book.accounts.tables):
                if table.id in relation.tables or "*" in relation.tables:
                    for constraint in self._constraints(relation, formula, table):
                        bound = Bound(relation, formula, constraint, Site(table=number))
                        found.setdefault(constraint.terms[0][1], []).append(bound)
        return list(found.values())

    def _constraints(self, relation: Relation, formula: Linear, table: AccountsTable) -> Iterator[Constraint]:
        if relation.each == "cell":
            return self._cells(relation, formula, table)
        related = {operand.kind for operand in operands(formula)} & {"parent", "children"}
        if related and relation.each == "column":
            return self._tree(relation, table)
        if related:
            return self._columns_tree(relation, table)
        return self._rows(relation, formula, table)

    def _rows(self, relation: Relation, formula: Linear, table: AccountsTable) -> Iterator[Constraint]:
        try:
            self._check_columns(formula, table)
        except Lacks as lack:
            self.lacking[lack.operand] = None
            return
        for row in table.rows:
            left, right = self._side(formula.left, table, row), self._side(formula.right, table, row)
            if left and right:
                terms = [*left, *((-sign, index) for sign, index in right)]
                bounds = _bounds(formula)
                yield Constraint(merged(terms), relation.id, *bounds)

    def _check_columns(self, formula: Linear, table: AccountsTable) -> None:
        """Every column that a formula needs must be there, and the table must have none whose meaning is unknown."""
        for operand in operands(formula):
            other = _other_table(operand)
            if other is not None:
                if not any(each.id == other for each in self.book.accounts.tables):
                    raise Lacks(operand)
            elif not operand.optional and operand.concept not in table.columns:
                raise Lacks(operand)
        unknown = next((column for column in table.columns if not is_column(column)), None)
        if unknown is not None and formula.operator == "=":
            raise Lacks(Operand("figure", unknown))

    def _side(self, total: Sum, table: AccountsTable, row: TableRow) -> list[Term]:
        terms: list[Term] = []
        for addend in total.addends:
            fact = self._cell(addend.operand, table, row)
            if fact is not None:
                terms.append((addend.sign, fact.index))
        return terms

    def _cell(self, operand: Operand, table: AccountsTable, row: TableRow) -> Fact | None:
        other = _other_table(operand)
        if other is None or other == table.id:
            return self.book.cell(row, operand.concept.partition(":")[2] if other else operand.concept)
        code = code_of(row)
        rows = self._rows_of(other).get(code, ()) if code is not None else ()
        return self.book.cell(rows[0], operand.concept.partition(":")[2]) if len(rows) == 1 else None

    def _rows_of(self, kind: str) -> dict[str, list[TableRow]]:
        """Give the rows of the tables of a kind by their codes."""
        found = self._by_code.get(kind)
        if found is None:
            found = self._by_code[kind] = {}
            for row in (row for table in self.book.accounts.tables if table.id == kind for row in table.rows):
                if (code := code_of(row)) is not None:
                    found.setdefault(code, []).append(row)
        return found

    def _cells(self, relation: Relation, formula: Linear, table: AccountsTable) -> Iterator[Constraint]:
        low, high = _bounds(formula)
        for row in table.rows:
            for column in table.columns:
                fact = self.book.cell(row, column)
                if fact is not None and _is_amount(fact, column):
                    yield Constraint(((ONE, fact.index),), relation.id, low, high)

    def _tree(self, relation: Relation, table: AccountsTable) -> Iterator[Constraint]:
        for parent, children in [*tree_of(table), *self._units(table)]:
            for column in table.columns:
                above = self.book.cell(parent, column)
                below = [fact for row in children if (fact := self.book.cell(row, column)) is not None]
                if above is not None and below and _is_sum(above, column):
                    terms = ((ONE, above.index), *((-ONE, fact.index) for fact in below))
                    yield Constraint(terms, relation.id)

    def _units(self, table: AccountsTable) -> Iterator[tuple[TableRow, list[TableRow]]]:
        """Give the row 合计 of a table of units with the units, where a column shows that they are one flat list."""
        totals = [row for row in table.rows if code_of(row) == TOTAL]
        units = [row for row in table.rows if row not in totals]
        if not table.id.endswith(_BY_UNIT) or len(totals) != 1 or len(units) < 2:
            return
        if any(self._adds_up(column, totals[0], units) for column in table.columns):
            yield totals[0], units

    def _adds_up(self, column: str, total: TableRow, parts: list[TableRow]) -> bool:
        above = self.book.cell(total, column)
        below = [fact.number for row in parts if (fact := self.book.cell(row, column)) is not None]
        return above is not None and len([each for each in below if each]) > 1 and sum(below) == above.number

    def _columns_tree(self, relation: Relation, table: AccountsTable) -> Iterator[Constraint]:
        for parent, children in columns_tree(table):
            for row in table.rows:
                above = self.book.cell(row, parent)
                below = [fact for column in children if (fact := self.book.cell(row, column)) is not None]
                if above is not None and below:
                    terms = ((ONE, above.index), *((-ONE, fact.index) for fact in below))
                    yield Constraint(terms, relation.id)


def tree_of(table: AccountsTable) -> Iterator[tuple[TableRow, list[TableRow]]]:
    """Give each row of a table with the rows directly below it by code; below the row 合计 are those under no other."""
    for side in dict.fromkeys(row.side for row in table.rows):
        rows = [(code, row) for row in table.rows if row.side == side and (code := code_of(row)) is not None]
        counts = Counter(code for code, _ in rows)
        parents: dict[str, list[tuple[str, TableRow]]] = {}
        for code, row in rows:
            if code != TOTAL:
                parents.setdefault(_above(code, counts), []).append((code, row))
        for code, row in rows:
            children = parents.get(code, [])
            if children and counts[code] == 1 and all(counts[below] == 1 for below, _ in children):
                yield row, [below for _, below in children]


def columns_tree(table: AccountsTable) -> Iterator[tuple[str, list[str]]]:
    """Give each column that is a subject, or the total, with the columns of the subjects directly below it."""
    codes = {column: 1 for column in table.columns if is_code(column)}
    below: dict[str, list[str]] = {}
    for column in codes:
        below.setdefault(_above(column, Counter(codes)), []).append(column)
    for parent, children in below.items():
        column = (
            next((name for name in ("total", "amount") if name in table.columns), "") if parent == TOTAL else parent
        )
        if column:
            yield column, children


def code_of(row: TableRow) -> str | None:
    """Give the code of a row, TOTAL for the row 合计, None for any other row."""
    if is_code(row.code.text):
        return row.code.text
    if row.code.text or line_words(row.label.text or "") not in _TOTALS:
        return None
    return TOTAL


def _above(code: str, codes: Counter[str]) -> str:
    """The nearest code above one that the table has; TOTAL where it has none."""
    for length in reversed(_LENGTHS):
        if length < len(code) and code[:length] in codes:
            return code[:length]
    return TOTAL


def _bounds(formula: Linear) -> tuple[Decimal | None, Decimal | None]:
    bound = formula.right.constant - formula.left.constant
    return (None if formula.operator == "<=" else bound), (None if formula.operator == ">=" else bound)


def _other_table(operand: Operand) -> str | None:
    kind, colon, _ = operand.concept.partition(":")
    return kind if colon else None


def _is_amount(fact: Fact, column: str) -> bool:
    """Say whether a cell is an amount of the year, which balances and changes are not."""
    key = fact.key
    if key is not None and (key.measure == "change" or taxonomy().concepts[key.concept].year != "flow"):
        return False
    return _is_sum(fact, column) and not column.endswith(("change", "opening", "closing", "surplus_used"))


def _is_sum(fact: Fact, column: str) -> bool:
    """Say whether a column adds up, which percentages do not."""
    return not column.startswith(("growth", "share", "completion"))
