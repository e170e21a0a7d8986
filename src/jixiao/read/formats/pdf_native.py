"""PDFium by its C interface, in as few and as short calls as it allows: this is the hot path of reading a PDF.

The functions that are called per character or object are bound anew with plain integers for pointers and without giving
up the interpreter lock, which halves the cost of a call. PDFium knows one caller at a time: hold `LOCK` while reading.
All coordinates here are PDF's own: points, from the bottom left, upwards.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import (
    CFUNCTYPE,
    PYFUNCTYPE,
    addressof,
    c_char_p,
    c_double,
    c_float,
    c_int,
    c_uint,
    c_ulong,
    c_void_p,
    cast,
    create_string_buffer,
    string_at,
)
from threading import Lock
from typing import Any

import pypdfium2_raw as raw  # type: ignore[import-untyped]

from jixiao.read.formats.pdf_fonts import library_settings

LOCK = Lock()
Handle = int
Quad = tuple[float, float, float, float]  # left, top, right, bottom
Matrix = tuple[float, float, float, float, float, float]

TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5  # kinds of page objects
LINE_TO, MOVE_TO = 0, 2  # kinds of path segments
_PASSWORD_ERROR = 4
_FREE_TEXT, _WIDGET = 3, 20  # kinds of annotations that carry text of their own
_STRING = 3  # kind of a value
_FOR_DISPLAY = 0
_BOX = 16  # bytes of four floats


def _short(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function that returns at once: called without giving up the interpreter lock."""
    return PYFUNCTYPE(result, *arguments)(cast(getattr(raw, name), c_void_p).value or 0)


