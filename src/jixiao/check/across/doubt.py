"""Doubt: where nearly all that accounts say of the year before differs from it, the other accounts are doubted.

They are then of another scope, or not those that were published: one finding says so, instead of one for each figure.
"""

from __future__ import annotations

from collections.abc import Collection

from jixiao.check.cause import Failure
from jixiao.check.rule import Broken

_MANY = 5  # concepts that differ
_SHOWN = 3  # of them whose figures are shown


def doubted(failures: list[Failure], kept: Collection[str], file: str) -> list[Failure]:
    """Give the failures about the year before, as one where they are nearly all; `kept` are the concepts that hold.

    `file` is the name of the other accounts, or of these where those are looked at.
    """
    causes: dict[object, Failure] = {}
    for failure in failures:
        causes.setdefault(failure[1].cause, failure)
    concepts = {str(cause).partition(" ")[0] for cause in causes}
    total = len(causes) + len(set(kept) - concepts)
    if len(causes) < _MANY or len(causes) * 3 < total * 2:
        return failures
    first = list(causes.values())[:_SHOWN]
    return [(first[0][0], _as_one([broken for _, broken in first], len(causes), total, file))]


def _as_one(first: list[Broken], count: int, total: int, file: str) -> Broken:
    return Broken(
        f"文中的上年数和年初数，{total}个中有{count}个与“{file}”不一致，可能口径不同，或者它不是公开的那一份。",
        [figure for broken in first for figure in broken.figures],
        severity="warning",
        relation="；".join(broken.relation for broken in first if broken.relation),
        suggestion="核对给出的上年决算；口径调整的，在说明中写明。",
        cause="year before",
        document=first[0].document,
    )
