"""Quantities against each other (可比、换算、是否达标): conversion, a result read in its target's unit, target met or not."""

from __future__ import annotations

from decimal import Context, Decimal

from jixiao.model.interval import Interval
from jixiao.model.quantity.cells import parse
from jixiao.model.quantity.dates import Dated, in_time
from jixiao.model.quantity.kinds import Comparator, Quantity, printed
from jixiao.model.quantity.normal import squeezed
from jixiao.model.quantity.units import PERCENT, PLAIN, Unit, unit_named
from jixiao.model.quantity.words import COMPARATOR_CELLS, fulfilled, grade_met

_WIDE = Context(prec=50)
_ONE, _ZERO = Decimal(1), Decimal(0)
_NO_UNIT = frozenset(("", "其他", "其它", "/", "-", "无", "定性", "文字", "文本", "日期", "时间", "年月日", "—", "——"))
_CLEAR_PERCENT = Decimal(10)  # a result without unit of at least this is printed in percent
_INFINITE = Decimal("Infinity")


def _unit(quantity: Quantity) -> Unit:
    return (unit_named(quantity.unit) if quantity.unit else PLAIN) or PLAIN


def convert(quantity: Quantity, unit: str | None) -> Quantity | None:
    """Give the quantity in another unit (元 ↔ 万元, 人 ↔ 万人; None is a plain number: 95% ↔ 0.95).

    None where the units do not convert or there is no number.
    """
    target = unit_named(unit or "")
    source = _unit(quantity)
    if target is None or quantity.number is None or source.base != target.base:
        return None
    if source.factor == target.factor:
        return quantity._replace(unit=unit or None, dimension=target.dimension)
    return _scaled(quantity, source.factor, target)


def _scaled(quantity: Quantity, factor: Decimal, target: Unit) -> Quantity:
    def scaled(value: Decimal) -> Decimal:
        return _WIDE.divide(_WIDE.multiply(value, factor), target.factor)

    ratio = Interval.exact(factor) / Interval.exact(target.factor)
    interval = quantity.interval * ratio if quantity.interval and ratio else None
    shift = _WIDE.divide(factor, target.factor).adjusted()
    return quantity._replace(
        number=scaled(quantity.number) if quantity.number is not None else None,
        upper=scaled(quantity.upper) if quantity.upper is not None else None,
        unit=target.name or None,
        dimension=target.dimension,
        interval=interval,
        places=quantity.places - shift,
    )


def base(quantity: Quantity) -> Quantity | None:
    """Give the quantity in its base unit: 元, 人, a fraction for a percentage; None where there is no number."""
    return convert(quantity, _unit(quantity).base) if quantity.number is not None else None


def assume_unit(quantity: Quantity, unit: str) -> Quantity:
    """Give a number without a unit in the unit that its column or block names (万元); others as they are."""
    known = unit_named(squeezed(unit))
    if known is None or quantity.number is None or quantity.dimension != "number":
        return quantity
    if quantity.unit:  # 23.45万 of persons
        known = unit_named(quantity.unit + known.name) or known
    interval = quantity.interval
    if known.factor == _ONE and quantity.upper is None:
        interval = printed(quantity.number, quantity.places, known.dimension)
    return quantity._replace(unit=known.name or None, dimension=known.dimension, interval=interval)


def parse_target(comparator_cell: str | None, target_cell: str | None, unit_cell: str | None) -> Quantity:
    """Give the target of the three columns 指标性质 (≥), 指标值 (98), 度量单位 (%); what the value itself says goes first."""
    target = parse(target_cell or "")
    unit = squeezed(unit_cell or "")
    if unit not in _NO_UNIT:
        target = _percent_target(target) if unit_named(unit) == PERCENT else assume_unit(target, unit)
    comparator = COMPARATOR_CELLS.get(squeezed(comparator_cell or ""))
    if comparator and target.comparator is None and target.dimension in _COMPARED:
        target = target._replace(comparator=comparator)
    return target


_COMPARED = frozenset(
    "money rate persons person_times households percent ratio count score duration age length area volume mass number date".split()
)


def _percent_target(target: Quantity) -> Quantity:
    """Give a plain number of a % column: 98 is 98%, 0.95 or 1 mostly the fraction that a spreadsheet holds."""
    if target.number is not None and target.dimension == "number" and _ZERO < target.number < _ONE and target.places > 1:
        fraction = convert(target, "%")
        return fraction._replace(certain=False) if fraction else target
    return assume_unit(target, "%")


def comparable(target: Quantity, actual: Quantity) -> tuple[Quantity, Quantity] | None:
    """Give target and actual in one unit, the target's where it has one; None where they do not compare.

    An actual without a unit takes the target's. Where that is % it may be a fraction: of 1 and 100 per cent the one
    nearer to the target is taken, and `certain` of the actual is False where both readings are sensible (1 for ≥95%).
    `certain` is False as well where different things are counted (15场 for ≥8次).
    """
    if target.dimension == actual.dimension == "date":
        return target, actual
    if target.number is None or actual.number is None:
        return None
    converted = convert(actual, target.unit)
    if "percent" in (target.dimension, actual.dimension) and target.dimension != actual.dimension:
        return _percents(target, actual)
    if actual.dimension == "number":
        return target, _plain_actual(target, actual)
    if converted is not None:
        return target, converted
    return _loosely(target, actual)


