"""`jixiao admin remind` and `verify-log` as a timer runs them."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .freeze_schema import ROWS
from .processes import make_home, run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_home(tmp_path_factory.mktemp("watched") / "home")


def admin(home: Path, *arguments: str) -> tuple[int, str]:
    """Run `jixiao admin` and give its exit status and all that it said."""
    command = [sys.executable, "-m", "jixiao", "admin", *arguments, "--data", str(home)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout + done.stderr


def test_without_a_mail_server_it_says_what_to_set(home: Path) -> None:
    status, said = admin(home, "remind")
    assert status == 2 and "smtp_host" in said and "Traceback" not in said


def test_the_check_says_what_it_found_by_its_status_too(home: Path) -> None:
    status, said = admin(home, "verify-log")
    assert (status, "校验通过" in said) == (0, True)
    run(
        home,
        """
        upgrade()
        from jixiao.workbench.history.log import record
        from jixiao.workbench.history.models import LogHead
        record(None, "backup", file="a.zip")
        LogHead.objects.update(entries=7)
        """,
    )
    status, said = admin(home, "verify-log")
    assert (status, "1 处问题" in said) == (1, True)


def test_evidence_that_is_lost_or_changed_is_found(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    run(home, ROWS)
    status, said = admin(home, "verify-evidence")
    assert (status, "校验通过" in said) == (0, True)
    [path] = [path for path in (home / "evidence").rglob("*") if path.is_file()]
    path.write_bytes(path.read_bytes() + b" ")
    status, said = admin(home, "verify-evidence")
    assert status == 1 and "凭证.pdf" in said and "校验码不符" in said and "1 处问题" in said
    path.unlink()
    status, said = admin(home, "verify-evidence")
    assert status == 1 and "不在数据文件夹里" in said


def archived(path: Path, data: bytes) -> Path:
    """An archive of one file, whose manifest says that it holds what stands there."""
    digest = hashlib.sha256("一".encode()).hexdigest()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("一.txt", data)
        archive.writestr("manifest.json", json.dumps({"format": 1, "files": {"一.txt": {"sha256": digest}}}))
        archive.writestr("manifest.txt", f"{digest}  一.txt\n")
    return path


def test_an_archive_is_checked_without_an_installation(tmp_path: Path) -> None:
    whole, changed = archived(tmp_path / "一.zip", "一".encode()), archived(tmp_path / "二.zip", b"")
    home = tmp_path / "nobody"
    given = {name: value for name, value in os.environ.items() if name != "JIXIAO_HOME"} | {"HOME": str(home)}

    def verified(path: Path) -> tuple[int, str]:
        command = [sys.executable, "-m", "jixiao", "admin", "verify-archive", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, env=given, timeout=60, check=False)
        return done.returncode, done.stdout + done.stderr

    assert verified(whole) == (0, f"校验通过：{whole} 完整，没有改动。\n")
    status, said = verified(changed)
    assert status == 1 and "“一.txt”与清单里的校验码不符" in said and "1 处问题" in said
    status, said = verified(tmp_path / "none.zip")
    assert status == 2 and said.count("\n") == 1 and "没有" in said
    assert not home.exists()
