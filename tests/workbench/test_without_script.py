"""A self-evaluation in a browser that runs no script: found, typed, saved, refused, submitted, returned, approved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jixiao.workbench.example.book import example_book

from .browsing import browsing, serving
from .processes import make_home, run
from .year_people import PROJECT, UNIT, Colleague

pytestmark = pytest.mark.slow
STEP = "绩效自评"
COUNTY = f"""
from datetime import timedelta
upgrade()
from django.utils import timezone
from jixiao.workbench.cycle.models import Project
from jixiao.workbench.cycle.opening import Planned, open_year
from jixiao.workbench.cycle.steps import StepKind
from jixiao.workbench.example.book import example_book
from jixiao.workbench.example.places import make_people, make_places
from jixiao.workbench.people.models import Region, Unit, User
make_places(example_book())
make_people(example_book())
Project.objects.create(unit=Unit.objects.get(name="{UNIT}"), name="{PROJECT}")
today = timezone.localdate()
steps = [Planned(StepKind.SELF_EVALUATION, today, today + timedelta(30))]
by = User.objects.get(username="guanli")
open_year(Region.objects.get(code="990101"), today.year, by, steps, layout="F-N20", scheme="national-2020")
"""
CELLS = {"/funding/0/initial": "60", "/funding/0/budget": "60", "/funding/0/executed": "48"}
CELLS |= {"/funding/1/initial": "60", "/funding/1/budget": "60", "/funding/1/executed": "48"}
CELLS |= {"/goal/expected": "新建村级医保服务点15个。", "/goal/actual": "建成12个，其余3个次年建成。"}
ROWS = [
    ("产出指标", "数量指标", "新建村级医保服务点", "≥15个", "12个", "40"),
    ("效益指标", "社会效益指标", "就近办理业务的村覆盖率", "≥60%", "63%", "30"),
    ("满意度指标", "服务对象满意度指标", "办事群众满意度", "≥90%", "94%", "10"),
]
NAMES = ("level1", "level2", "name", "target", "actual", "weight")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A workbench with one project whose self-evaluation is due."""
    home = make_home(tmp_path_factory.mktemp("plain") / "home")
    run(home, COUNTY)
    with serving(home) as address:
        yield address


class Plain(Colleague):
    """Somebody whose browser runs no script."""

    def __init__(self, browser: Any, site: str, username: str) -> None:
        super().__init__(browser, site, username, example_book().password, java_script_enabled=False)

    def follow(self, name: str) -> None:
        """Follow a link of the page."""
        self.page.locator("main").get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()

    def add_a_row(self, row: int) -> None:
        """Press, in the menu of a row, for another one below."""
        menu = self.page.locator("details.row-menu").nth(row)
        menu.locator("summary").click()
        menu.get_by_role("button", name="另起一个一级指标").click()
        self.page.wait_for_load_state()

    def remove_rows_after(self, row: int) -> None:
        """Take out the rows of the empty form below the ones that are wanted."""
        while (menus := self.page.locator("details.row-menu")).count() > row + 1:
            menus.last.locator("summary").click()
            menus.last.get_by_role("button", name="删除这一行").click()
            self.page.wait_for_load_state()

    def takes_out(self, name: str) -> bytes:
        """Give the file of a link."""
        with self.page.expect_download() as taken:
            self.page.locator("main").get_by_role("link", name=name, exact=True).first.click()
        return Path(taken.value.path()).read_bytes()


def finds_the_task(preparer: Plain) -> None:
    preparer.go("我的任务")
    preparer.says(PROJECT)
    preparer.visitor.shoot("plain-1-tasks")
    preparer.follow("填报")
    preparer.says("项目支出绩效自评表")


