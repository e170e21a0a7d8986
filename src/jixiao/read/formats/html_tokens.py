"""HTML as a flat stream of tags and texts, in one pass and in linear time, whatever the nesting.

No tree is built: a tree builder that follows the standard looks through all open elements for every `div`, which takes
a quarter of a minute for 100,000 nested ones, and libxml2 drops what lies deeper than some 250 levels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

# a tag with its quoted attributes, else the beginning of a comment, else anything else that begins like a tag
_TAG = re.compile(
    r"""<(?:(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:[^>"']++|"[^"]*+"|'[^']*+')*+)>|(?P<other>[a-zA-Z/!?]))"""
)
# the same where a quote is never closed: the attributes end at the first bracket
_LOOSE = re.compile(r"<(?:(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>[^>]*+)>|(?P<other>[/!?]))")
# elements whose content is no markup, and of these the one whose content is shown
_RAW = frozenset({"script", "style", "title", "iframe", "noembed", "noframes", "xmp", "textarea"})
_SHOWN = "textarea"
# Word adds a row only to fix the column widths of other programs
_MISALIGNED = "[if !supportmisalignedcolumns]"
_WORD_END = "<![endif]>"


# name of a tag in lower case (empty for a text), attributes or text as written, whether it is a closing tag, and where
# it begins and ends in the page
Token = tuple[str, str, bool, int, int]


def tokens(text: str) -> Iterator[Token]:
    """Give the tags and texts of a page in order; comments, scripts, styles and declarations are left out."""
    position = 0
    pattern = _TAG
    last = text.rfind(">") + 1  # no tag ends beyond: the search stays linear in a page of opening brackets
    while match := pattern.search(text, position, last):
        start = match.start()
        if start > position:
            yield _text(text, position, start)
        if match.lastgroup == "other":
            position, broken = _skip_other(text, start)
            pattern = _LOOSE if broken else pattern
            continue
        closing, name, attributes, _ = match.groups()
        name = name.lower()
        position = match.end()
        yield name, attributes, closing != "", start, position
        if name in _RAW and not closing and not attributes.endswith("/"):
            end = _raw_end(text, name, position)
            if name == _SHOWN:
                yield _text(text, position, end)
            position = end
    if position < len(text):
        yield _text(text, position, len(text))


def _text(page: str, start: int, end: int) -> Token:
    text = page[start:end]
    return "", unescape(text) if "&" in text else text, False, start, end


def _skip_other(text: str, start: int) -> tuple[int, bool]:
    """Step over a comment, a declaration or a broken tag; the flag says that a quote stays open to the end."""
    if text.startswith("<!--", start):
        return _after(text, "-->", start + 2), False
    if text[start + 1].isalpha():
        return start, True
    if text[start + 2 : start + 40].lower().startswith(_MISALIGNED):
        return _after(text, _WORD_END, start), False
    return _after(text, ">", start), False


def _after(text: str, mark: str, start: int) -> int:
    found = text.find(mark, start)
    return len(text) if found < 0 else found + len(mark)


def _raw_end(text: str, name: str, start: int) -> int:
    """Where the content of a raw element ends: at its closing tag, else at the end of the page."""
    found = re.compile(f"</{name}[\\s/>]", re.IGNORECASE).search(text, start)
    return found.start() if found else len(text)
