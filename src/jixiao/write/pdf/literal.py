"""Words for typst: always strings, so that nothing in them is taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NOT_IN_TEXT = re.compile("[^\t\n -~\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": " "})


def literal(text: str) -> str:
    """Give a text as a string of typst; control characters are left out."""
    if text.isprintable() and '"' not in text and "\\" not in text:  # nearly all are
        return f'"{text}"'
    return f'"{_NOT_IN_TEXT.sub("", text).translate(_ESCAPES)}"'


def array(items: Iterable[str]) -> str:
    """Give expressions as an array."""
    return "(" + "".join(f"{item}," for item in items) + ")"


def truth(value: bool) -> str:
    """Give a truth value."""
    return "true" if value else "false"
