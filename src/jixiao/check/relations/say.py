"""What is said of relations that do not hold: a sentence with the numbers, and the arithmetic written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from jixiao.check.relations.bind import Bound
from jixiao.check.relations.book import Book
from jixiao.check.relations.constraints import HUNDRED, ONE, ZERO, Constraint, Ratio, Term, figures_of
from jixiao.check.relations.facts import SIGNED, CellOf, Fact
from jixiao.check.relations.names import PERCENT
from jixiao.check.relations.numbers import money_factor
from jixiao.check.relations.syntax import Same
from jixiao.model.accounts import Measure
from jixiao.score.rounding import half_up, plain

_LONGEST = 8  # addends that are written out
_DOWN = re.compile(r"(?:减少|减|下降|降低|降|下浮|压减|缩减|小于|低于|少于)[^增升]*$")
_WORDS: dict[Measure, tuple[str, str]] = {"growth": ("增长", "下降"), "difference": ("大于预算", "小于预算")}


def sentence(book: Book, bound: Bound) -> str:
    """Give what is wrong in one sentence, without a full stop at its end."""
    constraint = bound.constraint
    naming = Naming([book.facts[index] for index in figures_of(constraint)])
    return naming.context + _told(book, bound, naming)


def equation(book: Book, bound: Bound) -> str:
    """Give what holds: 收入总计1176.52万元＝本年收入合计1176.35万元＋年初结转和结余0.17万元."""
    constraint = bound.constraint
    naming = Naming([book.facts[index] for index in figures_of(constraint)])
    if isinstance(constraint, Ratio):
        return f"{naming.context}{naming.of(book.facts[constraint.figure])}，{_division(book, constraint)}"
    left, right = _sides(constraint)
    if not right:
        limit = f"≥{plain(constraint.low)}" if constraint.low is not None else f"≤{plain(constraint.high or ZERO)}"
        return f"{naming.context}{_names(book, left, naming)}{limit}"
    sign = "≤" if constraint.low is None else "≥" if constraint.high is None else "＝"
    return f"{naming.context}{_names(book, left, naming)}{sign}{_names(book, right, naming)}"


def _told(book: Book, bound: Bound, naming: Naming) -> str:
    constraint = bound.constraint
    if isinstance(constraint, Ratio):
        return f"{naming.of(book.facts[constraint.figure])}，按{_division(book, constraint)}"
    left, right = _sides(constraint)
    if not right:
        return f"{_names(book, left, naming)}{_limit(constraint)}"
    gap = f"相差{plain(abs(_total(book, left) - _total(book, right)))}{_unit(book, constraint)}"
    if isinstance(bound.formula, Same):
        return f"{_names(book, left, naming)}，另一处{_names(book, right, naming)}，应一致，{gap}"
    relation = "不应大于" if constraint.low is None else "不应小于" if constraint.high is None else "应等于"
    return f"{_names(book, left, naming)}{relation}{_names(book, right, naming)}，{gap}"


def arithmetic(book: Book, constraint: Constraint | Ratio) -> str:
    """Give the arithmetic: 1516.64 + 170.81 = 1687.45 ≠ 1732.45."""
    if isinstance(constraint, Ratio):
        figure = book.facts[constraint.figure]
        return f"{_division(book, constraint)} ≠ {plain(figure.number)}{'%' if constraint.percent else ''}"
    left, right = _sides(constraint)
    if not right:
        return f"{_numbers(book, left)}{_limit(constraint)}"
    sign = ">" if constraint.low is None else "<" if constraint.high is None else "≠"
    return f"{_result(book, left)} {sign} {_result(book, right)}"


class Naming:
    """How the figures of one sentence are called: cells of one table by row or column, what they share said once."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        cells = [fact.named for fact in facts if isinstance(fact.named, CellOf)]
        together = len(cells) == len(facts) > 1 and all(cell.table is cells[0].table for cell in cells)
        self._rows = together and any(cell.row is not cells[0].row for cell in cells)
        self._columns = together and any(cell.column != cells[0].column for cell in cells)
        self._whole = not together
        self.context = self._shared(cells[0]) if together else ""

    def _shared(self, cell: CellOf) -> str:
        row = "" if self._rows or not cell.row_name else f"“{cell.row_name}”"
        column = "" if self._columns else cell.column_name
        return f"{cell.table_name}{row}{column}："

    def of(self, fact: Fact) -> str:
        """Give a figure as it is printed, with its name and unit."""
        label = fact.label if self._whole or not isinstance(fact.named, CellOf) else self._short(fact.named)
        if fact.blank:
            return f"{label}（空白）"
        text = fact.value.text or ""
        hidden = fact.number < ZERO and text[:1].isdigit() and not _DOWN.search(label)
        return f"{label}{'-' if hidden else ''}{text}{'' if text.endswith(fact.unit) else fact.unit}"

    def _short(self, cell: CellOf) -> str:
        row = f"“{cell.row_name}”" if self._rows else ""
        column = cell.column_name if self._columns or not row else ""
        return f"{row}的{column}" if row and column else row + column


