"""Conversion (换算) between units, and numbers whose unit stands elsewhere: in a column, a block, a heading."""

from __future__ import annotations

from decimal import Context, Decimal

from jixiao.model.interval import Interval
from jixiao.model.quantity.amounts import exactness
from jixiao.model.quantity.cells import parse
from jixiao.model.quantity.kinds import Quantity, printed
from jixiao.model.quantity.normal import squeezed
from jixiao.model.quantity.units import PERCENT, PLAIN, Unit, counted_unit, unit_named
from jixiao.model.quantity.words import comparator_of

_WIDE = Context(prec=50)
_ZERO, _ONE = Decimal(0), Decimal(1)
_NO_UNIT = frozenset(("", "其他", "其它", "/", "-", "--", "无", "定性", "文字", "文本", "日期", "时间", "年月日"))
_WITHOUT_SIZE = frozenset({"quality", "formula", "text", "blank", "error"})


def unit_of(quantity: Quantity) -> Unit:
    """Give the unit of a quantity, `PLAIN` where it has none."""
    if not quantity.unit:
        return PLAIN
    return unit_named(quantity.unit) or counted_unit(quantity.unit) or PLAIN


def convert(quantity: Quantity, unit: str | None) -> Quantity | None:
    """Give the quantity in another unit (元 ↔ 万元, 人 ↔ 万人; None is a plain number: 95% ↔ 0.95).

    None where the units do not convert or there is no number. The interval is converted outward.
    """
    target = unit_named(unit or "") or counted_unit(unit or "")
    source = unit_of(quantity)
    if target is None or quantity.number is None or source.base != target.base:
        return None
    return _scaled(quantity, source.factor, target)


def _scaled(quantity: Quantity, factor: Decimal, target: Unit) -> Quantity:
    renamed = quantity._replace(unit=target.name or None, dimension=target.dimension)
    if factor == target.factor or quantity.number is None or quantity.interval is None:
        return renamed
    ratio = _WIDE.divide(factor, target.factor)
    quotient = Interval.exact(factor) / Interval.exact(target.factor)
    return renamed._replace(
        number=_times(quantity.number, factor, target.factor),
        upper=None if quantity.upper is None else _times(quantity.upper, factor, target.factor),
        interval=quantity.interval * quotient if quotient else None,
        places=quantity.places - ratio.adjusted(),
    )


def _times(value: Decimal, factor: Decimal, divisor: Decimal) -> Decimal:
    """Give value × factor ÷ divisor without an exponent (1381700, not 1.3817E+6)."""
    result = _WIDE.divide(_WIDE.multiply(value, factor), divisor)
    exponent = result.as_tuple().exponent
    return result.quantize(_ONE, context=_WIDE) if isinstance(exponent, int) and exponent > 0 else result


def base(quantity: Quantity) -> Quantity | None:
    """Give the quantity in its base unit: 元, 人, a fraction for a percentage; None where there is no number."""
    return convert(quantity, unit_of(quantity).base) if quantity.number is not None else None


def assume_unit(quantity: Quantity, unit: str) -> Quantity:
    """Give a number without a unit in the unit that its column or block names (万元); others as they are."""
    name = squeezed(unit)
    known = unit_named(name) or counted_unit(name)
    if known is None or quantity.number is None or quantity.dimension != "number":
        return quantity
    if quantity.unit:  # 23.45万 in a column of 人
        known = unit_named(quantity.unit + known.name) or known
    interval = quantity.interval
    if quantity.upper is None:
        interval = printed(quantity.number, quantity.places, exactness(known))
    return quantity._replace(unit=known.name or None, dimension=known.dimension, interval=interval)


def parse_target(comparator_cell: str | None, target_cell: str | None, unit_cell: str | None) -> Quantity:
    """Give the target of three columns: 指标性质 (≥), 指标值 (98), 度量单位 (%); what the value says goes first."""
    target = parse(target_cell or "")
    unit = squeezed(unit_cell or "")
    if unit not in _NO_UNIT:
        target = _percent_target(target) if unit_named(unit) == PERCENT else assume_unit(target, unit)
    comparator = comparator_of(squeezed(comparator_cell or ""))
    if comparator and target.comparator is None and target.dimension not in _WITHOUT_SIZE:
        return target._replace(comparator=comparator)
    return target


def _percent_target(target: Quantity) -> Quantity:
    """Give a plain number of a % column: 98 is 98%; 0.95 is mostly the fraction that a spreadsheet holds."""
    number = target.number
    if number is not None and target.dimension == "number" and _ZERO < number < _ONE and target.places > 1:
        fraction = convert(target, "%")
        return fraction._replace(certain=False) if fraction else target
    return assume_unit(target, "%")
