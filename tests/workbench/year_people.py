"""The people of the scripted year at the browser, each with what one does at the workbench again and again."""

from __future__ import annotations

from datetime import date
from typing import Any

from jixiao.workbench.example.book import example_book

from .browsing import Visitor, sync_api

UNIT, PROJECT = "禾源县医疗保险事务中心", "医保经办服务能力提升"
TODAY = date.today()
YEAR = TODAY.year
PASTE = """(cell, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


class Colleague:
    """Somebody at the workbench, in a window of one's own; logged in where a name is given."""

    def __init__(self, browser: Any, site: str, username: str, password: str, **options: Any) -> None:
        self.visitor = Visitor(browser, site, **options)
        self.page = self.visitor.page
        if username:
            self.visitor.log_in(username, password)

    def go(self, way: str) -> None:
        """Follow an entry of the navigation."""
        self.page.get_by_role("navigation", name="主导航").get_by_role("link", name=way, exact=True).click()
        self.page.wait_for_load_state()

    def open(self, step: str, subject: str) -> None:
        """Open the filing of a step for a project (or unit) from the list."""
        self.visitor.go("/filings/")
        self.page.get_by_label("环节").select_option(label=step)
        self.page.get_by_label("名称").fill(subject)
        self.press("筛选")
        self.page.locator("table.list tbody a").first.click()
        self.page.wait_for_load_state()

    def press(self, name: str) -> None:
        """Press the button of a name and wait for the page that follows."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_load_state()

    def says(self, words: str) -> None:
        """Make sure that the page says something."""
        shown = self.page.locator("body").inner_text()
        assert words in shown, f"no “{words}” on {self.page.url}:\n{shown}"

    def type(self, pointer: str, text: str) -> None:
        """Type into a cell of the form."""
        self.page.locator(f'[name="{pointer}"]').fill(text)

    def holds(self, pointer: str, text: str) -> None:
        """Make sure that a cell of the form says something."""
        sync_api.expect(self.page.locator(f'[name="{pointer}"]')).to_have_value(text)

    def paste(self, pointer: str, rows: list[list[str]], last: str) -> None:
        """Paste a block copied from Excel into a cell, and wait until the cell `last` has what was last in it."""
        cell = self.page.locator(f'[name="{pointer}"]')
        cell.focus()
        cell.evaluate(PASTE, "\n".join("\t".join(row) for row in rows))
        sync_api.expect(self.page.locator(f'[name="{last}"]')).to_have_value(rows[-1][-1])

    def saved(self) -> None:
        """Wait until the page says that all is saved."""
        sync_api.expect(self.page.locator(".save-state")).to_contain_text("已保存")

    def submit(self, reason: str = "") -> None:
        """Submit the filing that is open; errors that are left are explained."""
        self.page.get_by_role("link", name="核对并报送").click()
        for field in self.page.get_by_label("确实无误的理由").all():
            field.fill(reason)
        self.page.locator("form button.main").click()
        self.page.wait_for_load_state()

    def send_back(self, why: str) -> None:
        """Send the filing that is open back."""
        self.page.get_by_label("审核意见").fill(why)
        self.press("退回修改")

    def approve(self, step: str, subject: str) -> None:
        """Approve the filing of a step for a project."""
        self.open(step, subject)
        self.press("审核通过")

    def leave(self) -> None:
        """Close the window; nothing may have gone wrong in it."""
        self.visitor.close()


class Staff:
    """The people of the county; each logs in when first asked for."""

    def __init__(self, browser: Any, site: str) -> None:
        self.browser, self.site, self.password = browser, site, example_book().password
        self.here: dict[str, Colleague] = {}

    def __getitem__(self, username: str) -> Colleague:
        if username not in self.here:
            self.here[username] = Colleague(self.browser, self.site, username, self.password)
        return self.here[username]

    def leave(self) -> None:
        for colleague in self.here.values():
            colleague.leave()


def pass_on(staff: Staff, step: str, subject: str = PROJECT) -> None:
    """All three reviewers approve."""
    for who in ("fuze1", "zhuguan", "caizheng"):
        staff[who].approve(step, subject)
