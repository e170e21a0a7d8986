"""The server: one port served by several processes; none of them outlives it, and a killed one is replaced."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .processes import make_home

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="one process on this system")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The workbench on a free port, with two worker processes."""
    home = make_home(tmp_path / "home")
    with (home / "workbench.toml").open("a") as settings:
        settings.write("processes = 2\n")
    command = [sys.executable, "-m", "jixiao", "serve", "--data", str(home), "--no-open", "--port", "0"]
    environment = {name: value for name, value in os.environ.items() if name != "JIXIAO_HOME"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
        assert found
        yield process, int(found[1])
        process.kill()


def well(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/health/")
        return connection.getresponse().status == 200
    except OSError:
        return False


def until(condition: object, seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return False


def children(pid: int) -> set[int]:
    return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc")
def test_a_killed_worker_is_replaced_and_none_outlives_the_server(server: tuple[subprocess.Popen[str], int]) -> None:
    process, port = server
    assert until(lambda: well(port)) and until(lambda: len(children(process.pid)) == 2)
    first = children(process.pid)
    os.kill(min(first), signal.SIGKILL)
    assert until(lambda: len(children(process.pid)) == 2 and children(process.pid) != first)
    assert all(well(port) for _ in range(10))
    last = children(process.pid)
    process.kill()
    process.wait()
    assert until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in last))
    assert not well(port)


def test_it_stops_when_told(server: tuple[subprocess.Popen[str], int]) -> None:
    process, port = server
    assert until(lambda: well(port))
    process.terminate()
    process.wait(20)
    assert not well(port)


def test_requests_that_wait_are_not_told_on_the_terminal(caplog: pytest.LogCaptureFixture) -> None:
    from waitress.task import ThreadedTaskDispatcher

    busy = ThreadedTaskDispatcher()  # no thread to work on what waits
    for _ in range(3):
        busy.add_task(None)
    assert len(busy.queue) == 3
    assert not caplog.records
