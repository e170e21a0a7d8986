"""Archive: a zip package opened once, its promises checked before anything is unpacked.

Every bound is checked twice: against the archive's own directory on opening, and again while a member is inflated,
because a directory can lie. No XML with a document type definition (DTD) is parsed, so no entity can be expanded.
"""

from __future__ import annotations

import contextlib
import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from jixiao.read.failure import Unreadable

if TYPE_CHECKING:
    from jixiao.read.source import Source

MEGABYTE = 1 << 20
MAX_MEMBERS = 2_000
MAX_MEMBER_SIZE = 64 * MEGABYTE
MAX_TOTAL_SIZE = 256 * MEGABYTE
# Deflate cannot exceed 1032:1. A run of one byte, which is what a bomb is made of, comes near it (900 and more);
# a million identical blank rows, which an office program does write, reaches 350.
MAX_RATIO = 500
RATIO_COUNTS_FROM = MEGABYTE
# Tags and attributes of a part that becomes a tree, each of which costs the tree some 150 bytes.
MAX_MARKS = 2_000_000

_DIRECTORY_ENTRY = b"PK\x01\x02"
_MEMBER = b"PK\x03\x04"
_HEADER = struct.Struct("<4s22xHH")  # of a member: its mark, the lengths of its name and of an extra field
_LEAST_ENTRY = 46 + 30  # bytes of an entry in the directory and of the header of its member
_ENCRYPTED = 0x1
_KNOWN_COMPRESSION = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DTD_MARKS = ("<!DOCTYPE", "<!ENTITY")
_DTD_BYTES = tuple(mark.encode() for mark in _DTD_MARKS)
_DTD_BYTES_UTF16 = tuple(mark.encode(code) for mark in _DTD_MARKS for code in ("utf-16-le", "utf-16-be"))


class Damaged(Unreadable):
    """The package or a part of it is broken."""

    def __init__(self, name: str, what: str = "压缩结构不完整") -> None:
        super().__init__(name, f"文件已损坏（{what}）", "请重新获取，或用办公软件打开后另存一份")


class TooLarge(Unreadable):
    """A bound of the archive would be broken: what it is about, what it has and what is allowed."""

    def __init__(self, name: str, what: str, size: int, limit: int) -> None:
        super().__init__(name, f"{what}（{size:,}，上限 {limit:,}），可能是恶意文件，没有解压")


class Relation(NamedTuple):
    """A relationship of a package part: `kind` is the last word of its type, `target` a member name unless external."""

    id: str
    kind: str
    target: str
    external: bool


class Archive:
    """A zip package (docx, xlsx, ofd): `names` are its members; every failure is an `Unreadable`."""

    __slots__ = ("_data", "_members", "name", "names")

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self._data = data
        members = _directory(name, data)
        _check_directory(name, members, len(data))
        self._members = {_plain(member.filename).lower(): member for member in members}
        self.names = [_plain(member.filename) for member in members]

    def __reduce__(self) -> tuple[type[Archive], tuple[str, bytes]]:
        return Archive, (self.name, self._data)

    def __contains__(self, member: str) -> bool:
        return member.lower() in self._members

    def read(self, member: str) -> bytes:
        """Give the bytes of a member; names are compared without case, as packages do. Raises `Unreadable`."""
        found = self._members.get(member.lower())
        if found is None:
            raise Damaged(self.name, f"缺少 {member}")
        if found.flag_bits & _ENCRYPTED:
            raise Unreadable(self.name, "文件设有密码", "请去掉密码后再试")
        if found.compress_type not in _KNOWN_COMPRESSION:
            raise Unreadable(self.name, f"压缩方法 {found.compress_type} 不受支持", "请用办公软件另存一份")
        return self._inflate(found)

    def _inflate(self, member: zipfile.ZipInfo) -> bytes:
        """Inflate a member directly: a file object around it, as zipfile gives, costs several times as much."""
        data = self._packed(member)
        if member.compress_type == zipfile.ZIP_DEFLATED:
            with contextlib.suppress(zlib.error):  # what is broken has no right checksum
                # Asking for a number of bytes keeps zlib from inflating beyond it; the checksum then tells a lie.
                data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, member.file_size + 1)
        if len(data) != member.file_size or zlib.crc32(data) != member.CRC:
            raise Damaged(self.name, f"{_plain(member.filename)} 无法解压")
        return data

    def _packed(self, member: zipfile.ZipInfo) -> bytes:
        """Give the bytes of a member as they are stored, behind a header of its own; none where that is not there."""
        start = member.header_offset
        header = self._data[start : start + _HEADER.size]
        if len(header) < _HEADER.size:
            return b""
        mark, name, extra = _HEADER.unpack(header)
        start += _HEADER.size + name + extra
        return self._data[start : start + member.compress_size] if mark == _MEMBER else b""

    def read_xml(self, member: str) -> bytes:
        """Give the bytes of an XML member after making sure that it declares no DTD."""
        data = self.read(member)
        refuse_dtd(self.name, data)
        return data

    def parse(self, member: str) -> ElementTree.Element:
        """Give the root element of an XML member."""
        return parse_xml(self.name, member, self.read_xml(member))

    def relations(self, part: str) -> list[Relation]:
        """Give the relationships of a part (the package's own for ""); none if it has no such list."""
        folder, base = posixpath.split(part)
        member = posixpath.join(folder, "_rels", base + ".rels")
        if member not in self:
            return []
        return [_relation(element.attrib, folder) for element in self.parse(member)]

    def main_part(self, usual: str) -> str:
        """Give the member that holds the document itself: the usual one, else the one that the package names."""
        if usual in self:
            return usual
        named = (relation.target for relation in self.relations("") if relation.kind == "officeDocument")
        return next(named, usual)

    def remarks(self) -> list[str]:
        """Give one Chinese sentence for each thing set aside: macros, embedded objects, outside links."""
        remarks = []
        if any(name.lower().endswith("vbaproject.bin") for name in self.names):
            remarks.append("文件带有宏（VBA），没有运行")
        embedded = sum("/embeddings/" in name for name in self.names) - self._chart_books()
        if embedded:
            remarks.append(f"文件嵌有 {embedded} 个其他文件或对象，没有打开")
        return remarks + [f"文件引用了外部内容“{link}”，没有打开" for link in self._outside_links()]

    def _chart_books(self) -> int:
        """Count the workbooks behind charts: they hold no more than the charts show."""
        charts = [name for name in self.names if "/charts/" in name and name.endswith(".xml")]
        return sum(relation.kind == "package" for name in charts for relation in self.relations(name))

    def _outside_links(self) -> Iterable[str]:
        lists = [name for name in self.names if name.endswith(".rels")]
        links = (link for member in lists for link in self._links_of(member))
        return dict.fromkeys(links)

    def _links_of(self, member: str) -> Iterable[str]:
        data = self.read_xml(member)
        if b"External" not in data:
            return
        for element in parse_xml(self.name, member, data):
            relation = _relation(element.attrib, "")
            if relation.external and relation.kind != "hyperlink":  # a hyperlink waits for a click: nothing to tell
                yield relation.target[:100]


