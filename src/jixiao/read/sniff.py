"""Sniff: what a file is, told from its content; its name only tells Kingsoft's kinds from Microsoft's."""

from __future__ import annotations

import re
from pathlib import PurePath
from struct import unpack_from
from typing import TYPE_CHECKING

from jixiao.read import compound
from jixiao.read.encoding import is_text, sample
from jixiao.read.failure import Unreadable
from jixiao.read.source import Kind

if TYPE_CHECKING:
    from jixiao.read.archive import Archive

_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_OTHER_ARCHIVES = {b"Rar!\x1a\x07": "rar", b"7z\xbc\xaf\x27\x1c": "7z", b"\x1f\x8b\x08": "gz", b"BZh": "bz2"}
_PDF_WITHIN = 1024  # what PDF readers allow for bytes in front of the header
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_OPEN_DOCUMENT_KINDS = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}
_SAVE_AS = {"odt": "docx", "ods": "xlsx", "xlsb": "xlsx"}
_SHEET_NAMES = {".csv", ".xlsx", ".xls", ".et", ".xlsm"}

_HTML = re.compile(r"<(!doctype\s+html|html|head|body|table)[\s>]", re.IGNORECASE)
_HTML_START = re.compile(r"\s*(<!--.*?-->\s*)*<(div|p|span|meta|title|style|h[1-6]|center|font)[\s>]", re.I | re.S)
_XML_START = re.compile(r"\s*<\?xml\s")
_WEB_ARCHIVE = re.compile(r"(?:[\w-]+:.*\r?\n)*MIME-Version:", re.IGNORECASE)
_CSV_ROWS = 20


class Picture(Unreadable):
    """A picture under whatever name."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "这是一张图片，需要文字识别（OCR）才能读取", "请提供电子版原件，或识别成文字后再试")


class Locked(Unreadable):
    """The file is encrypted."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "文件设有打开密码", "请去掉密码后再试")


class Unsupported(Unreadable):
    """A kind of file that is known and not read: what it is and what to do."""

    def __init__(self, name: str, what: str, advice: str = "请另存为 docx、xlsx 或 pdf 后再试") -> None:
        super().__init__(name, f"这是{what}，不在可读的格式之内", advice)


class Unknown(Unreadable):
    """Bytes that are no known kind of file, whatever the name says."""

    def __init__(self, name: str) -> None:
        suffix = PurePath(name).suffix.lstrip(".").lower()
        reason = f"内容不是有效的 {suffix} 文件，也认不出是哪种文件" if suffix else "认不出是哪种文件"
        super().__init__(name, reason, "请重新获取，或另存为 docx、xlsx 或 pdf 后再试")


def identify(name: str, data: bytes) -> tuple[Kind, Archive | None]:
    """Give the kind of a file and, where it is a zip package, the package opened. Raises `Unreadable`."""
    if data.startswith(_ZIP_MAGIC):
        from jixiao.read.archive import Archive

        archive = Archive(name, data)
        return _package_kind(archive), archive
    if data.startswith(compound.MAGIC):
        return _compound_kind(name, data), None
    _refuse_foreign(name, data)
    return _plain_kind(name, data), None


def _package_kind(archive: Archive) -> Kind:
    folders = {member.partition("/")[0].lower() for member in archive.names}
    if "word" in folders:
        return "docx"
    if "xl/workbook.bin" in archive:
        raise _save_as(archive.name, "xlsb")
    if "xl" in folders:
        return "xlsx"
    if "ofd.xml" in archive:
        return "ofd"
    return _kind_by_declaration(archive)


def _kind_by_declaration(archive: Archive) -> Kind:
    """Packages with unusual member names say what they are in their list of content types."""
    declared = archive.read("[Content_Types].xml") if "[Content_Types].xml" in archive else b""
    if b"wordprocessingml" in declared:
        return "docx"
    if b"spreadsheetml.sheet" in declared:
        return "xlsx"
    if b"presentationml" in declared:
        raise Unsupported(archive.name, "演示文稿（pptx）", "请提供其中表格的 docx、xlsx 或 pdf 文件")
    raise _foreign_package(archive)


