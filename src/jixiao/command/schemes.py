"""`jixiao schemes`: the scoring schemes, and each parameter of one with its source."""

from __future__ import annotations

from typing import Any

import click

from jixiao.command.chinese import ChineseCommand
from jixiao.command.options import scheme_names
from jixiao.command.output import print_json, print_line, print_table
from jixiao.score import Scheme, explain_scheme, load_scheme, schemes


@click.command("schemes", cls=ChineseCommand)
@click.argument("name", required=False, metavar="[名称]", shell_complete=scheme_names)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def command(name: str | None, as_json: bool) -> None:
    """列出内置的评分方案；写上名称（或方案文件的路径）就逐项说明它的参数和出处。"""
    if name:
        _show_one(load_scheme(name), as_json)
    elif as_json:
        print_json([_head(scheme) for scheme in schemes()])
    else:
        rows = [[scheme.name, scheme.title, _years(scheme), scheme.summary] for scheme in schemes()]
        print_table("", ["名称", "方案", "适用年度", "说明"], rows)


def _show_one(scheme: Scheme, as_json: bool) -> None:
    rows = explain_scheme(scheme)
    if as_json:
        print_json(_head(scheme) | {"parameters": [row._asdict() for row in rows]})
        return
    print_line(f"{scheme.title}（{scheme.name}，{_years(scheme)}）", bold=True)
    if scheme.summary:
        print_line(scheme.summary)
    table = [[row.label, f"{row.value}{row.unit}", row.status, row.source] for row in rows]
    print_table("", ["参数", "数值", "依据情况", "出处"], table)


def _head(scheme: Scheme) -> dict[str, Any]:
    names = ("name", "title", "summary", "since", "until", "base")
    return {name: getattr(scheme, name) for name in names} | {"aliases": list(scheme.aliases)}


def _years(scheme: Scheme) -> str:
    since = f"{scheme.since}年起" if scheme.since else ""
    until = f"至{scheme.until}年" if scheme.until else ""
    return since + until or "不限年度"
