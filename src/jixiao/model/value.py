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

    def __deepcopy__(self, memo: dict[int, Any]) -> Value:
        """Give a value of the same text and place: the document that it stands in is not copied with it."""
        return Value(self.text, self._origin)

    @property
    def place(self) -> Place | None:
        """Where the value stands, None where the document has no place for it."""
        origin = self._origin
        if origin is None or isinstance(origin, Place):
            return origin
        holder, part = origin
        return holder.place(part)

    @property
    def origin(self) -> tuple[Holder, Any] | None:
        """The holder of the value and the part of it, for those who write there; None where the value has no place."""
        origin = self._origin
        return None if origin is None or isinstance(origin, Place) else origin

    @property
    def stretch(self) -> tuple[Holder, int, int] | None:
        """The running text that the value was cut from and where it begins and ends there, None where from none."""
        origin = self._origin
        if origin is None or isinstance(origin, Place):
            return None
        holder, part = origin
        return (holder, *part) if type(part) is tuple else None

    def part(self, start: int, end: int) -> Value:
        """Give a stretch of the text as a value of its own; cut from running text, it knows where it stands there."""
        text = (self.text or "")[start:end] or None
        stretch = self.stretch
        if stretch is None:
            return Value(text, self._origin)
        holder, first, _ = stretch
        return Value(text, (holder, (first + start, first + end)))

    @property
    def quantity(self) -> Quantity:
        """What the text means: a number with unit, a date, a quality word …; a blank value is a blank quantity."""
        return parse(self.text or "")


def blank() -> Value:
    """Give a value that the document does not have."""
    return Value()
