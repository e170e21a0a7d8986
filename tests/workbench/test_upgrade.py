"""The way of upgrading: the first released schema, as it was frozen (freeze_schema.py), under the program of today."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from .freeze_schema import PASSWORD, PDF
from .killing import Server, environment
from .processes import make_home, run

ON_SERVER = bool(os.environ.get("JIXIAO_TEST_DATABASE"))
FIRST = Path(__file__).parent / "first_schema"
HASH = hashlib.sha256(PDF).hexdigest()
SHOW = f"""
from jixiao.workbench.cycle.evidence_files import verify_evidence
from jixiao.workbench.cycle.integrity import verify_all
from jixiao.workbench.cycle.models import Draft, Evidence, FigureChange, Filing, Review, Revision
from jixiao.workbench.people.models import Grant, User
filings = {{(each.project.name, each.step.kind): each.state for each in Filing.objects.all()}}
print(sorted(filings.items()))
print(sorted((user.username, user.check_password({PASSWORD!r}), user.grants.get().role) for user in User.objects.all()))
print(sorted(FigureChange.objects.values_list("pointer", "new")))
print([draft.version for draft in Draft.objects.order_by("pk")])
print([(each.stage, each.status, each.comment) for each in Review.objects.all()], Revision.objects.count())
print([(each.name, each.sha256) for each in Evidence.objects.all()], verify_all(), verify_evidence())
"""
SHOWN = f"""\
[(('信息系统运维', 'self_evaluation'), 'draft'), (('信息系统运维', 'target'), 'draft'), \
(('医保经办服务经费', 'self_evaluation'), 'draft'), (('医保经办服务经费', 'target'), 'department')]
[('administrator', True, 'finance_administrator'), ('approver', True, 'unit_approver'), \
('department', True, 'department_reviewer'), ('preparer', True, 'preparer'), ('reviewer', True, 'finance_reviewer'), \
('system', True, 'system_administrator')]
[('/funding/0/budget', '160'), ('/goal/actual', '较好完成')]
[0, 0, 1, 0]
[('unit', 'approved', '同意'), ('department', 'open', '')] 1
[('凭证.pdf', '{HASH}')] [] []
"""
# A later version: another migration of the log, whose table it adds; it is written beside those that are there.
LATER = """
import shutil, sys
from django.conf import settings
import jixiao.workbench.history.migrations as present
folder = Path({folder!r}) / "later_history"
shutil.copytree(Path(present.__file__).parent, folder)
(folder / "0099_later.py").write_text('''
from django.db import migrations
class Migration(migrations.Migration):
    dependencies = [("history", {last!r})]
    operations = [migrations.RunSQL("CREATE TABLE later_notes AS SELECT id AS entry, action FROM history_logentry")]
''')
sys.path.insert(0, {folder!r})
settings.MIGRATION_MODULES["history"] = "later_history"
upgrade()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT COUNT(*) FROM later_notes")
    assert cursor.fetchone()[0] > 5
"""


def address(home: Path) -> str:
    return (home / "workbench.toml").read_text().split('"')[1]


def rows(home: Path, statement: str) -> list[tuple[Any, ...]]:
    """Ask the database without our program."""
    if ON_SERVER:
        import psycopg

        with psycopg.connect(address(home)) as connection:
            return connection.execute(statement).fetchall()  # type: ignore[arg-type]
    with closing(sqlite3.connect(home / "jixiao.sqlite3")) as database:
        return database.execute(statement).fetchall()


def load_first(home: Path) -> Path:
    """Put what was frozen into a new data folder, with the file of evidence that it speaks of."""
    text = (FIRST / ("postgresql.sql" if ON_SERVER else "sqlite.sql")).read_text("utf-8")
    if ON_SERVER:
        import psycopg

        with psycopg.connect(address(make_home(home)), autocommit=True) as connection:
            connection.execute(text)  # type: ignore[arg-type]
    else:
        with closing(sqlite3.connect(make_home(home) / "jixiao.sqlite3")) as database:
            database.executescript(text)
    (home / "evidence" / HASH[:2]).mkdir(parents=True)
    (home / "evidence" / HASH[:2] / HASH).write_bytes(PDF)
    return home


def tables(home: Path) -> dict[str, int]:
    """Give how many rows each table has."""
    listed = "pg_tables WHERE schemaname = 'public'" if ON_SERVER else "sqlite_master WHERE type = 'table'"
    names = [name for (name,) in rows(home, f"SELECT {'tablename' if ON_SERVER else 'name'} FROM {listed}")]
    return {name: rows(home, f"SELECT COUNT(*) FROM {name}")[0][0] for name in names}


def applied(home: Path) -> set[tuple[str, str]]:
    return {(app, name) for app, name in rows(home, "SELECT app, name FROM django_migrations")}


def admin(home: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "jixiao", "admin", *arguments, "--data", str(home)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A data folder as the first release left it."""
    return load_first(tmp_path / "home")


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """A data folder that a later version has worked on, and its backup."""
    folder = tmp_path_factory.mktemp("later")
    home = load_first(folder / "home")
    last = max(name for app, name in MigrationLoader(None).disk_migrations if app == "history")
    backup = f"from jixiao.workbench.keeping.backup import backup\nbackup(config, Path({str(folder / 'later.zip')!r}))"
    run(home, LATER.format(folder=str(folder), last=last) + SHOW + backup)
    return home, folder / "later.zip"


