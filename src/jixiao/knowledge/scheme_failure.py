"""Why a scoring scheme cannot be used: small classes that build their own Chinese sentence."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.model.failure import Failure


class SchemeFailure(Failure):
    """Base: a scheme that cannot be used."""


class UnknownScheme(SchemeFailure):
    """No scheme of this name and no file at this path; the sentence lists the names that exist."""

    def __init__(self, name: str, available: Iterable[str]) -> None:
        self.name = name
        names = "、".join(available)
        super().__init__(f"没有名为“{name}”的评分方案，也没有这个文件；可用的方案有：{names}。")


class UnreadableScheme(SchemeFailure):
    """A scheme file that is no TOML text."""

    def __init__(self, file: str, reason: str) -> None:
        self.file = file
        super().__init__(f"评分方案文件 {file} 读不出来：{reason}。")


class UnknownKey(SchemeFailure):
    """A key that no scheme has; a close one is offered."""

    def __init__(self, file: str, key: str, known: Iterable[str]) -> None:
        self.file, self.key = file, key
        from difflib import get_close_matches  # needed for this sentence only

        close = get_close_matches(key, list(known), n=1)
        hint = f"，是否应为 {close[0]}" if close else ""
        super().__init__(f"评分方案文件 {file}：不认识的键 {key}{hint}。")


class WrongValue(SchemeFailure):
    """A value that is not what its key takes."""

    def __init__(self, file: str, key: str, label: str, expected: str, found: object) -> None:
        self.file, self.key = file, key
        super().__init__(f"评分方案文件 {file}：{key}（{label}）应为{expected}，现为“{found}”。")


class MissingKey(SchemeFailure):
    """A key without which the scheme cannot be used."""

    def __init__(self, file: str, key: str, label: str) -> None:
        self.file, self.key = file, key
        super().__init__(f"评分方案文件 {file}：缺少 {key}（{label}），也没有用 base 指明沿用哪个方案。")


class MissingSource(SchemeFailure):
    """A parameter that neither names its source nor is marked as local."""

    def __init__(self, file: str, key: str, label: str) -> None:
        self.file, self.key = file, key
        super().__init__(
            f"评分方案文件 {file}：{key}（{label}）没有写明依据，请在 source 写文号或出处，"
            "尚待确认的地方参数请加 local = true。"
        )


class CircularBase(SchemeFailure):
    """Schemes that derive from each other in a circle."""

    def __init__(self, file: str, base: str) -> None:
        self.file, self.base = file, base
        super().__init__(f'评分方案文件 {file}：base = "{base}" 又沿用回本方案，成了循环。')
