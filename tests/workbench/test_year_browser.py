"""A year in a real browser, from opening to archive: every role, a return, an adjustment, an alarm, a re-check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from jixiao.workbench.example.book import example_book

from .browsing import browsing, serving
from .processes import make_home, run
from .year_people import Colleague

PLACES = """
upgrade()
from jixiao.workbench.example.book import example_book
from jixiao.workbench.example.places import make_people, make_places
make_places(example_book())
make_people(example_book())
"""
UNIT, PROJECT = "禾源县医疗保险事务中心", "医保经办服务能力提升"
TODAY = date.today()
YEAR = TODAY.year
TARGET = [
    ["产出指标", "数量指标", "新建村级医保服务点", "≥12个"],
    ["", "质量指标", "培训考核合格率", "≥95%"],
    ["", "成本指标", "项目总成本", "≤60万元"],
    ["效益指标", "社会效益指标", "就近办理业务的村覆盖率", "≥60%"],
    ["满意度指标", "服务对象满意度指标", "办事群众满意度", "≥90%"],
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A workbench with places and people, and nothing else."""
    home = make_home(tmp_path_factory.mktemp("year") / "home")
    run(home, PLACES)
    with serving(home) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing() as opened:
        yield opened


class Staff:
    """The people of the county; each logs in when first asked for."""

    def __init__(self, browser: Any, site: str) -> None:
        self.browser, self.site = browser, site
        self.here: dict[str, Colleague] = {}

    def __getitem__(self, username: str) -> Colleague:
        if username not in self.here:
            self.here[username] = Colleague(self.browser, self.site, username, example_book().password)
        return self.here[username]

    def leave(self) -> None:
        for colleague in self.here.values():
            colleague.leave()


def opens_the_year(staff: Staff) -> None:
    """The finance administrator adds a project and opens the year."""
    guanli = staff["guanli"]
    guanli.go("项目")
    guanli.page.get_by_role("link", name="新增项目").click()
    guanli.page.get_by_label("单位").select_option(label=UNIT)
    guanli.page.get_by_label("项目名称").fill(PROJECT)
    guanli.page.get_by_label("项目编码").fill("99010124T000000000201")
    guanli.press("保存")
    guanli.go("年度")
    guanli.page.get_by_role("link", name="开启年度").click()
    guanli.page.get_by_label("年度").first.fill(str(YEAR))
    guanli.press("换年度")
    for box in guanli.page.get_by_role("checkbox").all():
        box.set_checked(box.get_attribute("name") == "step" or box.get_attribute("value") == "7")
    for field in guanli.page.locator("input[type=date]").all():
        opens = (field.get_attribute("name") or "").endswith("opens")
        field.fill((TODAY + timedelta(days=-30 if opens else 30)).isoformat())
    guanli.visitor.shoot("01-open-year")
    guanli.press(f"开启{YEAR}年度")
    guanli.says("进行中")
    guanli.visitor.shoot("02-year")


def files_the_target(staff: Staff) -> None:
    """The preparer finds the task, types the target and submits it; the reviewers pass it on."""
    preparer = staff["tianbao1"]
    preparer.go("我的任务")
    preparer.says(PROJECT)
    preparer.open("绩效目标", PROJECT)
    preparer.type("/goal/expected", "新建村级医保服务点12个，让群众就近办理参保和报销。")
    preparer.type("/funding/0/initial", "60")
    preparer.type("/funding/1/initial", "60")
    preparer.paste("/indicators/0/level1", TARGET)
    preparer.saved()
    preparer.visitor.shoot("03-target")
    preparer.submit()
    preparer.says("待单位审核")
    for who in ("fuze1", "zhuguan", "caizheng"):
        staff[who].approve("绩效目标", PROJECT)
    staff["caizheng"].says("已办结")


STAGES = [opens_the_year, files_the_target]
