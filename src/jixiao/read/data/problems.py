"""What is wrong with given data (填报数据), collected so that all of it is told at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches

from jixiao.model.failure import Failure

_MOST = 30  # lines; whoever has more starts with these


class BadData(Failure):
    """Data that cannot be used: a line for each problem, with its place and what it should be."""

    def __init__(self, name: str, problems: Sequence[str]) -> None:
        self.name = name
        self.problems = list(problems)
        more = [f"……另有{len(problems) - _MOST}处"] if len(problems) > _MOST else []
        super().__init__("\n".join([f"{name}：有{len(problems)}处需要改正", *self.problems[:_MOST], *more]))


class Problems:
    """The problems of one source on the way to its end."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[str] = []

    def add(self, where: str, what: str) -> None:
        """Add a problem: its place and what it should be."""
        self.found.append(f"{where}：{what}")

    def unknown(self, where: str, key: str, known: Sequence[str]) -> None:
        """Add a key or a name that means nothing, with the known one that it may be meant for."""
        close = get_close_matches(key, known, 1)
        self.add(where, f"“{key}”不认识" + (f"，是不是“{close[0]}”？" if close else f"，应为{'、'.join(known)}之一"))

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Turn a failure of a part into a problem."""
        try:
            yield
        except Failure as failure:
            self.found.append(str(failure))

    def raise_any(self) -> None:
        """Raise BadData where there is a problem."""
        if self.found:
            raise BadData(self.name, self.found)
