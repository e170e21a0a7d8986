"""Moves of rows (增行、删行、移行): what they do to a form, and where a pointer made before them leads now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from jixiao.model.form import Form, Indicator
from jixiao.model.form_pointers import row_of, set_value
from jixiao.model.form_rows import add_indicator, move_row, remove_row
from jixiao.workbench.cycle.models import Draft

Op = Literal["add", "remove", "move"]
BLOCK = "indicators"  # funding lines are those of the layout
KEPT = 200  # moves that a draft remembers


class Move(NamedTuple):
    """One move of an indicator row: added at an index, taken out of it, or moved from it `to` another.

    `values` are what an added row says, by column; `mark` is the page's own name for the move, so that one sent twice
    is made once.
    """

    op: Op
    row: int
    to: int = 0
    values: Mapping[str, str] | None = None
    mark: str = ""

    @property
    def trace(self) -> list[Any]:
        """Give what a draft remembers of it."""
        return [self.op, self.row, self.to, self.mark]


def make(form: Form, move: Move) -> list[dict[str, str]]:
    """Make a move in a form, and give what a row taken out said; raises NoSuchRow, and NoSuchField for a column."""
    match move.op:
        case "add":
            _add(form, move)
        case "remove":
            return [_take_out(form, move.row)]
        case "move":
            move_row(form, BLOCK, move.row, move.to)
    return []


def remember(draft: Draft, move: Move) -> None:
    """Let a draft have a new shape by a move."""
    draft.shape += 1
    draft.moves = [*draft.moves, move.trace][-KEPT:]


def reshape(draft: Draft) -> None:
    """Let a draft have a new shape that no pointer of an earlier one can be followed into."""
    draft.shape += 1
    draft.moves = []


def since(draft: Draft, shape: int) -> list[list[Any]] | None:
    """Give the moves that lead from an earlier shape to the present one, None where they are not known."""
    back = draft.shape - shape
    if not 0 <= back <= len(draft.moves):
        return None
    return list(draft.moves[len(draft.moves) - back :])


def followed(pointer: str, traces: Iterable[Sequence[Any]]) -> str | None:
    """Give where a pointer leads after moves, None where its row was taken out."""
    found = row_of(pointer)
    if found is None or found[0] != BLOCK:
        return pointer
    row = found[1]
    for op, at, to, *_ in traces:
        now = _row_after(row, op, at, to)
        if now is None:
            return None
        row = now
    _, _, _, *rest = pointer.split("/")
    return "/".join(["", BLOCK, str(row), *rest])


def _row_after(row: int, op: str, at: int, to: int) -> int | None:
    if op == "add":
        return row + (row >= at)
    if op == "remove":
        return None if row == at else row - (row > at)
    if row == at:
        return to
    return row - (row > at) + (row - (row > at) >= to)


def _take_out(form: Form, row: int) -> dict[str, str]:
    """Take a row out; a form keeps one row at least, a blank one."""
    said = form.indicators[row] if row < len(form.indicators) else Indicator()
    remove_row(form, BLOCK, row)
    if not form.indicators:
        form.indicators.append(Indicator())
    return {name: getattr(said, name).text for name in said.__slots__ if getattr(said, name)}


def _add(form: Form, move: Move) -> None:
    """Add a row at an index: as the values say, else in the levels of the row above."""
    index = add_indicator(form, move.row - 1 if move.row else None)
    if index != move.row:
        move_row(form, BLOCK, index, move.row)
    if move.values is not None:
        form.indicators[move.row] = Indicator()
        for name, text in move.values.items():
            set_value(form, f"/{BLOCK}/{move.row}/{name}", text)
