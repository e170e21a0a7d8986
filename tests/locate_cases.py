"""Small problems of localisation, written as a reader would: printed figures by name, relations as formulas."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from jixiao.check.locate import Figure, Problem
from jixiao.check.relations.constraints import ONE, ZERO, Constraint, Ratio, Span, System, Terms

_HALF = Decimal("0.5")


def problem(figures: dict[str, str], *relations: str, **known: dict[str, Any]) -> Problem:
    """Give a problem of figures as printed and formulas over their names.

    `合计 = 甲 + 乙` is a sum, `列表: 合计 = 甲 + 乙` one whose items the document chooses, `占比 = 甲 / 合计` a
    percentage, `甲 <= 合计` an order. `known` are further properties of figures by name; `prior` and `neighbours` in it
    are names too. Figures of change (增减额, 增减率) may be negative.
    """
    names = list(figures)
    values = [Decimal(text) for text in figures.values()]
    spans = [_span(value) for value in values]
    constraints = [_relation(relation.removeprefix("列表:"), names) for relation in relations]
    lists = frozenset(number for number, relation in enumerate(relations) if relation.startswith("列表:"))
    described = [_figure(name, values[number], names, known.get(name, {})) for number, name in enumerate(names)]
    return Problem(System(values, spans, constraints), described, lists)


def _span(value: Decimal) -> Span:
    half = _HALF.scaleb(int(value.as_tuple().exponent))
    return Span(value - half, value + half)


def _figure(name: str, value: Decimal, names: list[str], known: dict[str, Any]) -> Figure:
    given = {"places": -int(value.as_tuple().exponent), "signed": "增减" in name, **known}
    if "prior" in given:
        given["prior"] = names.index(given["prior"])
    given["neighbours"] = tuple(names.index(other) for other in given.get("neighbours", ()))
    return Figure(name, **given)


def _relation(text: str, names: list[str]) -> Constraint | Ratio:
    left, sign, right = re.split(r"\s*(<=|=)\s*", text.strip())
    if "/" in right:
        part, whole = (_terms(side.strip(" ()"), names) for side in right.split("/"))
        return Ratio(part, whole, names.index(left), text)
    terms = (*_terms(left, names), *((-coefficient, index) for coefficient, index in _terms(right, names)))
    return Constraint(terms, text, None if sign == "<=" else ZERO, ZERO)


def _terms(text: str, names: list[str]) -> Terms:
    found = re.findall(r"([+-]?)\s*([^\s+-]+)", text)
    return tuple((-ONE if sign == "-" else ONE, names.index(name)) for sign, name in found)
