"""Sums as formulas (公式): =C7+C8, =SUM(C7:C12), by where the addends stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jixiao.write.paper import Addend

_FEW = 4  # addends that are written out with signs

Address = Callable[[int, int], str]


def sum_formula(addends: Sequence[Addend], address: Address) -> str:
    """Give the formula of a sum; `address` gives the address of a row and column of the table."""
    names = [address(addend.row, addend.column) for addend in addends]
    if any(addend.sign < 0 for addend in addends):
        signs = ["-" if addend.sign < 0 else "+" for addend in addends]
        return "=" + "".join(map("".join, zip(signs, names, strict=True))).removeprefix("+")
    if _is_run(addends):
        return f"=SUM({names[0]}:{names[-1]})"
    return f"={'+'.join(names)}" if len(names) <= _FEW else f"=SUM({','.join(_ranges(addends, names))})"


def _ranges(addends: Sequence[Addend], names: Sequence[str]) -> list[str]:
    """Give neighbours as ranges: a sum takes at most 255 arguments."""
    found = []
    first = 0
    for last in range(1, len(addends) + 1):
        if last == len(addends) or not _is_run(addends[first : last + 1]):
            found.append(names[first] if last - first == 1 else f"{names[first]}:{names[last - 1]}")
            first = last
    return found


def _is_run(addends: Sequence[Addend]) -> bool:
    """Tell whether two or more addends stand one below or one beside another."""
    first = addends[0]
    down = [(first.row + step, first.column) for step in range(len(addends))]
    right = [(first.row, first.column + step) for step in range(len(addends))]
    return len(addends) > 1 and [addend[:2] for addend in addends] in (down, right)
