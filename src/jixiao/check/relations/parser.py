"""Formulas as people write them become trees: 收入总计 = 本年收入合计 + 年初结转和结余.

formula    := "same" "(" name ")" | "noted" | side ("=" | "<=" | ">=") side
side       := sum [ "/" group ]
sum        := ["-"] value (("+" | "-") value)*
value      := number | operand | "(" sum ")"
operand    := name [ "[" item "]" ] [ "?" ] | function "(" name [ "[" item "]" ] ")"
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple, NoReturn, cast

from jixiao.check.relations.mistakes import Misread
from jixiao.check.relations.syntax import (
    Addend,
    Formula,
    Linear,
    Noted,
    Operand,
    OperandKind,
    Operator,
    Optional,
    Quotient,
    Same,
    Sum,
)
from jixiao.check.relations.tokens import Token, tokens

FUNCTIONS: dict[str, OperandKind] = {
    "sum": "sum",
    "求和": "sum",
    "parts": "parts",
    "下级之和": "parts",
    "whole": "whole",
    "总体": "whole",
    "parent": "parent",
    "上级": "parent",
    "grandparent": "grandparent",
    "上上级": "grandparent",
}
SAME = ("same", "一致")
NOTED = ("noted", "有说明")
_PLUS, _MINUS = Decimal(1), Decimal(-1)
_EXPECTED = {"end": "公式到此为止，还少内容", "sign": "这里不应是“{}”", "name": "“{}”前面少一个运算符"}
_EXPECTED |= {"number": "“{}”前面少一个运算符", "item": "“[{}]”要紧跟在名称后面"}

# What a name means: an operand of kind "figure". Raises Misread where the name is not known.
Resolve = Callable[[Token], Operand]


class _Side(NamedTuple):
    numerator: Sum
    denominator: Sum | None
    offset: int


def parse(formula: str, resolve: Resolve) -> Formula:
    """Give the tree of a formula. Raises Misread with the offset of the first thing that cannot be understood."""
    return _Parser(formula, resolve).formula()


def operand_of(name: str, resolve: Resolve) -> Operand:
    """Give the operand that a name with its item means: general.function[教育支出]. Raises Misread."""
    return _Parser(name, resolve).single()


class _Parser:
    def __init__(self, formula: str, resolve: Resolve) -> None:
        self.tokens = list(tokens(formula))
        self.position = 0
        self.resolve = resolve

    @property
    def next(self) -> Token:
        return self.tokens[self.position]

    def formula(self) -> Formula:
        if self.next.text in NOTED:
            self.position += 1
            return self._ended(Noted())
        if self.next.text in SAME:
            self.position += 1
            return self._ended(Same(self._in_brackets()))
        left = self._side()
        sign = self.next
        if sign.text not in ("=", "<=", ">=") or sign.kind != "sign":
            raise Misread(sign.offset, "这里应是 =、≤ 或 ≥")
        self.position += 1
        return self._ended(_compared(left, cast(Operator, sign.text), sign.offset, self._side()))

    def single(self) -> Operand:
        operand = self._named()
        return operand if self.next.kind == "end" else self._fail()

    def _ended(self, formula: Formula) -> Formula:
        return formula if self.next.kind == "end" else self._fail()

    def _side(self) -> _Side:
        offset = self.next.offset
        numerator = self._sum()
        if not self._take("/"):
            return _Side(numerator, None, offset)
        denominator = self._value()
        if self.next.text == "/":
            raise Misread(self.next.offset, "一边只能有一个除号")
        return _Side(numerator, denominator, offset)

    def _sum(self) -> Sum:
        negated = self._take("-")
        first = self._value()
        total = _negative(first) if negated else first
        while (plus := self._take("+")) or self._take("-"):
            value = self._value()
            total = _added(total, value if plus else _negative(value))
        return total

    def _value(self) -> Sum:
        if self._take("("):
            inner = self._sum()
            self._demand(")")
            return inner
        token = self.next
        if token.kind == "number":
            self.position += 1
            return Sum((), Decimal(token.text))
        return Sum((Addend(_PLUS, self._operand()),))

    def _operand(self) -> Operand:
        token = self.next
        if token.kind != "name":
            self._fail()
        kind = FUNCTIONS.get(token.text)
        if kind is None or self.tokens[self.position + 1].text != "(":
            return self._named()
        self.position += 1
        operand = self._in_brackets()
        return operand if operand.kind == "children" else operand._replace(kind=kind, offset=token.offset)

    def _in_brackets(self) -> Operand:
        self._demand("(")
        operand = self._named()
        self._demand(")")
        return operand

    def _named(self) -> Operand:
        token = self.next
        if token.kind != "name":
            self._fail()
        operand = self.resolve(token)
        self.position += 1
        if self.next.kind == "item":
            operand = operand._replace(item=self._item())
        return operand._replace(optional=self._optional())

    def _optional(self) -> Optional:
        if not self._take("?"):
            return ""
        return "??" if self._take("?") else "?"

    def _item(self) -> str:
        token = self.next
        if not token.text:
            raise Misread(token.offset, "方括号里应写科目编码、名称或 *")
        self.position += 1
        return token.text

    def _take(self, sign: str) -> bool:
        if self.next.kind != "sign" or self.next.text != sign:
            return False
        self.position += 1
        return True

    def _demand(self, sign: str) -> None:
        if not self._take(sign):
            raise Misread(self.next.offset, f"这里应是“{sign}”")

    def _fail(self) -> NoReturn:
        raise Misread(self.next.offset, _EXPECTED[self.next.kind].format(self.next.text))


def _compared(left: _Side, operator: Operator, offset: int, right: _Side) -> Formula:
    """A division stands alone on one side, one figure on the other."""
    if left.denominator is None and right.denominator is None:
        return Linear(left.numerator, operator, right.numerator)
    if left.denominator is not None:
        left, right = right, left
    single = left.numerator.addends
    if left.denominator is not None or right.denominator is None or len(single) != 1 or left.numerator.constant:
        raise Misread(left.offset, "有除法的公式，另一边只能是一个数")
    if operator != "=":
        raise Misread(offset, "有除法的公式只能用 =")
    return Quotient(single[0].operand, right.numerator, right.denominator)


def _negative(total: Sum) -> Sum:
    addends = tuple(Addend(-addend.sign, addend.operand) for addend in total.addends)
    return Sum(addends, total.constant.copy_negate() if total.constant else total.constant)


def _added(one: Sum, other: Sum) -> Sum:
    return Sum(one.addends + other.addends, one.constant + other.constant)
