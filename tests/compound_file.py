"""A writer of small OLE compound files (doc, xls), just enough for the gate to look into."""

from __future__ import annotations

from struct import pack

SECTOR = 512
NONE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: dict[str, bytes], nested: tuple[str, ...] = ()) -> bytes:
    """A compound file with these streams at the top, and empty ones named `nested` in a storage of its own."""
    names = ["Root Entry", *streams, *(["ObjectPool", *nested] if nested else [])]
    directory_sectors = -(-len(names) // 4)
    bodies = [_padded(body) for body in streams.values()]
    starts, following = [], 1 + directory_sectors
    chains: list[int] = [TABLE, *_chain(1, directory_sectors)]
    for body in bodies:
        starts.append(following)
        chains += _chain(following, len(body) // SECTOR)
        following += len(body) // SECTOR
    directory = _directory(list(streams), nested, starts, [len(body) for body in bodies])
    table = pack(f"<{SECTOR // 4}I", *chains, *[NONE] * (SECTOR // 4 - len(chains)))
    return _header() + table + directory.ljust(directory_sectors * SECTOR, b"\0") + b"".join(bodies)


def _padded(body: bytes) -> bytes:
    """Streams of less than 4,096 bytes would be stored elsewhere."""
    size = max(4096, -(-len(body) // SECTOR) * SECTOR)
    return body.ljust(size, b"\0")


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), END]


def _header() -> bytes:
    start = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    numbers = pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    return start.ljust(40, b"\0") + numbers + pack("<109I", 0, *[NONE] * 108)


def _directory(streams: list[str], nested: tuple[str, ...], starts: list[int], sizes: list[int]) -> bytes:
    """The root points to the first stream, each stream to the next, the last one to the storage."""
    last = len(streams) + bool(nested)
    entries = [_entry("Root Entry", 5, child=1)]
    for number, (name, start, size) in enumerate(zip(streams, starts, sizes, strict=True), 1):
        entries.append(_entry(name, 2, number + 1 if number < last else NONE, start=start, size=size))
    if nested:
        entries.append(_entry("ObjectPool", 1, child=last + 1))
        ends = [last + 1 + place for place in range(1, len(nested))] + [NONE]
        entries += [_entry(name, 2, right) for name, right in zip(nested, ends, strict=True)]
    return b"".join(entries)


def _entry(name: str, kind: int, right: int = NONE, child: int = NONE, start: int = END, size: int = 0) -> bytes:
    text = name.encode("utf-16-le")
    links = pack("<HBBIII", len(text) + 2, kind, 1, NONE, right, child)
    return (text.ljust(64, b"\0") + links).ljust(116, b"\0") + pack("<II", start, size) + bytes(4)
