"""What FILE may stand for: a file, a folder, a pattern such as 报表/*.docx, or `-` for standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from jixiao.model.failure import Failure

STANDARD_INPUT = "标准输入"
# A folder stands for the files of these kinds in it; a file that is named itself is always tried.
SUFFIXES = frozenset(
    f".{kind}"
    for kind in "docx docm doc wps xlsx xlsm xls et pdf html htm txt csv rtf ofd".split()  # noqa: SIM905
)
MAX_STANDARD_INPUT = 256 * 1024 * 1024
HEAD = 400  # a report says at its beginning what wrote it
GENERATOR_MARK = b'<meta name="generator" content="jixiao'


class Input(NamedTuple):
    """One file of a call; `path` is None for standard input."""

    name: str
    path: Path | None

    def source(self) -> tuple[Path | bytes, str | None]:
        """Give what `jixiao.read` takes: a path, or the bytes of standard input and what messages call them."""
        return (self.path, None) if self.path is not None else (_standard_input(), self.name)


class NotFound(Failure):
    """A file, folder or pattern that leads to nothing."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}：{reason}。")


class TooLong(Failure):
    """Standard input that does not end."""

    def __init__(self) -> None:
        super().__init__(f"{STANDARD_INPUT}：内容超过 {MAX_STANDARD_INPUT >> 20} MB，请存成文件后再核对。")


def expand(arguments: tuple[str, ...]) -> list[Input | NotFound]:
    """Give the files that the arguments stand for, in their order; what leads to nothing is a failure in its place."""
    found: list[Input | NotFound] = []
    for argument in arguments:
        found.extend(_expand_one(argument))
    return found


def is_several(arguments: tuple[str, ...]) -> bool:
    """Say whether the call is about several files: several arguments, a folder or a pattern."""
    return len(arguments) > 1 or any(Path(argument).is_dir() or _is_pattern(argument) for argument in arguments)


def _expand_one(argument: str) -> list[Input | NotFound]:
    path = Path(argument)
    if argument == "-":
        return [Input(STANDARD_INPUT, None)]
    if path.is_dir():
        inside = [Input(str(file), file) for file in _files_of(path)]
        return [*inside] or [NotFound(argument, "这个文件夹里没有可以读的文件，请核对路径")]
    if path.exists():
        return [Input(argument, path)]
    if _is_pattern(argument):
        # glob.glob, not Path.glob: the names come out as the user wrote them, absolute or not.
        matched = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207
        named = [Input(name, Path(name)) for name in matched if Path(name).is_file()]
        return [*named] or [NotFound(argument, "没有文件符合这个写法，请核对路径")]
    return [NotFound(argument, "找不到这个文件，请核对路径")]


def is_same_file(one: Path, other: Path) -> bool:
    """Say whether two paths lead to one file, by whatever name or link."""
    with suppress(OSError):
        return one.samefile(other)
    return False


def _is_pattern(argument: str) -> bool:
    return glob.has_magic(argument) and not Path(argument).exists()


def _files_of(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            # ~$ and .~ begin the lock files that Word and WPS leave beside an open document.
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith((".", "~$")):
                file = Path(root, name)
                if not is_own_report(file):
                    yield file


def is_own_report(file: Path) -> bool:
    """Say whether a file is a report that `check --report` wrote, which is no input."""
    if file.suffix.lower() not in {".html", ".htm"}:
        return False
    try:
        with file.open("rb") as opened:
            return GENERATOR_MARK in opened.read(HEAD)
    except OSError:  # reading it will fail too, and say why
        return False


def _standard_input() -> bytes:
    data = sys.stdin.buffer.read(MAX_STANDARD_INPUT + 1)
    if len(data) > MAX_STANDARD_INPUT:
        raise TooLong
    return data
