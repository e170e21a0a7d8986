"""The people of a workbench that is killed, each at one kind of work (see killing.py)."""

from __future__ import annotations

import hashlib
import random
import re
import subprocess
import sys
import time
from io import BytesIO
from typing import Any

import openpyxl

from .killing import Browser, Server, Work, Worker, environment, kill_group

CELLS = ("/goal/actual", "/indicators/0/actual")  # two cells that are always saved with the same text
ROWS = 40  # of a list that is imported
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\n% {}\ntrailer<<>>\n%%EOF"
# The way of a filing, over and over: who does what, and what state that leads to.
ROUND = [
    ("preparer", "submit", "unit"),
    ("approver", "return", "returned"),
    ("preparer", "submit", "unit"),
    ("preparer", "withdraw", "draft"),
    ("preparer", "submit", "unit"),
    ("approver", "approve", "department"),
    ("department", "approve", "finance"),
    ("reviewer", "approve", "done"),
    ("preparer", "adjust", "draft"),
]


class Place:
    """Where they work: the server, its county, how things stand there."""

    def __init__(self, server: Server, county: dict[str, Any], work: Work, chance: random.Random) -> None:
        self.server, self.county, self.work, self.chance = server, county, work, chance
        self.stands: dict[str, Any] = {}

    def browser(self, username: str) -> Browser:
        """Give the browser of somebody."""
        return Browser(self.server, self.county["cookies"][username])

    def number(self) -> int:
        """Give a number that nothing else has."""
        return len(self.work.acts) + 1


class _Somebody(Worker):
    def __init__(self, place: Place) -> None:
        super().__init__(place.work)
        self.place = place


class Saver(_Somebody):
    """Types: two cells with the same text in one save."""

    kind = "save"

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.text: str = place.stands["text"]

    def act(self) -> None:
        """Save."""
        filing, text = self.place.county["typed"], f"第{self.place.number()}次"
        edits = [{"pointer": cell, "old": self.text, "new": text} for cell in CELLS]
        act = self.begin(self.kind, text=text)
        answer = self.place.browser("preparer").send(
            f"/filings/{filing}/typing/save/", {"edits": edits, "shape": self.place.stands["shape"]}
        )
        if self.expect(act, answer, 200):
            self.text = text
            assert '"conflicts": [], "refused": []' in answer.text, answer.text[-300:]


class Mover(_Somebody):
    """Submits, approves, sends back, withdraws, adjusts: one filing, from hand to hand."""

    kind = "move"

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.made: int = place.stands["moves"]

    def act(self) -> None:
        """Let the filing go on from where it stands."""
        username, action, after = ROUND[self.made % len(ROUND)]
        before = ROUND[self.made % len(ROUND) - 1][2]
        browser, filing = self.place.browser(username), self.place.county["moved"]
        fields = reasons(browser, filing) if action == "submit" else _seen(browser, filing, before)
        act = self.begin(self.kind, action=action, before=before, after=after)
        if self.told_so(act, browser, browser.post(f"/filings/{filing}/{action}/", **fields)):
            self.made += 1


class Importer(_Somebody):
    """Imports a list of projects, a list of units, forms, files of evidence: one after the other."""

    kind = "import"

    def act(self) -> None:
        """Import something."""
        number = self.place.number()
        self.place.chance.choice([self._projects, self._units, self._forms, self._evidence])(number)

    def _projects(self, number: int) -> None:
        rows = "".join(f"101001,中心{number}号项目{row}\n" for row in range(ROWS))
        browser = self.place.browser("preparer")
        answer = browser.upload("/projects/import/", "file", "list.csv", f"单位编码,项目名称\n{rows}".encode())
        if self.expect(None, answer, 302):
            act = self.begin("projects", mark=f"中心{number}号", intake=_last_number(answer.leads))
            self.told_so(act, browser, browser.post(answer.leads))

    def _units(self, number: int) -> None:
        rows = "".join(f"990101,{number}-{row},{number}号单位{row},主管部门\n" for row in range(ROWS))
        data = f"区划代码,单位编码,单位名称,类别\n{rows}".encode()
        act = self.begin("units", mark=f"{number}-", source=f"units{number}.csv")
        browser = self.place.browser("system")
        self.told_so(act, browser, browser.upload("/places/import/", "file", f"units{number}.csv", data))

    def _forms(self, number: int) -> None:
        goal, filing = f"目标{number}", self.place.county["taken"]
        browser = self.place.browser("preparer")
        answer = browser.upload(f"/filings/{filing}/intake/", "file", f"{goal}.xlsx", _export(goal))
        if self.expect(None, answer, 302):
            act = self.begin("forms", intake=_last_number(answer.leads), goal=goal)
            self.told_so(act, browser, browser.post(answer.leads, **{"form-0": str(filing)}))

    def _evidence(self, number: int) -> None:
        data = PDF.replace(b"{}", str(number).encode() + b"x" * self.place.chance.randrange(1 << 18))
        act = self.begin("evidence", sha256=hashlib.sha256(data).hexdigest())
        browser = self.place.browser("preparer")
        path = f"/filings/{self.place.county['typed']}/evidence/"
        self.told_so(act, browser, browser.upload(path, "files", f"{number}.pdf", data))


class Keeper(_Somebody):
    """Makes backups by the command."""

    kind = "backup"

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.process: subprocess.Popen[bytes] | None = None

    def act(self) -> None:
        """Make a backup."""
        home = self.place.server.home
        path = home / "backups" / f"{self.place.number()}.zip"
        act = self.begin(self.kind, path=str(path))
        command = [sys.executable, "-m", "jixiao", "admin", "backup", "--data", str(home), "--out", str(path)]
        self.process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, start_new_session=True)
        act.acknowledged = self.process.wait() == 0
        self.enough = self.enough or not act.acknowledged

    def moment(self) -> None:
        """Wait until a backup is being written."""
        folder, end = self.place.server.home / "backups", time.monotonic() + 30
        before = set(folder.glob(".backup-*"))
        while self.is_alive() and time.monotonic() < end and not set(folder.glob(".backup-*")) - before:
            time.sleep(0.002)
        self.takes = 0.15  # most of a backup's time goes into starting the program

    def kill(self) -> None:
        """Kill the backup that is being made."""
        self.enough = True
        if self.process is not None:
            kill_group(self.process)


def reasons(browser: Browser, filing: int) -> dict[str, str]:
    """Give what is sent to submit a filing: the version that was seen, and a reason for each error that stays."""
    page = browser.get(f"/filings/{filing}/submit/").text
    version, found = re.search(r'name="version" value="(\d+)"', page), re.findall(r'name="(reason-[^"]+)"', page)
    return {"version": version[1] if version else ""} | dict.fromkeys(found, "尚在试填")


def _seen(browser: Browser, filing: int, state: str) -> dict[str, str]:
    revision = re.search(r'name="revision" value="(\d+)"', browser.get(f"/filings/{filing}/").text)
    return {"seen": state, "revision": revision[1] if revision else "", "why": "请看意见"}


def _export(goal: str) -> bytes:
    """A target as the integrated system exports it."""
    head = ["项目名称", "年度资金总额", "年度总体目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值"]
    row = ["信息系统运维", "160", goal, "产出指标", "数量指标", "参保人数", "≥", "31000"]
    book, out = openpyxl.Workbook(), BytesIO()
    for each in (["2025年项目支出绩效目标表"], [*head, "度量单位", "权重"], [*row, "人", "90"]):
        book.active.append(each)
    book.save(out)
    return out.getvalue()


def _last_number(address: str) -> int:
    return int(re.findall(r"\d+", address)[-1])
