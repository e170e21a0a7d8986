"""Why a file could not be read: small classes that build their own Chinese sentence."""

from __future__ import annotations

from jixiao.model.failure import Failure


class Unreadable(Failure):
    """A file that cannot be read; the sentence names the file, the reason and what to do."""

    def __init__(self, name: str, reason: str, advice: str = "") -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"{name}：{reason}" + (f"，{advice}" if advice else "") + "。")
