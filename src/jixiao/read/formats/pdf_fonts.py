"""Chinese fonts for PDFium where a PDF carries none of its own.

PDFium drops a character that no font of the machine draws when it stands alone (绩/效/指/标 one below the other), and
misjudges the width of the others. A server without Chinese fonts must read what an office computer reads, so the fonts
of the package that `write` prints with are offered beside the machine's own.
"""

from __future__ import annotations

import ctypes
import sys
from importlib.util import find_spec
from typing import Any

_FONT_PACKAGE = "pylopdf_fonts_zh_cn"
# What PDFium looks through on Linux by itself: a list of one's own takes the place of these.
_LINUX_FOLDERS = [
    "/usr/share/fonts",
    "/usr/share/X11/fonts/Type1",
    "/usr/share/X11/fonts/TTF",
    "/usr/local/share/fonts",
]


def library_settings(raw: Any) -> Any:
    """Give the FPDF_LIBRARY_CONFIG for PDFium's start; elsewhere than on Linux the system's fonts serve alone."""
    settings = raw.FPDF_LIBRARY_CONFIG()
    settings.version = 2
    if sys.platform == "linux":
        folders = [folder.encode() for folder in (*_LINUX_FOLDERS, *_package_folders())]
        settings.m_pUserFontPaths = ctypes.cast(_kept(folders), type(settings.m_pUserFontPaths))
    return settings


def _package_folders() -> list[str]:
    found = find_spec(_FONT_PACKAGE)
    return list(found.submodule_search_locations or []) if found else []


def _kept(folders: list[bytes]) -> Any:
    """The list as C knows it, ended by a null pointer; PDFium looks into it as long as the process lives."""
    _KEPT.append((ctypes.c_char_p * (len(folders) + 1))(*folders, None))
    return _KEPT[-1]


_KEPT: list[Any] = []
