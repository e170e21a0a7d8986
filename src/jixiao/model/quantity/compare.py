"""Target and actual against each other (目标与完成值): both in one unit, and whether the target was met."""

from __future__ import annotations

from decimal import Context, Decimal

from jixiao.model.quantity.convert import assume_unit, base, convert, unit_of
from jixiao.model.quantity.dates import Dated, Relation, in_time
from jixiao.model.quantity.kinds import Comparator, Quantity
from jixiao.model.quantity.quality import fulfilled, grade_met
from jixiao.model.quantity.units import unit_named

_WIDE = Context(prec=50)
_ZERO, _ONE = Decimal(0), Decimal(1)
_INFINITE = Decimal("Infinity")
_CLEARLY_PERCENT = Decimal(10)  # a result without unit of at least this is printed in percent
_FAR = Decimal(50)  # so many times farther from the target is a number in another unit
_COUNTED_TOGETHER = frozenset({"count", "persons", "households"})
_RELATIONS: dict[Comparator | None, Relation] = {"≤": "≤", "<": "<", "≥": "≥", ">": "≥"}


def comparable(target: Quantity, actual: Quantity) -> tuple[Quantity, Quantity] | None:
    """Give target and actual in one unit, the target's where it has one; None where they do not compare.

    An actual without a unit takes the target's. Where that is % it may be a fraction: of 1% and 100% the one nearer to
    the target is taken, and `certain` of the actual is False where both readings are sensible (1 for ≥95%).
    `certain` is False as well where different things are counted (15场 for ≥8次), or a number in 元 stands for 万元.
    """
    if target.dimension == actual.dimension == "date":
        return target, actual
    if target.number is None or actual.number is None:
        return None
    if target.dimension != actual.dimension and "percent" in (target.dimension, actual.dimension):
        return _percents(target, actual)
    if actual.dimension == "number":
        return target, _without_unit(target, actual)
    converted = convert(actual, target.unit)
    return (target, converted) if converted else _loosely(target, actual)


def _percents(target: Quantity, actual: Quantity) -> tuple[Quantity, Quantity] | None:
    """Bring a percentage and a plain number together; nothing else compares with a percentage."""
    plain, other = (target, actual) if target.dimension == "number" else (actual, target)
    if plain.dimension != "number" or plain.unit:
        return None
    if plain is actual:
        return target, _nearer(target, assume_unit(actual, other.unit or "%"), convert(actual, other.unit))
    return target, _nearer(target, actual._replace(unit=None, dimension="number"), convert(actual, None))


def _nearer(target: Quantity, as_printed: Quantity, as_fraction: Quantity | None) -> Quantity:
    """Give the reading that is nearer to the target in proportion, and whether it is beyond doubt."""
    number = as_printed.number
    if as_fraction is None or not number:
        return as_printed
    chosen = min((as_printed, as_fraction), key=lambda reading: _distance(reading, target))
    clear = abs(number) >= _CLEARLY_PERCENT if chosen is as_printed else abs(number) < _ONE
    return chosen._replace(certain=chosen.certain and (clear or target.dimension == "number"))


def _distance(reading: Quantity, target: Quantity) -> Decimal:
    """Give how many times one is the other (at least 1), infinite where one is zero or signs differ."""
    a, b = reading.number or _ZERO, target.number or _ZERO
    if a * b <= _ZERO:
        return _ZERO if a == b else _INFINITE
    ratio = _WIDE.divide(a, b)
    return max(ratio, _WIDE.divide(_ONE, ratio))


def _without_unit(target: Quantity, actual: Quantity) -> Quantity:
    """Give an actual without a unit in the target's; 1381700 against ≤160万元 is read in 元, and uncertain."""
    unit = unit_of(target)
    if actual.unit:  # 22.51万 against 31015人
        whole = unit_named(actual.unit + unit.base)
        named = actual._replace(unit=whole.name, dimension=whole.dimension) if whole else actual
        return convert(named, target.unit) or actual
    as_target = assume_unit(actual, unit.name)
    in_base = convert(assume_unit(actual, unit.base), target.unit) if unit.factor != _ONE else None
    if in_base is None or _distance(as_target, target) <= _distance(in_base, target) * _FAR:
        return as_target
    return in_base._replace(certain=False)


