"""A full disk and one that can only be read: one clear sentence, nothing lost, reading goes on, all well afterwards."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from .browsing import browsing, serving
from .disks import fail, failing_disk, fill_up, mend, small_disk
from .killing import Answer, Server, Work, environment, witness
from .processes import make_home, run
from .workers import CELLS, PDF, Place, reasons

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="disks are mounted as Linux does")
ON_SERVER = bool(os.environ.get("JIXIAO_TEST_DATABASE"))
READ = ("/tasks/", "/projects/", "/filings/", "/filings/{typed}/", "/filings/{moved}/submit/", "/me/")
TRIES = 400  # saves: what SQLite has put aside on the disk before takes some of them


class Office:
    """A workbench on a disk of its own."""

    def __init__(self, disk: Path, stack: ExitStack) -> None:
        self.disk, self.home, self.work = disk, make_home(disk / "home"), Work()
        self.witness = stack.enter_context(witness(self.home))
        self.server, self.county = Server(self.home, disk.parent / "server.log"), self.witness.county
        self.server.start()
        stack.callback(self.server.kill)
        self.place = Place(self.server, self.county, self.work, None)  # type: ignore[arg-type]  # nothing by chance
        self.text = ""

    def save(self) -> Answer:
        """Type something new, as the page of a form does."""
        text = f"第{self.place.number()}次"
        act = self.work.begin("save", text=text)
        edits = [{"pointer": cell, "old": self.text, "new": text} for cell in CELLS]
        path = f"/filings/{self.county['typed']}/typing/save/"
        answer = self.place.browser("preparer").send(path, {"edits": edits, "shape": self.county["shape"]})
        act.acknowledged = answer.status == 200
        self.text = text if act.acknowledged else self.text
        return answer

    def refused(self) -> Answer:
        """Save until that is refused."""
        for _ in range(TRIES):
            answer = self.save()
            if answer.status != 200:
                return answer
        raise AssertionError(f"{TRIES} saves found room")

    def submit(self) -> Answer:
        """Submit."""
        browser, filing = self.place.browser("preparer"), self.county["moved"]
        act = self.work.begin("move", action="submit", before="draft", after="unit")
        answer = browser.post(f"/filings/{filing}/submit/", **reasons(browser, filing))
        act.acknowledged = answer.status == 302
        return answer

    def upload(self) -> Answer:
        """Give a file of evidence."""
        data = PDF.replace(b"{}", b"x" * 100_000)
        act = self.work.begin("evidence", sha256=hashlib.sha256(data).hexdigest())
        path = f"/filings/{self.county['typed']}/evidence/"
        answer = self.place.browser("preparer").upload(path, "files", "1.pdf", data)
        act.acknowledged = answer.status == 302
        return answer

    def backup(self, folder: Path | None = None) -> tuple[int, str]:
        """Make a backup by the command."""
        path = (folder or self.home / "backups") / "backup.zip"
        status, said = self.command("admin", "backup", "--out", str(path))
        if folder is None:
            self.work.begin("backup", path=str(path)).acknowledged = status == 0
        return status, said

    def pages(self, username: str) -> dict[str, int]:
        """Give what came of reading."""
        browser = self.place.browser(username)
        return {path: browser.get(path.format(**self.county)).status for path in READ}

    def wrong(self) -> list[str]:
        """Give what the check of everything says."""
        problems: list[str] = self.witness.look(self.work)["problems"]
        return problems

    def command(self, *arguments: str) -> tuple[int, str]:
        """Run a command on the folder; gives its exit status and what it said."""
        command = [sys.executable, "-m", "jixiao", *arguments, "--data", str(self.home)]
        done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout + done.stderr


def one_sentence(said: str, *words: str) -> bool:
    """Tell whether a command said nothing but one line with these words."""
    return said.count("\n") == 1 and "Traceback" not in said and all(word in said for word in words)


def clear(answer: Answer, words: str) -> bool:
    """Tell whether an answer is the page for a failing disk."""
    return answer.status == 503 and words in answer.text and "已保存的内容没有受影响" in answer.text


@pytest.fixture
def full(tmp_path: Path) -> Iterator[tuple[Office, Path]]:
    """A workbench whose disk is full, and the file that fills it."""
    with small_disk(tmp_path / "disk") as disk, ExitStack() as stack:
        office = Office(disk, stack)
        assert office.save().status == 200 and set(office.pages("preparer").values()) == {200}
        yield office, fill_up(disk)


def test_a_full_disk_is_told_and_loses_nothing(full: tuple[Office, Path]) -> None:
    office, filler = full
    assert clear(office.upload(), "磁盘满了")
    if not ON_SERVER:
        told = office.refused()
        assert told.status == 503 and "磁盘满了" in json.loads(told.text)["error"]
        assert clear(office.submit(), "磁盘满了")
    assert set(office.pages("preparer").values()) == {200}
    assert set(office.pages("reviewer").values()) <= {200, 403}  # whose session was never used: it cannot be written
    status, said = office.backup()
    assert status == 2 and one_sentence(said, "磁盘满了")
    status, said = office.command("serve", "--no-open", "--port", "0")
    assert status == 2 and one_sentence(said, "磁盘满了")
    filler.unlink()
    assert office.save().status == 200 and office.upload().status == 302 and office.submit().status == 302
    assert office.backup()[0] == 0
    assert office.wrong() == []


@pytest.mark.skipif(ON_SERVER, reason="the database is on another disk")
def test_a_disk_that_fails_can_be_read_and_saved_elsewhere(tmp_path: Path) -> None:
    with failing_disk(tmp_path / "disk") as disk, ExitStack() as stack:
        office = Office(disk, stack)
        assert office.save().status == 200 and office.upload().status == 302
        fail(disk)
        told = office.save()
        assert told.status == 503 and "不能写入" in json.loads(told.text)["error"]
        assert clear(office.submit(), "不能写入") and clear(office.upload(), "不能写入")
        assert set(office.pages("preparer").values()) == {200}
        status, said = office.command("serve", "--no-open", "--port", "0")
        assert status == 2 and one_sentence(said, "磁盘是只读的")
        status, said = office.backup()
        assert status == 2 and one_sentence(said, "不能写入")
        assert office.backup(tmp_path)[0] == 0
        office.server.kill()
        mend(disk)
        office.server.start()
        assert office.save().status == 200 and office.submit().status == 302 and office.wrong() == []
    other = make_home(tmp_path / "other")
    command = ["admin", "restore", str(tmp_path / "backup.zip"), "--data", str(other)]
    assert subprocess.run([sys.executable, "-m", "jixiao", *command], env=environment(), check=False).returncode == 0


def test_a_folder_that_is_somebody_elses_is_told(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o555)
    command = [sys.executable, "-m", "jixiao", "serve", "--data", str(home), "--no-open", "--port", "0"]
    done = subprocess.run(_bound() + command, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 2 and one_sentence(done.stderr, "没有权限")


def _bound() -> list[str]:
    """What leads a command that is to be held by the permissions of files, as root is not."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root may write anywhere, and setpriv is not installed")
    without = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={without}", f"--inh-caps={without}"]


