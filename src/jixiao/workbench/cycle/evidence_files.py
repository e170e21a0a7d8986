"""The files of evidence (佐证材料): each stored once under its SHA-256, whole or not at all.

A file is there before the row that speaks of it: what a crash leaves is a file that nobody speaks of, which
`sweep_evidence` takes away once it is a day old. A row without its file cannot come about.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from jixiao.workbench.cycle.models import Evidence
from jixiao.workbench.settings import CONFIG
from jixiao.workbench.whole_file import written_whole

_CHUNK = 1 << 20
_DAY = 24 * 60 * 60
_NAMED = 64  # hexadecimal digits of a SHA-256


def path_of(sha256: str) -> Path:
    """Give where the file of a SHA-256 is kept."""
    return CONFIG.evidence / sha256[:2] / sha256


def keep(data: bytes) -> str:
    """Store a file unless it is there, and give its SHA-256; it is on the disk when this returns. Raises OSError."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = path_of(sha256)
    if path.is_file() and digest_of(path) == sha256:
        os.utime(path)  # spoken of again: not to be swept away
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as file:
        file.write(data)
    return sha256


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file as it stands on the disk."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify_evidence() -> list[str]:
    """Give what is wrong with the files of evidence, one Chinese sentence each; empty where all are as stored."""
    return [trouble for evidence in _each_once() if (trouble := _trouble(evidence))]


def sweep_evidence(older: float = _DAY) -> int:
    """Take away the files that no row speaks of and that are older than some seconds; gives how many.

    It is done as the server starts, when nobody is uploading.
    """
    spoken_of = set(Evidence.objects.values_list("sha256", flat=True))
    found = [path for path in CONFIG.evidence.glob("*/*") if _is_ours(path) and path.name not in spoken_of]
    gone = [path for path in found if time.time() - path.stat().st_mtime > older]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _each_once() -> Iterator[Evidence]:
    """A row for each file, whoever else speaks of it."""
    seen: set[str] = set()
    for evidence in Evidence.objects.select_related("filing__project", "filing__unit", "filing__step").iterator():
        if evidence.sha256 not in seen:
            seen.add(evidence.sha256)
            yield evidence


def _trouble(evidence: Evidence) -> str:
    path = path_of(evidence.sha256)
    if not path.is_file():
        return f"“{evidence.filing}”的佐证材料“{evidence.name}”不在数据文件夹里（{path.name}）。"
    if digest_of(path) != evidence.sha256:
        return f"“{evidence.filing}”的佐证材料“{evidence.name}”与上传时的校验码不符：文件被改过或已损坏。"
    return ""


def _is_ours(path: Path) -> bool:
    return path.is_file() and (path.name.startswith(".") or len(path.name) == _NAMED)
