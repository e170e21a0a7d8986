"""The end of the scripted year: re-check, evaluation, next year's budget, publication, archive, who looks on."""

from __future__ import annotations

from .browsing import Visitor
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
    finance.page.wait_for_load_state("networkidle")
    finance.says("总分")
    finance.visitor.shoot("15-evaluation")
    finance.submit()
    finance.approve("重点评价", PROJECT)
    finance.says("已办结")


def is_applied(staff: Staff) -> None:
    """The grade leads to a suggestion for next year's budget, and to a decision."""
    finance = staff["caizheng"]
    finance.go("结果应用")
    finance.page.get_by_label(f"{PROJECT}的下年申请数").fill("80")
    finance.press("保存")
    finance.says("80")
    finance.visitor.shoot("16-application")


def is_filled_in_without_script(staff: Staff) -> None:
    """The unit's own form is read, saved and submitted in a browser that runs no script."""
    plain = Colleague(staff.browser, staff.site, "tianbao1", staff.password, java_script_enabled=False)
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


def is_published_and_archived(staff: Staff) -> None:
    """The form is taken out, made public, and the year is closed; then nothing can be changed any more."""
    finance, admin = staff["caizheng"], staff["guanli"]
    finance.open("绩效自评", PROJECT)
    with finance.page.expect_download() as taken:
        finance.page.locator("main").get_by_role("link", name="PDF").first.click()
    assert taken.value.suggested_filename.endswith(".pdf")
    finance.press("公开")
    anybody = Visitor(staff.browser, staff.site)
    anybody.go("/public/")
    anybody.page.get_by_role("link", name=PROJECT).first.click()
    assert "新建村级医保服务点" in anybody.page.locator("main").inner_text()
    anybody.shoot("18-public")
    anybody.close()
    admin.go("归档")
    with admin.page.expect_download() as archive:
        admin.page.get_by_role("button", name="下载禾源县").click()
    assert archive.value.suggested_filename.endswith(".zip")
    admin.go("年度")
    admin.page.get_by_role("link", name=f"禾源县{YEAR}年度").click()
    for box in admin.page.get_by_label("仍然归档").all():
        box.check()
    admin.press("归档")
    admin.says("已归档")
    admin.visitor.shoot("19-closed")


def is_looked_at(staff: Staff) -> None:
    """Auditor and administrators see what is theirs: the history, the log that holds, the places, the accounts."""
    auditor, log = staff["shenji"], staff["rizhi"]
    auditor.open("绩效自评", PROJECT)
    auditor.page.get_by_role("link", name="每一格的修改记录").click()
    auditor.says("3个村选址变更，次年3月建成。")
    auditor.visitor.shoot("20-changes")
    log.go("日志")
    log.says("归档年度")
    log.visitor.go("/log/verify/")
    log.visitor.shoot("21-verify")
    staff["xitong"].says("区划和单位")
    staff["anquan"].says("账号")


END = [
    is_rechecked,
    is_evaluated,
    is_applied,
    is_filled_in_without_script,
    is_published_and_archived,
    is_looked_at,
]
