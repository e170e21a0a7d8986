"""Every page in a real browser: no accessibility rule of axe broken, light enough, nothing asked of other hosts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jixiao.workbench.example.book import example_book

from .browsing import OFFICE, PHONE, Visitor, browsing, serving
from .processes import make_home
from .walk import Address, walk

pytestmark = pytest.mark.slow
FIRST, LATER = 400_000, 60_000  # bytes that a first and a later page view may transfer


class Example:
    """The example county being served, a browser, and who is logged in in it."""

    def __init__(self, site: str, browser: Any, addresses: list[Address], nowhere: list[str]) -> None:
        self.site, self.browser, self.addresses, self.nowhere = site, browser, addresses, nowhere
        self.states: dict[str, Any] = {}

    def visitor(self, username: str, **options: Any) -> Visitor:
        """Give a window in which somebody is logged in, nobody where the name is empty."""
        if username and username not in self.states:
            first = Visitor(self.browser, self.site)
            first.log_in(username, example_book().password)
            self.states[username] = first.context.storage_state()
            first.close()
        return Visitor(self.browser, self.site, storage_state=self.states.get(username), **options)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    home = make_home(tmp_path_factory.mktemp("example") / "home")
    with browsing() as browser:
        addresses, nowhere = walk(home)
        with serving(home) as site:
            yield Example(site, browser, addresses, nowhere)


def violations(visitor: Visitor) -> list[tuple[str, list[str]]]:
    """Give the rules of axe that a page breaks, each with the first places."""
    from axe_playwright_python.sync_playwright import Axe

    told = Axe().run(visitor.page).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in told]


def test_the_example_leads_to_every_route(example: Example) -> None:
    assert example.nowhere == []


def test_the_first_account_of_an_empty_installation(tmp_path: Path) -> None:
    with browsing() as browser, serving(make_home(tmp_path / "home")) as site:
        visitor = Visitor(browser, site, bypass_csp=True)
        assert visitor.shows("/") and visitor.page.url.endswith("/first-account/")
        assert violations(visitor) == []
        visitor.close()


@pytest.mark.parametrize("size", [OFFICE, PHONE], ids=["office", "phone"])
def test_no_page_breaks_a_rule_of_axe(example: Example, size: dict[str, int]) -> None:
    broken = []
    for username in sorted({address.username for address in example.addresses}):
        visitor = example.visitor(username, viewport=size, bypass_csp=True)
        for address in example.addresses:
            if address.username == username and visitor.shows(address.path):
                broken += [(address.path, *each) for each in violations(visitor)]
        visitor.close()
    assert broken == []


def test_pages_are_light(example: Example) -> None:
    heavy = []
    for username in sorted({address.username for address in example.addresses}):
        for address in example.addresses:
            if address.username == username:
                visitor = example.visitor(username)
                first = visitor.weight(address.path)
                later = visitor.weight(address.path)
                visitor.close()
                if first > FIRST or later > LATER:
                    heavy.append((address.path, first, later))
    assert heavy == []


def test_no_page_scrolls_sideways_on_a_phone(example: Example) -> None:
    wide = []
    for username in sorted({address.username for address in example.addresses}):
        visitor = example.visitor(username, viewport=PHONE)
        for address in example.addresses:
            if address.username == username and visitor.shows(address.path):
                extra = visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth")
                wide += [(address.path, extra)] if extra > 0 else []
        visitor.close()
    assert wide == []