def _foreign_package(archive: Archive) -> Unreadable:
    declared = archive.read("mimetype").strip() if "mimetype" in archive else b""
    if declared.startswith(_OPEN_DOCUMENT):
        flavour = declared.removeprefix(_OPEN_DOCUMENT)
        return _save_as(archive.name, _OPEN_DOCUMENT_KINDS.get(flavour, "OpenDocument"))
    return Unsupported(archive.name, "压缩包（zip）", "请解压后读取其中的文件")


def _save_as(name: str, suffix: str) -> Unreadable:
    return Unsupported(
        name, f" {suffix} 文件", f"请用办公软件另存为 {_SAVE_AS.get(suffix, 'docx、xlsx 或 pdf')} 后再试"
    )


def _compound_kind(name: str, data: bytes) -> Kind:
    streams = compound.Compound(data)
    suffix = PurePath(name).suffix.lower()
    if "EncryptedPackage" in streams:
        raise Locked(name)
    if "WordDocument" in streams:
        _refuse_locked_doc(name, streams.head("WordDocument"))
        return "wps" if suffix in (".wps", ".wpt") else "doc"
    book = next((stream for stream in ("Workbook", "Book") if stream in streams), None)
    if book:
        _refuse_locked_xls(name, streams.head(book))
        return "et" if suffix in (".et", ".ett") else "xls"
    if "PowerPoint Document" in streams:
        raise Unsupported(name, "演示文稿（ppt）", "请提供其中表格的 docx、xlsx 或 pdf 文件")
    raise Unknown(name)


def _refuse_locked_doc(name: str, head: bytes) -> None:
    if len(head) > 12 and unpack_from("<H", head, 10)[0] & 0x0100:  # fEncrypted of the file information block
        raise Locked(name)


def _refuse_locked_xls(name: str, head: bytes) -> None:
    """The record FILEPASS (0x2F) follows the first one of an encrypted workbook, at most one other between them."""
    at = 0
    for _ in range(3):
        if at + 4 > len(head):
            return
        record, length = unpack_from("<HH", head, at)
        if record == 0x2F:
            raise Locked(name)
        at += 4 + length


def _refuse_foreign(name: str, data: bytes) -> None:
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or _is_bitmap(data):
        raise Picture(name)
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"avif"):
        raise Picture(name)
    packed = next((kind for magic, kind in _OTHER_ARCHIVES.items() if data.startswith(magic)), None)
    if packed:
        raise Unsupported(name, f"压缩包（{packed}）", "请解压后读取其中的文件")


def _is_bitmap(data: bytes) -> bool:
    return data[:2] == b"BM" and len(data) > 26 and data[6:10] == b"\0\0\0\0"


def _plain_kind(name: str, data: bytes) -> Kind:
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    if not is_text(data):
        raise Unknown(name)
    return _text_kind(name, data, sample(data))


def _text_kind(name: str, data: bytes, text: str) -> Kind:
    if _HTML.search(text) or _HTML_START.match(text):
        return "html"
    if _XML_START.match(text):
        raise Unsupported(name, " XML 文件")
    if _WEB_ARCHIVE.match(text):
        raise Unsupported(name, "单个文件网页（mht）")
    if text.lstrip()[:1] in ("{", "[") and _is_json(data):
        return "json"
    return "csv" if _is_csv(name, text) else "txt"


def _is_json(data: bytes) -> bool:
    import json

    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _is_csv(name: str, text: str) -> bool:
    """Commas make the columns: more of them than tabs under the name of a sheet, or the same number in each row."""
    if PurePath(name).suffix.lower() in _SHEET_NAMES:
        return text.count(",") > text.count("\t")
    import csv

    lines = [line for line in text.splitlines()[: _CSV_ROWS + 1] if line.strip()][:_CSV_ROWS]
    widths = {len(row) for row in csv.reader(lines)}
    return len(lines) >= 3 and len(widths) == 1 and min(widths) >= 3
