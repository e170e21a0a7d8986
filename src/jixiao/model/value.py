"""A printed value: its text as it stands in the document and the place where it stands."""

from __future__ import annotations

from jixiao.model.place import Place
from jixiao.model.quantity import Quantity, parse


class Value:
    """What one cell or passage says: `text` without white space, None where it is blank; `place` where it stands.

    A blank value may still have a place (the blank cell); a value that the document has no cell for has none.
    """

    __slots__ = ("place", "text")

    def __init__(self, text: str | None = None, place: Place | None = None) -> None:
        self.text = text
        self.place = place

    def __bool__(self) -> bool:
        return self.text is not None

    def __repr__(self) -> str:
        return f"Value({self.text!r})"

    @property
    def quantity(self) -> Quantity:
        """What the text means: a number with unit, a date, a quality word …; a blank value is a blank quantity."""
        return parse(self.text or "")


def blank() -> Value:
    """Give a value that the document does not have."""
    return Value()
