"""What formulas may look like where they are about tables: told when the file is read, not when it is used."""

from __future__ import annotations

from jixiao.check.relations.mistakes import Misread
from jixiao.check.relations.syntax import Formula, Linear, Noted, operands

_OF_TEXT = frozenset({"sum", "parts", "whole", "grandparent"})


def check_shape(formula: Formula, each: str | None) -> None:
    """Raise Misread where a formula does not fit what its relation is about; `each` is None for figures anywhere."""
    if isinstance(formula, Noted) != (each == "table"):
        raise Misread(0, 'noted（有说明）要与 table、each = "table" 一起用')
    if each is None or each == "table":
        return
    if not isinstance(formula, Linear):
        raise Misread(0, "表的公式只能用加减和 =、≤、≥")
    used = list(operands(formula))
    for operand in used:
        if operand.kind in _OF_TEXT:
            raise Misread(operand.offset, "表的公式里不能用这个函数")
    family = {operand.kind for operand in used if operand.kind != "figure"}
    if family and (len(used) != 2 or family != {"parent", "children"} or formula.operator != "="):
        raise Misread(0, "上下级的公式只能写成 parent = sum(children)")
    if each == "column" and not family:
        raise Misread(0, "逐栏的公式只能写成 parent = sum(children)")