def fills_it_in(preparer: Plain) -> None:
    """Rows are made and taken out, cells saved; the page that follows has the scores, the findings and what is owed."""
    preparer.remove_rows_after(0)
    for row in range(len(ROWS) - 1):
        preparer.add_a_row(row)
    for pointer, text in CELLS.items():
        preparer.type(pointer, text)
    for number, row in enumerate(ROWS):
        for name, text in zip(NAMES, row, strict=True):
            preparer.type(f"/indicators/{number}/{name}", text)
    preparer.press("保存")
    preparer.says("已保存")
    preparer.holds("/indicators/1/name", "就近办理业务的村覆盖率")
    assert preparer.page.locator('[id="f/indicators/0/score"]').inner_text() == "32"  # 40 × 12 ÷ 15
    preparer.says("没有说明原因")
    preparer.visitor.shoot("plain-2-saved")


def is_refused_and_told_why(preparer: Plain) -> None:
    """The points do not add up to 100: submitting without a reason comes to nothing and says so."""
    preparer.follow("核对并报送")
    preparer.says("分值合计")
    preparer.press("写明理由，仍然报送")
    preparer.visitor.shoot("plain-3-refused")
    preparer.says("分值合计")
    preparer.follow("返回修改")
    preparer.says("草稿")


def brings_evidence_and_submits(preparer: Plain) -> None:
    preparer.type("/indicators/0/weight", "50")
    preparer.type("/indicators/0/reason", "3个村选址变更，次年3月建成。")
    preparer.press("保存")
    table = {"name": "满意度调查.csv", "mimeType": "text/csv", "buffer": "有效问卷,满意\n300,282\n".encode()}
    preparer.page.locator('input[name="files"]').set_input_files(table)
    preparer.press("上传")
    preparer.says("满意度调查.csv")
    preparer.submit(reason="尾款按合同次年支付")
    preparer.says("待单位审核")
    preparer.says("新建村级医保服务点15个")  # the paper is still to be read


def is_returned_with_a_comment(approver: Plain, preparer: Plain) -> None:
    approver.open(STEP, PROJECT)
    approver.page.locator("details", has_text="提出意见").locator("summary").first.click()
    approver.follow("对某一格提意见")
    approver.page.get_by_label("对哪一格").select_option("/goal/actual")
    approver.page.get_by_label("意见", exact=True).fill("请写明其余3个建成的时间。")
    approver.press("提出意见")
    approver.open(STEP, PROJECT)
    approver.send_back("请补充建成时间。")
    preparer.open(STEP, PROJECT)
    preparer.says("请写明其余3个建成的时间。")
    preparer.type("/goal/actual", "建成12个，其余3个次年3月建成。")
    preparer.press("保存")
    preparer.page.get_by_role("textbox", name="答复").fill("已补充。")
    preparer.press("答复")
    preparer.submit(reason="尾款按合同次年支付")


def is_approved(people: list[Plain]) -> None:
    for person in people[:-1]:
        person.approve(STEP, PROJECT)
    finance = people[-1]
    finance.go("我的任务")
    finance.page.get_by_role("checkbox", name=PROJECT).check()
    finance.press("批量通过")
    finance.open(STEP, PROJECT)
    finance.says("已办结")


def is_overseen(finance: Plain) -> None:
    """The overviews have their tables and charts, lead to the filing, and it is taken out as a Word file."""
    finance.go("总览")
    finance.says("1/1")
    assert finance.page.locator("figure.chart img").first.evaluate("picture => picture.naturalWidth") > 0
    finance.follow("得分和等级")
    finance.visitor.shoot("plain-4-overview")
    finance.visitor.go("/overview/filings/")
    finance.follow(PROJECT)
    finance.says("流转记录")
    assert finance.takes_out("Word").startswith(b"PK")


def test_a_form_goes_its_way_without_a_script(site: str) -> None:
    with browsing() as browser:
        names = ("tianbao1", "fuze1", "zhuguan", "caizheng")
        preparer, approver, department, finance = people = [Plain(browser, site, name) for name in names]
        finds_the_task(preparer)
        fills_it_in(preparer)
        is_refused_and_told_why(preparer)
        brings_evidence_and_submits(preparer)
        is_returned_with_a_comment(approver, preparer)
        is_approved([approver, department, finance])
        is_overseen(finance)
        for person in people:
            person.leave()