@pytest.mark.skipif(not ON_SERVER, reason="of PostgreSQL")
def test_a_database_that_can_only_be_read_is_told(tmp_path: Path) -> None:
    import psycopg

    with ExitStack() as stack:
        office = Office(tmp_path, stack)
        assert office.save().status == 200
        url = (office.home / "workbench.toml").read_text().split('"')[1]
        with psycopg.connect(url, autocommit=True) as connection:
            name = connection.info.dbname
            connection.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
            connection.execute(f"{others} AND pid <> pg_backend_pid()", [name])
            assert set(office.pages("preparer").values()) == {200}
            assert set(office.pages("system").values()) <= {200, 403}
            told = office.save()
            assert told.status == 503 and "不能写入" in json.loads(told.text)["error"]
            assert clear(office.submit(), "不能写入") and clear(office.upload(), "不能写入")
            connection.execute("SET default_transaction_read_only = off")
            connection.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = off')
            connection.execute(f"{others} AND pid <> pg_backend_pid()", [name])
        assert office.save().status == 200 and office.submit().status == 302 and office.wrong() == []


@pytest.mark.slow
@pytest.mark.skipif(ON_SERVER, reason="the database is on another disk")
def test_what_is_typed_while_the_disk_is_full_is_saved_afterwards(tmp_path: Path) -> None:
    from .test_typing_browser import COUNTY, PASSWORD, Desk

    with small_disk(tmp_path / "disk") as disk, ExitStack() as stack:
        home = make_home(disk / "home")
        run(home, COUNTY)
        browser = stack.enter_context(browsing())
        desk = Desk(browser, stack.enter_context(serving(home)))
        desk.log_in("first", PASSWORD)
        desk.go("/filings/1/")
        filler, typed = fill_up(disk), 0
        while desk.page.locator(".save-state[data-state=offline]").count() == 0:
            typed += 1
            desk.type(desk.actual(1), f"{typed}人")
            desk.page.locator(".save-state:not([data-state=busy])").wait_for()
            assert typed < TRIES
        desk.waits_for("服务器的磁盘满了，暂时不能保存，内容留在本机")
        desk.type(desk.cell("/goal/actual"), "较好完成")
        filler.unlink()
        desk.waits_for("已保存")
        desk.page.reload()
        assert (desk.actual(1).input_value(), desk.cell("/goal/actual").input_value()) == (f"{typed}人", "较好完成")
        desk.forgive("503")
        desk.close()
