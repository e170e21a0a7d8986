"""The end of the scripted year: re-check, evaluation, next year's budget, publication, archive, who looks on."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from jixiao.workbench.papers.verify import verify_archive

from .browsing import Visitor, sync_api
from .year_people import PROJECT, UNIT, YEAR, Colleague, Staff, pass_on

DEPARTMENT = {
    "/goal/expected": "做好参保、待遇审核和结算服务。",
    "/goal/actual": "办理业务16.8万件。",
    "/funding/0/budget": "312",
    "/funding/0/executed": "305.2",
    "/indicators/0/level1": "产出指标",
    "/indicators/0/level2": "数量指标",
    "/indicators/0/name": "办理医保业务",
    "/indicators/0/target": "≥16万件",
    "/indicators/0/actual": "16.8万件",
    "/indicators/0/weight": "90",
}


def is_rechecked(staff: Staff) -> None:
    """The finance bureau draws a sample and gives its own points beside the unit's."""
    finance = staff["caizheng"]
    finance.visitor.go("/rechecks/")
    finance.press("抽取")
    finance.says(PROJECT)
    finance.visitor.shoot("13-sample")
    finance.page.get_by_role("link", name=f"复核{PROJECT}").click()
    finance.page.get_by_label("就近办理业务的村覆盖率的复核得分").fill("24")
    finance.page.get_by_label("复核意见").fill("抽查3个村，覆盖率按台账为58%。")
    finance.visitor.shoot("14-recheck")
    finance.press("保存复核")
    finance.says("90.14")
    finance.visitor.shoot("14-rechecked")


def is_evaluated(staff: Staff) -> None:
    """The administrator chooses the project, the finance bureau evaluates it item by item."""
    admin, finance = staff["guanli"], staff["caizheng"]
    admin.go("年度")
    admin.page.get_by_role("link", name=f"禾源县{YEAR}年度").click()
    admin.page.get_by_role("link", name="选项目").last.click()
    admin.page.get_by_label(PROJECT).check()
    admin.press("选定勾选的项目")
    admin.says("生成重点评价 1 件")
    finance.open("重点评价", PROJECT)
    for field in finance.page.get_by_label("的评分").all():
        field.fill("良")
        field.blur()
    sync_api.expect(finance.page.locator("#conclusion")).to_contain_text("总分80分")
    finance.visitor.shoot("15-evaluation")
    finance.submit()
    finance.approve("重点评价", PROJECT)
    finance.says("已办结")


def is_applied(staff: Staff) -> None:
    """The grade leads to a suggestion for next year's budget, and to a decision."""
    finance = staff["caizheng"]
    finance.go("结果应用")
    finance.page.get_by_label(f"{PROJECT}的下年申请数").fill("80")
    finance.press("保存本页")
    finance.says("建议安排80万元")
    finance.visitor.shoot("16-application")
    finance.go("总览")
    sync_api.expect(finance.page.get_by_role("img", name="各环节填报件的状态")).to_be_visible()
    finance.visitor.shoot("16-overview")


def is_filled_in_without_script(staff: Staff) -> None:
    """In a browser that runs no script the year is read, and the unit's own form saved and submitted."""
    plain = Colleague(staff.browser, staff.site, "tianbao1", staff.password, java_script_enabled=False)
    plain.go("单位总览")
    plain.says(PROJECT)
    plain.open("绩效自评", PROJECT)
    plain.says("建成12个，其余3个次年建成。")
    plain.says("96.14")
    plain.open("部门整体自评", UNIT)
    for pointer, text in DEPARTMENT.items():
        plain.type(pointer, text)
    plain.press("保存")
    plain.says("已保存")
    plain.holds("/goal/actual", DEPARTMENT["/goal/actual"])
    plain.visitor.shoot("17-without-script")
    plain.submit(reason="本单位没有其他指标")
    plain.says("待单位审核")
    plain.leave()
    pass_on(staff, "部门整体自评", UNIT)


def is_published(staff: Staff) -> None:
    """The form is taken out as a file and made public; anybody reads it without a login."""
    finance = staff["caizheng"]
    finance.open("绩效自评", PROJECT)
    with finance.page.expect_download() as taken:
        finance.page.locator("main").get_by_role("link", name="PDF").first.click()
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF")
    finance.press("公开")
    finance.says("已公开")
    anybody = Visitor(staff.browser, staff.site)
    anybody.go("/public/")
    anybody.shoot("18-public-list")
    anybody.page.get_by_role("link", name=PROJECT).first.click()
    assert "新建村级医保服务点" in anybody.page.locator("main").inner_text()
    anybody.shoot("18-public")
    anybody.close()


def is_archived(staff: Staff) -> None:
    """The year is closed, nothing in it can be typed any more, and its archive is what its manifest says."""
    admin, preparer = staff["guanli"], staff["tianbao1"]
    admin.go("年度")
    admin.page.get_by_role("link", name=f"禾源县{YEAR}年度").click()
    for box in admin.page.get_by_label("仍然归档").all():
        box.check()
    admin.press("归档")
    admin.says("已归档")
    admin.visitor.shoot("19-closed")
    preparer.open("事前绩效评估", PROJECT)
    assert preparer.page.get_by_role("button", name="保存").count() == 0
    admin.go("归档")
    admin.visitor.shoot("19-archive")
    with admin.page.expect_download() as archive:
        admin.page.get_by_role("button", name=f"下载禾源县{YEAR}年度的归档").click()
    assert archive.value.suggested_filename == f"禾源县{YEAR}年度绩效归档.zip"
    with tempfile.TemporaryDirectory() as folder:
        archive.value.save_as(Path(folder, "archive.zip"))
        assert verify_archive(Path(folder, "archive.zip")) == []


def is_looked_at(staff: Staff) -> None:
    """The auditor reads every change, the audit administrator the log, which holds."""
    auditor, log = staff["shenji"], staff["rizhi"]
    auditor.open("绩效自评", PROJECT)
    auditor.page.get_by_role("link", name="每一格的修改记录").click()
    auditor.says("3个村选址变更，次年3月建成。")
    auditor.visitor.shoot("20-changes")
    log.go("日志")
    log.says("归档年度")
    log.visitor.shoot("21-log")
    for detail in log.page.locator("td.detail").all_inner_texts():
        assert not re.search(r"[a-z_]+：", detail), detail
    log.page.get_by_role("link", name="校验日志").click()
    log.press("开始校验")
    log.says("校验通过：日志完整，定稿没有改动")
    log.visitor.shoot("22-verify")


END = [
    is_rechecked,
    is_evaluated,
    is_applied,
    is_filled_in_without_script,
    is_published,
    is_archived,
    is_looked_at,
]
