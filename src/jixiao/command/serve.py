"""`jixiao serve`: the workbench in the browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from jixiao.command.chinese import ChineseCommand
from jixiao.command.options import debug_option


@click.command("serve", cls=ChineseCommand)
@click.option("--data", "home", metavar="文件夹", type=click.Path(path_type=Path), help="数据文件夹；没有就建立。")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="地址", help="在哪个地址上服务。")
@click.option("--port", default=8000, show_default=True, metavar="端口", help="在哪个端口上服务。")
@click.option("--open/--no-open", "browse", default=True, help="启动后打开浏览器。")
@debug_option
def command(home: Path | None, host: str, port: int, browse: bool, debug: bool) -> None:
    """启动工作台：年度绩效管理全过程，在浏览器里办理。"""
    from jixiao.workbench.install import set_up, upgrade
    from jixiao.workbench.server import serve

    config = set_up(home)
    upgrade()

    def started(address: str) -> None:
        click.echo(f"工作台已启动：{address}  数据在 {config.home}  按 Ctrl+C 停止")
        if browse:
            webbrowser.open(address)

    serve(config, host, port, started)
