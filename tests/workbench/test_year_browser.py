"""A year in a real browser, from opening to archive: every role, a return, an adjustment, an alarm, a re-check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from .browsing import browsing, serving, sync_api
from .processes import make_home, run
from .year_end import END
from .year_people import PROJECT, TODAY, UNIT, YEAR, Colleague, Staff, pass_on
from .year_start import is_prepared

PLACES = """
upgrade()
from jixiao.workbench.example.book import example_book
from jixiao.workbench.example.places import make_people, make_places
make_places(example_book())
make_people(example_book())
"""
TARGET = [
    ["产出指标", "数量指标", "新建村级医保服务点", "≥12个"],
    ["产出指标", "质量指标", "培训考核合格率", "≥95%"],
    ["产出指标", "成本指标", "项目总成本", "≤60万元"],
    ["效益指标", "社会效益指标", "就近办理业务的村覆盖率", "≥60%"],
    ["满意度指标", "服务对象满意度指标", "办事群众满意度", "≥90%"],
]
ADJUSTED = {"/indicators/0/target": "≥15个", "/indicators/2/target": "≤72万元", "/funding/0/initial": "72"}
ADJUSTED |= {"/funding/1/initial": "72", "/goal/expected": "新建村级医保服务点15个，让群众就近办理参保和报销。"}
MONITORING = "绩效监控（1—7月）"
MONITORED = {"/funding/0/executed": "12", "/funding/0/forecast": "70"}
for row, cells in enumerate([("3个", "12个"), ("96%", "96%"), ("12万元", "70万元"), ("20%", "45%"), ("91%", "91%")]):
    MONITORED |= dict(zip((f"/indicators/{row}/actual", f"/indicators/{row}/forecast"), cells, strict=True))
    MONITORED[f"/indicators/{row}/possibility"] = "有可能"
RESULTS = {"/funding/0/executed": "58.6", "/funding/1/executed": "58.6", "/goal/actual": "建成12个，其余3个次年建成。"}
for row, cells in enumerate([("12个", "10"), ("98%", "20"), ("58.6万元", "20"), ("63%", "30"), ("94%", "10")]):
    RESULTS |= dict(zip((f"/indicators/{row}/actual", f"/indicators/{row}/weight"), cells, strict=True))


@pytest.fixture
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
    preparer.paste("/indicators/0/level1", TARGET, "/indicators/4/target")
    preparer.saved()
    preparer.visitor.shoot("03-target")
    preparer.submit()
    preparer.says("待单位审核")
    pass_on(staff, "绩效目标")
    staff["caizheng"].says("已办结")


def adjusts_the_target(staff: Staff) -> None:
    """In mid-year the approved target is adjusted with a reason; what it said before stays to be seen."""
    preparer = staff["tianbao1"]
    preparer.open("绩效目标", PROJECT)
    preparer.page.get_by_text("目标调整…").click()
    preparer.page.get_by_label("调整原因").fill("民生实事清单增加3个村，追加预算12万元。")
    preparer.press("开始调整")
    for pointer, text in ADJUSTED.items():
        preparer.type(pointer, text)
    preparer.saved()
    preparer.submit()
    pass_on(staff, "绩效目标")
    preparer.open("绩效目标", PROJECT)
    for words in ("目标调整", "≥12个", "≥15个", "追加预算12万元"):
        preparer.says(words)
    preparer.visitor.shoot("04-adjusted")


def is_monitored(staff: Staff) -> None:
    """Monitoring begins with the adjusted target; it is far behind: red light, notice, answer with proof, closed."""
    preparer, finance = staff["tianbao1"], staff["caizheng"]
    follows_the_target(preparer, MONITORING)
    for pointer, text in MONITORED.items():
        preparer.type(pointer, text)
    preparer.saved()
    preparer.visitor.shoot("05-monitoring")
    preparer.submit()
    pass_on(staff, MONITORING)
    finance.go("监控预警")
    finance.says("红灯")
    finance.visitor.shoot("06-alarms")
    finance.page.locator("table.list tbody a", has_text=PROJECT).click()
    finance.page.get_by_label("整改要求").fill("执行率过低，请查明原因，一个月内反馈整改情况。")
    finance.page.get_by_label("整改期限").fill((TODAY + timedelta(days=30)).isoformat())
    finance.press("下发")
    answers_the_notice(preparer)
    finance.open(MONITORING, PROJECT)
    finance.page.get_by_label("销号意见").fill("措施可行，同意销号。")
    finance.visitor.shoot("08-answer")
    finance.press("销号")
    finance.says("已销号")


def follows_the_target(preparer: Colleague, step: str) -> None:
    """The form began with the target as it was first approved; it is brought up to the adjusted one."""
    preparer.open(step, PROJECT)
    preparer.holds("/indicators/0/target", "≥12个")
    preparer.page.locator("details.beginnings summary").click()
    preparer.press("按绩效目标更新")
    preparer.holds("/indicators/0/target", "≥15个")


def answers_the_notice(preparer: Colleague) -> None:
    """The notice is among the preparer's tasks; the answer comes with a file."""
    preparer.go("我的任务")
    preparer.says("整改")
    preparer.visitor.shoot("07-tasks")
    preparer.open(MONITORING, PROJECT)
    preparer.page.get_by_label("整改情况").fill("已重新排定工期，11月底前建成。")
    preparer.page.get_by_label("证明材料").set_input_files(
        {"name": "工期安排.csv", "mimeType": "text/csv", "buffer": "村,完工时间\n石桥村,11月20日\n".encode()}
    )
    preparer.press("报送整改情况")
    preparer.says("待销号")


