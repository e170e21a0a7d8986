"""Why a file of relations cannot be used: one Chinese sentence with file, line and column."""

from __future__ import annotations

from jixiao.model.failure import Failure


class Misread(Exception):
    """A mistake inside a formula, at an offset from its start; the file that it stands in adds line and column."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset
        self.reason = reason


class RelationMistake(Failure):
    """A mistake in a file of relations: `line` and `column` count from 1."""

    def __init__(self, file: str, line: int, column: int, reason: str) -> None:
        self.file, self.line, self.column, self.reason = file, line, column, reason
        super().__init__(f"勾稽关系文件 {file} 第{line}行第{column}列：{reason}。")


class UnreadableRelations(Failure):
    """A file of relations that cannot be opened or is no text."""

    def __init__(self, file: str, reason: str) -> None:
        self.file = file
        super().__init__(f"勾稽关系文件 {file} 读不出来：{reason}。")


def similar(name: str, known: list[str]) -> str:
    """Give the end of a sentence that offers the known name most like one, empty where none is like it."""
    from difflib import get_close_matches  # needed for this sentence only

    close = get_close_matches(name, known, n=1)
    return f"，是否应为 {close[0]}" if close else ""
