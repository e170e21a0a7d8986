"""The beginning of the scripted year: a new unit with an account of its own, made by the separate administrators."""

from __future__ import annotations

from .year_people import Colleague, Staff

STATION, NEWCOMER, PASSWORD = "石桥镇医保服务站", "xinren", "Shiqiao-2026"


def is_prepared(staff: Staff) -> None:
    """The system administrator adds a unit, the security administrator an account; its owner takes it over."""
    adds_the_unit(staff["xitong"])
    takes_it_over(staff, makes_the_account(staff["anquan"]))


def adds_the_unit(system: Colleague) -> None:
    """A unit below the bureau, by the codes of both."""
    system.go("区划和单位")
    system.page.get_by_role("link", name="增加单位").click()
    system.page.get_by_label("区划").select_option(label="禾源县")
    system.page.get_by_label("单位编码").fill("101002")
    system.page.get_by_label("单位名称").fill(STATION)
    system.page.get_by_label("主管部门编码").fill("101")
    system.press("保存")
    system.says("单位已增加")
    system.says(STATION)
    system.visitor.shoot("00-1-places")


def makes_the_account(security: Colleague) -> str:
    """An account with a role; gives its first password, which is shown once."""
    security.go("账号")
    security.page.get_by_role("link", name="新建账号").click()
    security.page.get_by_label("用户名").fill(NEWCOMER)
    security.page.get_by_label("姓名").fill("新来的填报员")
    security.press("建立")
    first = str(security.page.locator(".password code").inner_text())
    security.page.get_by_role("link", name="去授权角色").click()
    security.page.get_by_label("角色").select_option(label="填报人")
    security.page.get_by_label("区划").select_option(label="禾源县")
    security.page.get_by_label("单位编码").fill("101002")
    security.press("授权")
    security.says("已授权")
    security.says(STATION)
    security.visitor.shoot("00-2-account")
    return first


def takes_it_over(staff: Staff, first: str) -> None:
    """Whoever comes with a first password must choose another before anything else."""
    newcomer = Colleague(staff.browser, staff.site, NEWCOMER, first)
    newcomer.says("请先设置自己的密码")
    newcomer.visitor.shoot("00-3-password")
    newcomer.page.get_by_label("新密码", exact=True).fill(PASSWORD)
    newcomer.page.get_by_label("新密码确认").fill(PASSWORD)
    newcomer.press("保存新密码")
    newcomer.go("我的任务")
    newcomer.says("现在没有要办的事")
    newcomer.leave()
