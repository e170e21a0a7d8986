"""Two people at the same moment: exactly one wins, on SQLite's file and on PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 8
# What each of two may lead to: the two states that the winner may have left behind.
RACES = {
    "approve-approve": {"department"},
    "approve-return": {"department", "returned"},
    "approve-withdraw": {"department", "draft"},
    "return-withdraw": {"returned", "draft"},
    "submit-submit": {"unit"},
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an empty database: SQLite in a file, or with JIXIAO_TEST_DATABASE one made on that server."""
    address = os.environ.get("JIXIAO_TEST_DATABASE", "")
    if not address:
        yield ""
        return
    import psycopg

    head, _, options = address.partition("?")
    name = f"race_{uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{head.rpartition('/')[0]}/{name}" + (f"?{options}" if options else "")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def told(server: str) -> dict[str, Any]:
    """What became of the races."""
    command = [sys.executable, "-m", "tests.workbench.racing", str(ROUNDS), *RACES, "save-submit"]
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    environment = {**os.environ, "JIXIAO_TEST_DATABASE": server, "PYTHONPATH": path}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    outcome: dict[str, Any] = json.loads(run.stdout)
    return outcome


@pytest.mark.parametrize("name", RACES)
def test_exactly_one_wins(told: dict[str, Any], name: str) -> None:
    for outcome in told["outcomes"][name]:
        assert sorted(outcome["told"]) == ["NotDue", "done"]
        assert outcome["moves"] == 1 and outcome["state"] in RACES[name]
        assert outcome["open"] == (outcome["state"] in ("unit", "department"))
        assert outcome["same"]


def test_a_save_is_in_what_is_submitted_or_refused(told: dict[str, Any]) -> None:
    for outcome in told["outcomes"]["save-submit"]:
        assert outcome["told"] in (["done", "done"], ["NotDue", "done"])
        assert outcome["state"] == "unit" and outcome["same"]


def test_the_log_holds_after_all_that(told: dict[str, Any]) -> None:
    assert told["problems"] == []
