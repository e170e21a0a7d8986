"""A workbench that is killed: its server in a process group of its own, and the people who work there over HTTP.

What they sent and what was acknowledged is kept, for the check of what is there afterwards (see surviving.py).
"""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "t" * 32  # of CSRF: the same in the cookie and in the header
BOUNDARY = "----jixiao"
GONE = (OSError, http.client.HTTPException)
TROUBLED = 503


@dataclass
class Act:
    """Something that was sent: of which kind, what it was, whether its success was told."""

    kind: str
    facts: dict[str, Any]
    acknowledged: bool = False


class Answer(NamedTuple):
    """What the server answered."""

    status: int
    text: str
    leads: str


class Server:
    """`jixiao serve` on a data folder."""

    def __init__(self, home: Path, log: Path) -> None:
        self.home, self.log, self.port = home, log, 0
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it; gives back once its port is open."""
        command = [sys.executable, "-m", "jixiao", "serve", "--data", str(self.home), "--no-open", "--port", "0"]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command, env=environment(), stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True
            )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", said)
        assert found, said
        self.port = int(found[1])

    def kill(self) -> None:
        """Kill it with all its workers, at once."""
        if self.process is not None:
            kill_group(self.process)
            self.process = None


class Browser:
    """Somebody who is logged in."""

    def __init__(self, server: Server, cookie: str) -> None:
        self.server = server
        self.headers = {"Cookie": f"sessionid={cookie}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form."""
        return self._ask("POST", path, urlencode(fields).encode(), {"Content-Type": FORM})

    def send(self, path: str, what: Any) -> Answer:
        """Send as a script does."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        return self._ask("POST", path, json.dumps(what).encode(), headers)

    def upload(self, path: str, field_name: str, name: str, data: bytes) -> Answer:
        """Send a file."""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field_name}"; filename="{name}"\r\n\r\n'
        body = head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()
        return self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        try:
            connection.request(method, path, body, self.headers | headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.read().decode(), answer.headers.get("Location") or "")
        finally:
            connection.close()


FORM = "application/x-www-form-urlencoded"


@dataclass
class Work:
    """What was done so far, by all, in order; `wrong` are answers that nobody should have got."""

    acts: list[Act] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def begin(self, kind: str, **facts: Any) -> Act:
        """Keep an act that is about to be sent."""
        act = Act(kind, facts)
        self.acts.append(act)
        return act

    def told(self) -> list[dict[str, Any]]:
        """Give all acts for the check."""
        return [asdict(act) for act in self.acts]


class Worker(threading.Thread):
    """Somebody who does one thing after another until the server is gone or it is enough."""

    kind = ""

    def __init__(self, work: Work) -> None:
        super().__init__(daemon=True)
        self.work, self.enough = work, False
        self.begun, self.started, self.takes = threading.Event(), 0.0, 0.3

    def run(self) -> None:
        """Work."""
        with suppress(*GONE):
            while not self.enough:
                self.act()

    def act(self) -> None:
        """Do one thing."""
        raise NotImplementedError

    def begin(self, kind: str, **facts: Any) -> Act:
        """Keep what is sent now: from here to its answer is when a kill must do no harm."""
        act = self.work.begin(kind, **facts)
        self.started = time.monotonic()
        self.begun.set()
        return act

    def expect(self, act: Act | None, answer: Answer, status: int) -> bool:
        """Take an answer: whether it is the one of success, which is an acknowledgement."""
        done = answer.status == status
        if act is not None:
            act.acknowledged = done
            self.takes = time.monotonic() - self.started
        if not done and answer.status != TROUBLED:
            self.work.wrong.append(f"{self.kind}: {answer.status} {said(answer.text)}")
        self.enough = self.enough or not done
        return done

    def told_so(self, act: Act, browser: Browser, answer: Answer) -> bool:
        """Take the answer to a form, which leads to a page that tells the success or why there is none."""
        if not self.expect(act, answer, 302):
            return False
        page = browser.get(answer.leads).text
        refusal = re.search(r'<p class="error">(.*?)</p>', page)
        if refusal or answer.leads.startswith("/login/"):
            act.acknowledged, self.enough = False, True
            self.work.wrong.append(f"{self.kind} {act.facts}: {refusal and refusal[1]} {answer.leads}")
        return act.acknowledged

    def moment(self) -> None:
        """Let pass until something is under way, and then a little more, as chance has it."""
        self.begun.clear()
        self.begun.wait(20)


def environment() -> dict[str, str]:
    """Give the environment of a process that works on another data folder than the tests' own."""
    given = {name: value for name, value in os.environ.items() if name != "JIXIAO_HOME"}
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return given | {"PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}


def kill_group(process: subprocess.Popen[Any]) -> None:
    """Kill a process with all of its group."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(20)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


class Witness:
    """Who looks at what is there after a kill: a process of its own (surviving.py)."""

    def __init__(self, home: Path) -> None:
        command = [sys.executable, "-m", "tests.workbench.surviving", str(home)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.county = self._heard()

    def look(self, work: Work) -> dict[str, Any]:
        """Give what is wrong as `problems`, and how things stand, for the work to go on."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(work.told()) + "\n")
        self.process.stdin.flush()
        return self._heard()

    def _heard(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        heard: dict[str, Any] = json.loads(self.process.stdout.readline())
        return heard


@contextmanager
def witness(home: Path) -> Iterator[Witness]:
    """Give a witness, who leaves at the end; the county is made with its coming."""
    came = Witness(home)
    yield came
    came.process.kill()
    came.process.wait()
    for pipe in (came.process.stdin, came.process.stdout):
        if pipe is not None:
            pipe.close()


def said(text: str) -> str:
    """Give what a page says."""
    return re.sub(r"<[^>]+>|\s+", " ", text.partition("<main")[2] or text)[:300]
