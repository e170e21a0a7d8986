"""How much room text takes: its width in em and the lines that it fills, by the widths of Chinese fonts.

In 仿宋, 宋体 and their like a Chinese character is one em wide, a digit or Latin letter a half.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import ceil

_TOKENS = re.compile(r"[!-~]+|[^!-~]")  # numbers and Latin words stay on one line
_HANGS = frozenset("，。；：、！？）》”’】」』,.;:!?)")  # never begins a line: it stands out into the margin
_STAYS = frozenset("（《“‘【「『(")  # never ends a line


def width(text: str) -> float:
    """Give the width of a text in em."""
    return len(text) - len(text.encode("ascii", "ignore")) / 2


@lru_cache(maxsize=2048)  # forms say the same words over and over
def lines(text: str, room: float, first: float = 0.0) -> int:
    """Give how many lines of `room` em a text fills, its first line indented; each line break begins a new one."""
    count, room = 0, max(room, 1.0)  # a column narrower than a character has one on each line
    for part in text.split("\n"):
        count += 1 if width(part) + first <= room else _wrapped(part, room, first)
    return count


def _wrapped(text: str, room: float, first: float) -> int:
    count, at, opened = 1, first, 0.0
    for token in _TOKENS.findall(text):
        wide = width(token)
        if at + wide > room and token not in _HANGS:
            count += max(1, ceil(wide / room)) if wide > room else 1
            at = opened
        at += wide
        opened = wide if token in _STAYS else 0.0
    return count
