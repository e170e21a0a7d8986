"""Work for a child process: functions at the top of a module that both processes can import."""

from __future__ import annotations

import os
import time

from jixiao.read.failure import Unreadable


def double(number: int, plus: int = 0) -> int:
    return number * 2 + plus


def take_memory() -> int:
    return len(bytearray(1 << 31))


def spin() -> None:
    while True:
        pass


def sleep() -> None:
    time.sleep(60)


def refuse() -> None:
    raise Unreadable("内.docx", "文件设有密码")


def fail() -> float:
    return 1 / 0


def die() -> None:
    os._exit(3)


def give_unpicklable() -> object:
    return lambda: None
