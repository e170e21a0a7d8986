"""Where in a TOML text the keys of its [[relation]] tables stand, which the TOML parser does not tell."""

from __future__ import annotations

import re
from typing import NamedTuple

_HEADER = re.compile(r"\s*\[\[\s*relation\s*\]\]")
_KEY = re.compile(r"\s*(?P<key>[\w-]+)\s*=\s*")


class Position(NamedTuple):
    """A line and a column of a text, both from 1."""

    line: int
    column: int


class Places:
    """The places of headers, keys and values of the relations of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._headers: list[int] = []
        self._keys: dict[tuple[int, str], tuple[int, int]] = {}
        offset = 0
        for line in text.splitlines(keepends=True):
            self._line(line, offset)
            offset += len(line)

    def _line(self, line: str, offset: int) -> None:
        if _HEADER.match(line):
            self._headers.append(offset)
        elif self._headers and (found := _KEY.match(line)):
            key = (len(self._headers) - 1, found["key"])
            self._keys.setdefault(key, (offset + found.start("key"), offset + found.end()))

    def header(self, relation: int) -> Position:
        """Give the place of the n-th relation's header."""
        return self._position(self._headers[relation] if relation < len(self._headers) else 0)

    def key(self, relation: int, key: str) -> Position:
        """Give the place of a key of the n-th relation."""
        found = self._keys.get((relation, key))
        return self._position(found[0]) if found else self.header(relation)

    def inside(self, relation: int, key: str, value: str, offset: int) -> Position:
        """Give the place of a character of a text value; of its key where the value is not written letter by letter."""
        start = self._start(relation, key, value)
        return self.key(relation, key) if start is None else self._position(start + offset)

    def _start(self, relation: int, key: str, value: str) -> int | None:
        found = self._keys.get((relation, key))
        quoted = [self.text.find(mark + value + mark, found[1]) for mark in "'\""] if found else []
        starts = [start for start in quoted if start >= 0]
        return min(starts) + 1 if starts else None

    def _position(self, offset: int) -> Position:
        before = self.text[:offset]
        return Position(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)
