"""Why a set of wording cannot be used: small classes that build their own Chinese sentence."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.model.failure import Failure


class WordingFailure(Failure):
    """Base: a set of wording that cannot be used."""


class UnknownWording(WordingFailure):
    """No set of this name, and no file or folder at this path."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        super().__init__(f"没有名为“{name}”的措辞，也没有这个文件；可用的有：{'、'.join(known)}，或自己的 toml 文件。")


class UnreadableWording(WordingFailure):
    """A file of wording that cannot be opened or is no TOML text."""

    def __init__(self, file: str, reason: str) -> None:
        self.file = file
        super().__init__(f"措辞文件 {file} 读不出来：{reason}。")


class WordingMistake(WordingFailure):
    """A mistake in a file of wording, at a line and a key."""

    def __init__(self, file: str, line: int | None, key: str, reason: str) -> None:
        self.file, self.line, self.key, self.reason = file, line, key, reason
        place = f"第{line}行" if line else ""
        super().__init__(f"措辞文件 {file} {place}的 {key}：{reason}。")


class CircularWording(WordingFailure):
    """Files of wording that build on each other in a circle."""

    def __init__(self, file: str, base: str) -> None:
        self.file, self.base = file, base
        super().__init__(f'措辞文件 {file}：base = "{base}" 又回到了这个文件，成了循环。')
