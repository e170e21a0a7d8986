"""The manifest of a backup (清单): what is in it, each file with its size and SHA-256."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import IO, Any

from jixiao.model.failure import Failure

NAME = "manifest.json"
FORMAT = 1
CHUNK = 1 << 20


class BadBackup(Failure):
    """A file that is no backup, or one that does not hold what its manifest says."""

    def __init__(self, path: object, what: str) -> None:
        super().__init__(f"备份文件 {path} {what}，没有恢复，现有数据没有动。")


@dataclass(slots=True)
class Manifest:
    """What a backup holds: the version and database it was made with, the migrations applied, its files."""

    version: str
    vendor: str
    made: str
    migrations: list[tuple[str, str]]
    files: dict[str, str] = field(default_factory=dict)  # name in the archive: SHA-256
    format: int = FORMAT

    def to_json(self) -> str:
        """Give the manifest as it stands in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """Give the manifest of a backup; raises BadBackup where the file is none."""
    try:
        stated: dict[str, Any] = json.loads(archive.read(NAME))
        migrations = [(str(app), str(name)) for app, name in stated.pop("migrations")]
        manifest = Manifest(**stated, migrations=migrations)
    except (KeyError, ValueError, TypeError):
        raise BadBackup(archive.filename, "不是工作台的备份") from None
    if manifest.format > FORMAT:
        raise BadBackup(archive.filename, "是更新版本的工作台写的，请先升级")
    return manifest


def verify_files(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Raise BadBackup where a file of the manifest is missing or other than stated."""
    names = set(archive.namelist())
    for name, stated in manifest.files.items():
        if name not in names:
            raise BadBackup(archive.filename, f"缺少“{name}”")
        with archive.open(name) as file:
            if sha256(file) != stated:
                raise BadBackup(archive.filename, f"中的“{name}”已损坏")


def sha256(file: IO[bytes]) -> str:
    """Give the SHA-256 of what is left of a file."""
    digest = hashlib.sha256()
    for chunk in chunks(file):
        digest.update(chunk)
    return digest.hexdigest()


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Give a file piece by piece."""
    while chunk := file.read(CHUNK):
        yield chunk
