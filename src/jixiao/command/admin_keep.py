"""`jixiao admin backup` and `jixiao admin restore`: the whole installation in one file, and put back."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.command.admin_home import data_option, ready
from jixiao.command.chinese import ChineseCommand
from jixiao.command.output import print_line


@click.command("backup", cls=ChineseCommand)
@click.option(
    "-o", "--out", metavar="文件", type=click.Path(path_type=Path), help="写到这里；不写就写到数据文件夹的 backups 里。"
)
@data_option
def backup(out: Path | None, home: Path | None) -> None:
    """备份数据库、佐证材料和设置；工作台可以照常使用。写完整才出现在指定的位置。"""
    config = ready(home)
    from jixiao.workbench.keeping.backup import backup

    print_line(f"备份写到了 {backup(config, out)}。请另存一份到别的机器上。")


@click.command("restore", cls=ChineseCommand)
@click.argument("file", metavar="备份文件", type=click.Path(path_type=Path))
@data_option
def restore(file: Path, home: Path | None) -> None:
    """恢复备份；先停掉工作台。现有的数据库移到一边，不会丢失。"""
    from jixiao.workbench.install import set_up

    config = set_up(home)
    from jixiao.workbench.keeping.restore import restore

    aside = restore(config, file)
    print_line("恢复好了。" + (f"原来的数据库在 {aside}。" if aside else ""))
