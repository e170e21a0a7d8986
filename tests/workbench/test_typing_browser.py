"""Typing a form in a real browser: nothing typed is lost, whatever happens to the connection, the login, the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from .browsing import Visitor, browsing, serving
from .processes import make_home, run

pytestmark = pytest.mark.slow
PASSWORD = "Jixiao-2024"
COUNTY = """
from datetime import timedelta
upgrade()
from django.utils import timezone
from jixiao.workbench.cycle.models import Draft, Filing, Project
from jixiao.workbench.cycle.moves import Move
from jixiao.workbench.cycle.opening import Planned, open_year
from jixiao.workbench.cycle.saving import save_moves
from jixiao.workbench.cycle.steps import StepKind
from jixiao.workbench.people.models import Grant, Region, Unit, User

region = Region.objects.create(code="990101", name="禾源县")
unit = Unit.objects.create(code="101", name="禾源县医疗保障局", kind="department", region=region)
for username in ("first", "second"):
    user = User.objects.create_user(username, "Jixiao-2024", name=username, must_change_password=False)
    Grant.objects.create(user=user, role="preparer", unit=unit)
for name in ("医保经办", "医疗救助"):
    Project.objects.create(unit=unit, name=name)
today = timezone.localdate()
open_year(region, today.year, user, [Planned(StepKind.SELF_EVALUATION, today, today + timedelta(30))], layout="F-N20",
          scheme="national-2020")
row = {"level1": "产出指标", "level2": "数量指标", "target": "≥100人", "weight": "10"}
for filing in Filing.objects.order_by("pk"):
    added = [Move("add", number, values=row | {"name": f"指标{number}"}) for number in range(4)]
    save_moves(filing, user, [*added, Move("remove", 4)], 0)
