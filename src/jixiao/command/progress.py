"""A progress line on standard error: only where that is a terminal and the call has many files."""

from __future__ import annotations

import sys

from jixiao.command.width import wrap

MANY = 4
BAR = 20


class Progress:
    """Which file of how many is being done; the line is wiped before anything else is written."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._wanted = total >= MANY and sys.stderr.isatty()
        self._shown = False

    def show(self, done: int, name: str) -> None:
        """Draw the bar with the number of files done and the name of the one at work."""
        if not self._wanted:
            return
        filled = BAR * done // self._total
        bar = "█" * filled + "░" * (BAR - filled)
        self._write(f"\r\x1b[K{bar} {done}/{self._total} {wrap(name, 40)[0]}")
        self._shown = True

    def clear(self) -> None:
        """Wipe the line."""
        if self._shown:
            self._write("\r\x1b[K")
            self._shown = False

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
