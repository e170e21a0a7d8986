"""One call over its files: each is done by itself, failures are told, the exit status is kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Generic, TypeVar

import click

from jixiao.command.inputs import Input, expand
from jixiao.command.progress import Progress
from jixiao.model.failure import Failure

Done = TypeVar("Done")
Made = TypeVar("Made")
FAILED = 2


class Run(Generic[Done]):
    """The results of `work` on every file that `arguments` stand for, in order; iterate it once.

    A file that cannot be done is told on standard error and leaves `status` at 2; the others are still done.
    """

    def __init__(self, arguments: tuple[str, ...], work: Callable[[Input], Done], *, debug: bool = False) -> None:
        self.inputs = expand(arguments)
        self.status = 0
        self.failures: list[str] = []
        self._work = work
        self._debug = debug
        self._progress = Progress(len(self.inputs))

    def __iter__(self) -> Iterator[tuple[Input, Done]]:
        for number, item in enumerate(self.inputs):
            if not isinstance(item, Input):
                self.fail(str(item))
                continue
            self._progress.show(number, item.name)
            done = self.attempt(item.name, partial(self._work, item))
            self._progress.clear()
            if done is not None:
                yield item, done

    def fail(self, sentence: str) -> None:
        """Tell a failure on standard error and remember it."""
        self.tell(sentence)
        self.failures.append(sentence)
        self.status = FAILED

    def tell(self, sentence: str) -> None:
        """Tell a sentence on standard error."""
        self._progress.clear()
        click.echo(sentence, err=True)

    def found_error(self) -> None:
        """Remember that the checks found an error: status 1, unless something failed."""
        self.status = self.status or 1

    def attempt(self, name: str, work: Callable[[], Made]) -> Made | None:
        """Give the result of some work on a file; None where it fails, which is told."""
        try:
            return work()
        except Failure as failure:
            self.fail(str(failure))
        except Exception as error:  # one broken file must not keep the others from being done
            self.fail(f"{name}：处理时发生内部错误（{type(error).__name__}），请把文件发给开发者。")
            if self._debug:
                import traceback

                traceback.print_exc(file=sys.stderr)
        return None
