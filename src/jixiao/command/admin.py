"""`jixiao admin`: what the owner of the machine does with an installation, beside the pages of the workbench."""

from __future__ import annotations

import click

from jixiao.command.chinese import Lazy
from jixiao.command.trouble import OfInstallation

COMMANDS = {
    "user": Lazy("jixiao.command.admin_user", "账号：建立、列出、授权、重置密码、解锁、停用"),
    "backup": Lazy("jixiao.command.admin_keep", "备份，工作台可以照常使用", "backup"),
    "restore": Lazy("jixiao.command.admin_keep", "恢复备份", "restore"),
    "remind": Lazy("jixiao.command.admin_watch", "发送今天的提醒邮件", "remind"),
    "verify-log": Lazy("jixiao.command.admin_watch", "校验日志和定稿", "verify_log"),
    "verify-evidence": Lazy("jixiao.command.admin_watch", "校验佐证材料", "verify_evidence"),
    "verify-archive": Lazy("jixiao.command.admin_watch", "校验归档文件", "verify_archive"),
}


@click.group("admin", cls=OfInstallation, lazy=COMMANDS)
def command() -> None:
    """管理一个工作台：账号，备份，日志。在装有工作台的机器上运行，不需要登录。"""