def evaluates_itself(staff: Staff) -> None:
    """Scores are worked out as one types; evidence is uploaded; the department sends it back with a pinned comment."""
    preparer, department = staff["tianbao1"], staff["zhuguan"]
    follows_the_target(preparer, "绩效自评")
    for pointer, text in RESULTS.items():
        preparer.type(pointer, text)
    preparer.saved()
    sync_api.expect(preparer.page.locator('[id="f/indicators/0/score"]')).to_have_text("8")
    preparer.page.get_by_label("证明什么").select_option(label="办事群众满意度")
    preparer.page.locator('input[name="files"]').set_input_files(
        {"name": "满意度调查.csv", "mimeType": "text/csv", "buffer": "有效问卷,满意\n300,282\n".encode()}
    )
    preparer.press("上传")
    preparer.says("满意度调查.csv")
    preparer.visitor.shoot("09-self-evaluation")
    preparer.submit(reason="以台账为准")
    staff["fuze1"].approve("绩效自评", PROJECT)
    department.open("绩效自评", PROJECT)
    department.page.get_by_text("提出意见").first.click()
    department.page.get_by_role("link", name="对某一格提意见").click()
    department.page.get_by_label("对哪一格").select_option("/indicators/0/reason")
    department.page.get_by_label("意见", exact=True).fill("少建3个，请写明原因。")
    department.press("提出意见")
    department.open("绩效自评", PROJECT)
    department.send_back("原因没有写，请补充后再报。")
    department.visitor.shoot("10-returned")


def corrects_and_submits_again(staff: Staff) -> None:
    """The preparer finds what was returned among the tasks, answers, corrects the cell and submits again."""
    preparer = staff["tianbao1"]
    preparer.go("我的任务")
    preparer.says("修改")
    preparer.open("绩效自评", PROJECT)
    preparer.says("少建3个，请写明原因。")
    preparer.type("/indicators/0/reason", "3个村选址变更，次年3月建成。")
    preparer.saved()
    preparer.page.get_by_role("textbox", name="答复").fill("已补充。")
    preparer.press("答复")
    preparer.submit(reason="以台账为准")
    for who in ("fuze1", "zhuguan"):
        staff[who].approve("绩效自评", PROJECT)
    approves_in_one_go(staff["caizheng"])


def approves_in_one_go(finance: Colleague) -> None:
    """The finance reviewer ticks the task and approves it from the list."""
    finance.go("我的任务")
    finance.page.get_by_role("checkbox", name=PROJECT).check()
    finance.visitor.shoot("11-batch")
    finance.press("批量通过")
    finance.open("绩效自评", PROJECT)
    finance.says("已办结")
    finance.visitor.shoot("12-done")


@pytest.fixture
def staff(site: str, browser: Any) -> Iterator[Staff]:
    """The people, who leave when all is done: nothing may have gone wrong in any window."""
    people = Staff(browser, site)
    yield people
    people.leave()


STAGES = [
    is_prepared,
    opens_the_year,
    files_the_target,
    adjusts_the_target,
    is_monitored,
    evaluates_itself,
    corrects_and_submits_again,
    *END,
]


@pytest.mark.any_database
def test_a_form_is_typed_submitted_and_approved(staff: Staff) -> None:
    opens_the_year(staff)
    files_the_target(staff)


@pytest.mark.slow
def test_a_whole_year(staff: Staff) -> None:
    for stage in STAGES:
        stage(staff)
