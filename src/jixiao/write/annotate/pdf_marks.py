"""Notes in a PDF by PDFium's C interface: highlights and signs with a text, and the document with them as bytes."""

from __future__ import annotations

from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_float, c_int, c_ulong, c_void_p, cast, string_at
from typing import Any, NamedTuple

import pypdfium2_raw as raw  # type: ignore[import-untyped]

from jixiao.model.result import Severity
from jixiao.read.formats.pdf_native import Handle, Quad

_SIGN, _HIGHLIGHT = 1, 9  # kinds of notes
_COLOUR = 0  # of the note itself, not of its inside
_PRINTED = 4  # flag: it shows on paper too
_OPACITY = 110  # of 255
_WHOLE = 0  # the file is written anew: what PDFium appends to files with compressed directories is not sound
_COLOURS: dict[Severity, tuple[int, int, int]] = {
    "error": (255, 96, 96),
    "warning": (255, 200, 0),
    "info": (96, 170, 255),
}


class Mark(NamedTuple):
    """A note: where it is in PDF's coordinates, what it says, by whom and when; a highlight or else a sign."""

    quad: Quad
    severity: Severity
    author: str
    text: str
    date: str
    highlight: bool


class _Points(Structure):
    _fields_ = [(f"{axis}{number}", c_float) for number in range(1, 5) for axis in "xy"]


class _Rectangle(Structure):
    _fields_ = [(edge, c_float) for edge in ("left", "top", "right", "bottom")]


class _Writer(Structure):
    pass


_Write = CFUNCTYPE(c_int, POINTER(_Writer), c_void_p, c_ulong)
_Writer._fields_ = [("version", c_int), ("write", _Write)]


def _function(name: str, result: Any, *arguments: Any) -> Any:
    return CFUNCTYPE(result, *arguments)(cast(getattr(raw, name), c_void_p).value or 0)


_create = _function("FPDFPage_CreateAnnot", c_void_p, c_void_p, c_int)
_close = _function("FPDFPage_CloseAnnot", None, c_void_p)
_add_points = _function("FPDFAnnot_AppendAttachmentPoints", c_int, c_void_p, POINTER(_Points))
_set_rectangle = _function("FPDFAnnot_SetRect", c_int, c_void_p, POINTER(_Rectangle))
_set_colour = _function("FPDFAnnot_SetColor", c_int, c_void_p, c_int, *[c_ulong] * 4)
_set_text = _function("FPDFAnnot_SetStringValue", c_int, c_void_p, c_char_p, c_char_p)
_set_flags = _function("FPDFAnnot_SetFlags", c_int, c_void_p, c_int)
_save = _function("FPDF_SaveAsCopy", c_int, c_void_p, POINTER(_Writer), c_ulong)


def add(page: Handle, mark: Mark) -> None:
    """Add a note to a page. Hold the lock of `read.formats.pdf_native`."""
    note = _create(page, _HIGHLIGHT if mark.highlight else _SIGN)
    left, top, right, bottom = mark.quad
    if mark.highlight:
        _add_points(note, _Points(left, top, right, top, left, bottom, right, bottom))
    _set_rectangle(note, _Rectangle(left, top, right, bottom))
    _set_colour(note, _COLOUR, *_COLOURS[mark.severity], _OPACITY if mark.highlight else 255)
    for key, text in ((b"Contents", mark.text), (b"T", mark.author), (b"M", mark.date)):
        _set_text(note, key, text.encode("utf-16-le", "replace") + b"\0\0")
    _set_flags(note, _PRINTED)
    _close(note)


def saved(document: Handle) -> bytes | None:
    """Give the document as bytes, encrypted as it was; None where PDFium cannot write it.

    Hold the lock of `read.formats.pdf_native`.
    """
    parts: list[bytes] = []

    def write(_: Any, address: int, size: int) -> int:
        parts.append(string_at(address, size))
        return 1

    done = _save(document, _Writer(1, _Write(write)), _WHOLE)
    return b"".join(parts) if done else None