"""


class Desk(Visitor):
    """A preparer at a form."""

    def cell(self, pointer: str) -> Any:
        return self.page.locator(f'[name="{pointer}"]')

    def actual(self, row: int) -> Any:
        return self.cell(f"/indicators/{row}/actual")

    def type(self, cell: Any, text: str) -> None:
        cell.fill(text)
        self.page.keyboard.press("Tab")

    def waits_for(self, words: str) -> None:
        self.page.locator(".save-state", has_text=words).wait_for()

    def paste(self, cell: Any, text: str) -> None:
        cell.evaluate(
            "(cell, text) => { const data = new DataTransfer(); data.setData('text/plain', text); cell.focus();"
            "cell.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})) }",
            text,
        )

    def names(self) -> list[str]:
        return [cell.input_value() for cell in self.page.locator("[name$='/name'][name^='/indicators']").all()]

    def forgive(self, *words: str) -> None:
        """Take for granted what the browser reports of requests that were meant to fail."""
        self.wrong = [each for each in self.wrong if not any(word in each for word in words)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any]]:
    home = make_home(tmp_path_factory.mktemp("typing") / "home")
    with browsing() as browser:
        run(home, COUNTY)
        with serving(home) as address:
            yield address, browser


@pytest.fixture
def desk(site: tuple[str, Any]) -> Iterator[Desk]:
    visitor = Desk(site[1], site[0])
    visitor.log_in("first", PASSWORD)
    visitor.go("/filings/1/")
    yield visitor
    visitor.close()


def test_what_is_typed_is_saved_and_scored_at_once(desk: Desk) -> None:
    desk.actual(0).fill("90人")  # not left: saved after a moment all the same
    desk.waits_for("已保存")
    desk.page.locator('[id="f/indicators/0/score"]', has_text="9").wait_for()
    desk.page.locator('[id="f/indicators/0/score"]').click()
    assert "90" in desk.page.locator("details.why[open] p").inner_text()
    desk.shoot("typing")
    desk.page.reload()
    assert desk.actual(0).input_value() == "90人"


def test_a_dropped_connection_loses_nothing(desk: Desk) -> None:
    desk.context.set_offline(True)
    desk.type(desk.actual(1), "95人")
    desk.waits_for("没有连上，内容留在本机")
    desk.type(desk.cell("/goal/actual"), "较好完成")
    desk.context.set_offline(False)
    desk.waits_for("已保存")
    desk.page.reload()
    assert (desk.actual(1).input_value(), desk.cell("/goal/actual").input_value()) == ("95人", "较好完成")
    assert desk.page.evaluate("localStorage.length") == 0
    desk.forgive("ERR_INTERNET_DISCONNECTED")


def test_a_closed_page_offers_what_was_not_saved(desk: Desk) -> None:
    desk.context.route("**/typing/save/", lambda route: route.abort())
    desk.type(desk.actual(2), "77人")
    desk.waits_for("没有连上")
    desk.go("/tasks/")
    desk.context.unroute("**/typing/save/")
    desk.go("/filings/1/")
    assert "77人" in desk.page.locator(".unsaved").inner_text()
    desk.page.get_by_role("button", name="放回并保存").click()
    desk.waits_for("已保存")
    assert desk.actual(2).input_value() == "77人" and desk.page.evaluate("localStorage.length") == 0
    desk.forgive("ERR_FAILED")


def test_an_answer_that_was_lost_is_no_conflict(desk: Desk) -> None:
    def lose(route: Any) -> None:
        route.fetch()
        route.abort()

    desk.context.route("**/typing/save/", lose, times=1)
    desk.type(desk.actual(3), "66人")
    desk.waits_for("没有连上")
    desk.waits_for("已保存")
    assert desk.page.locator(".unsaved").is_hidden() and desk.actual(3).input_value() == "66人"
    desk.forgive("ERR_FAILED")


def test_a_login_that_ended_is_told_and_typing_goes_on_after_it(desk: Desk) -> None:
    cookies = desk.context.cookies()
    desk.context.clear_cookies()
    desk.type(desk.actual(3), "55人")
    desk.waits_for("登录已失效")
    desk.context.add_cookies(cookies)
    desk.page.evaluate("dispatchEvent(new Event('focus'))")
    desk.waits_for("已保存")
    desk.forgive("401", "403")


def test_two_people_on_one_cell_decide(desk: Desk, site: tuple[str, Any]) -> None:
    other = Desk(site[1], site[0])
    other.log_in("second", PASSWORD)
    other.go("/filings/1/")
    desk.type(desk.actual(0), "91人")
    desk.waits_for("已保存")
    other.type(other.actual(0), "92人")
    told = other.page.locator(".unsaved")
    told.get_by_text("现在是：91人").wait_for()
    other.shoot("conflict")
    told.get_by_role("button", name="用我的").click()
    other.page.locator(".unsaved").wait_for(state="hidden")
    other.waits_for("已保存")
    assert other.actual(0).input_value() == "92人"
    other.close()


def test_rows_are_moved_under_the_hands_of_another(desk: Desk, site: tuple[str, Any]) -> None:
    other = Desk(site[1], site[0])
    other.log_in("second", PASSWORD)
    other.go("/filings/1/")
    before = desk.names()
    desk.page.locator("tr[data-row='0'] .row-menu summary").click()
    desk.page.get_by_role("button", name="在下面加一行").first.click()
    desk.page.locator("tr[data-row='4']").wait_for()
    other.type(other.cell("/indicators/3/reason"), "统计口径不同")
    other.page.locator('[name="/indicators/4/reason"]').wait_for()
    assert other.cell("/indicators/4/reason").input_value() == "统计口径不同"
    desk.page.keyboard.press("Control+z")
    desk.page.locator("tr[data-row='4']").wait_for(state="detached")
    assert desk.names() == before
    other.close()


def test_a_block_from_excel_adds_rows_and_is_undone_at_once(desk: Desk) -> None:
    before = desk.names()
    desk.paste(desk.cell("/indicators/3/name"), "甲\t≥1人\t1人\t1\n乙\t≥2人\t2人\t2\n丙\t≥3人\t3人\t3\n")
    desk.page.locator("tr[data-row='5']").wait_for()
    desk.waits_for("已保存")
    assert desk.names() == [*before[:3], "甲", "乙", "丙"] and desk.actual(5).input_value() == "3人"
    desk.page.keyboard.press("Control+z")
    desk.page.locator("tr[data-row='5']").wait_for(state="detached")
    assert desk.names() == before


def test_the_keyboard_leads_from_cell_to_cell(desk: Desk) -> None:
    desk.actual(0).focus()
    places = []
    for key in ("Enter", "Enter", "Shift+Enter", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowUp"):
        desk.page.keyboard.press(key)
        places.append(desk.page.evaluate("document.activeElement.name"))
    rows = [place.split("/")[2] + place.split("/")[3] for place in places]
    assert rows == ["1actual", "2actual", "1actual", "1weight", "1reason", "1weight", "0weight"]


def test_a_finding_leads_to_its_cell_and_back(desk: Desk) -> None:
    desk.page.locator(".findings a").first.click()
    assert desk.page.evaluate("document.activeElement.id").startswith("f/")
    desk.page.locator(".form .mark").first.click()
    assert desk.page.evaluate("document.activeElement.id").startswith("finding-")


def test_several_projects_are_typed_in_one_grid(desk: Desk) -> None:
    desk.go("/filings/grid/")
    cells = desk.page.locator("[name$='/actual']")
    desk.paste(cells.nth(2), "31人\n32人\n33人")
    desk.waits_for("已保存")
    assert cells.nth(4).get_attribute("name").startswith("2:")
    desk.shoot("many")
    desk.page.reload()
    assert [cells.nth(number).input_value() for number in (2, 3, 4)] == ["31人", "32人", "33人"]
