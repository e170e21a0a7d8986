"""Verifying an archive (校验归档): each file is there, is what the manifest says, and nothing else is.

Whoever was given an archive can do it: there is no need of an installation.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from jixiao.model.failure import Failure
from jixiao.workbench.fingerprint import fingerprint
from jixiao.workbench.papers.manifest import CHUNK, FORMAT, JSON, TEXT


class NoArchive(Failure):
    """A file that is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"没有“{path}”这个文件，请写出归档文件的完整位置。")


def verify_archive(path: Path) -> list[str]:
    """Give what is wrong with an archive, one Chinese sentence each; empty where all is as it was written.

    Raises NoArchive.
    """
    if not path.is_file():
        raise NoArchive(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return list(_troubles(archive))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
        return [f"{path}：不是完整的归档文件，可能没有下载完，请重新下载。"]


def _troubles(archive: zipfile.ZipFile) -> Iterator[str]:
    names = archive.namelist()
    stated = _stated(archive)
    if stated is None:
        yield f"归档里没有能读懂的清单（{JSON}），不能校验。"
        return
    for name in sorted({name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else ()):
        yield f"归档里有两个“{name}”。"
    for name in sorted(set(names) - set(stated) - {JSON, TEXT}):
        yield f"归档里多出“{name}”，清单里没有它。"
    for name, digest in stated.items():
        yield from _file(archive, name, digest, name in names)
    if TEXT not in names or _listed(archive) != stated:
        yield f"“{TEXT}”与“{JSON}”不一致。"


def _file(archive: zipfile.ZipFile, name: str, stated: str, there: bool) -> Iterator[str]:
    if not there:
        yield f"归档里缺少“{name}”。"
        return
    try:
        with archive.open(name) as file:
            digest = _digest(file)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
        digest = ""
    if digest != stated:
        yield f"归档里的“{name}”与清单里的校验码不符：文件被改过或已损坏。"
    elif name.endswith(".json"):
        yield from _revisions(name, archive.read(name))


def _revisions(name: str, data: bytes) -> Iterator[str]:
    """Each frozen revision must be what its own hash, which stands in the log too, says."""
    try:
        revisions = json.loads(data)["revisions"]
        wrong = [each["number"] for each in revisions if fingerprint(each["data"]) != each["sha256"]]
    except (ValueError, KeyError, TypeError):
        return
    for number in wrong:
        yield f"“{name}”里的第{number}版与报送时的校验码不符。"


def _stated(archive: zipfile.ZipFile) -> dict[str, str] | None:
    """The files that the manifest names with their hashes; None where it cannot be read."""
    try:
        told: dict[str, Any] = json.loads(archive.read(JSON))
        if told["format"] > FORMAT:
            return None
        return {str(name): str(entry["sha256"]) for name, entry in told["files"].items()}
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile, zlib.error):
        return None


def _listed(archive: zipfile.ZipFile) -> dict[str, str]:
    lines = archive.read(TEXT).decode("utf-8", "replace").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
