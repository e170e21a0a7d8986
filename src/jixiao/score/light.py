"""A light (红黄绿灯) with the sentence that explains it; a third outcome where it cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jixiao.knowledge.monitoring import Light


@dataclass(frozen=True, slots=True)
class Told:
    """What a light is about, the light (None where it cannot be told), why in a sentence, and what it lacks."""

    name: str
    light: Light | None
    explanation: str
    lacking: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of a light."""
        names = ("name", "light", "explanation")
        return {name: getattr(self, name) for name in names} | {"lacking": list(self.lacking)}
