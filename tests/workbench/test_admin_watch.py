"""`jixiao admin remind` and `verify-log` as a timer runs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

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