def _percents(target: Quantity, actual: Quantity) -> tuple[Quantity, Quantity] | None:
    """Bring a percentage and a plain number together; other units do not compare with a percentage."""
    if "number" not in (target.dimension, actual.dimension) or target.unit == "万" or actual.unit == "万":
        return None
    if actual.dimension == "number":
        return target, _nearer(target, actual, assume_unit(actual, target.unit or "%"), convert(actual, target.unit))
    as_fraction = convert(actual, None)
    as_printed = actual._replace(unit=None, dimension="number")
    return target, _nearer(target, actual, as_printed, as_fraction)


def _nearer(target: Quantity, actual: Quantity, printed_so: Quantity, fraction: Quantity | None) -> Quantity:
    """Give the reading that is nearer to the target in proportion, and whether it is beyond doubt."""
    if fraction is None or actual.number is None or not actual.number:
        return printed_so
    chosen = min((printed_so, fraction), key=lambda reading: _distance(reading, target))
    if chosen is printed_so:
        clear = abs(actual.number) >= _CLEAR_PERCENT or actual.dimension == "percent"
    else:
        clear = abs(actual.number) < _ONE or actual.dimension == "percent"
    return chosen._replace(certain=clear and actual.certain)


def _distance(reading: Quantity, target: Quantity) -> Decimal:
    """Give how many times one is the other (at least 1), infinite where one is zero or signs differ."""
    a, b = reading.number or _ZERO, target.number or _ZERO
    if a * b <= _ZERO:
        return _ZERO if a == b else _INFINITE
    ratio = _WIDE.divide(a, b)
    return max(ratio, _WIDE.divide(_ONE, ratio))


def _plain_actual(target: Quantity, actual: Quantity) -> Quantity:
    """Give an actual without a unit in the target's; 1381700 against ≤160万元 is read in 元, and uncertain."""
    unit = _unit(target)
    as_target = assume_unit(actual, unit.name) if not actual.unit else (convert(actual, None) or actual)
    if actual.unit:  # 22.51万 against 31015人
        whole = unit_named(actual.unit + unit.base)
        converted = convert(actual._replace(unit=whole.name, dimension=whole.dimension), unit.name) if whole else None
        return converted or as_target
    if unit.factor == _ONE:
        return as_target
    in_base = convert(assume_unit(actual, unit.base), unit.name) if unit.base else convert(actual, unit.name)
    if in_base is None or _distance(as_target, target) <= _distance(in_base, target) * 50:
        return as_target
    return in_base._replace(certain=False)


def _loosely(target: Quantity, actual: Quantity) -> tuple[Quantity, Quantity] | None:
    """Compare a target without a unit with any actual, and counts of different things with each other."""
    whole = base(actual)
    if whole is None:
        return None
    if target.dimension == "number":
        plain_target = base(target) if target.unit else target
        as_printed = actual._replace(unit=None, dimension="number")
        plain_actual = whole._replace(unit=None, dimension="number")
        nearer = as_printed if _distance(as_printed, target) < _distance(plain_actual, target) else plain_actual
        return (plain_target, plain_actual) if target.unit and plain_target else (target, nearer)
    if target.dimension == "count" and actual.dimension in ("count", "persons", "households"):
        return target, actual._replace(unit=target.unit, dimension="count", certain=False)
    if target.dimension in ("persons", "households") and actual.unit == "个":
        return target, actual._replace(unit=target.unit, dimension=target.dimension, certain=False)
    return None


def meets(target: Quantity, actual: Quantity, comparator: Comparator | None = None) -> bool | None:
    """Say whether the actual meets the target, None where that cannot be decided.

    `comparator` stands in where the target prints none. With neither, more is better, but amounts of money and
    durations are undecided unless equal; for = more than the target is undecided, since practice differs.
    """
    if target.dimension == "blank" or actual.dimension in ("blank", "error"):
        return None
    if target.dimension == "date" and actual.dimension == "date":
        return _date_met(target, actual)
    pair = comparable(target, actual)
    if pair is not None:
        return _number_met(*pair, target.comparator or comparator)
    return _word_met(target, actual)


def _date_met(target: Quantity, actual: Quantity) -> bool | None:
    if target.date is None or actual.date is None:
        return None
    relations = [each.comparator if each.comparator in ("≤", "<", "≥") else None for each in (target, actual)]
    return in_time(Dated(target.date, relations[0]), Dated(actual.date, relations[1]))  # type: ignore[arg-type]


def _word_met(target: Quantity, actual: Quantity) -> bool | None:
    if target.text == actual.text:
        return True
    said = fulfilled(actual.text)
    return said if said is not None else grade_met(target.text, actual.text)


def _number_met(target: Quantity, actual: Quantity, comparator: Comparator | None) -> bool | None:
    if target.number is None:
        return None
    low, high = _reach(actual)
    if comparator == "~" or target.upper is not None:
        inside, outside = _inside(low, high, target)
        return True if inside else (False if outside else None)
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


def _inside(low: Decimal, high: Decimal, target: Quantity) -> tuple[bool, bool]:
    least = target.number if target.number is not None else _ZERO
    most = target.upper if target.upper is not None else least
    return least <= low and high <= most, high < least or low > most


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