def _loosely(target: Quantity, actual: Quantity) -> tuple[Quantity, Quantity] | None:
    """Compare a target without a unit with any actual, and different counts."""
    if target.dimension == "number":
        return _with_plain_target(target, actual)
    if target.dimension in _COUNTED_TOGETHER and actual.dimension in _COUNTED_TOGETHER:
        inner = base(actual)
        named = inner and inner._replace(unit=unit_of(target).base, dimension=target.dimension)
        converted = convert(named, target.unit) if named else None
        return (target, converted._replace(certain=False)) if converted else None
    return None


def _with_plain_target(target: Quantity, actual: Quantity) -> tuple[Quantity, Quantity] | None:
    """Compare ≥2000 with 0.3万人, or 23.45万 with 22.51万人: plain numbers, the actual as is nearer the target."""
    whole, plain_target = base(actual), base(target)
    if whole is None or plain_target is None:
        return None
    whole, as_printed = (each._replace(unit=None, dimension="number") for each in (whole, actual))
    if target.unit:
        return plain_target, whole
    return target, min((whole, as_printed), key=lambda reading: _distance(reading, target))


def meets(target: Quantity, actual: Quantity, comparator: Comparator | None = None) -> bool | None:
    """Say whether the actual meets the target, None where that cannot be decided.

    `comparator` stands in where the target prints none. With neither, more is better, but amounts of money, rates and
    durations are undecided unless equal; for = more than the target is undecided, since practice differs. An
    uncertain reading never says that a target was missed. A target repeated word for word counts as met.
    """
    if target.dimension == "blank" or actual.dimension in ("blank", "error"):
        return None
    comparator = target.comparator or comparator
    if target.text == actual.text and (target.number is None or actual.comparator == comparator):
        return True
    pair = comparable(target, actual)
    if pair is None:
        return _word_met(target, actual)
    dated = pair[0].dimension == "date"
    met = _date_met(*pair, comparator) if dated else _number_met(*pair, comparator)
    return met if met is not False or (pair[0].certain and pair[1].certain) else None


def _date_met(target: Quantity, actual: Quantity, comparator: Comparator | None) -> bool | None:
    if target.date is None or actual.date is None:
        return None
    due = Dated(target.date, _RELATIONS.get(comparator))
    return in_time(due, Dated(actual.date, _RELATIONS.get(actual.comparator)))


def _word_met(target: Quantity, actual: Quantity) -> bool | None:
    said = fulfilled(actual.text)
    return said if said is not None else grade_met(target.text, actual.text)


def _number_met(target: Quantity, actual: Quantity, comparator: Comparator | None) -> bool | None:
    if target.number is None:
        return None
    low, high = _reach(actual)
    if target.upper is not None:
        return _inside(low, high, target.number, target.upper)
    if comparator is None:
        return _undirected(target, low, high)
    if comparator == "=":
        return True if low == high == target.number else (False if high < target.number else None)
    return _directed(target.number, low, high, comparator)


def _reach(actual: Quantity) -> tuple[Decimal, Decimal]:
    """Give the least and greatest value that a result may have: 95%以上 has no upper end."""
    number = actual.number if actual.number is not None else _ZERO
    if actual.upper is not None:
        return number, actual.upper
    if actual.comparator in ("≥", ">"):
        return number, _INFINITE
    return (-_INFINITE, number) if actual.comparator in ("≤", "<") else (number, number)


def _inside(low: Decimal, high: Decimal, least: Decimal, most: Decimal) -> bool | None:
    if least <= low and high <= most:
        return True
    return False if high < least or low > most else None


def _directed(number: Decimal, low: Decimal, high: Decimal, comparator: Comparator) -> bool | None:
    if comparator == "≥":
        return True if low >= number else (False if high < number else None)
    if comparator == ">":
        return True if low > number else (False if high <= number else None)
    if comparator == "≤":
        return True if high <= number else (False if low > number else None)
    return True if high < number else (False if low >= number else None)


def _undirected(target: Quantity, low: Decimal, high: Decimal) -> bool | None:
    if target.number == low == high:
        return True
    if target.number is None or target.dimension in ("money", "duration", "rate"):
        return None
    return _directed(target.number, low, high, "≥")
