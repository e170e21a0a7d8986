"""Compound: the directory of an OLE compound file (doc, xls, wps, et, encrypted docx), as far as the gate needs it."""

from __future__ import annotations

from struct import error as StructError
from struct import unpack_from
from typing import NamedTuple

MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_MAX_DIRECTORY_SECTORS = 2_000
_MAX_FAT_SECTORS = 20_000
_ENTRY_SIZE = 128
_STREAM = 2
_NONE = 0xFFFFFFF0  # sector and entry numbers from here on are marks, not numbers
_MINI_STREAM_BELOW = 4096


class _Entry(NamedTuple):
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """The streams at the top of a compound file. A broken file gives what can be told, an empty one at worst."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._streams: dict[str, _Entry] = {}
        try:
            self._read_directory()
        except (StructError, ValueError):
            return

    def __contains__(self, stream: str) -> bool:
        return stream in self._streams

    def head(self, stream: str) -> bytes:
        """Give the first sector of a stream; nothing for the small ones, which are stored elsewhere."""
        entry = self._streams.get(stream)
        if entry is None or entry.size < _MINI_STREAM_BELOW or entry.start >= _NONE:
            return b""
        return self._sector(entry.start)

    def _read_directory(self) -> None:
        shift, first = unpack_from("<H", self._data, 30)[0], unpack_from("<I", self._data, 48)[0]
        if shift not in (9, 12):
            raise ValueError(shift)
        self._size = 1 << shift
        self._fat = self._fat_sectors()
        entries = [_entry(sector, at) for sector in self._chain(first) for at in range(0, len(sector), _ENTRY_SIZE)]
        self._streams = {entry.name: entry for entry in _at_top(entries) if entry.kind == _STREAM}

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _fat_sectors(self) -> list[int]:
        """The sectors that hold the allocation table: 109 in the header, the rest in a chain of their own."""
        sectors = list(unpack_from("<109I", self._data, 76))
        following, count = unpack_from("<II", self._data, 68)
        for _ in range(min(count, _MAX_FAT_SECTORS * 4 // self._size)):
            if following >= _NONE:
                break
            *more, following = unpack_from(f"<{self._size // 4}I", self._sector(following))
            sectors += more
        return sectors

    def _chain(self, number: int) -> list[bytes]:
        chain: list[bytes] = []
        while number < _NONE and len(chain) < _MAX_DIRECTORY_SECTORS:
            chain.append(self._sector(number))
            number = self._next(number)
        return [sector for sector in chain if len(sector) == self._size]

    def _next(self, number: int) -> int:
        table, place = divmod(number, self._size // 4)
        if table >= len(self._fat) or self._fat[table] >= _NONE:
            return _NONE
        found: int = unpack_from("<I", self._sector(self._fat[table]), place * 4)[0]
        return found


def _entry(sector: bytes, at: int) -> _Entry:
    length, kind = unpack_from("<HB", sector, at + 64)
    left, right, child = unpack_from("<III", sector, at + 68)
    start, size = unpack_from("<II", sector, at + 116)
    name = sector[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    return _Entry(name, kind, left, right, child, start, size)


def _at_top(entries: list[_Entry]) -> list[_Entry]:
    """The children of the root: an embedded Word document in a workbook has a stream WordDocument further down."""
    found: list[_Entry] = []
    waiting = [entries[0].child] if entries else []
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number >= len(entries) or number in seen:
            continue
        seen.add(number)
        found.append(entries[number])
        waiting += (entries[number].left, entries[number].right)
    return found
