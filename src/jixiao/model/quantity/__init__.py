"""Chinese quantities (数量): what 22.51万人, ≥99%, 60元/人/年 or 2024年12月31日前 mean, and how they compare.

`kinds` is the result; `units`, `words`, `quality`, `dates`, `chinese_number` are the vocabulary; `amounts` reads
a number with its unit, `cells` a whole cell, `running` the amounts of a text; `convert` and `compare` work with
what was read.
"""

from jixiao.model.quantity.cells import parse
from jixiao.model.quantity.compare import comparable, meets
from jixiao.model.quantity.convert import assume_unit, base, convert, parse_target
from jixiao.model.quantity.dates import Day, Period
from jixiao.model.quantity.kinds import Comparator, Quantity
from jixiao.model.quantity.running import numbers
from jixiao.model.quantity.units import Dimension, Unit, unit_named

__all__ = [
    "Comparator", "Day", "Dimension", "Period", "Quantity", "Unit", "assume_unit", "base", "comparable", "convert",
    "meets", "numbers", "parse", "parse_target", "unit_named",
]  # fmt: skip
