"""What the monitoring lights go by (monitoring.toml): words for 完成目标可能性, what adds up over a year."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

Light = Literal["red", "yellow", "green"]
WORST_FIRST: tuple[Light, ...] = ("red", "yellow", "green")


class MonitoringWords(NamedTuple):
    """Names of the lights, words of 完成目标可能性 by light, dimensions that add up, kinds of reasons, the basis."""

    names: dict[Light, str]
    possibility: dict[Light, tuple[str, ...]]
    accumulates: frozenset[str]
    reasons: tuple[str, ...]
    basis: str

    def light_of(self, possibility: str) -> Light | None:
        """Give the light of 确定能, 有可能 or 完全不可能; None where the text says none of them."""
        return next(
            (light for light in WORST_FIRST if any(word in possibility for word in self.possibility[light])), None
        )


@cache
def monitoring_words() -> MonitoringWords:
    """Give the words that come with the program (财预〔2019〕136号)."""
    source = files("jixiao.knowledge").joinpath("monitoring.toml").read_text(encoding="utf-8")
    data = tomllib.loads(source)
    return MonitoringWords(
        {light: data["lights"][light] for light in WORST_FIRST},
        {light: tuple(data["possibility"][light]) for light in WORST_FIRST},
        frozenset(data["accumulates"]["dimensions"]),
        tuple(data["reasons"]["names"]),
        data["basis"],
    )