def turned(fact: Fact, right: str | None) -> str | None:
    """Give what a figure should be as the text would say it: a decrease that should be an increase is 增加58.49."""
    if right is None or fact.measure not in SIGNED:
        return right
    down = right.startswith("-")
    if down == (fact.number < ZERO):
        return right.lstrip("-")
    words = _WORDS.get(fact.measure, ("增加", "减少"))
    return words[down] + right.lstrip("-")


def _sides(constraint: Constraint) -> tuple[list[Term], list[Term]]:
    left = [(coefficient, index) for coefficient, index in constraint.terms if coefficient > ZERO]
    right = [(-coefficient, index) for coefficient, index in constraint.terms if coefficient < ZERO]
    return left, right


def _names(book: Book, terms: list[Term], naming: Naming) -> str:
    names = [naming.of(book.facts[index]) for _, index in terms]
    if len(names) > _LONGEST:
        return f"{names[0]}等{len(names)}项之和{plain(_total(book, terms))}"
    return "＋".join(names) if len(names) < 3 else f"{'＋'.join(names)}之和{plain(_total(book, terms))}"


def _limit(constraint: Constraint) -> str:
    return (
        f"不应小于{plain(constraint.low)}"
        if constraint.low is not None
        else f"不应大于{plain(constraint.high or ZERO)}"
    )


def _numbers(book: Book, terms: list[Term]) -> str:
    numbers = [book.facts[index].number for _, index in terms]
    shown = [plain(number) if number >= ZERO else f"({plain(number)})" for number in numbers[:_LONGEST]]
    return " + ".join([*shown, "…"] if len(numbers) > _LONGEST else shown)


def _result(book: Book, terms: list[Term]) -> str:
    numbers = _numbers(book, terms)
    return numbers if len(terms) == 1 else f"{numbers} = {plain(_total(book, terms))}"


def _total(book: Book, terms: Iterable[Term]) -> Decimal:
    return sum((coefficient * book.facts[index].number for coefficient, index in terms), ZERO)


def _division(book: Book, ratio: Ratio) -> str:
    part, whole = _total(book, ratio.numerator), _total(book, ratio.denominator)
    parts, wholes = _bracketed(book, ratio.numerator), _bracketed(book, ratio.denominator)
    if not whole:
        return f"{parts} ÷ {wholes}，除数为0，没有比率可算"
    value = half_up((HUNDRED if ratio.percent else ONE) * part / whole, 2)
    return f"{parts} ÷ {wholes} = {plain(value)}{'%' if ratio.percent else ''}"


def _bracketed(book: Book, terms: Iterable[Term]) -> str:
    """A sum of several figures in brackets, with its signs: (391.91 - 70.59)."""
    text = ""
    for coefficient, index in terms:
        number = coefficient * book.facts[index].number
        sign = (" - " if number < ZERO else " + ") if text else ("-" if number < ZERO else "")
        text += sign + plain(abs(number))
    return f"({text})" if " " in text else text


def _unit(book: Book, constraint: Constraint) -> str:
    fact = book.facts[constraint.terms[0][1]]
    if fact.key is not None and fact.key.measure in PERCENT:
        return "个百分点"
    return "万元" if money_factor(fact.unit) is not None else fact.unit
