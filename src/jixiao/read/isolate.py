"""Isolate: work on a stranger's file in a child process whose memory and time are bounded by the system.

A parser that runs wild there takes nothing down with it; the caller gets one Chinese sentence.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from jixiao.model.failure import Failure
from jixiao.read.failure import Unreadable

if TYPE_CHECKING:
    from jixiao.model.result import ReadResult

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Limits:
    """What a child process may use: address space in bytes, processor time and elapsed time in seconds.

    Programs that the child starts (LibreOffice) inherit the first two, each for itself. Where the system knows no such
    limits (Windows), only the elapsed time holds.
    """

    memory: int = 1 << 30
    processor: int = 20
    elapsed: float = 30


class Exhausted(Unreadable):
    """The child reached one of its limits."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(name, f"读取时{what}超过限制，已停止", "文件可能已损坏或被恶意构造")


class Broken(Unreadable):
    """The child ended without an answer, or by an error of the program."""

    def __init__(self, name: str, how: str) -> None:
        super().__init__(name, f"读取时程序出错（{how}）", "请把这个文件交给维护人员查看")


def read_isolated(file: str | Path | bytes, name: str | None = None, limits: Limits | None = None) -> ReadResult:
    """Give what a file says, as `read_file` does, read in a child process. Raises `Unreadable`."""
    from jixiao.read import read_file

    shown = name or ("未命名文件" if isinstance(file, bytes) else Path(file).name)
    return run_isolated(shown, limits or Limits(), read_file, file, name)


def run_isolated(
    name: str,
    limits: Limits,
    work: Callable[Arguments, Result],
    *arguments: Arguments.args,
    **named: Arguments.kwargs,
) -> Result:
    """Give what `work` gives, done in a child process; `name` is the file's name in messages.

    `work` is a function at the top of a module; arguments and result must be picklable. Raises `Unreadable` where a
    limit is reached, and the `Failure` that `work` raises.
    """
    if sys.platform == "win32":
        context = multiprocessing.get_context("spawn")
    else:  # a server that was started clean and forks on demand: safe beside threads, unlike a fork of this process
        context = multiprocessing.get_context("forkserver")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(sender, name, limits, work, arguments, named), daemon=True)
    child.start()
    sender.close()
    try:
        result: Result = _answer(name, limits, receiver, child)
        return result
    finally:
        child.kill()
        child.join()
        receiver.close()


def _answer(name: str, limits: Limits, receiver: Connection, child: BaseProcess) -> Any:
    if not receiver.poll(limits.elapsed):
        raise Exhausted(name, "用时")
    try:
        result, failure = receiver.recv()
    except EOFError:
        child.join()
        raise _death(name, child.exitcode or 0) from None
    if failure is not None:
        raise failure
    return result


def _death(name: str, status: int) -> Unreadable:
    if sys.platform != "win32":
        import signal

        if -status == signal.SIGXCPU:
            return Exhausted(name, "用时")
    return Broken(name, f"进程状态 {status}")


def _child(
    sender: Connection,
    name: str,
    limits: Limits,
    work: Callable[..., object],
    arguments: tuple[object, ...],
    named: dict[str, object],
) -> None:
    _restrict(limits)
    try:
        sender.send((work(*arguments, **named), None))
    except Failure as failure:
        sender.send((None, failure))
    except MemoryError:
        sender.send((None, Exhausted(name, "所用内存")))
    except Exception as error:  # whatever it is, it must reach the person as a sentence
        sender.send((None, Broken(name, type(error).__name__)))


def _restrict(limits: Limits) -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.processor, limits.processor + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
