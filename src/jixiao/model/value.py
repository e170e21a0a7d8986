"""A printed value: its text as it stands in the document and the place where it stands."""

from __future__ import annotations

from typing import Any, Protocol

from jixiao.model.place import Place
from jixiao.model.quantity import Quantity, parse


class Holder(Protocol):
    """What holds a part of a document, such as a grid its cells, and knows where the part stands."""

    def place(self, part: Any, /) -> Place:
        """Give the place of a part."""
        ...


class Value:
    """What one cell or passage says: `text` without white space, None where it is blank; `place` where it stands.

    A blank value may still have a place (the blank cell); a value that the document has no cell for has none.
    A place is worked out only when it is asked for, so it may be given as its holder and the part.
    """

    __slots__ = ("_origin", "text")

    def __init__(self, text: str | None = None, place: Place | tuple[Holder, Any] | None = None) -> None:
        self.text = text
        self._origin = place

    def __bool__(self) -> bool:
        return self.text is not None

    def __repr__(self) -> str:
        return f"Value({self.text!r})"

    @property
    def place(self) -> Place | None:
        """Where the value stands, None where the document has no place for it."""
        origin = self._origin
        if origin is None or isinstance(origin, Place):
            return origin
        holder, part = origin
        return holder.place(part)

    @property
    def quantity(self) -> Quantity:
        """What the text means: a number with unit, a date, a quality word …; a blank value is a blank quantity."""
        return parse(self.text or "")


def blank() -> Value:
    """Give a value that the document does not have."""
    return Value()
