"""Backup (备份): the database as it stands at one moment, then the evidence it speaks of, in one zip file.

People may go on working: SQLite is copied by its own backup, PostgreSQL read in one snapshot. Evidence files never
change, so those that the snapshot names are there afterwards too.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import IO

from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from jixiao import __version__
from jixiao.model.failure import Failure
from jixiao.workbench.config import Config
from jixiao.workbench.history.log import record
from jixiao.workbench.keeping.manifest import NAME, Manifest, chunks, sha256
from jixiao.workbench.keeping.tables import copy_out, table_names
from jixiao.workbench.trouble import cause
from jixiao.workbench.whole_file import written_whole

DATABASE = "database.sqlite3"
KEPT_SETTINGS = ("workbench.toml", "secret.key")
UNFINISHED = ".backup-"  # leads the names of what a backup is made in
_DAY = 24 * 60 * 60
logger = logging.getLogger(__name__)


class NotWritten(Failure):
    """A backup that the disk did not take."""

    def __init__(self, path: Path, error: Exception) -> None:
        super().__init__(f"{cause(error)}，备份 {path} 没有写成；数据和以前的备份没有受影响。")


def backup(config: Config, out: Path | None = None) -> Path:
    """Write a backup and give its path; it stands under its name only once it is whole and on the disk."""
    path = out or config.backups / f"jixiao-{timezone.localtime():%Y%m%d-%H%M%S}.zip"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path.parent)
        with (
            tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=path.parent) as folder,
            written_whole(path, Path(folder)) as file,
        ):
            _write(file, config, Path(folder))
    except (OSError, sqlite3.DatabaseError) as error:
        raise NotWritten(path, error) from None
    _note(path)
    return path


def _note(path: Path) -> None:
    """Log a backup where that can be: a full or failing disk is when one on another disk is needed most."""
    try:
        record(None, "backup", file=path.name)
    except DatabaseError as error:
        logger.error("the backup was not logged: %s", error)


def _sweep(folder: Path) -> None:
    """Take away what backups that were killed have left there; one that is being made is younger."""
    for left in folder.glob(f"{UNFINISHED}*"):
        if time.time() - left.stat().st_mtime > _DAY:
            shutil.rmtree(left, ignore_errors=True)


def _write(file: IO[bytes], config: Config, folder: Path) -> None:
    manifest = Manifest(__version__, connection.vendor, datetime.now().astimezone().isoformat("T", "seconds"), [])
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, source in _files(config, manifest, folder):
            with source, archive.open(name, "w", force_zip64=True) as entry:
                for chunk in chunks(source):
                    entry.write(chunk)
                source.seek(0)
                manifest.files[name] = sha256(source)
        archive.writestr(NAME, manifest.to_json())


def _files(config: Config, manifest: Manifest, folder: Path) -> Iterator[tuple[str, IO[bytes]]]:
    yield from (_sqlite if connection.vendor == "sqlite" else _postgresql)(manifest, folder)
    for path in sorted(path for path in config.evidence.rglob("*") if path.is_file() and not path.name.startswith(".")):
        yield f"evidence/{path.relative_to(config.evidence).as_posix()}", path.open("rb")
    for name in KEPT_SETTINGS:
        if (config.home / name).is_file():
            yield f"settings/{name}", (config.home / name).open("rb")


def _sqlite(manifest: Manifest, folder: Path) -> Iterator[tuple[str, IO[bytes]]]:
    manifest.migrations = _migrations()
    copy = folder / DATABASE
    connection.ensure_connection()
    # Opened by its own connection: pages that others write meanwhile restart the copy, it is of one moment.
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as live, closing(_alone(copy)) as made:
        live.backup(made, pages=-1)
    yield DATABASE, copy.open("rb")


def _alone(path: Path) -> sqlite3.Connection:
    """Open a new file that nobody else knows, without locks: shares of other machines often have none that work."""
    if os.name == "nt":
        return sqlite3.connect(path)
    return sqlite3.connect(f"{path.resolve().as_uri()}?nolock=1", uri=True)


def _postgresql(manifest: Manifest, folder: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        manifest.migrations = _migrations()
        for table in table_names():
            file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  the caller closes it
            copy_out(table, file)
            file.seek(0)
            yield f"tables/{table}.copy", file


def _migrations() -> list[tuple[str, str]]:
    return sorted(MigrationRecorder(connection).applied_migrations())
