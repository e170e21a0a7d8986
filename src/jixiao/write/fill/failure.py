"""Why a blank form cannot be filled in."""

from __future__ import annotations

from jixiao.model.failure import Failure


class NotInPlace(Failure):
    """A kind of file that cannot be written into."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(
            f"{name}：{kind} 文件不能直接填写，能填写的是 docx、xlsx 和 html，请把空白表另存为其中一种后再试。"
        )


class NotABlank(Failure):
    """A file in which no form is recognised."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}：没有认出绩效表，请确认空白表中有“项目名称”“一级指标”“年度指标值”等栏目的名称。")


class NotFilled(Failure):
    """A file that could be read and that cannot be written into."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}：{reason}，不能填写，请用办公软件另存一份后再试。")


class NeedsConversion(Failure):
    """An old kind of file that only LibreOffice can turn into one that can be written into, and it is not installed."""

    def __init__(self, name: str, kind: str, other: str) -> None:
        super().__init__(
            f"{name}：{kind} 文件要先转换成 {other} 才能填写，请安装 LibreOffice，或自己另存为 {other} 后再试。"
        )


class NotConverted(Failure):
    """An old file that could not be converted."""

    def __init__(self, name: str, kind: str, other: str) -> None:
        super().__init__(f"{name}：这个 {kind} 文件无法转换成 {other}，请用办公软件另存为 {other} 后再试。")
