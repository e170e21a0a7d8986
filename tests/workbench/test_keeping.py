"""Backup and restore: everything comes back as it was, and what was there before is kept aside."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from .processes import copy_home, make_home, run

FILL = """
upgrade()
from jixiao.workbench.people.models import Region, User
from jixiao.workbench.history.log import record
for number in range(3):
    region = Region.objects.create(code=f"99{number}", name=f"区划{number}，含'引号'和\\t制表符")
    record(None, "places", region)
User.objects.create_user("one", "Jixiao-2024", name="甲")
(config.evidence / "ab").mkdir()
(config.evidence / "ab" / "abcd").write_bytes(b"evidence")
"""
BACKUP = "from jixiao.workbench.keeping.backup import backup\nprint(backup(config, Path({path!r})))"
RESTORE = "from jixiao.workbench.keeping.restore import restore\nprint(restore(config, Path({path!r})))"
SHOW = """
from jixiao.workbench.people.models import Region, User
from jixiao.workbench.history.log import verify
print([region.name for region in Region.objects.order_by("code")], User.objects.get().check_password("Jixiao-2024"))
print(verify(), (config.evidence / "ab" / "abcd").read_bytes())
"""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A filled data folder and its backup, made once."""
    folder = tmp_path_factory.mktemp("first")
    home, path = make_home(folder / "home"), folder / "backup.zip"
    run(home, FILL + BACKUP.format(path=str(path)))
    return home, path


@pytest.fixture
def saved(first: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """A copy of them for each test."""
    home, path = first
    return copy_home(home, tmp_path / "home"), Path(shutil.copy(path, tmp_path / "backup.zip"))


def test_what_was_lost_comes_back(saved: tuple[Path, Path]) -> None:
    home, path = saved
    before = run(home, SHOW)
    run(home, "from jixiao.workbench.people.models import Region\nRegion.objects.filter(code='990').delete()")
    run(home, "(config.evidence / 'ab' / 'abcd').unlink()")
    aside = run(home, RESTORE.format(path=str(path))).strip()
    assert run(home, SHOW) == before
    assert list(Path(aside).iterdir())
    added = "from jixiao.workbench.people.models import Region\nRegion.objects.create(code='1', name='新')"
    run(home, added)


def test_a_backup_moves_to_another_machine(saved: tuple[Path, Path], tmp_path: Path) -> None:
    home, path = saved
    other = make_home(tmp_path / "other")
    run(other, RESTORE.format(path=str(path)))
    assert run(other, SHOW) == run(home, SHOW)


@pytest.mark.parametrize("damage", ["no zip", "no manifest", "cut"])
def test_a_damaged_backup_is_refused_and_changes_nothing(saved: tuple[Path, Path], damage: str) -> None:
    home, path = saved
    before = run(home, SHOW)
    if damage == "no zip":
        path.write_bytes(b"PK no zip")
    elif damage == "no manifest":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("x", "y")
    else:
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
    program = f"""
    from jixiao.model.failure import Failure
    try:
        {"; ".join(RESTORE.format(path=str(path)).splitlines())}
    except Failure as failure:
        print(failure)
    """
    assert "现有数据没有动" in run(home, program)
    assert run(home, SHOW) == before


def test_the_commands_say_where_things_are(saved: tuple[Path, Path], tmp_path: Path) -> None:
    home, _ = saved
    out = tmp_path / "second.zip"
    call = "from jixiao.cli import run as call\nstatus = call({arguments})\nassert status == {status}, status"
    backup = ["admin", "backup", "--data", str(home), "--out", str(out)]
    assert str(out) in run(home, call.format(arguments=backup, status=0))
    restore = ["admin", "restore", str(out), "--data", str(home)]
    assert "before-restore" in run(home, call.format(arguments=restore, status=0))
    run(home, call.format(arguments=["admin", "restore", str(tmp_path / "none.zip"), "--data", str(home)], status=2))


LOGGED = "from jixiao.workbench.history.models import LogEntry\nprint(LogEntry.objects.filter(action='backup').count())"


def test_what_killed_backups_left_is_swept_away_after_a_day(saved: tuple[Path, Path]) -> None:
    home, path = saved
    old, young = path.parent / ".backup-old", path.parent / ".backup-young"
    for left in (old, young):
        left.mkdir()
        (left / "database.sqlite3").write_bytes(b"half")
    os.utime(old, (0, 0))
    run(home, BACKUP.format(path=str(path)))
    assert not old.exists() and young.exists()


def test_a_backup_that_fails_is_not_logged_and_leaves_nothing(saved: tuple[Path, Path], tmp_path: Path) -> None:
    home, _ = saved
    before = run(home, LOGGED)
    (tmp_path / "taken").mkdir()
    program = f"""
    from jixiao.workbench.keeping.backup import NotWritten
    try:
        {"; ".join(BACKUP.format(path=str(tmp_path / "taken")).splitlines())}
    except NotWritten as failure:
        print(failure)
    """
    assert "没有写成" in run(home, program)
    assert run(home, LOGGED) == before and not list(tmp_path.glob(".backup-*"))
