"""Every page in a real browser: no accessibility rule of axe broken, light enough, nothing asked of other hosts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jixiao.workbench.example.book import example_book

from .browsing import PHONE, Visitor, browsing, serving
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

    def paths(self, username: str) -> list[str]:
        """Give the addresses where somebody goes."""
        return [address.path for address in self.addresses if address.username == username]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    home = make_home(tmp_path_factory.mktemp("example") / "home")
    with browsing() as browser:
        addresses, nowhere = walk(home)
        with serving(home) as site:
            yield Example(site, browser, addresses, nowhere)


def complaints(visitor: Visitor, path: str) -> list[str]:
    """Give what axe has against the page that is open, none where the address gave a file or plain text."""
    here = visitor.page.url.startswith(visitor.site)  # a file to be saved opens no page
    shown = here and visitor.page.evaluate("document.contentType") == "text/html"
    return [f"{path} breaks {rule} at {places}" for rule, places in violations(visitor)] if shown else []


def violations(visitor: Visitor) -> list[tuple[str, list[str]]]:
    """Give the rules of axe that a page breaks, each with the first places."""
    from axe_playwright_python.sync_playwright import Axe

    told = Axe().run(visitor.page).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in told]


def test_the_example_leads_to_every_route(example: Example) -> None:
    assert example.nowhere == []


def test_the_first_account_of_an_empty_installation(example: Example, tmp_path: Path) -> None:
    with serving(make_home(tmp_path / "home")) as site:
        visitor = Visitor(example.browser, site)
        assert visitor.shows("/") and visitor.page.url.endswith("/first-account/")
        assert violations(visitor) == []
        visitor.close()


@pytest.mark.parametrize("username", ["", *(person.username for person in example_book().people)])
def test_a_page_is_light_and_breaks_no_rule_of_axe(example: Example, username: str) -> None:
    wrong = []
    for path in example.paths(username):
        visitor = example.visitor(username)  # with an empty cache
        first, later = visitor.weight(path), visitor.weight(path)
        if first > FIRST or later > LATER:
            wrong.append(f"{path} weighs {first}, then {later}")
        wrong += complaints(visitor, path)
        visitor.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("username", ["", *(person.username for person in example_book().people)])
def test_a_page_fits_a_phone_and_breaks_no_rule_of_axe_there(example: Example, username: str) -> None:
    wrong = []
    visitor = example.visitor(username, viewport=PHONE)
    for path in example.paths(username):
        if visitor.shows(path):
            wrong += complaints(visitor, path)
            extra = visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            wrong += [f"{path} is {extra} pixels too wide"] if extra > 0 else []
    visitor.close()
    assert not wrong, "\n".join(wrong)
