"""A real browser (Chromium by Playwright) on a workbench that serves in a process of its own.

A page here fails its test where the browser's console reports an error, or anything is asked of another host.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

sync_api = pytest.importorskip("playwright.sync_api")

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking"]
FLAGS += ["disable-component-update", "disable-sync", "font-render-hinting=none"]
OFFICE, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
FAILED = 400  # and above: an answer that is no page
WAIT = 30_000  # milliseconds: machines may be busy
SHOTS = "JIXIAO_SCREENSHOTS"  # names a folder that screenshots are put into


def chromium() -> str:
    """Give the browser's program; a test that asks for it is skipped where there is none."""
    named = [os.environ.get("CHROMIUM", ""), *NAMES]
    found = next((path for name in named if name and (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("没有找到 Chromium（可用环境变量 CHROMIUM 指定），浏览器测试不能运行")
    return found


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Serve a data folder at a free port and give the address."""
    command = [sys.executable, "-m", "jixiao", "serve", "--data", str(home), "--no-open", "--port", "0"]
    environment = {name: value for name, value in os.environ.items() if name != "JIXIAO_HOME"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment | {"PYTHONUNBUFFERED": "1"})
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        address = re.search(r"http://\S+?(?=/\s)", said)
        assert address, said
        yield address[0]
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def browsing() -> Iterator[Any]:
    """Give a browser."""
    program = chromium()
    sync_api.expect.set_options(timeout=WAIT)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=[f"--{flag}" for flag in FLAGS], env=os.environ | {"LANGUAGE": "zh_CN"}
        )
        yield browser
        browser.close()


class Visitor:
    """Somebody at the workbench in a window of their own; `wrong` is what the browser complained of."""

    def __init__(self, browser: Any, site: str, **options: Any) -> None:
        options = {"viewport": OFFICE, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"} | options
        self.site, self.context = site, browser.new_context(**options)
        self.wrong: list[str] = []
        self.page = self.context.new_page()
        self.page.set_default_timeout(WAIT)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.page.url}: {error}"))
        self.page.on("request", self._request)

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"{self.page.url}: {message.text}")

    def _request(self, request: Any) -> None:
        where = urlsplit(request.url)
        if where.scheme in ("http", "https", "ws", "wss") and where.netloc != urlsplit(self.site).netloc:
            self.wrong.append(f"{self.page.url} asks {request.url}")

    def go(self, path: str) -> Any:
        """Open a page; gives the answer."""
        return self.page.goto(f"{self.site}{path}")

    def shows(self, path: str) -> bool:
        """Open an address and tell whether it shows a page, not a file to be saved; an error goes to what is wrong."""
        try:
            answer = self.go(path)
        except sync_api.Error as error:
            assert "Download is starting" in str(error), error
            return False
        if answer.status >= FAILED:
            self.wrong.append(f"{path}: {answer.status}")
        return bool(answer.headers.get("content-type", "").startswith("text/html"))

    def weight(self, path: str) -> int:
        """Open an address and give how many bytes that transferred, headers and all that the page loads included."""
        session = self.context.new_cdp_session(self.page)
        session.send("Network.enable")
        sizes: list[int] = []
        session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
        if self.shows(path):
            self.page.wait_for_load_state("networkidle")
        session.detach()
        return sum(sizes)

    def log_in(self, username: str, password: str) -> None:
        """Log in as people do."""
        self.go("/login/")
        self.page.get_by_label("用户名").fill(username)
        self.page.get_by_label("密码").fill(password)
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_load_state()
        assert "/login/" not in self.page.url, self.page.locator("main").inner_text()

    def shoot(self, name: str) -> None:
        """Take a picture of the whole page where a folder for pictures is named."""
        folder = os.environ.get(SHOTS)
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.evaluate("scrollTo(0, 0)")
            self.page.screenshot(path=str(Path(folder, f"{name}.png")), full_page=True)

    def close(self) -> None:
        """Leave; nothing may have gone wrong."""
        self.context.close()
        assert self.wrong == []