def _long(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function that takes its time: other threads run meanwhile."""
    return CFUNCTYPE(result, *arguments)(cast(getattr(raw, name), c_void_p).value or 0)


_load_document = _long("FPDF_LoadMemDocument64", c_void_p, c_char_p, c_ulong, c_char_p)
_close_document = _short("FPDF_CloseDocument", None, c_void_p)
_last_error = _short("FPDF_GetLastError", c_ulong)
_count_pages = _short("FPDF_GetPageCount", c_int, c_void_p)
_load_page = _long("FPDF_LoadPage", c_void_p, c_void_p, c_int)
_close_page = _short("FPDF_ClosePage", None, c_void_p)
_load_text = _long("FPDFText_LoadPage", c_void_p, c_void_p)
_close_text = _short("FPDFText_ClosePage", None, c_void_p)
_page_edges = _short("FPDF_GetPageBoundingBox", c_int, c_void_p, c_void_p)
_rotation = _short("FPDFPage_GetRotation", c_int, c_void_p)
_count_notes = _short("FPDFPage_GetAnnotCount", c_int, c_void_p)
_get_note = _short("FPDFPage_GetAnnot", c_void_p, c_void_p, c_int)
_note_kind = _short("FPDFAnnot_GetSubtype", c_int, c_void_p)
_close_note = _short("FPDFPage_CloseAnnot", None, c_void_p)
_flatten = _long("FPDFPage_Flatten", c_int, c_void_p, c_int)
_count_chars = _short("FPDFText_CountChars", c_int, c_void_p)
_get_text = _short("FPDFText_GetText", c_int, c_void_p, c_int, c_int, c_void_p)
_char_code = _short("FPDFText_GetUnicode", c_uint, c_void_p, c_int)
_char_box = _short("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
_char_origin = _short("FPDFText_GetCharOrigin", c_int, c_void_p, c_int, c_void_p, c_void_p)
_char_angle = _short("FPDFText_GetCharAngle", c_float, c_void_p, c_int)
_is_hyphen = _short("FPDFText_IsHyphen", c_int, c_void_p, c_int)
_char_object = _short("FPDFText_GetTextObject", c_void_p, c_void_p, c_int)
_count_objects = _short("FPDFPage_CountObjects", c_int, c_void_p)
_get_object = _short("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
_count_parts = _short("FPDFFormObj_CountObjects", c_int, c_void_p)
_get_part = _short("FPDFFormObj_GetObject", c_void_p, c_void_p, c_ulong)
_object_kind = _short("FPDFPageObj_GetType", c_int, c_void_p)
_bounds = _short("FPDFPageObj_GetBounds", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
_matrix = _short("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
_count_marks = _short("FPDFPageObj_CountMarks", c_int, c_void_p)
_get_mark = _short("FPDFPageObj_GetMark", c_void_p, c_void_p, c_ulong)
_mark_value = _short("FPDFPageObjMark_GetParamValueType", c_int, c_void_p, c_char_p)
_is_tagged = _short("FPDFCatalog_IsTagged", c_int, c_void_p)
_draw_mode = _short("FPDFPath_GetDrawMode", c_int, c_void_p, c_void_p, c_void_p)
_count_segments = _short("FPDFPath_CountSegments", c_int, c_void_p)
_get_segment = _short("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
_segment_kind = _short("FPDFPathSegment_GetType", c_int, c_void_p)
_segment_point = _short("FPDFPathSegment_GetPoint", c_int, c_void_p, c_void_p, c_void_p)
_segment_closes = _short("FPDFPathSegment_GetClose", c_int, c_void_p)

raw.FPDF_InitLibraryWithConfig(library_settings(raw))  # a second call, should another library make it, does nothing


class NotOpened(Exception):
    """PDFium refused the document; `locked` tells a missing password from damage."""

    def __init__(self) -> None:
        self.locked = _last_error() == _PASSWORD_ERROR
        super().__init__("locked" if self.locked else "damaged")


@contextmanager
def open_document(data: bytes) -> Iterator[Handle]:
    """Give the handle of a document; raises NotOpened. `data` must live as long as the handle."""
    document = _load_document(data, len(data), None)
    if not document:
        raise NotOpened
    try:
        yield document
    finally:
        _close_document(document)


def page_count(document: Handle) -> int:
    """Give the number of pages of a document."""
    return int(_count_pages(document))


class Page:
    """An open page with its text. Characters and objects are numbered from 0.

    `tagged` tells that the document says of its parts what they are.
    """

    __slots__ = ("_text", "handle", "tagged")

    def __init__(self, handle: Handle, text: Handle, tagged: bool) -> None:
        self.handle = handle
        self.tagged = tagged
        self._text = text

    @property
    def edges(self) -> Quad:
        """The visible part of the page in PDF coordinates."""
        values = _Floats(4)
        _page_edges(self.handle, values.address)
        left, top, right, bottom = values.take(4)
        return left, top, right, bottom

    @property
    def turn(self) -> int:
        """How many quarter turns clockwise the page is shown."""
        return int(_rotation(self.handle))

    def char_count(self) -> int:
        """Give the number of characters, those that PDFium adds (blanks, line ends) included."""
        return max(0, int(_count_chars(self._text)))

    def text(self, count: int) -> str:
        """Give the first `count` characters, one for each index."""
        units = create_string_buffer(2 * count + 2)
        written = _get_text(self._text, 0, count, addressof(units))
        text = units.raw[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
        return text if len(text) == count else self._text_by_code(count)

    def _text_by_code(self, count: int) -> str:
        """The long way, for pages where some characters have no code or two."""
        codes = (_char_code(self._text, index) for index in range(count))
        return "".join(chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)

    def char_boxes(self, indices: list[int]) -> list[float]:
        """Give the boxes of characters, four numbers each: left, top, right, bottom; as high as the font is."""
        values = _Floats(4 * len(indices))
        text, box, address = self._text, _char_box, values.address
        for index in indices:
            box(text, index, address)
            address += _BOX
        return values.take(4 * len(indices))

    def char_origin(self, index: int) -> tuple[float, float]:
        """Give where a character stands on its line."""
        point = (c_double * 2)()
        _char_origin(self._text, index, addressof(point), addressof(point) + 8)
        return point[0], point[1]

    def char_angle(self, index: int) -> float:
        """Give the direction of a character's line in radians, clockwise from left to right."""
        return float(_char_angle(self._text, index))

    def is_hyphen(self, index: int) -> bool:
        """Whether a character is a hyphen that PDFium took for the division of a word."""
        return bool(_is_hyphen(self._text, index) > 0)

    def char_object(self, index: int) -> Handle:
        """Give the text object that a character comes from; 0 for those that PDFium added."""
        return _char_object(self._text, index) or 0

    def objects(self) -> list[tuple[int, Handle]]:
        """Give the page's objects in drawing order, each with its kind: TEXT, PATH, IMAGE, FORM or another number."""
        handle, get, kind = self.handle, _get_object, _object_kind
        things = [get(handle, index) for index in range(_count_objects(handle))]
        return [(kind(thing), thing) for thing in things]


@contextmanager
def open_page(document: Handle, index: int, *, flat: bool = True) -> Iterator[Page | None]:
    """Give a page; None where it is damaged. What is typed into form fields becomes part of a `flat` page."""
    handle = _load_page(document, index)
    if handle and flat and _has_typed_text(handle):
        handle = _flattened(document, index, handle)
    text = _load_text(handle) if handle else None
    try:
        yield Page(handle, text, bool(_is_tagged(document))) if text else None
    finally:
        if text:
            _close_text(text)
        if handle:
            _close_page(handle)


def _has_typed_text(page: Handle) -> bool:
    return any(_kind_of_note(page, index) in (_FREE_TEXT, _WIDGET) for index in range(_count_notes(page)))


def _kind_of_note(page: Handle, index: int) -> int:
    note = _get_note(page, index)
    kind = _note_kind(note) if note else 0
    if note:
        _close_note(note)
    return int(kind)


def _flattened(document: Handle, index: int, page: Handle) -> Handle:
    _flatten(page, _FOR_DISPLAY)
    _close_page(page)
    return int(_load_page(document, index) or 0)


def bounds_of(things: list[Handle]) -> list[float]:
    """Give the boxes of page objects, four numbers each: left, top, right, bottom; strokes with their width."""
    values = _Floats(4 * len(things))
    bounds, at = _bounds, values.address
    for thing in things:
        bounds(thing, at, at + 12, at + 8, at + 4)
        at += _BOX
    return values.take(4 * len(things))


def matrix_of(thing: Handle) -> Matrix:
    """Give the matrix of a page object: its inner coordinates to those outside."""
    values = _Floats(6)
    _matrix(thing, values.address)
    a, b, c, d, e, f = values.take(6)
    return a, b, c, d, e, f


def parts_of(form: Handle) -> list[tuple[int, Handle]]:
    """Give the objects inside a form object, each with its kind."""
    things = [_get_part(form, index) for index in range(max(0, _count_parts(form)))]
    return [(_object_kind(thing), thing) for thing in things]


def is_pictured(thing: Handle) -> bool:
    """Whether a page object is marked as part of something that has an alternative in words: a picture, a chart."""
    marks = (_get_mark(thing, at) for at in range(max(0, _count_marks(thing))))
    return any(mark and _mark_value(mark, b"Alt") == _STRING for mark in marks)


def paint_of(path: Handle) -> tuple[bool, bool]:
    """Tell whether a path is filled and whether it is stroked."""
    values = (c_int * 2)()
    _draw_mode(path, addressof(values), addressof(values) + 4)
    return bool(values[0]), bool(values[1])


def segment_count(path: Handle) -> int:
    """Give the number of segments of a path."""
    return max(0, int(_count_segments(path)))


def segments_of(path: Handle, limit: int) -> list[tuple[int, float, float, bool]]:
    """Give up to `limit` segments of a path: kind, end point before the path's matrix, whether it closes the figure."""
    values = _Floats(2)
    found = []
    for index in range(min(limit, segment_count(path))):
        segment = _get_segment(path, index)
        _segment_point(segment, values.address, values.address + 4)
        x, y = values.take(2)
        found.append((_segment_kind(segment), x, y, bool(_segment_closes(segment))))
    return found


class _Floats:
    """Room for floats that PDFium writes and Python takes out in one go."""

    __slots__ = ("_room", "address")

    def __init__(self, count: int) -> None:
        self._room = create_string_buffer(4 * count)
        self.address = addressof(self._room)

    def take(self, count: int) -> list[float]:
        return array("f", string_at(self.address, 4 * count)).tolist()
