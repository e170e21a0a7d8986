"""Attached files (附件): what kind a file is that is only kept and handed on, pictures among them."""

from __future__ import annotations

from jixiao.read import compound
from jixiao.read.gate import open_source

_STARTS = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"GIF87a", "gif"), (b"GIF89a", "gif"))
_PACKED = (b"PK", compound.MAGIC)


def is_package(data: bytes) -> bool:
    """Tell whether a file has to be opened to tell what it is: zip packages and compound files."""
    return data.startswith(_PACKED)


def picture_kind(data: bytes) -> str:
    """Give jpg, png, gif or webp as the bytes tell it, empty for anything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((kind for start, kind in _STARTS if data.startswith(start)), "")


def attached_kind(data: bytes, name: str) -> str:
    """Give the kind of a file by its content: that of a picture, or one that can be read; raises `Unreadable`."""
    return picture_kind(data) or open_source(data, name).kind
