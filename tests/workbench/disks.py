"""Small disks for the tests: one that can be filled up, and one that fails and turns read-only while it is used."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

PIECE = 1 << 12
SIZE = 40  # MB
PATIENCE = 100  # tenths of a second


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a small disk in memory at a folder; where that is not allowed the test is skipped."""
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={SIZE}m,mode=755", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        _unmount(folder)


@contextmanager
def failing_disk(folder: Path) -> Iterator[Path]:
    """Mount a disk that turns read-only at its first error; where that is not allowed the test is skipped."""
    image = folder.with_suffix(".img")
    folder.mkdir()
    if not shutil.which("mkfs.ext4"):
        pytest.skip("mkfs.ext4 is not installed")
    with image.open("wb") as file:
        file.truncate(SIZE << 20)
    subprocess.run(["mkfs.ext4", "-q", str(image)], check=True)
    _mount("-o", "loop,errors=remount-ro", str(image), str(folder))
    try:
        yield folder
    finally:
        _unmount(folder)


def fail(folder: Path) -> None:
    """Let the kernel find an error on a disk: it can only be read from now on, whatever is open on it."""
    number = os.stat(folder).st_dev  # noqa: PTH116  # of the device
    device = Path(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}").resolve().name
    trigger = Path("/sys/fs/ext4", device, "trigger_fs_error")
    if not trigger.exists():
        pytest.skip("this kernel lets no test fail a disk")
    trigger.write_text("1")
    with pytest.raises(OSError):
        (folder / "none").touch()


def mend(folder: Path) -> None:
    """Take a failed disk off and put it on again, as the owner of the machine does; nobody may be using it."""
    image = folder.with_suffix(".img")
    for _ in range(PATIENCE):  # who was killed a moment ago may still be there
        if not subprocess.run(["umount", str(folder)], check=False, capture_output=True).returncode:
            break
        time.sleep(0.1)
    subprocess.run(["e2fsck", "-p", "-f", str(image)], check=False, capture_output=True)
    _mount("-o", "loop,errors=remount-ro", str(image), str(folder))


def fill_up(folder: Path) -> Path:
    """Fill a disk to its last byte; gives the file that must go for things to go on."""
    filler = folder / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(PIECE))
    return filler


def _mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")


def _unmount(folder: Path) -> None:
    subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)
