"""Zip files written member by member: the same members give the same bytes, and a packed member can be used again."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipInfo

LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8_NAME = 0x800
_SIZES_BEHIND = 0x8  # flag: sizes and checksum stand behind the content; here they stand in front of it


class Entry(NamedTuple):
    """A member of the zip file with its content as it is packed."""

    info: ZipInfo
    method: int
    checksum: int
    size: int
    content: bytes


def packed(info: ZipInfo, data: bytes, level: int = zlib.Z_DEFAULT_COMPRESSION) -> Entry:
    """Give a member with its content deflated."""
    packer = zlib.compressobj(level, wbits=-zlib.MAX_WBITS)
    content = packer.compress(data) + packer.flush()
    return Entry(info, ZIP_DEFLATED, zlib.crc32(data), len(data), content)


def member(name: str, data: bytes, level: int = zlib.Z_DEFAULT_COMPRESSION) -> Entry:
    """Give a new member, dated as all are (1980) so that the same content makes the same file."""
    return packed(ZipInfo(name), data, level)


def zip_file(entries: Sequence[Entry]) -> bytes:
    """Write entries one after the other and the directory behind them (PKWARE APPNOTE 4.3)."""
    out = bytearray()
    directory = bytearray()
    for entry in entries:
        name = entry.info.filename.encode()
        flags = entry.info.flag_bits & ~(_SIZES_BEHIND | _UTF8_NAME) | _UTF8_NAME * (not name.isascii())
        common = (flags, entry.method, *_dos_time(entry.info), entry.checksum, len(entry.content), entry.size)
        needs = max(entry.info.extract_version, 20)
        made_by = entry.info.create_version | entry.info.create_system << 8
        directory += _CENTRAL.pack(
            b"PK\x01\x02", made_by, needs, *common, len(name), 0, 0, 0,
            entry.info.internal_attr, entry.info.external_attr, len(out),
        ) + name  # fmt: skip
        out += LOCAL.pack(b"PK\x03\x04", needs, *common, len(name), 0) + name + entry.content
    end = _END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), len(out), 0)
    return bytes(out + directory) + end


def _dos_time(info: ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day
