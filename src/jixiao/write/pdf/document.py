"""A paper as PDF: the look and the calls that fill it, set by typst with the fonts at hand."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.write.paper import Paper
from jixiao.write.pdf.literal import array, literal
from jixiao.write.pdf.source import source

if TYPE_CHECKING:
    import typst

_FONT_PACKAGE = "pylopdf_fonts_zh_cn"
# typst keeps what it worked out for one paper for ten more compilations: 60 MB each. Empty ones make it forget.
_FORGETTING = 10


def write_pdf(paper: Paper) -> bytes:
    """Give a paper as a tagged PDF with its fonts embedded."""
    import typst

    text = _families() + _look() + source(paper)
    made = typst.Compiler(text.encode(), font_paths=_fonts()).compile(format="pdf")
    _forget()
    assert isinstance(made, bytes)  # a list only where each page is a file
    return made


def _forget() -> None:
    import typst

    compiler = typst.Compiler(font_paths=_fonts())
    for _ in range(_FORGETTING):
        compiler.compile(b"", format="svg")


@cache
def _families() -> str:
    return f"#let families = {array(map(literal, _fonts().families()))}\n"


@cache
def _look() -> str:
    return Path(__file__).with_name("look.typ").read_text(encoding="utf-8")


@cache
def _fonts() -> typst.Fonts:
    """The fonts of the machine and those of the package; looking through them takes a moment, once."""
    import typst

    found = find_spec(_FONT_PACKAGE)
    folders = [str(folder) for folder in (found.submodule_search_locations or ())] if found else []
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=folders)
