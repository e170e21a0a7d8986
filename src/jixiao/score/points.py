"""Points (分值, 得分) as a form prints them: 10, 10分, 产出指标（50分）; and what stands for no points at all."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from jixiao.model.value import Value

_PRINTED = re.compile(r"([-−]?\d+(?:,\d{3})*(?:\.\d+)?)分?")
_IN_LABEL = re.compile(r"(\d+(?:\.\d+)?)分")
_LONGEST = 12  # characters of points
_LONGEST_LABEL = 64


def points(value: Value) -> Decimal | None:
    """Give the points that a cell of weights or scores prints; None where it is blank or no number (/, #DIV/0!)."""
    return points_of(value.text) if value.text else None


def label_points(value: Value) -> Decimal | None:
    """Give the points printed in a label: 产出指标（50分） is 50; None where the label has none."""
    return _label_points(value.text) if value.text and len(value.text) <= _LONGEST_LABEL else None


def points_of(text: str) -> Decimal | None:
    """Give the points that a text prints, None where it is no number."""
    return _points(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _points(text: str) -> Decimal | None:
    match = _PRINTED.fullmatch(text.translate(_HALF))
    return Decimal(match[1].replace(",", "").replace("−", "-")) if match else None


@lru_cache(maxsize=1024)
def _label_points(text: str) -> Decimal | None:
    match = _IN_LABEL.search(text.translate(_HALF))
    return Decimal(match[1]) if match else None


_HALF = str.maketrans("０１２３４５６７８９．－，", "0123456789.-,")
