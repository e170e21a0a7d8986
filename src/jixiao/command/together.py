"""The files of a call held against each other and against those of the year before (`check --prior`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.command.inputs import Input, NotFound
from jixiao.command.run import Run
from jixiao.model.result import CheckResult, ReadResult

if TYPE_CHECKING:
    from jixiao.check.across.desk import Desk
    from jixiao.check.relations.relation import Relation


class Together:
    """Holds each checked file of a call against the files before it and against those of the year before.

    `prior` are the arguments that name the latter. One that cannot be read is told and leaves `status` at 2.
    """

    def __init__(self, inputs: Sequence[Input | NotFound], prior: tuple[str, ...], *, debug: bool = False) -> None:
        self._last = Run(prior, _read, debug=debug)
        self._names = shown_names([*self._last.inputs, *inputs])
        self._wanted = bool(prior) or len(inputs) > 1
        self._desk: Desk | None = None

    def begin(self, relations: Sequence[Relation]) -> None:
        """Read the files of the year before; `relations` are the user's own."""
        if self._wanted:
            from jixiao.check.across.desk import Desk  # a file by itself needs none of it

            self._desk = Desk([(self._names[item.name], read) for item, read in self._last], relations)

    @property
    def status(self) -> int:
        """The exit status that the files of the year before lead to."""
        return self._last.status

    @property
    def failures(self) -> list[str]:
        """The sentences about files of the year before that could not be read."""
        return self._last.failures

    def compare(self, result: CheckResult, item: Input) -> CheckResult:
        """Give the result of a file with what the others say of it."""
        return self._desk.compare(result, self._names[item.name]) if self._desk else result

    def told(self) -> list[str]:
        """Give a sentence on each file of the year before that was of no use."""
        return self._desk.last_years.unused() if self._desk else []


def shown_names(inputs: Iterable[Input | NotFound]) -> dict[str, str]:
    """Give what findings call each file: its own name, with as many folders before it as tell it from the others."""
    names = {item.name: Path(item.name).parts for item in inputs if isinstance(item, Input)}
    endings = Counter("/".join(ending) for parts in names.values() for ending in _endings(parts))
    return {name: _first_alone(parts, endings) or name for name, parts in names.items()}


def _endings(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give the ends of a path, the shortest first."""
    return (parts[-length:] for length in range(1, len(parts) + 1))


def _first_alone(parts: tuple[str, ...], endings: Counter[str]) -> str | None:
    return next((joined for ending in _endings(parts) if endings[joined := "/".join(ending)] == 1), None)


def _read(item: Input) -> ReadResult:
    from jixiao.read import read_file

    return read_file(*item.source())
