"""Isolate: work on a stranger's file in a child process whose memory and time are bounded by the system.

A parser that runs wild there takes nothing down with it; the caller gets one Chinese sentence.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, ParamSpec, TypeVar

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
    job = pickle.dumps(limits) + pickle.dumps((name, work, arguments, named))
    # A new interpreter, not a fork: safe beside threads, and it does not run the caller's main module again.
    command = [sys.executable, "-P", "-c", "from jixiao.read.isolate import serve; serve()"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,
    ) as child:
        try:
            answer, _ = child.communicate(job, timeout=limits.elapsed)
        except subprocess.TimeoutExpired:
            raise Exhausted(name, "用时") from None
        finally:
            _end(child)
    result: Result = _result(name, answer, child.returncode)
    return result


def _end(child: subprocess.Popen[bytes]) -> None:
    """End what still runs, the programs that the child started among it."""
    if child.poll() is not None:
        return
    if sys.platform == "win32":
        child.kill()
    else:
        os.killpg(child.pid, signal.SIGKILL)


def _result(name: str, answer: bytes, status: int) -> Any:
    if not answer:
        raise _death(name, status)
    result, failure = pickle.loads(answer)
    if failure is not None:
        raise failure
    return result


def _death(name: str, status: int) -> Unreadable:
    if sys.platform != "win32" and -status == signal.SIGXCPU:
        return Exhausted(name, "用时")
    return Broken(name, f"进程状态 {status}")


def serve() -> None:
    """Do one piece of work read from standard input and write its outcome to standard output: the child's side."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get into the answer
    _restrict(pickle.load(sys.stdin.buffer))
    answers.write(_outcome(sys.stdin.buffer))
    answers.close()


def _outcome(job: BinaryIO) -> bytes:
    name, work, arguments, named = pickle.load(job)
    try:
        return pickle.dumps((work(*arguments, **named), None))
    except Failure as failure:
        return pickle.dumps((None, failure))
    except MemoryError:
        return pickle.dumps((None, Exhausted(name, "所用内存")))
    except Exception as error:  # whatever it is, it must reach the person as a sentence
        return pickle.dumps((None, Broken(name, type(error).__name__)))


def _restrict(limits: Limits) -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.processor, limits.processor + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
