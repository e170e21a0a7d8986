"""Cold start: whole processes of the command line, from start to exit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

ROUNDS = 9


class Start(NamedTuple):
    """A call, the median of its wall-clock seconds and what it may take."""

    call: str
    seconds: float
    bar: float | None


def starts(document: Path) -> list[Start]:
    """Time the bare interpreter, the help and the check of one document."""
    command = _command()
    return [
        Start("python -c pass", _time([sys.executable, "-c", "pass"]), None),
        Start("jixiao --help", _time([*command, "--help"]), 0.15),
        Start("jixiao check one.docx", _time([*command, "check", str(document)]), 0.3),
    ]


def _command() -> list[str]:
    installed = Path(sys.executable).parent / "jixiao"
    return [str(installed)] if installed.exists() else [sys.executable, "-m", "jixiao"]


def _time(command: list[str]) -> float:
    _once(command)
    return median(_once(command) for _ in range(ROUNDS))


def _once(command: list[str]) -> float:
    start = perf_counter()
    status = subprocess.run(command, capture_output=True, check=False).returncode
    seconds = perf_counter() - start
    if status > 1:  # 1 says that the check found errors
        raise SystemExit(f"{' '.join(command)} ended with {status}")
    return seconds
