"""XML that is changed in place: its bytes stay as they are but for what is put in.

Parsing and writing out again would rename prefixes, which Office files refer to in texts (mc:Ignorable), and change
every byte. So a tree is read beside the bytes that knows where each element stands, and changes are spliced in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

_TAG = re.compile(rb"<([^\s/>]+)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;"}


Closed = Callable[[str, dict[str, str]], bool]


class _Change(NamedTuple):
    start: int
    end: int
    text: bytes


def escaped(text: str) -> str:
    """Give a text as it stands in XML, between tags or in an attribute; what XML cannot hold is left out."""
    return legible(text).translate(_ENTITIES)


def legible(text: str) -> str:
    """Give a text without what XML cannot hold: control characters and halves of surrogate pairs."""
    return _NOT_IN_XML.sub("", text)


def with_attribute(xml: bytes, name: str, value: str) -> bytes:
    """Give an element as written with an attribute of its start tag set."""
    change = _attribute_change(xml, name, value)
    return xml[: change.start] + change.text + xml[change.end :]


class Markup:
    """The XML of a part: `root` is its tree, `data` its bytes in UTF-8; changes show in `spliced` only.

    `other_names` are namespaces that the tree shall show under another name (strict Office files have their own).
    `closed` tells by name and attributes which elements shall have no content in the tree, to keep large ones small.
    Raises `expat.ExpatError` for what is no XML.
    """

    def __init__(
        self, data: bytes, other_names: dict[str, str] | None = None, closed: Closed = lambda _, __: False
    ) -> None:
        self.data = _as_utf8(data)
        tree = _Tree(_Names(other_names or {}), closed)
        self.root = tree.read(self.data)
        self.parents, self._starts, self._ends = tree.parents, tree.starts, tree.ends
        self._changes: list[_Change] = []
        self._appended: dict[Element, bytes] = {}

    def tag(self, element: Element) -> bytes:
        """Give the start tag of an element as it is written."""
        start = self._starts[element]
        return self.data[start : self._tag_end(element)]

    def name(self, element: Element) -> str:
        """Give the name of an element as it is written, prefix included."""
        found = _TAG.match(self.data, self._starts[element])
        assert found  # the parser took it for an element
        return found[1].decode()

    def inner(self, element: Element) -> tuple[int, int]:
        """Give where the content of an element begins and ends."""
        start = self._tag_end(element)
        return start, max(start, self._ends[element])

    def whole(self, element: Element) -> bytes:
        """Give an element as it is written, content included."""
        return self.data[self._starts[element] : self._end(element)]

    def span(self, element: Element) -> tuple[int, int]:
        """Give where an element begins and ends, tags included."""
        return self._starts[element], self._end(element)

    def before(self, element: Element, xml: str) -> None:
        """Put XML in front of an element."""
        self.replace(self._starts[element], self._starts[element], xml)

    def after(self, element: Element, xml: str) -> None:
        """Put XML behind an element."""
        self.replace(self._end(element), self._end(element), xml)

    def append(self, parent: Element, xml: str) -> None:
        """Put XML behind the last child of an element."""
        self._appended[parent] = self._appended.get(parent, b"") + xml.encode()

    def replace(self, start: int, end: int, xml: str) -> None:
        """Put XML in the place of some bytes; changes must not overlap."""
        self._changes.append(_Change(start, end, xml.encode()))

    def set_attribute(self, element: Element, name: str, value: str) -> None:
        """Set an attribute, its name as it is written."""
        start = self._starts[element]
        change = _attribute_change(self.tag(element), name, value)
        self._changes.append(_Change(start + change.start, start + change.end, change.text))

    def spliced(self) -> bytes:
        """Give the bytes with all changes; those at one place stand in the order in which they were made."""
        changes = [*self._changes, *self._appendings()]
        parts: list[bytes] = []
        done = 0
        for change in sorted(changes, key=lambda change: change.start):
            parts += [self.data[done : change.start], change.text]
            done = change.end
        return b"".join([*parts, self.data[done:]])

    def _appendings(self) -> Iterator[_Change]:
        for parent, xml in self._appended.items():
            end = self._ends[parent]
            if self._is_empty_tag(parent):
                yield _Change(end - 2, end, b">" + xml + f"</{self.name(parent)}>".encode())
            else:
                yield _Change(end, end, xml)

    def _is_empty_tag(self, element: Element) -> bool:
        return self.tag(element).endswith(b"/>")

    def _tag_end(self, element: Element) -> int:
        found = _TAG.match(self.data, self._starts[element])
        assert found  # the parser took it for an element
        return found.end()

    def _end(self, element: Element) -> int:
        end = self._ends[element]
        return end if self._is_empty_tag(element) else self.data.index(b">", end) + 1


class _Tree:
    """Builds the tree of some XML and notes where each element begins and ends.

    `ends` are where the closing tag begins, or an empty tag ends.
    """

    def __init__(self, names: _Names, closed: Closed) -> None:
        self.parents: dict[Element, Element] = {}
        self.starts: dict[Element, int] = {}
        self.ends: dict[Element, int] = {}
        self._names = names
        self._closed = closed
        self._inside = 0  # how deep inside of a closed element
        self._open: list[Element] = []
        self._builder = TreeBuilder()
        self._parser = expat.ParserCreate(namespace_separator="}")

    def read(self, data: bytes) -> Element:
        """Give the root."""
        self._parser.buffer_text = True
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end
        self._parser.CharacterDataHandler = self._builder.data
        self._parser.Parse(data, True)
        return self._builder.close()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._inside:
            self._inside += 1
            return
        names = self._names
        element = self._builder.start(names[tag], {names[name]: value for name, value in attributes.items()})
        if self._open:
            self.parents[element] = self._open[-1]
        self.starts[element] = self._parser.CurrentByteIndex
        self._open.append(element)
        self._inside = int(self._closed(element.tag, element.attrib))

    def _end(self, tag: str) -> None:
        self._inside = max(0, self._inside - 1)
        if not self._inside:
            self.ends[self._open.pop()] = self._parser.CurrentByteIndex
            self._builder.end(self._names[tag])


class _Names(dict[str, str]):
    """Names of elements and attributes as xml.etree spells them, by the parser's spelling."""

    def __init__(self, other_names: dict[str, str]) -> None:
        super().__init__()
        self._other_names = other_names

    def __missing__(self, name: str) -> str:
        space, mark, local = name.rpartition("}")
        self[name] = f"{{{self._other_names.get(space, space)}}}{local}" if mark else name
        return self[name]


def _attribute_change(xml: bytes, name: str, value: str) -> _Change:
    tag = _TAG.match(xml)
    assert tag  # an element begins there
    found = re.search(rb"\s" + name.encode() + rb"\s*=\s*(\"[^\"]*\"|'[^']*')", tag[0])
    if found:
        return _Change(*found.span(1), f'"{escaped(value)}"'.encode())
    return _Change(tag.end(1), tag.end(1), f' {name}="{escaped(value)}"'.encode())


def _as_utf8(data: bytes) -> bytes:
    """Positions are counted in bytes of UTF-8, which nearly every file is in."""
    if data.startswith(_UTF16):
        return _DECLARATION.sub("", data.decode("utf-16"), count=1).encode()
    return data.removeprefix(b"\xef\xbb\xbf")
