"""Comments beside their cells in a real browser: marks in the cells, and a link in the cell at hand for reviewers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import sync_playwright

SCRIPT = Path(__file__).parents[2] / "src/jixiao/workbench/pages/static/workbench/comments.js"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
pytestmark = [pytest.mark.any_database, pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium")]
PAGE = """<div class="sheet"><div class="grid"><table><tr>
<td>说明</td><td><span id="f/indicators/0/actual">22.5</span></td><td><input id="f/texts/甲~1乙" value="1"></td>
</tr></table></div></div>
<section id="comments" {address}><ul>
<li id="comment-1" class="open" data-pointer="/indicators/0/actual"><span class="said">&lt;b&gt;没有佐证</span></li>
<li id="comment-2" class="resolved" data-pointer="/texts/甲~1乙"><span class="said">已看</span></li>
<li id="comment-3" class="open" data-pointer="/indicators/9/actual"><span class="said">行已删</span></li>
</ul></section>"""
REDRAW = "() => { const g = document.querySelector('.grid'); g.innerHTML = g.innerHTML.replace(/<a.*?<.a>/g, '') }"


@pytest.fixture(scope="module")
def browser() -> Any:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield opened
        opened.close()


def drawn(browser: Any, address: str) -> Any:
    page = browser.new_page()
    page.set_content(PAGE.format(address=address))
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"), type="module")
    page.wait_for_selector(".comment-mark")
    return page


def test_marks_stand_in_their_cells(browser: Any) -> None:
    page = drawn(browser, "")
    marks = page.locator(".comment-mark")
    assert [mark.get_attribute("href") for mark in marks.all()] == ["#comment-1", "#comment-2"]
    assert [mark.get_attribute("title") for mark in marks.all()] == ["<b>没有佐证", "已看"]
    assert page.locator("td:has-text('22.5') .comment-mark.open").count() == 1
    page.hover("td:has-text('22.5')")
    assert page.locator(".comment-here").count() == 0
    page.evaluate(
        "() => { const g = document.querySelector('.grid'); g.innerHTML = g.innerHTML.replace(/<a.*?<.a>/g, '') }"
    )
    page.wait_for_selector(".comment-mark")
    assert marks.count() == 2


def test_a_reviewer_finds_a_link_in_the_cell_at_hand(browser: Any) -> None:
    page = drawn(browser, 'data-address="/filings/1/comment/"')
    page.focus("input")
    assert page.locator(".comment-here").get_attribute("href").endswith("?pointer=%2Ftexts%2F%E7%94%B2~1%E4%B9%99")
    page.hover("td:has-text('22.5')")
    assert page.locator(".comment-here").get_attribute("href").endswith("?pointer=%2Findicators%2F0%2Factual")
