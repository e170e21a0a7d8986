"""Why a file of the indicator library (绩效指标库) cannot be used: small classes that build their own sentence."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.model.failure import Failure


class LibraryFailure(Failure):
    """Base: a file of indicators that cannot be used."""


class UnreadableLibrary(LibraryFailure):
    """A file that is no TOML text."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"指标库文件 {file} 读不出来：{reason}。")


class UnknownSector(LibraryFailure):
    """A sector that the library does not have."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"指标库里没有“{name}”这个行业；有：{'、'.join(known)}。")


class BadEntry(LibraryFailure):
    """An entry that is not as it should be: `line` and `key` tell where, `what` what it should be."""

    def __init__(self, file: str, line: int | None, key: str, what: str) -> None:
        self.file, self.line, self.key = file, line, key
        where = f"第{line}行" if line else "文件开头"
        super().__init__(f"指标库文件 {file} {where}：{key} {what}。")
