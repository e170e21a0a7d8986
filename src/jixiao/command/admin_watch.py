"""`jixiao admin remind` and `jixiao admin verify-…`: what a timer of the machine runs every day."""

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

    _tell(ctx, verify_all(), "日志完整，定稿没有改动")


@click.command("verify-evidence", cls=ChineseCommand)
@data_option
@click.pass_context
def verify_evidence(ctx: click.Context, home: Path | None) -> None:
    """校验佐证材料：逐个文件与上传时的校验码核对；有问题逐条列出，退出状态为1。"""
    ready(home)
    from jixiao.workbench.cycle.evidence_files import verify_evidence

    _tell(ctx, verify_evidence(), "佐证材料齐全，没有改动")


@click.command("verify-archive", cls=ChineseCommand)
@click.argument("file", metavar="归档文件", type=click.Path(path_type=Path))
@click.pass_context
def verify_archive(ctx: click.Context, file: Path) -> None:
    """校验从“归档”页下载的文件：每个文件与清单里的校验码核对；有问题逐条列出，退出状态为1。不需要数据文件夹。"""
    from jixiao.workbench.papers.verify import verify_archive

    _tell(ctx, verify_archive(file), f"{file} 完整，没有改动")


def _tell(ctx: click.Context, problems: list[str], well: str) -> None:
    for problem in problems:
        print_line(problem)
    print_line(f"发现 {len(problems)} 处问题。" if problems else f"校验通过：{well}。")
    ctx.exit(bool(problems))
