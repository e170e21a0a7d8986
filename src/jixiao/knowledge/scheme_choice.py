"""Which scheme fits which layout (`scheme_choice.toml`): conditions on how a form looks, never on where it is from."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).with_name("scheme_choice.toml")


class Choice(NamedTuple):
    """One row of the table: the scheme, the reason in Chinese, and the conditions, all of which must hold."""

    scheme: str
    why: str
    title_words: tuple[str, ...]
    execution_points: Decimal | None
    comparator_column: bool
    unit_column: bool
    execution_in_block: bool
    cost_under_output: bool
    level1: str


@lru_cache(maxsize=1)
def choices() -> tuple[Choice, ...]:
    """Give the rows, the first to be tried first; the last one has no condition."""
    import tomllib

    return tuple(_choice(row) for row in tomllib.loads(FILE.read_text("utf-8"))["choice"])


def _choice(row: dict[str, Any]) -> Choice:
    points = row.get("execution_points")
    return Choice(
        scheme=row["scheme"],
        why=row["why"],
        title_words=tuple(row.get("title_words", ())),
        execution_points=None if points is None else Decimal(points),
        comparator_column=row.get("comparator_column", False),
        unit_column=row.get("unit_column", False),
        execution_in_block=row.get("execution_in_block", False),
        cost_under_output=row.get("cost_under_output", False),
        level1=row.get("level1", ""),
    )