def archive_of(source: Source) -> Archive:
    """Give the archive of a source, the one that the gate opened where there is one."""
    return source.archive or Archive(source.name, source.data)


def refuse_dtd(name: str, data: bytes) -> None:
    """Refuse XML that declares a document type or an entity, in any encoding that the parser knows."""
    marks = _DTD_BYTES_UTF16 if b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff") else _DTD_BYTES
    if any(mark in data for mark in marks):
        raise Unreadable(name, "文件内声明了外部实体（DTD），可能是恶意文件，没有读取")


def parse_xml(name: str, member: str, data: bytes) -> ElementTree.Element:
    """Give the root element of XML that `refuse_dtd` let through."""
    marks = data.count(b"<") + data.count(b"=") if len(data) > MAX_MARKS else 0
    if marks > MAX_MARKS:
        raise TooLarge(name, f"{member} 的标记太多", marks, MAX_MARKS)
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:  # the last two: an encoding it cannot take
        raise Damaged(name, f"{member} 不是有效的 XML") from error


def _directory(name: str, data: bytes) -> list[zipfile.ZipInfo]:
    # Counted before the directory is read: a directory of millions of entries is itself a bomb.
    count = data.count(_DIRECTORY_ENTRY) if len(data) > MAX_MEMBERS * _LEAST_ENTRY else 0
    if count > MAX_MEMBERS:
        raise TooLarge(name, "压缩包内的文件太多", count, MAX_MEMBERS)
    try:
        return zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Damaged(name) from error


def _check_directory(name: str, members: list[zipfile.ZipInfo], size: int) -> None:
    for member in members:
        _check_member(name, member)
    total = sum(member.file_size for member in members)
    if total > MAX_TOTAL_SIZE:
        raise TooLarge(name, "解压后的总字节数太大", total, MAX_TOTAL_SIZE)
    if sum(member.compress_size for member in members) > size:
        raise Damaged(name, "压缩目录与内容不符")  # members that share bytes: the way to a bomb of honest ratios


def _check_member(name: str, member: zipfile.ZipInfo) -> None:
    if member.file_size > MAX_MEMBER_SIZE:
        raise TooLarge(name, f"{_plain(member.filename)} 解压后的字节数太大", member.file_size, MAX_MEMBER_SIZE)
    ratio = member.file_size // max(1, member.compress_size)
    if ratio > MAX_RATIO and member.file_size > RATIO_COUNTS_FROM:
        raise TooLarge(name, f"{_plain(member.filename)} 的压缩比太高", ratio, MAX_RATIO)


def _plain(member: str) -> str:
    """Member names as packages mean them: forward slashes, none in front (some writers get both wrong)."""
    return member.replace("\\", "/").lstrip("/")


def _relation(attributes: dict[str, str], folder: str) -> Relation:
    target = attributes.get("Target", "")
    external = attributes.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], target, external)
