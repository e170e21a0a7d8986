"""The formats that a paper can be written in, by the suffix of its file; a format is loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module

from jixiao.write.paper import Paper

_WRITERS = {".docx": "docx", ".xlsx": "xlsx", ".pdf": "pdf", ".html": "html", ".htm": "html"}
SUFFIXES = (".docx", ".xlsx", ".pdf", ".html")


def written(paper: Paper, suffix: str) -> bytes:
    """Give the bytes of a paper in the format of a suffix; raises KeyError for one that is none."""
    name = _WRITERS[suffix.lower()]
    content: bytes = getattr(import_module(f"jixiao.write.{name}"), f"write_{name}")(paper)
    return content
