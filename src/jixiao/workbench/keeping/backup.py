"""Backup (备份): the database as it stands at one moment, then the evidence it speaks of, in one zip file.

People may go on working: SQLite is copied by its own backup, PostgreSQL read in one snapshot. Evidence files never
change, so those that the snapshot names are there afterwards too.
"""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import IO

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from jixiao import __version__
from jixiao.workbench.config import Config
from jixiao.workbench.history.log import record
from jixiao.workbench.keeping.manifest import NAME, Manifest, chunks, sha256
from jixiao.workbench.keeping.tables import copy_out, table_names
from jixiao.workbench.whole_file import written_whole

DATABASE = "database.sqlite3"
KEPT_SETTINGS = ("workbench.toml", "secret.key")


def backup(config: Config, out: Path | None = None) -> Path:
    """Write a backup and give its path; it stands under its name only once it is whole and on the disk."""
    path = out or config.backups / f"jixiao-{timezone.localtime():%Y%m%d-%H%M%S}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    record(None, "backup", file=path.name)
    with written_whole(path) as file:
        _write(file, config)
    return path


def _write(file: IO[bytes], config: Config) -> None:
    manifest = Manifest(__version__, connection.vendor, datetime.now().astimezone().isoformat("T", "seconds"), [])
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, source in _files(config, manifest):
            with source, archive.open(name, "w", force_zip64=True) as entry:
                for chunk in chunks(source):
                    entry.write(chunk)
                source.seek(0)
                manifest.files[name] = sha256(source)
        archive.writestr(NAME, manifest.to_json())


def _files(config: Config, manifest: Manifest) -> Iterator[tuple[str, IO[bytes]]]:
    yield from _sqlite(manifest) if connection.vendor == "sqlite" else _postgresql(manifest)
    for path in sorted(path for path in config.evidence.rglob("*") if path.is_file() and not path.name.startswith(".")):
        yield f"evidence/{path.relative_to(config.evidence).as_posix()}", path.open("rb")
    for name in KEPT_SETTINGS:
        if (config.home / name).is_file():
            yield f"settings/{name}", (config.home / name).open("rb")


def _sqlite(manifest: Manifest) -> Iterator[tuple[str, IO[bytes]]]:
    manifest.migrations = _migrations()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / DATABASE
        connection.ensure_connection()
        # Opened by its own connection: pages that others write meanwhile restart the copy, it is of one moment.
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as live, closing(sqlite3.connect(copy)) as made:
            live.backup(made, pages=-1)
            made.execute("PRAGMA journal_mode=DELETE")
        yield DATABASE, copy.open("rb")


def _postgresql(manifest: Manifest) -> Iterator[tuple[str, IO[bytes]]]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        manifest.migrations = _migrations()
        for table in table_names():
            file = tempfile.TemporaryFile()  # noqa: SIM115  the caller closes it
            copy_out(table, file)
            file.seek(0)
            yield f"tables/{table}.copy", file


def _migrations() -> list[tuple[str, str]]:
    return sorted(MigrationRecorder(connection).applied_migrations())
