"""Property modifiers (sprm) of the binary Word format: a list of operation codes with operands of known sizes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from struct import unpack_from

# of characters
DELETED, HIDDEN, SYMBOL = 0x0800, 0x083C, 0x6A09
# of paragraphs in tables: depth, in a table at all, ends a row; the same for tables in tables
DEPTH, IN_TABLE, ROW_END, INNER_CELL_END, INNER_ROW_END = 0x6649, 0x2416, 0x2417, 0x244B, 0x244C
# where long lists stand: in a stream of their own, at this offset
ELSEWHERE = (0x6646, 0x646B)
# of rows: the edges and merges of the cells, merges that were made later
CELLS, MERGE, VERTICAL_MERGE = 0xD608, 0x5624, 0xD62B

_OPERAND_SIZES = (1, 1, 2, 4, 2, 2, None, 3)
_TABS = 0xC615


@lru_cache(maxsize=4096)
def sprms(data: bytes) -> Mapping[int, bytes]:
    """Give the operands by operation code, the last one where a code is repeated; a broken end is left out."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 2 < len(data):
        code = data[at] | data[at + 1] << 8
        start, size = _operand(data, at + 2, code)
        found[code] = data[start : start + size]
        at = start + size
    return found


def _operand(data: bytes, at: int, code: int) -> tuple[int, int]:
    """Give where the operand begins and its size."""
    size = _OPERAND_SIZES[code >> 13]
    if size is not None:
        return at, size
    if code == CELLS and at + 2 <= len(data):
        return at + 2, max(unpack_from("<H", data, at)[0] - 1, 0)
    if code == _TABS and data[at] == 255:
        return at, len(data) - at  # longer than its size can say: nothing that matters here follows
    return at + 1, data[at]
