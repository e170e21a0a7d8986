"""`jixiao serve`: the workbench in the browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.command.chinese import ChineseCommand
from jixiao.command.options import debug_option
from jixiao.command.trouble import trouble_told

if TYPE_CHECKING:
    from jixiao.workbench.config import Config


@click.command("serve", cls=ChineseCommand)
@click.option("--data", "home", metavar="文件夹", type=click.Path(path_type=Path), help="数据文件夹；没有就建立。")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="地址", help="在哪个地址上服务。")
@click.option("--port", default=8000, show_default=True, metavar="端口", help="在哪个端口上服务。")
@click.option("--example", is_flag=True, help="装入虚构的示例县，供试用；要用新的数据文件夹。")
@click.option("--open/--no-open", "browse", default=True, help="启动后打开浏览器。")
@debug_option
def command(home: Path | None, host: str, port: int, example: bool, browse: bool, debug: bool) -> None:
    """启动工作台：年度绩效管理全过程，在浏览器里办理。"""
    from jixiao.workbench.install import set_up, set_up_example, upgrade
    from jixiao.workbench.server import serve, try_writing

    config = set_up_example(home) if example else set_up(home)
    try_writing(config)

    def started(address: str) -> None:
        click.echo(f"工作台已启动：{address}  数据在 {config.home}  按 Ctrl+C 停止")
        if browse:
            webbrowser.open(address)

    with trouble_told():
        upgrade()
        if example:
            _load_example(config)
        serve(config, host, port, started)


def _load_example(config: Config) -> None:
    from jixiao.workbench.example.loading import load_example
    from jixiao.workbench.example.shown import shown_people

    if load_example(config):
        click.echo("示例县已装好。")
    shown = shown_people()
    click.echo(f"密码都是 {shown['example_password']}，可以用这些用户名登录：")
    for person in shown["example_people"]:
        click.echo(f"  {person.username}  {person.name}（{person.roles}，{person.places}）")