def test_starting_brings_the_first_schema_up_to_date(first: Path, tmp_path: Path) -> None:
    before = tables(first)
    server = Server(first, tmp_path / "server.log")
    server.start()
    server.kill()
    after = tables(first)
    assert applied(first) >= set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    assert {name: count for name, count in before.items() if after.get(name, -1) < count} == {}
    assert run(first, SHOW) == SHOWN
    assert admin(first, "verify-log")[0] == 0 and admin(first, "verify-evidence")[0] == 0


def test_what_was_released_is_not_changed(first: Path, tmp_path: Path) -> None:
    """A database of today is the same whether it was made today or by the first release and brought up to date."""
    fresh = make_home(tmp_path / "fresh")
    run(fresh, "upgrade()")
    run(first, "upgrade()")
    assert _shape(first) == _shape(fresh)


def _shape(home: Path) -> list[tuple[Any, ...]]:
    if ON_SERVER:
        columns = "table_name, column_name, data_type, is_nullable, character_maximum_length"
        found = rows(home, f"SELECT {columns} FROM information_schema.columns WHERE table_schema = 'public'")
        indexes = rows(home, "SELECT tablename, regexp_replace(indexdef, 'INDEX \\S+', '') FROM pg_indexes")
        triggers = rows(home, "SELECT event_object_table, event_manipulation FROM information_schema.triggers")
        return sorted(map(repr, found)) + sorted(map(repr, indexes)) + sorted(map(repr, triggers))  # type: ignore[return-value]
    of_ours = "sql IS NOT NULL AND name <> 'sqlite_sequence'"
    made = rows(home, f"SELECT type, tbl_name, sql FROM sqlite_master WHERE {of_ours}")
    return sorted((kind, table, re.sub(r'["\s]+', " ", sql)) for kind, table, sql in made)


def test_a_backup_of_the_first_schema_is_restored(first: Path, tmp_path: Path) -> None:
    archive = old_backup(first, tmp_path / "old.zip")
    other = make_home(tmp_path / "other")
    status, said = admin(other, "restore", str(archive))
    assert status == 0, said
    assert run(other, SHOW) == SHOWN
    assert admin(other, "verify-log")[0] == 0


def old_backup(home: Path, path: Path) -> Path:
    """Write a backup as the first release wrote it."""
    files = dict(_old_tables(home)) if ON_SERVER else {"database.sqlite3": (home / "jixiao.sqlite3").read_bytes()}
    files[f"evidence/{HASH[:2]}/{HASH}"] = PDF
    manifest = {
        "version": "0.1.0",
        "vendor": "postgresql" if ON_SERVER else "sqlite",
        "made": "2026-11-29T12:00:00+08:00",
        "migrations": sorted(applied(home)),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        "format": 1,
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", json.dumps(manifest))
    return path


def _old_tables(home: Path) -> Iterator[tuple[str, bytes]]:
    import psycopg

    with psycopg.connect(address(home)) as connection:
        for table in tables(home).keys() - {"django_migrations"}:
            cursor = connection.execute(f"SELECT * FROM {table} LIMIT 0")  # type: ignore[arg-type]
            names = [column.name for column in cursor.description or ()]
            quoted = ", ".join(f'"{name}"' for name in names)
            out = f"COPY {table} ({quoted}) TO STDOUT"
            with connection.cursor() as writer, writer.copy(out) as copy:  # type: ignore[arg-type]
                yield f"tables/{table}.copy", (",".join(names) + "\n").encode() + b"".join(map(bytes, copy))


def test_a_later_schema_is_reached_with_all_data(later: tuple[Path, Path]) -> None:
    home, _ = later
    assert ("history", "0099_later") in applied(home) and tables(home)["later_notes"] > 0


@pytest.mark.parametrize("arguments", [("serve", "--no-open", "--port", "0"), ("admin", "backup")])
def test_a_later_schema_is_refused_in_one_sentence(later: tuple[Path, Path], arguments: tuple[str, ...]) -> None:
    home, _ = later
    before = tables(home)
    command = [sys.executable, "-m", "jixiao", *arguments, "--data", str(home)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert "更新版本" in done.stderr and "history.0099_later" in done.stderr
    assert tables(home) == before


def test_a_backup_of_a_later_schema_is_refused_in_one_sentence(first: Path, later: tuple[Path, Path]) -> None:
    status, said = admin(first, "restore", str(later[1]))
    assert status == 2 and said.count("\n") == 1 and "更新版本" in said and "现有数据没有动" in said
    assert run(first, "upgrade()\n" + SHOW) == SHOWN and not list(first.glob("before-restore-*"))


def test_the_models_have_their_migrations() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
