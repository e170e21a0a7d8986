"""`jixiao admin user`: accounts from the command line, for the first one and for when nobody can log in any more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from jixiao.command.admin_home import data_option, ready
from jixiao.command.chinese import ChineseCommand, Lazy, LazyGroup
from jixiao.command.output import print_line, print_table

_HERE = "jixiao.command.admin_user"
COMMANDS = {
    "add": Lazy(_HERE, "建立账号，显示临时密码", "add"),
    "list": Lazy(_HERE, "列出账号", "list_accounts"),
    "grant": Lazy(_HERE, "授权一个角色", "grant"),
    "reset": Lazy(_HERE, "重置密码并解锁，显示临时密码", "reset"),
    "unlock": Lazy(_HERE, "解锁", "unlock"),
    "drop-totp": Lazy(_HERE, "清除动态口令", "drop_totp"),
    "disable": Lazy(_HERE, "停用", "disable"),
    "enable": Lazy(_HERE, "启用", "enable"),
}
username_argument = click.argument("username", metavar="用户名")
role_option = click.option("--role", metavar="角色", help="角色的名称，如 填报人、安全管理员。")
region_option = click.option("--region", default="", metavar="区划代码", help="角色管的区划，或单位所在的区划。")
unit_option = click.option("--unit", default="", metavar="单位编码", help="角色管的单位。")


@click.group("user", cls=LazyGroup, lazy=COMMANDS)
def command() -> None:
    """管理账号。做的每件事都记在审计日志里，记为“系统”。"""


@click.command("add", cls=ChineseCommand)
@username_argument
@click.option("--name", required=True, metavar="姓名", help="姓名。")
@role_option
@region_option
@unit_option
@data_option
def add(username: str, name: str, role: str | None, region: str, unit: str, home: Path | None) -> None:
    """建立账号，可以同时授权一个角色。"""
    ready(home)
    from jixiao.workbench.people.accounts import Person
    from jixiao.workbench.people.naming import add_named

    user, password = add_named(Person(username, name), role, region, unit)
    print_line(f"已建立账号 {user.username}，临时密码 {password}，首次登录时必须修改。")


@click.command("list", cls=ChineseCommand)
@data_option
def list_accounts(home: Path | None) -> None:
    """列出账号和它们的角色。"""
    ready(home)
    from jixiao.workbench.people.naming import accounts_told

    print_table("", ["用户名", "姓名", "角色", "状态", "最近登录"], accounts_told())


@click.command("grant", cls=ChineseCommand)
@username_argument
@click.option("--role", required=True, metavar="角色", help="角色的名称，如 填报人、安全管理员。")
@region_option
@unit_option
@data_option
def grant(username: str, role: str, region: str, unit: str, home: Path | None) -> None:
    """授权一个角色。"""
    ready(home)
    from jixiao.workbench.people.naming import grant_named

    print_line(f"已授权：{grant_named(username, role, region, unit)}。")


@click.command("reset", cls=ChineseCommand)
@username_argument
@data_option
def reset(username: str, home: Path | None) -> None:
    """重置密码并解锁。"""
    print_line(f"{username} 的临时密码 {_act('reset_password', username, home)}，下次登录时必须修改。")


@click.command("unlock", cls=ChineseCommand)
@username_argument
@data_option
def unlock(username: str, home: Path | None) -> None:
    """解锁因连续登录失败而锁定的账号。"""
    _act("unlock", username, home)
    print_line(f"已解锁 {username}。")


@click.command("drop-totp", cls=ChineseCommand)
@username_argument
@data_option
def drop_totp(username: str, home: Path | None) -> None:
    """清除动态口令（手机丢失时）。"""
    _act("drop_totp", username, home)
    print_line(f"已清除 {username} 的动态口令。")


@click.command("disable", cls=ChineseCommand)
@username_argument
@data_option
def disable(username: str, home: Path | None) -> None:
    """停用账号，结束它的会话。"""
    _act("disable", username, home)
    print_line(f"已停用 {username}。")


@click.command("enable", cls=ChineseCommand)
@username_argument
@data_option
def enable(username: str, home: Path | None) -> None:
    """启用停用了的账号。"""
    _act("enable", username, home)
    print_line(f"已启用 {username}。")


def _act(action: str, username: str, home: Path | None) -> Any:
    """Give what a service of people/accounts gives for an account."""
    ready(home)
    from jixiao.workbench.people import accounts
    from jixiao.workbench.people.naming import account_named

    return getattr(accounts, action)(account_named(username), None)
