"""The gate: every file comes in here, whatever its name, format or origin.

It reads the bytes, tells their kind and refuses what cannot or must not be read, each with one Chinese sentence.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from jixiao.read.failure import Unreadable
from jixiao.read.sniff import identify
from jixiao.read.source import Source

MAX_FILE_SIZE = 256 << 20
_UNNAMED = "未命名文件"


class Missing(Unreadable):
    """There is no such file."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "找不到这个文件", "请检查路径")


class Refused(Unreadable):
    """The system does not give the file's bytes."""

    def __init__(self, name: str, error: OSError) -> None:
        reason = "没有读取权限" if isinstance(error, PermissionError) else "系统无法读取这个文件"
        super().__init__(name, reason, "请检查文件的权限和所在的磁盘")


class Empty(Unreadable):
    """A file of no bytes."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "文件是空的（0 字节）", "请重新获取")


class Huge(Unreadable):
    """More bytes than the gate takes in."""

    def __init__(self, name: str) -> None:
        super().__init__(name, f"文件超过 {MAX_FILE_SIZE >> 20} MB", "请拆分后再试")


def open_source(path: str | Path | bytes, name: str | None = None) -> Source:
    """Give an opened file: its name, bytes and kind as the content tells it.

    `path` is a path or the bytes themselves; `name` replaces the base name in messages. Raises `Unreadable`.
    """
    if isinstance(path, bytes):
        return _admit(path, name or _UNNAMED, None)
    shown = name or _shown(Path(path).name)
    return _admit(_bytes_of(Path(path), shown), shown, _shown(str(path)))


def _admit(data: bytes, name: str, path: str | None) -> Source:
    if not data:
        raise Empty(name)
    if len(data) > MAX_FILE_SIZE:
        raise Huge(name)
    kind, archive = identify(name, data)
    return Source(name, data, kind, path, archive)


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            if state.st_size > MAX_FILE_SIZE:
                raise Huge(name)
            # What is no regular file (a pipe, a device) has no size of its own and must be bounded too.
            return file.read(state.st_size + 1 if stat.S_ISREG(state.st_mode) else MAX_FILE_SIZE + 1)
    except (FileNotFoundError, ValueError) as error:  # the latter: a name with a zero byte
        raise Missing(name) from error
    except IsADirectoryError as error:
        raise Unreadable(name, "这是一个文件夹", "请给出其中的文件") from error
    except OSError as error:
        raise Refused(name, error) from error


def _shown(name: str) -> str:
    """Names unpacked from Chinese Windows archives can be GB18030 bytes, which no terminal or JSON takes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name
