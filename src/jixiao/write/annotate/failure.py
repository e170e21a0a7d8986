"""Why a file cannot be marked up."""

from __future__ import annotations

from jixiao.model.failure import Failure


class NoNotes(Failure):
    """A kind of file that takes no notes."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(
            f"{name}：{kind} 文件不能加批注，能加的只有 docx、xlsx 和 pdf，"
            "请另存为其中一种，或改用 --report 把结果写成网页。"
        )


class NotMarkedUp(Failure):
    """A file that could be read and that the notes cannot be put into."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}：{reason}，不能加批注，请用办公软件另存一份后再试，或改用 --report 把结果写成网页。")
