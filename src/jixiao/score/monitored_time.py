"""The time of the year that a form is monitored at (时间进度), with the limits of the lights that the scheme sets."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from jixiao.knowledge.monitoring import Light
from jixiao.knowledge.scheme_file import Scheme
from jixiao.score.rounding import HUNDRED, plain

_MONTHS = Decimal(12)
_ONE = Decimal(1)


class Time(NamedTuple):
    """The month that a form is monitored at and the scheme whose limits count."""

    month: int
    scheme: Scheme

    @property
    def share(self) -> Decimal:
        """The share of the year that has passed (时间进度)."""
        return Decimal(self.month) / _MONTHS

    @property
    def limits(self) -> tuple[Decimal, Decimal]:
        """The shares below which progress is red and yellow (monitor_cuts, %)."""
        cuts = sorted(self.scheme.rules.monitor_cuts)
        return cuts[0] / HUNDRED, cuts[-1] / HUNDRED

    @property
    def deviation(self) -> Decimal:
        """The share by which an indicator may fall behind (deviation_std)."""
        return self.scheme.rules.deviation_std

    def light_of(self, progress: Decimal) -> Light:
        """Give the light of progress as a share of the time that has passed."""
        red, yellow = self.limits
        return "red" if progress < red else "yellow" if progress < yellow else "green"

    def limits_in_words(self, light: Light) -> str:
        """Say between which limits the light is: 低于60%."""
        red, yellow = (f"{plain(limit * HUNDRED)}%" for limit in self.limits)
        return {"red": f"低于{red}", "yellow": f"在{red}和{yellow}之间", "green": f"达到{yellow}"}[light]

    def falls_short(self, share: Decimal) -> Light:
        """Give the light of a share of what should be reached: all is green, within the deviation yellow, else red."""
        return "green" if share >= _ONE else "yellow" if share >= _ONE - self.deviation else "red"
