"""“三公”经费: the changes of the parts, those told as 持平 among them, add up to the change of the whole."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from jixiao.check.accounts_context import AccountsContext
from jixiao.check.accounts_flat import Flat
from jixiao.check.accounts_text import number_of
from jixiao.check.relations.numbers import printed
from jixiao.check.rule import HOLDS, Broken, Verdicts, accounts_rule, figure, suspect
from jixiao.check.say import listed
from jixiao.knowledge.taxonomy import taxonomy
from jixiao.model.accounts import Statement
from jixiao.model.interval import Interval, around, exact
from jixiao.model.result import FindingFigure

_WHOLE = "three_public"
_PARTS = ("three_public.abroad", "three_public.vehicles", "three_public.reception")
_DIVIDED = {"three_public.vehicles": ("three_public.vehicles.purchase", "three_public.vehicles.operation")}
_NOTHING = exact(Decimal(0))


class Change(NamedTuple):
    """How a part changed: as stated in figures, or told as level."""

    concept: str
    stated: Statement | None = None
    level: Flat | None = None


@accounts_rule(
    "accounts.three_public.changes_told",
    sentence="“三公”经费比上年的增减额，应等于各项增减额之和，写“持平”的算作0。",
    severity="error",
    basis="合计的增减额＝各项增减额之和",
    good="“三公”经费减少0.70万元，因公出国（境）费、公务用车费用与上年持平，公务接待费减少0.70万元",
    bad="“三公”经费减少0.25万元，因公出国（境）费、公务用车费用与上年持平，公务接待费增加0.25万元",
    lacking="没有写明总额和各项比上年的增减，或各项都写了数（另有关系核对）",
)
def changes_told(document: AccountsContext) -> Verdicts:
    """Changes of which some are told in words; those all told in figures are a relation."""
    whole = _stated(document, _WHOLE)
    told = [_changes(document, name) for name in _PARTS]
    parts = [change for changes in told for change in changes]
    if whole is None or not all(told) or all(part.level is None for part in parts):
        return
    unit = _last_unit(whole)
    level = Interval(-unit, unit)  # both years print the same: they may differ by one unit of the last place
    moved = [_moved(part.stated) if part.stated else level for part in parts]
    if sum(moved, _NOTHING).meets(_moved(whole)):
        yield HOLDS
        return
    yield Broken(
        f"{_told(whole)}，而{_all_told(parts)}，加起来不是总额的增减",
        [suspect(whole.label, whole.value), *(_figure_of(part) for part in parts)],
        suggestion="对照上年数，核对总额和各项的增减。",
    )


def _changes(document: AccountsContext, concept: str) -> list[Change]:
    """Give the change of a part, or of what it is divided into; nothing where it is not told."""
    stated = _stated(document, concept)
    if stated is not None:
        return [Change(concept, stated=stated)]
    level = next((flat for flat in document.flats if flat.basis == "prior" and flat.concept == concept), None)
    if level is not None:
        return [Change(concept, level=level)]
    divided = [_changes(document, name) for name in _DIVIDED.get(concept, ())]
    return [change for changes in divided for change in changes] if all(divided) else []


def _stated(document: AccountsContext, concept: str) -> Statement | None:
    """Give the change of a concept where it is stated and all places agree."""
    stated = document.stated(concept, "change")
    same = {(number_of(each), each.direction, each.unit) for each in stated}
    return stated[0] if len(same) == 1 and stated[0].unit == "万元" and _is_clear(stated[0]) else None


def _is_clear(change: Statement) -> bool:
    return change.direction in ("up", "down") or not number_of(change)


def _moved(change: Statement) -> Interval:
    number = printed(change.value.text)
    assert number is not None  # _stated gives changes in figures
    # The difference of two figures that were rounded before: it may be off by half a unit for each of them.
    moved = around(number.number, number.places) + around(Decimal(0), number.places)
    return -moved if change.direction == "down" else moved


def _last_unit(change: Statement) -> Decimal:
    number = printed(change.value.text)
    return Decimal(1).scaleb(-number.places) if number is not None else Decimal(1)


def _told(change: Statement) -> str:
    return f"{change.label}{change.value.text}万元"


def _all_told(parts: Iterable[Change]) -> str:
    told = [_told(part.stated) for part in parts if part.stated]
    level = listed(taxonomy().concepts[part.concept].label for part in parts if part.level)
    return "、".join([*told, f"{level}持平"])


def _figure_of(part: Change) -> FindingFigure:
    label = taxonomy().concepts[part.concept].label
    if part.stated is not None:
        return figure(part.stated.label, part.stated.value)
    assert part.level is not None  # a change is told in one way or the other
    return figure(label, part.level.paragraph.part(part.level.start, part.level.end))
