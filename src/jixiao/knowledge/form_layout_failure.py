"""Why a layout of forms (表样) cannot be used: small classes that build their own Chinese sentence."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.model.failure import Failure


class LayoutFailure(Failure):
    """Base: a layout that cannot be used."""


class UnknownLayout(LayoutFailure):
    """No layout of this name and no file at this path; the sentence lists the names that exist."""

    def __init__(self, name: str, available: Iterable[str]) -> None:
        super().__init__(f"没有名为“{name}”的表样，也没有这个文件；可用的表样有：{'、'.join(available)}。")


class NoSuchForm(LayoutFailure):
    """A layout that has no form of the kind asked for."""

    def __init__(self, layout: str, kind: str, others: Iterable[str]) -> None:
        super().__init__(f"表样 {layout} 没有{kind}，只有{'、'.join(others)}；请换一个表样。")


class UnreadableLayout(LayoutFailure):
    """A layout file that is no TOML text."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"表样文件 {file} 读不出来：{reason}。")


class WrongPart(LayoutFailure):
    """A part of a layout file that is missing or not what it must be; `where` names it as the file does."""

    def __init__(self, file: str, where: str, expected: str) -> None:
        super().__init__(f"表样文件 {file}：{where} 应为{expected}。")


class WrongWidth(LayoutFailure):
    """A row whose cells do not take all columns of its table."""

    def __init__(self, file: str, where: str, cells: int, columns: int) -> None:
        super().__init__(f"表样文件 {file}：{where} 的单元格共占{cells}列，表格有{columns}列，两者应相等。")


class UnknownField(LayoutFailure):
    """A field in braces that no form has; a close one is offered."""

    def __init__(self, file: str, where: str, field: str, known: Iterable[str]) -> None:
        from difflib import get_close_matches  # needed for this sentence only

        close = get_close_matches(field, list(known), n=1)
        hint = f"，是否应为 {{{close[0]}}}" if close else ""
        super().__init__(f"表样文件 {file}：{where} 中的 {{{field}}} 不是表中的栏目{hint}。")
