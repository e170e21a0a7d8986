"""Programs run in a process of their own, against a data folder of their own: what is to survive a process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

BEGIN = """
from pathlib import Path
from jixiao.workbench.install import set_up, upgrade
config = set_up(Path({home!r}))
"""


def make_home(folder: Path) -> Path:
    """Give a new data folder; on PostgreSQL it has a database of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    _make_database(folder)
    return folder


def copy_home(home: Path, folder: Path) -> Path:
    """Give a copy of a data folder in which no program is at work; on PostgreSQL with a copy of its database."""
    shutil.copytree(home, folder)
    _make_database(folder, like=home)
    return folder


def _make_database(folder: Path, like: Path | None = None) -> None:
    server = os.environ.get("JIXIAO_TEST_DATABASE")
    if not server:
        return
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        template = f'TEMPLATE "{_name(like)}"' if like else ""
        connection.execute(f'CREATE DATABASE "{_name(folder)}" {template}')
    url = urlunsplit(urlsplit(server)._replace(path=f"/{_name(folder)}"))
    (folder / "workbench.toml").write_text(f'database = "{url}"\n')


def _name(folder: Path) -> str:
    return f"home_{os.getpid()}_{abs(hash(str(folder)))}"


def run(home: Path, program: str, timeout: int = 120) -> str:
    """Run a program after the workbench is set up for the folder; gives what it printed, raises where it fails."""
    text = BEGIN.format(home=str(home)) + textwrap.dedent(program)
    environment = {name: value for name, value in os.environ.items() if name != "JIXIAO_HOME"}
    done = subprocess.run(
        [sys.executable, "-c", text], env=environment, capture_output=True, text=True, timeout=timeout, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
