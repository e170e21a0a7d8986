"""Chinese quantities (数量): what 22.51万人, ≥99%, 60元/人/年 or 2024年12月31日前 mean, and how they compare.

`kinds` is the result, `units`, `words`, `dates`, `chinese_number` are the vocabulary, `amounts` a number with its unit,
`cells` reads a cell, `running` finds amounts in running text, `compare` converts and compares.
"""

from jixiao.model.quantity.cells import parse
from jixiao.model.quantity.compare import assume_unit, base, comparable, convert, meets, parse_target
from jixiao.model.quantity.dates import Day, Period
from jixiao.model.quantity.kinds import Comparator, Quantity
from jixiao.model.quantity.running import numbers
from jixiao.model.quantity.units import Dimension, Unit, unit_named

__all__ = [
    "Comparator", "Day", "Dimension", "Period", "Quantity", "Unit", "assume_unit", "base", "comparable", "convert",
    "meets", "numbers", "parse", "parse_target", "unit_named",
]  # fmt: skip
