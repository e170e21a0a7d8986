"""Texts in the XML of a workbook: character references, Excel's own escapes (_x000D_), rich text, phonetic guides."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_REFERENCE = re.compile(r"&(?:#(\d+)|#x([0-9a-fA-F]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_MANY_REFERENCES = re.compile(r"&#([1-9][0-9]{2,6});")
_MOST_LETTERS = 20_000
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PHONETIC = re.compile(r"<rPh\b.*?</rPh>", re.DOTALL)
_PIECE = re.compile(r"<t(?: [^>]*)?>([^<]*)</t>")


def local(name: str) -> str:
    """Give the name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def with_characters(xml: str) -> str:
    """Give XML text with its references to letters (&#20840;) replaced; those that could be markup stay.

    Some writers put every Chinese character so: one pass over the whole text is many times cheaper than one per cell.
    Raises `ValueError` for a number that is no character.
    """
    if "&#" not in xml:
        return xml
    parts = _MANY_REFERENCES.split(xml)
    parts[1::2] = map(_LETTERS.__getitem__, parts[1::2])
    return "".join(parts)


class _Letters(dict[str, str]):
    """Letters by their numbers: a plain dictionary, because this is asked for every character of a sheet."""

    def __missing__(self, number: str) -> str:
        letter = chr(int(number))
        letter.encode()  # half of a surrogate pair is no character
        if len(self) >= _MOST_LETTERS:
            self.clear()
        self[number] = letter
        return letter


_LETTERS = _Letters()


def unescaped(xml: str) -> str:
    """Give the text that stands in XML between two tags."""
    return _REFERENCE.sub(_character, xml) if "&" in xml else xml


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    return _NAMED[name] if name else _allowed(int(decimal) if decimal else int(hexadecimal, 16))


def _allowed(code: int) -> str:
    """A character, or nothing for what text does not hold: control characters, surrogates."""
    if code > 0x10FFFF or 0xD800 <= code < 0xE000 or (code < 32 and code not in (9, 10, 13)):
        return ""
    return chr(code)


def cell_text(text: str) -> str:
    """Give a text as a cell shows it: Excel's escapes undone, line ends as line feeds."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: _allowed(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def rich_text(xml: str) -> str:
    """Give the text of a string item (`si` or `is`, its inner XML), runs joined and phonetic guides (注音) left out."""
    if "<rPh" in xml:
        xml = _PHONETIC.sub("", xml)
    return cell_text(unescaped("".join(_PIECE.findall(xml))))


def text_of(item: Element) -> str:
    """Give the text of a parsed string item, as `rich_text` does for one that is not parsed."""
    pieces = []
    for child in item:
        if local(child.tag) == "t":
            pieces.append(child.text or "")
        elif local(child.tag) == "r":
            pieces += [piece.text or "" for piece in child if local(piece.tag) == "t"]
    return cell_text("".join(pieces))
