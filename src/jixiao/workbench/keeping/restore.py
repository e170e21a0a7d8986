"""Restore (恢复): a backup put back; what was there before is kept aside, never overwritten."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from jixiao.workbench.config import Config
from jixiao.workbench.history.log import record
from jixiao.workbench.install import upgrade
from jixiao.workbench.keeping.backup import DATABASE
from jixiao.workbench.keeping.manifest import BadBackup, Manifest, chunks, read_manifest, verify_files
from jixiao.workbench.keeping.tables import append_only_lifted, copy_in, empty, reset_counters, table_names
from jixiao.workbench.schema import unknown
from jixiao.workbench.whole_file import written_whole


def restore(config: Config, path: Path) -> Path | None:
    """Put a backup back and bring it up to this version; gives the folder with what was there before, if anything was.

    Raises BadBackup for a file that is none, is damaged, or was made by a later version or with another database.
    """
    with _opened(path) as archive:
        manifest = read_manifest(archive)
        verify_files(archive, manifest)
        if manifest.vendor != connection.vendor:
            raise BadBackup(path, f"是 {manifest.vendor} 数据库的，现在用的是 {connection.vendor}")
        if unknown(manifest.migrations):
            raise BadBackup(path, "是更新版本的工作台写的，请先升级")
        aside = _set_aside(config)
        _evidence(config, archive, manifest)
        (_sqlite if connection.vendor == "sqlite" else _postgresql)(config, archive, manifest)
    upgrade()
    record(None, "restore", file=path.name, made=manifest.made)
    return aside


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError:
        raise BadBackup(path, "不存在") from None
    except (zipfile.BadZipFile, OSError):
        raise BadBackup(path, "不是工作台的备份，或已损坏") from None


def _set_aside(config: Config) -> Path | None:
    """Move what is there into a folder of its own; a PostgreSQL database is backed up into it."""
    if connection.vendor == "sqlite" and not config.sqlite.exists():
        return None
    aside = config.home / f"before-restore-{timezone.localtime():%Y%m%d-%H%M%S}"
    aside.mkdir()
    try:
        (_copy_sqlite if connection.vendor == "sqlite" else _copy_postgresql)(config, aside)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return aside


def _copy_sqlite(config: Config, aside: Path) -> None:
    connections.close_all()
    for suffix in ("", "-wal", "-shm"):
        part = config.sqlite.with_name(config.sqlite.name + suffix)
        if part.exists():
            shutil.copy2(part, aside / part.name)


def _copy_postgresql(config: Config, aside: Path) -> None:
    from jixiao.workbench.keeping.backup import backup

    upgrade()
    backup(config, aside / "database.zip")


def _evidence(config: Config, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Evidence is stored by its hash: what is there is the same, what is missing is added, nothing is taken away."""
    for name in manifest.files:
        if not name.startswith("evidence/"):
            continue
        target = config.evidence / name.removeprefix("evidence/")
        if not target.resolve().is_relative_to(config.evidence.resolve()):
            raise BadBackup(archive.filename, f"中有不该有的路径“{name}”")
        if not target.exists():
            _extract(archive, name, target)


def _extract(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as source, written_whole(target) as made:
        for chunk in chunks(source):
            made.write(chunk)


def _sqlite(config: Config, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Put the whole database file in the place of the old one, in one step; its leftovers of WAL go first."""
    connections.close_all()
    fresh = config.sqlite.with_name(config.sqlite.name + ".restored")
    _extract(archive, DATABASE, fresh)
    for suffix in ("-wal", "-shm"):
        config.sqlite.with_name(config.sqlite.name + suffix).unlink(missing_ok=True)
    fresh.replace(config.sqlite)


def _postgresql(config: Config, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Fill the tables anew in one transaction: either all is as in the backup, or all is as it was."""
    _migrate_to(manifest)
    tables = [name for name in table_names() if f"tables/{name}.copy" in manifest.files]
    with transaction.atomic(), append_only_lifted():
        empty(tables)
        for table in tables:
            with archive.open(f"tables/{table}.copy") as file:
                copy_in(table, file)
        reset_counters(tables)


def _migrate_to(manifest: Manifest) -> None:
    """Bring the schema to that of the backup: it is an earlier or the same version of ours."""
    from django.db.migrations.recorder import MigrationRecorder

    applied = set(MigrationRecorder(connection).applied_migrations())
    for app in {app for app, _ in applied - set(manifest.migrations)}:
        names = sorted(name for owner, name in manifest.migrations if owner == app)
        call_command("migrate", app, names[-1] if names else "zero", interactive=False, verbosity=0)
