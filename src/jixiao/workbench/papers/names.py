"""Names of files and folders (文件名) that every system takes, each once."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # on Windows
_LONGEST = 60


def safe_name(text: str, ending: str = "") -> str:
    """Give a text as the name of a file: no sign that a system takes for something else, not too long, not blank."""
    plain = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", text)).strip(" .")[:_LONGEST].strip(" .") or "未命名"
    return f"{'_' if _RESERVED.match(plain) else ''}{plain}{ending}"


class Names:
    """The names used so far: one that is there already gets a number. Capitals make no difference."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def once(self, path: str) -> str:
        """Give a path that was not given before."""
        pure, number, made = PurePosixPath(path), 2, path
        while made.casefold() in self._used:
            made = str(pure.with_name(f"{pure.stem}（{number}）{pure.suffix}"))
            number += 1
        self._used.add(made.casefold())
        return made
