"""What people type (录入) brought into the form's own writing: trimmed, full-width digits and signs as half-width ones.

Nothing is judged here: 见附件 in a column of amounts stays 见附件, and the checks say what is wrong with it.
"""

from __future__ import annotations

import re
from typing import Literal

from jixiao.model.pointer import tokens
from jixiao.model.quantity.normal import squeezed

Manner = Literal["number", "line", "long"]

_NUMBERS = frozenset({"year", "initial", "budget", "executed", "rate", "weight", "score"})
_LONG = frozenset({"reason", "expected", "conclusion", "problems", "improvements"})
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_HALF_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
_HALF_WIDTH |= {ord("％"): "%", ord("﹪"): "%", ord("＋"): "+"}
_POINT = re.compile(r"(?<=[0-9])[．。](?=[0-9])")
_SIGNS = (("≥", re.compile("[>＞][=＝]|[≧⩾]")), ("≤", re.compile("[<＜][=＝]|[≦⩽]")))


def manner_of(pointer: str) -> Manner:
    """Tell what is typed into a field: a number, one line of words, or a text that may have several lines."""
    names = tokens(pointer)
    if names[:1] == ["texts"]:
        return "long"
    last = names[-1] if names else ""
    if last in _NUMBERS or (last == "forecast" and names[0] == "funding"):
        return "number"
    return "long" if last in _LONG or pointer == "/goal/actual" else "line"


def normalised(pointer: str, text: str) -> str:
    """Give a typed text as the field keeps it: empty where nothing was typed, lines kept only in long texts."""
    text = _UNSEEN.sub("", _BREAKS.sub("\n", text))
    if manner_of(pointer) == "long":
        return "\n".join(_half_width(line).strip() for line in text.split("\n")).strip()
    line = _half_width(" ".join(text.split()))
    if manner_of(pointer) == "number":
        return _number(line)
    line = _with_signs(line)
    return "＝" if line == "=" and pointer.endswith("/comparator") else line


def _half_width(text: str) -> str:
    """Digits, letters and % as they stand in print; the punctuation of a Chinese sentence stays full-width."""
    return _POINT.sub(".", text.translate(_HALF_WIDTH))


def _number(line: str) -> str:
    """A number in its plain form; what has no digit is a word or a dash and stays."""
    return squeezed(line) if any(sign.isdigit() for sign in line) else line


def _with_signs(line: str) -> str:
    for sign, typed in _SIGNS:
        line = typed.sub(sign, line)
    return line
