"""The binary Word format (doc, and wps, which is the same): the paragraphs of the body with their properties.

A file is read in three steps, as [MS-DOC] describes: the piece table says where the characters stand, the pages of
formatted runs (FKP) say which of them are deleted or hidden, those of formatted paragraphs which properties they have.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from struct import error as StructError
from struct import unpack_from
from typing import NamedTuple

from jixiao.read.formats.doc_sprms import DELETED, ELSEWHERE, HIDDEN, SYMBOL, sprms
from jixiao.read.formats.docx_symbols import symbol

_MAGIC = 0xA5EC
_FIRST_UNICODE_VERSION = 0xC1  # Word 97
_PAGE = 512
_MOST_PAGES = 100_000
# offsets in the file information block
_FLAGS, _TEXT_LENGTHS, _RUN_PAGES, _PARAGRAPH_PAGES, _PIECES, _FONTS = 10, 76, 0xFA, 0x102, 0x1A2, 0x112
_BODY_AND_NOTES = 6  # body, footnotes, headers, macros, comments, endnotes; text boxes are the seventh
_FIELD_BEGIN, _FIELD_SEPARATOR, _FIELD_END = "\x13", "\x14", "\x15"
_ENDS = re.compile("[\r\x07\x0c]")
_SHOWN_AS = {0x0B: "\n", 0x0E: "\n", 0x1E: "-", 0xA0: " "}
_SIGNS = {code: None for code in range(0x20) if chr(code) not in "\t\n"} | {0x1F: None, 0x200B: None} | _SHOWN_AS


class NotReadable(ValueError):
    """The bytes are no binary Word document of version 97 or later, or a damaged one."""


class DocParagraph(NamedTuple):
    """A paragraph as it is shown, the sign that ends it (0x07 ends a cell) and its properties by operation code."""

    text: str
    end: str
    properties: Mapping[int, bytes]


class _Piece(NamedTuple):
    first: int  # character position
    last: int
    offset: int  # in the stream
    size: int  # bytes a character


class DocFile:
    """The streams of a document; `tracked` where it holds revisions, which are read as accepted."""

    def __init__(self, word: bytes, tables: tuple[bytes, bytes], data: bytes) -> None:
        try:
            if unpack_from("<H", word)[0] != _MAGIC or unpack_from("<H", word, 2)[0] < _FIRST_UNICODE_VERSION:
                raise NotReadable
            self._word = word
            self._data = data
            self._table = tables[unpack_from("<H", word, _FLAGS)[0] >> 9 & 1]
            self._lengths: tuple[int, ...] = unpack_from("<7I", word, _TEXT_LENGTHS)
            self._pieces = list(self._read_pieces())
            self._runs = _Pages(word, self._pages(_RUN_PAGES), 1)
            self._paragraphs = _Pages(word, self._pages(_PARAGRAPH_PAGES), 13)
        except (StructError, IndexError) as error:
            raise NotReadable from error
        self.tracked = False

    def paragraphs(self) -> Iterator[DocParagraph]:
        """Give the paragraphs of the body, then those of the text boxes. Raises NotReadable."""
        body, boxes = self._lengths[0], self._lengths[_BODY_AND_NOTES]
        try:
            yield from self._between(0, body)
            if boxes:
                start = sum(self._lengths[:_BODY_AND_NOTES])
                yield from self._between(start, start + boxes)
        except (StructError, IndexError) as error:
            raise NotReadable from error

    def _between(self, first: int, last: int) -> Iterator[DocParagraph]:
        shown: list[str] = []
        field = _Field()
        for piece in self._pieces:
            if piece.first >= last or piece.last <= first:
                continue
            text = self._text(piece)
            begin, stop = max(first - piece.first, 0), min(last, piece.last) - piece.first
            for end in _ENDS.finditer(text, begin, stop):
                shown.append(field.shown(self._visible(piece, text, begin, end.start())))
                offset = piece.offset + end.start() * piece.size
                yield DocParagraph("".join(shown).translate(_SIGNS), end[0], self._properties(offset))
                shown.clear()
                begin = end.end()
            shown.append(field.shown(self._visible(piece, text, begin, stop)))

    def _text(self, piece: _Piece) -> str:
        data = self._word[piece.offset : piece.offset + (piece.last - piece.first) * piece.size]
        return data.decode("utf-16-le" if piece.size == 2 else "cp1252", "replace")

    def _visible(self, piece: _Piece, text: str, begin: int, end: int) -> str:
        """Leave out what is deleted or hidden, and put symbols in their places."""
        parts: list[str] = []
        at = begin
        while at < end:
            run = self._runs.at(piece.offset + at * piece.size)
            stop = min(end, max(at + 1, (run.last - piece.offset) // piece.size))
            parts.append(self._run_text(text[at:stop], run.content))
            at = stop
        return "".join(parts)

    def _run_text(self, text: str, properties: bytes) -> str:
        if not properties:
            return text
        found = sprms(properties)
        if found.get(DELETED, b"\0")[0] == 1:
            self.tracked = True
            return ""
        if found.get(HIDDEN, b"\0")[0] == 1:
            return ""
        sign = found.get(SYMBOL)
        return self._symbol(sign) if sign and len(text) == 1 else text

    def _symbol(self, operand: bytes) -> str:
        font, code = unpack_from("<HH", operand)
        return symbol(self._font(font), f"{code:X}")

    def _font(self, number: int) -> str:
        """Give the name of a font by its number in the font table."""
        at, length = unpack_from("<II", self._word, _FONTS)
        table = self._table[at : at + length]
        place = 4
        for _ in range(number):
            place += 1 + table[place]
        name = table[place + 40 : place + 1 + table[place]].decode("utf-16-le", "replace")
        return name.partition("\0")[0]

    def _properties(self, offset: int) -> Mapping[int, bytes]:
        found = sprms(self._paragraphs.at(offset).content[2:])  # behind the number of the style
        for code in ELSEWHERE:
            if code in found:
                (at,) = unpack_from("<I", found[code])
                (size,) = unpack_from("<H", self._data, at)
                found = {**found, **sprms(self._data[at + 2 : at + 2 + size])}
        return found

    def _read_pieces(self) -> Iterator[_Piece]:
        at, length = unpack_from("<II", self._word, _PIECES)
        end = at + length
        while at < end and self._table[at] == 1:  # property lists that quick saving left before the table
            at += 3 + unpack_from("<H", self._table, at + 1)[0]
        if at >= end or self._table[at] != 2:
            raise NotReadable
        size = unpack_from("<I", self._table, at + 1)[0]
        count = (size - 4) // 12
        positions = unpack_from(f"<{count + 1}I", self._table, at + 5)
        for number in range(count):
            place = unpack_from("<I", self._table, at + 5 + (count + 1) * 4 + number * 8 + 2)[0]
            one_byte = place & 0x40000000
            offset = (place & 0x3FFFFFFF) // 2 if one_byte else place & 0x3FFFFFFF
            yield _Piece(positions[number], positions[number + 1], offset, 1 if one_byte else 2)

    def _pages(self, entry: int) -> list[int]:
        at, length = unpack_from("<II", self._word, entry)
        count = min((length - 4) // 8, _MOST_PAGES)
        return list(unpack_from(f"<{count}I", self._table, at + (count + 1) * 4)) if count > 0 else []


class _Run(NamedTuple):
    first: int
    last: int
    content: bytes


class _Pages:
    """Formatted runs or paragraphs by their place in the stream; `width` is the size of an entry in their pages."""

    def __init__(self, word: bytes, pages: list[int], width: int) -> None:
        runs: list[_Run] = []
        for number in pages:
            runs += _page_runs(word[number * _PAGE : (number + 1) * _PAGE], width)
        self._runs = sorted(runs)
        self._firsts = [run.first for run in self._runs]

    def at(self, offset: int) -> _Run:
        """Give the run that holds an offset; one without content up to the next run where none does."""
        number = bisect_right(self._firsts, offset) - 1
        if number >= 0 and self._runs[number].last > offset:
            return self._runs[number]
        following = self._firsts[number + 1] if number + 1 < len(self._firsts) else 1 << 32
        return _Run(offset, following, b"")


def _page_runs(page: bytes, width: int) -> Iterator[_Run]:
    if len(page) < _PAGE:
        return
    count = page[-1]
    limits = unpack_from(f"<{count + 1}I", page)
    for number in range(count):
        at = page[(count + 1) * 4 + number * width] * 2
        yield _Run(limits[number], limits[number + 1], _content(page, at, width) if at else b"")


def _content(page: bytes, at: int, width: int) -> bytes:
    """The list of properties of a run (size in bytes) or of a paragraph (size in words, or behind a zero byte)."""
    size = page[at]
    if width == 1:
        return page[at + 1 : at + 1 + size]
    if size:
        return page[at + 1 : at + 2 * size]
    return page[at + 2 : at + 2 + 2 * page[at + 1]]


class _Field:
    """Fields show their result: what stands between begin and separator is their code."""

    def __init__(self) -> None:
        self._codes: list[bool] = []  # of each open field, whether its code is being read

    def shown(self, text: str) -> str:
        if not self._codes and _FIELD_BEGIN not in text:
            return text
        parts: list[str] = []
        for sign in text:
            if sign == _FIELD_BEGIN:
                self._codes.append(True)
            elif sign == _FIELD_SEPARATOR and self._codes:
                self._codes[-1] = False
            elif sign == _FIELD_END and self._codes:
                self._codes.pop()
            elif not any(self._codes):
                parts.append(sign)
        return "".join(parts)
