"""A self-evaluation re-checked (财政复核): the finance bureau's points beside the unit's, added up anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.knowledge.scheme_file import Scheme
from jixiao.model.failure import Failure
from jixiao.model.form import Form
from jixiao.score.points import points, points_of
from jixiao.score.result import Score
from jixiao.score.rounding import plain
from jixiao.score.scoring import score
from jixiao.score.total import EXECUTION, NOT_APPLICABLE, score_total

EXECUTION_POINTER = "/execution/score"


class WrongPoints(Failure):
    """Points of a re-check that the item cannot have."""

    def __init__(self, name: str, given: str, most: Decimal | None) -> None:
        limit = f"0至{plain(most)}分" if most is not None else "不小于0的分数"
        super().__init__(f"“{name}”的复核得分是“{given[:20]}”，应为{limit}。")


@dataclass(frozen=True, slots=True)
class RecheckedItem:
    """An item: where its score stands in the form, its points, the unit's score, the rule's with the sentence why,
    and the one that counts in the re-check, None while there is none."""

    pointer: str
    name: str
    weight: Decimal | None
    stated: Decimal | None
    ruled: Score
    counted: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """Give what the re-check adds to the unit's score, negative where it takes away."""
        return difference(self.counted, self.stated)


@dataclass(frozen=True, slots=True)
class Rechecked:
    """The re-check as a whole: its items, the total with the sum in words (its value None while an item is open), the
    grade, and the unit's own total."""

    items: tuple[RecheckedItem, ...]
    total: Score
    grade: str | None
    stated: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """Give what the re-check adds to the unit's total."""
        return difference(self.total.value, self.stated)


def recheck(form: Form, given: Mapping[str, str], scheme: Scheme) -> Rechecked:
    """Give a self-evaluation re-checked: `given` holds the points of the finance bureau by the pointer of the score.

    What is not given counts as the unit has it, or by the rule where the unit left it blank. Raises WrongPoints.
    """
    scored = score(form, scheme)
    items = tuple(_items(form, scored.execution, scored.indicators, given))
    counted = {item.pointer: item.counted for item in items}
    execution = _counting(scored.execution, EXECUTION_POINTER, counted)
    rows = enumerate(scored.indicators)
    indicators = [_counting(each, _pointer(at), counted) for at, each in rows]
    total, grade = score_total(form, execution, indicators, scheme)
    own = points(form.total.score)
    return Rechecked(items, total, grade, scored.total.value if own is None else own)


def difference(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """Give one score less another, None where either is not known."""
    return None if one is None or other is None else one - other


def _items(form: Form, execution: Score, indicators: list[Score], given: Mapping[str, str]) -> Iterator[RecheckedItem]:
    if execution.weight is not None:
        yield _item(EXECUTION_POINTER, EXECUTION, points(form.execution.score), execution, given)
    for at, (row, ruled) in enumerate(zip(form.indicators, indicators, strict=True)):
        if row.name.text:
            yield _item(_pointer(at), row.name.text, points(row.score), ruled, given)


def _item(pointer: str, name: str, stated: Decimal | None, ruled: Score, given: Mapping[str, str]) -> RecheckedItem:
    text = given.get(pointer, "").strip()
    own = stated if stated is not None else ruled.value
    counted = _given(name, text, ruled.weight) if text else own
    return RecheckedItem(pointer, name, ruled.weight, stated, ruled, counted)


def _given(name: str, text: str, most: Decimal | None) -> Decimal:
    number = points_of(text)
    if number is None or number < 0 or (most is not None and number > most):
        raise WrongPoints(name, text, most)
    return number


def _counting(ruled: Score, pointer: str, counted: Mapping[str, Decimal | None]) -> Score:
    """A score with the points that count; what does not apply stays out unless points are given for it."""
    value = counted.get(pointer)
    if value is None:
        return ruled if ruled.method == NOT_APPLICABLE else replace(ruled, value=None)
    method = "qualitative" if ruled.method == NOT_APPLICABLE else ruled.method
    return replace(ruled, value=value, low=value, high=value, method=method)


def _pointer(row: int) -> str:
    return f"/indicators/{row}/score"
