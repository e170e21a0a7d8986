"""Values that stand in lines outside of tables."""

from __future__ import annotations

from jixiao.model.place import Place
from jixiao.model.value import Value
from jixiao.read.layout import Paragraph


class _Lines:
    """Knows where a line stands."""

    def place(self, line: Paragraph, /) -> Place:
        """Give the place of a line."""
        return line.place()


_LINES = _Lines()


def in_paragraph(text: str | None, line: Paragraph) -> Value:
    """Give a value that stands in a line."""
    return Value(text, (_LINES, line))
