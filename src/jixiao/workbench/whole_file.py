"""Writing a file whole or not at all (整体写入): beside its place, onto the disk, then under its name."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def written_whole(path: Path, begun: Path | None = None) -> Iterator[IO[bytes]]:
    """Open a file to be written; it stands under its name once it is whole and on the disk. Raises OSError.

    `begun` is the folder that it is written in first, else its own; both are on one disk.
    What goes wrong meanwhile leaves nothing behind: what stood there before stays as it was.
    """
    descriptor, name = tempfile.mkstemp(dir=begun or path.parent, prefix=".")
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """The name of a new file must be on the disk too; Windows keeps no folders open."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
