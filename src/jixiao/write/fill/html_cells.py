"""Texts put into the cells of a web page, as changes of its source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from jixiao.read.formats.html_map import CellPlace

_OPENING = re.compile(r"(?:\s*<(?!(?:br|img|input|hr|table)\b)[a-zA-Z][^>]*(?<!/)>)*")


class Change(NamedTuple):
    """A stretch of the page and what stands there instead."""

    start: int
    end: int
    text: str


def in_cell(page: str, place: CellPlace, text: str) -> list[Change]:
    """Give the changes that make a text the only one of a cell, in the look of the text or blank that it has."""
    written = escape(text, quote=False).replace("\n", "<br>")
    shown = [each for each in place.texts if each.strip(" \t\r\n")]  # a fixed blank (&nbsp;) is kept for its look
    if shown:
        first, *others = shown
        return [Change(*first.span, written), *(Change(*each.span, "") for each in others)]
    opening = _OPENING.match(page, place.content.start, place.content.end)
    at = opening.end() if opening else place.content.start
    return [Change(at, at, written)]


def applied(page: str, changes: Iterable[Change], start: int, end: int) -> str:
    """Give a stretch of a page with changes made in it."""
    parts: list[str] = []
    done = start
    for change in sorted(changes, key=lambda each: each[:2]):
        parts += [page[done : change.start], change.text]
        done = change.end
    return "".join([*parts, page[done:end]])
