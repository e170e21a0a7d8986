"""Less XML to parse: properties of runs and paragraphs (fonts, sizes, spacing) are most of a Word file's elements.

They are cut from the bytes, because building elements is what reading spends most of its time on.
"""

from __future__ import annotations

_PROPERTIES = (b"w:rPr", b"w:pPr")  # the first also stand within the second
# Properties that matter: hidden text, symbol fonts, paragraphs joined by tracked changes; and ends of comments or the
# like, within which tags mean nothing.
_TELLING = (b"vanish", b"Wingdings", b'"Symbol"', b":del", b":moveFrom", b"<!", b"-->", b"]]>")


def lean(data: bytes) -> bytes:
    """Give the XML of a document without the properties that say nothing about its text; it may be given as it is."""
    for name in _PROPERTIES:
        data = _without(name, data)
    return data


def _without(name: bytes, data: bytes) -> bytes:
    end = b"</" + name + b">"
    first, *rest = data.split(b"<" + name + b">")
    parts = [part.partition(end) for part in rest]
    kinds = {(properties, closed) for properties, closed, _ in parts}  # few: the same ones recur all over a document
    # What is not closed here has another one inside, or is damaged: the parser shall see it.
    if any(not closed or any(mark in properties for mark in _TELLING) for properties, closed in kinds):
        return data
    return first + b"".join([after for _, _, after in parts])
