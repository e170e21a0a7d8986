"""How wide a text is, in half characters: a Chinese character is two, a Latin letter or a figure one."""

from __future__ import annotations


def text_width(text: str) -> int:
    """Give the width of a text in half characters."""
    return sum(2 if sign > "\u2e7f" else 1 for sign in text)
