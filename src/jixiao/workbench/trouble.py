"""Trouble (故障) from outside of the program: a disk that is full or cannot be written, a database that fails.

What was saved before stays saved; people are told in one sentence what it is, on a page or by a command.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from pathlib import Path

from jixiao.model.failure import Failure
from jixiao.workbench.config import HOME, default_home

DISK = {errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EIO}
LEAST = 1 << 16  # bytes that are left free on a disk that is not full
FULL, READ_ONLY, BUSY = "磁盘满了", "磁盘或数据文件夹不能写入", "数据库正忙"
GONE, FAILING = "数据库没有回应", "数据库或磁盘出了问题"
# What SQLite and PostgreSQL say, in English or as the system's language has it: the words in which they agree.
_SAID = {
    FULL: ("is full", "No space", "quota"),
    READ_ONLY: ("readonly", "read-only", "Read-only", "Permission denied"),
    BUSY: ("is locked", "deadlock", "lock timeout"),
    GONE: ("connection", "starting up", "shutting down", "recovery mode"),
}
_UNCLEAR = ("disk I/O", "unable to open")  # SQLite's words for a file beside the database that cannot be made


class Troubled(Failure):
    """A command that the disk or the database did not let through."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(f"{cause(error)}，没有完成；已保存的内容没有受影响。数据文件夹是 {_home()}。")


def is_trouble(error: BaseException) -> bool:
    """Tell whether an error is one of the disk or of the database."""
    from django.db import DatabaseError

    of_disk = isinstance(error, OSError) and error.errno in DISK
    return of_disk or isinstance(error, (DatabaseError, sqlite3.DatabaseError))


def cause(error: BaseException) -> str:
    """Give what is the matter in a few words."""
    text = str(error)
    if any(words in text for words in _UNCLEAR):
        return _of_the_disk()
    return next((told for told, said in _SAID.items() if any(words in text for words in said)), FAILING)


def _of_the_disk() -> str:
    home = _home()
    try:
        if shutil.disk_usage(home).free < LEAST:
            return FULL
    except OSError:
        return FAILING
    return FAILING if os.access(home, os.W_OK) else READ_ONLY


def _home() -> Path:
    return Path(os.environ.get(HOME) or default_home())
