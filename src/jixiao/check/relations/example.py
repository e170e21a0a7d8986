"""Examples of relations: “收入总计 391.91，本年收入合计 391.87” becomes a small document that says so.

For a relation of tables the names are columns of one row; for its rows by code they are the codes of one column, for
two tables the columns with the code of the row: general_project:amount[2101301] 5.00.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.check.relations.items import is_code
from jixiao.check.relations.names import DOCUMENTS, MEASURE_LABELS, column_label, label_of, resolver
from jixiao.check.relations.parser import operand_of
from jixiao.check.relations.relation import Relation
from jixiao.check.relations.syntax import Noted, Operand
from jixiao.knowledge.tables import table_kind, table_words
from jixiao.model.accounts import AccountsTable, Direction, FinalAccounts, Statement, TableRow
from jixiao.model.value import Value, blank

_PIECE = re.compile(r"(?P<name>.+?)\s+(?P<number>-?[\d.]+)(?P<unit>%|辆|个|人次|批次|元)?\s*")
_MANY = re.compile(r"（按[^（）]*）$")  # what the name of a concept of many items ends with
_TOTAL = "合计"


class _Piece(NamedTuple):
    name: str
    number: str
    unit: str


def example_document(relation: Relation, example: str) -> FinalAccounts:
    """Give the document that an example of a relation describes, in 万元."""
    if isinstance(relation.formulas[0], Noted):
        return FinalAccounts(tables=[AccountsTable(_kinds(relation)[0], blank(), notes=[Value(example)])])
    pieces = [_piece(text) for text in example.split("，")]
    if not relation.tables:
        return FinalAccounts(statements=[_statement(piece) for piece in pieces])
    if relation.each == "column":
        return FinalAccounts(tables=[_by_code(relation, pieces)])
    return FinalAccounts(tables=_tables(relation, pieces))


def example_documents(relation: Relation, example: str) -> dict[str, FinalAccounts]:
    """Give the documents that an example of a relation between documents describes, each by its name, in 万元."""
    found = {"": FinalAccounts()}
    for piece in map(_piece, example.split("，")):
        document = operand_of(piece.name, resolver((), "row")).of
        found.setdefault(document, FinalAccounts()).statements.append(_statement(piece))
    return found


def example_words(relation: Relation, example: str) -> str:
    """Give an example as people read it: Chinese names in place of ids."""
    if isinstance(relation.formulas[0], Noted):
        return example
    pieces = [_piece(text) for text in example.split("，")]
    return "，".join(f"{_called(relation, piece.name)}{piece.number}{piece.unit}" for piece in pieces)


def _called(relation: Relation, name: str) -> str:
    if not relation.tables:
        operand = operand_of(name, resolver((), "row"))
        measure = "" if operand.measure == "amount" else MEASURE_LABELS[operand.measure]
        label = label_of(operand.concept)
        label = f"{DOCUMENTS[operand.of]}的{label.removeprefix('自评表的')}" if operand.of else label
        return f"{_MANY.sub('', label)}（{operand.item}）{measure}" if operand.item else label + measure
    operand = _cell(name)
    kind, _, column = operand.concept.rpartition(":")
    item = f"“{operand.item}”" if operand.item else ""
    return f"{f'《{table_kind(kind).name}》' if kind else ''}{item}{column_label(column)}"


def _kinds(relation: Relation) -> list[str]:
    return [table_words().kinds[0].id if table == "*" else table for table in relation.tables]


def _piece(text: str) -> _Piece:
    found = _PIECE.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return _Piece(found["name"], found["number"], found["unit"] or "万元")


def _statement(piece: _Piece) -> Statement:
    operand = operand_of(piece.name, resolver((), "row"))
    direction: Direction | None = None
    if operand.measure in ("change", "growth", "difference", "difference_rate"):
        direction = "down" if piece.number.startswith("-") else "up"
    return Statement(
        piece.name,
        Value(piece.number.lstrip("-")),
        piece.unit,
        operand.concept,
        operand.measure,
        operand.item,
        direction=direction,
        section="example",
    )


def _by_code(relation: Relation, pieces: list[_Piece]) -> AccountsTable:
    rows = [_row(piece.name, {"amount": Value(piece.number)}) for piece in pieces]
    return AccountsTable(_kinds(relation)[0], blank(), "万元", {"amount": "金额"}, rows)


def _tables(relation: Relation, pieces: list[_Piece]) -> list[AccountsTable]:
    """All pieces of one table and code are cells of one row."""
    tables: dict[str, AccountsTable] = {}
    for piece in pieces:
        operand = _cell(piece.name)
        kind, _, column = operand.concept.rpartition(":")
        kind = kind or _kinds(relation)[0]
        table = tables.setdefault(
            kind, AccountsTable(kind, Value(table_kind(kind).name), "万元", rows=[_row(operand.item)])
        )
        table.columns[column] = column
        table.rows[0].values[column] = Value(piece.number)
    return list(tables.values())


def _cell(name: str) -> Operand:
    if is_code(name):
        return Operand("figure", name)
    return operand_of(name, resolver(("*",), "cell" if name == "cell" else "row"))


def _row(code: str | None, values: dict[str, Value] | None = None) -> TableRow:
    if code and is_code(code):
        return TableRow(Value(f"科目{code}"), Value(code), values or {})
    return TableRow(Value(_TOTAL), blank(), values or {})
