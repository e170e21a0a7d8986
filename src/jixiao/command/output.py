"""Standard output: JSON for programs; lines and tables for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import click

from jixiao.command.table import draw_table
from jixiao.command.width import wrap

PIPE_COLUMNS = 120  # the width of a table that is written to a file or a pipe


class Told(Protocol):
    """What a command found in a file, which can be told as an object of JSON."""

    def to_dict(self) -> dict[str, Any]: ...


class JsonOutput:
    """JSON of the files of a call: one object, an array where the call is about several, or one object a line."""

    def __init__(self, *, several: bool, lines: bool) -> None:
        self._array = several and not lines
        self._lines = lines
        self._count = 0

    def write(self, value: dict[str, Any]) -> None:
        """Write the object of one file at once, so that a long call streams."""
        if self._array:
            _write("[\n" if self._count == 0 else ",\n")
        _write(_json(value, None if self._lines else 2) + ("" if self._array else "\n"))
        self._count += 1

    def write_all(self, results: Iterable[Told]) -> None:
        """Write the object of each file as it comes, and end the array."""
        for result in results:
            self.write(result.to_dict())
        self.close()

    def close(self) -> None:
        """End the array."""
        if self._array:
            _write("[]\n" if self._count == 0 else "\n]\n")


def print_json(value: object) -> None:
    """Write one JSON value."""
    _write(_json(value, 2) + "\n")


def print_line(text: str = "", **style: Any) -> None:
    """Write a line for people; the style (click.style) is dropped where colours are not wanted."""
    click.echo(click.style(text, **style) if style else text)


def print_fact(label: str, text: str, indent: int) -> None:
    """Write a labelled text below a finding, wrapped to the terminal."""
    left = " " * indent + f"{label}  "
    hanging = indent + 2 * len(label) + 2
    lines = wrap(text, max(columns() - hanging, 20))
    print_line(click.style(left, dim=True) + lines[0])
    for line in lines[1:]:
        print_line(" " * hanging + line)


def print_table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> None:
    """Draw a table; `right` are the columns, from 0, that are aligned to the right."""
    if title:
        print_line(title)
    for line in draw_table(header, rows, columns(), right=right, drawn=_is_terminal()):
        print_line(line)


def columns() -> int:
    """Give the width to write in: the terminal's, else a fixed one."""
    import shutil

    return shutil.get_terminal_size().columns if _is_terminal() else PIPE_COLUMNS


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _json(value: object, indent: int | None) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=indent)


def _write(text: str) -> None:
    # As bytes: JSON is UTF-8 whatever the terminal speaks. A lone surrogate (a broken file name) becomes a mark.
    click.echo(text.encode("utf-8", "replace"), nl=False)
