"""What the names in a formula mean: concepts and measures of the accounts by id or Chinese label, columns of tables."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NoReturn, get_args

from jixiao.check.relations.items import is_code
from jixiao.check.relations.mistakes import Misread, similar
from jixiao.check.relations.parser import Resolve
from jixiao.check.relations.syntax import Operand
from jixiao.check.relations.tokens import Token
from jixiao.knowledge.tables import header_word, plain, table_words
from jixiao.knowledge.taxonomy import normal, taxonomy
from jixiao.model.accounts import Measure

MEASURE_LABELS: dict[Measure, str] = {
    "amount": "决算数",
    "prior": "上年数",
    "change": "增减额",
    "growth": "增减率",
    "share": "占比",
    "initial_budget": "年初预算",
    "budget": "预算数",
    "difference": "与预算的差额",
    "difference_rate": "与预算的差率",
    "completion": "完成率",
    "count": "数量",
}
PERCENT: frozenset[Measure] = frozenset({"growth", "share", "completion", "difference_rate"})
_MEASURES: dict[str, Measure] = {label: measure for measure, label in MEASURE_LABELS.items()}
_MEASURES |= {measure: measure for measure in get_args(Measure)}
# Documents that a formula may speak of beside the one that it is about: last:年末结转和结余.
DOCUMENTS = {
    "last": "上年决算",
    "other": "另一份决算",
    "report": "部门整体自评报告",
    "department": "部门整体自评表",
    "form": "项目自评表",
}
_DOCUMENTS = {name: document for document, name in DOCUMENTS.items()} | {name: name for name in DOCUMENTS}
_OF_FORMS = frozenset({"department", "form"})
_PARENT = {"parent": "parent", "上级": "parent"}
_CHILDREN = {"children": "children", "下级": "children"}
CELL = "cell"
_CELL = (CELL, "各格")


def resolver(tables: tuple[str, ...], each: str) -> Resolve:
    """Give what says the meaning of names in the formulas of a relation."""
    if not tables:
        return _figure
    return _cell if each == "cell" else _column


@cache
def table_kinds() -> tuple[str, ...]:
    """Give the kinds of table that a relation may name."""
    return tuple(kind.id for kind in table_words().kinds)


def is_column(name: str) -> bool:
    """Say whether a name is the id of a column, or of a column of a subject by its code."""
    return is_code(name) or set(name.split(".")) <= _columns()


def label_of(concept: str) -> str:
    """Give the Chinese name of a concept."""
    known = taxonomy().concepts.get(concept)
    return known.label if known else concept


def column_label(column: str) -> str:
    """Give a Chinese name of a column; one that is a subject is called by its code."""
    if column == CELL:
        return "金额"
    if is_code(column):
        return f"“{column}”"
    names = [_first_words().get(part, part) for part in column.split(".")]
    return _first_words().get(column) or "的".join(names)


@cache
def _first_words() -> dict[str, str]:
    found: dict[str, str] = {}
    for word, column in table_words().headers.items():
        found.setdefault(column, word)
    return found


def _figure(token: Token) -> Operand:
    document, colon, figure = token.text.rpartition(":")
    if colon and document not in _DOCUMENTS:
        known = list(DOCUMENTS.values())
        raise Misread(token.offset, f"不认识的文件“{document}”{similar(document, known)}；可以写的有{'、'.join(known)}")
    of = _DOCUMENTS.get(document, "")
    name, measure = _split(figure)
    if of in _OF_FORMS:
        name = _of_form(name)
    return Operand("figure", _concept(name, token), measure or "amount", offset=token.offset, of=of)


def _of_form(name: str) -> str:
    """Give what a figure of a form is called among the concepts: form.executed, or 自评表的全年执行数."""
    named = (f"form.{name}", f"自评表的{name}")
    return next((each for each in named if each in taxonomy().concepts or each in _by_label()), name)


def _cell(token: Token) -> Operand:
    if token.text not in _CELL:
        raise Misread(token.offset, f"逐格的公式里只能写 {CELL}（{_CELL[1]}），不能写“{token.text}”")
    return Operand("figure", CELL, offset=token.offset)


def _column(token: Token) -> Operand:
    if token.text in _PARENT:
        return Operand("parent", offset=token.offset)
    if token.text in _CHILDREN:
        return Operand("children", offset=token.offset)
    kind, colon, name = token.text.rpartition(":")
    if colon and kind not in table_kinds():
        raise Misread(token.offset, f"没有“{kind}”这种表{similar(kind, list(table_kinds()))}")
    column = name if is_column(name) else header_word(plain(name))
    if column is None:
        _unknown(token, name, [*_columns(), *table_words().headers])
    return Operand("figure", kind + colon + column, offset=token.offset)


def _split(text: str) -> tuple[str, Measure | None]:
    """A name that is a concept as a whole has no measure: report.regular_projects.budget."""
    head, dot, last = text.rpartition(".")
    if dot and last in _MEASURES and text not in taxonomy().concepts:
        return head, _MEASURES[last]
    return text, None


def _concept(name: str, token: Token) -> str:
    concepts = taxonomy().concepts
    if name == "*" or name in concepts:
        return name
    if name.endswith(".*") and any(each.startswith(name[:-1]) for each in concepts):
        return name
    found = _by_label().get(plain(name)) or _by_label().get(normal(plain(name)), ())
    if len(found) > 1:
        raise Misread(token.offset, f"“{name}”有几个概念，请写编号：{'、'.join(found)}")
    return found[0] if found else _unknown(token, name, [*concepts, *_by_label()])


def _unknown(token: Token, name: str, known: list[str]) -> NoReturn:
    raise Misread(token.offset, f"不认识的名称“{token.text}”{similar(name, known)}")


@cache
def _by_label() -> dict[str, tuple[str, ...]]:
    """Concepts by their labels, and by their labels without remarks in brackets where no label is just so."""
    concepts = taxonomy().concepts.values()
    exact = _grouped((plain(concept.label), concept.id) for concept in concepts)
    return _grouped((normal(plain(concept.label)), concept.id) for concept in concepts) | exact


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for label, concept in pairs:
        found[label] = (*found.get(label, ()), concept)
    return found


@cache
def _columns() -> frozenset[str]:
    return frozenset(part for column in table_words().headers.values() for part in column.split("."))
