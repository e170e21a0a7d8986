"""Why a file could not be read: small classes that build their own Chinese sentence."""

from __future__ import annotations

from jixiao.model.failure import Failure


class Unreadable(Failure):
    """A file that cannot be read; the sentence names the file, the reason and what to do."""

    def __init__(self, name: str, reason: str, advice: str = "") -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"{name}：{reason}" + (f"，{advice}" if advice else "") + "。")


class FormatNotRead(Unreadable):
    """A file whose kind is known and for which there is no reader."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(name, f"还不能读取 {kind} 格式", "请另存为 docx、xlsx 或 pdf 后再试")
