"""A package (docx, xlsx) written anew with some parts changed: all others stay byte for byte, packed as they were."""

from __future__ import annotations

import posixpath
import struct
import zlib
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jixiao.read.archive import Archive
from jixiao.write.markup import Markup, escaped

_TYPES = "[Content_Types].xml"
_TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_RELATIONS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONS_SPACE}"/>'
).encode()

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8_NAME = 0x800
_SIZES_BEHIND = 0x8  # flag: sizes and checksum stand behind the content; here they stand in front of it


class Package:
    """An opened package and the parts of it that are changed or new."""

    def __init__(self, archive: Archive, data: bytes) -> None:
        self.archive = archive
        self._data = data
        self._changed: dict[str, tuple[str, bytes]] = {}  # names are compared without case, as packages do

    def __contains__(self, member: str) -> bool:
        return member.lower() in self._changed or member in self.archive

    def read(self, member: str) -> bytes:
        """Give the bytes of an XML part as they are now."""
        changed = self._changed.get(member.lower())
        return changed[1] if changed else self.archive.read_xml(member)

    def put(self, member: str, data: bytes) -> None:
        """Change a part or add one."""
        self._changed[member.lower()] = member, data

    def related(self, part: str, kind: str) -> str | None:
        """Give the first existing part that a part names as one of this kind (comments, styles …)."""
        relations = self.archive.relations(part)
        return next((each.target for each in relations if each.kind == kind and each.target in self), None)

    def relate(self, part: str, kind: str, member: str) -> str:
        """Let a part name another one; `kind` is the whole address of the kind. Gives the id of the relationship."""
        folder, base = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", base + ".rels")
        markup = Markup(self.read(listing) if listing in self else _NO_RELATIONS)
        used = {element.get("Id") for element in markup.root}
        name = next(name for number in range(1, len(used) + 2) if (name := f"rIdNote{number}") not in used)
        target = escaped(posixpath.relpath(member, folder or "."))
        space = _space(markup, _RELATIONS_SPACE)
        markup.append(markup.root, f'<Relationship{space} Id="{name}" Type="{kind}" Target="{target}"/>')
        self.put(listing, markup.spliced())
        return name

    def declare(self, member: str, content_type: str) -> None:
        """Tell the type of a new part."""
        self._add_type(f'Override{{}} PartName="/{escaped(member)}" ContentType="{content_type}"')

    def declare_ending(self, ending: str, content_type: str) -> None:
        """Tell the type of all parts with an ending, where it is not told yet."""
        known = {element.get("Extension", "").lower() for element in Markup(self.read(_TYPES)).root}
        if ending not in known:
            self._add_type(f'Default{{}} Extension="{ending}" ContentType="{content_type}"')

    def packed(self) -> bytes:
        """Give the package as bytes."""
        with ZipFile(BytesIO(self._data)) as old:
            entries = [self._entry(member) for member in old.infolist()]
        new = [_packed(ZipInfo(name), data) for name, data in self._changed.values() if name not in self.archive]
        return _zip(entries + new)

    def free_name(self, pattern: str) -> str:
        """Give the first name that no part has; `pattern` holds {} for a number."""
        return next(name for number in range(1, 1 << 16) if (name := pattern.format(number)) not in self)

    def _add_type(self, element: str) -> None:
        markup = Markup(self.read(_TYPES))
        markup.append(markup.root, f"<{element.format(_space(markup, _TYPES_SPACE))}/>")
        self.put(_TYPES, markup.spliced())

    def _entry(self, member: ZipInfo) -> _Entry:
        name = member.filename.replace("\\", "/").lstrip("/").lower()
        changed = self._changed.get(name)
        return _packed(member, changed[1]) if changed else _copied(member, self._data)


class _Entry(NamedTuple):
    """A member of the zip file with its content as it is packed."""

    info: ZipInfo
    method: int
    checksum: int
    size: int
    content: bytes


def _copied(info: ZipInfo, data: bytes) -> _Entry:
    at = info.header_offset
    lengths = _LOCAL.unpack_from(data, at)[-2:]
    start = at + _LOCAL.size + sum(lengths)
    content = data[start : start + info.compress_size]
    return _Entry(info, info.compress_type, info.CRC, info.file_size, content)


def _packed(info: ZipInfo, data: bytes) -> _Entry:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    content = packer.compress(data) + packer.flush()
    return _Entry(info, ZIP_DEFLATED, zlib.crc32(data), len(data), content)


def _zip(entries: list[_Entry]) -> bytes:
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
        out += _LOCAL.pack(b"PK\x03\x04", needs, *common, len(name), 0) + name + entry.content
    end = _END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), len(out), 0)
    return bytes(out + directory) + end


def _dos_time(info: ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _space(markup: Markup, namespace: str) -> str:
    """Give the declaration that a new child of the root needs: none where the root's namespace goes on."""
    plain = ":" not in markup.name(markup.root)
    return "" if plain and markup.root.tag.startswith(f"{{{namespace}}}") else f' xmlns="{namespace}"'
