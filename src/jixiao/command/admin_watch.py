"""`jixiao admin remind` and `jixiao admin verify-log`: what a timer of the machine runs every day."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.command.admin_home import data_option, ready
from jixiao.command.chinese import ChineseCommand
from jixiao.command.output import print_line


@click.command("remind", cls=ChineseCommand)
@data_option
def remind(home: Path | None) -> None:
    """发送今天的提醒邮件：每人至多一封，列出已逾期和7天内到期的事；当天再运行只补发没有发成的。"""
    ready(home)
    from jixiao.workbench.cycle.reminders import remind

    print_line(str(remind()))


@click.command("verify-log", cls=ChineseCommand)
@data_option
@click.pass_context
def verify_log(ctx: click.Context, home: Path | None) -> None:
    """校验日志和定稿：有问题逐条列出，退出状态为1。"""
    ready(home)
    from jixiao.workbench.cycle.integrity import verify_all

    problems = verify_all()
    for problem in problems:
        print_line(problem)
    print_line(f"发现 {len(problems)} 处问题。" if problems else "校验通过：日志完整，定稿没有改动。")
    ctx.exit(bool(problems))
