"""The full points (分值) of each indicator: as printed, or by its level where the form has no such column."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from jixiao.knowledge.scheme_file import Scheme
from jixiao.model.form import Form, Indicator
from jixiao.score.points import label_points, points


def weights_of(form: Form, scheme: Scheme) -> list[Decimal | None]:
    """Give the full points of each indicator in the form's order.

    Without a column of weights, an indicator that is alone in its level-1 block has the block's points (一级指标分值);
    where several share them nobody can say how, so they have none.
    """
    printed = [points(indicator.weight) for indicator in form.indicators]
    if any(weight is not None for weight in printed):
        return printed
    members = Counter(indicator.level1.text for indicator in form.indicators)
    return [
        _level_points(indicator, scheme) if members[indicator.level1.text] == 1 else None
        for indicator in form.indicators
    ]


def _level_points(indicator: Indicator, scheme: Scheme) -> Decimal | None:
    label = indicator.level1.text
    if not label:
        return None
    printed = label_points(indicator.level1)
    if printed is not None:
        return printed
    return next((weight for level, weight in scheme.rules.level1_weights.items() if level in label), None)
