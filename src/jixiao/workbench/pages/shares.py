"""Shares as people type them: 15 is fifteen percent."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from jixiao.model.failure import Failure
from jixiao.score.rounding import HUNDRED, plain


class BadShare(Failure):
    """A share that is no percentage."""

    def __init__(self, text: str) -> None:
        super().__init__(f"抽选比例“{text[:20]}”不能用，应为大于0、不超过100的数，如 15。")


def share_of(text: str) -> Decimal:
    """Give a share of at most 1 from the percentage that was typed; raises BadShare."""
    try:
        share = Decimal(text.strip()) / HUNDRED
    except InvalidOperation:
        raise BadShare(text) from None
    if not share.is_finite() or not 0 < share <= 1:
        raise BadShare(text)
    return share


def share_text(share: Decimal) -> str:
    """Give a share as the percentage that one types."""
    return plain(share * HUNDRED)
