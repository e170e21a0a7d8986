"""A printed value: copied without the document that it stands in."""

from __future__ import annotations

from copy import deepcopy

from jixiao.model.place import Place
from jixiao.model.value import Value


class Holder:
    """A document that must not be copied."""

    def place(self, part: object, /) -> Place:
        return Place(row=3)

    def __deepcopy__(self, memo: dict[int, object]) -> Holder:
        raise AssertionError


def test_a_copy_has_the_same_text_and_place_and_is_another_value() -> None:
    value = Value("12.50", (Holder(), 1))
    copy = deepcopy({"amount": value})["amount"]
    assert copy is not value
    assert (copy.text, copy.place) == ("12.50", Place(row=3))
