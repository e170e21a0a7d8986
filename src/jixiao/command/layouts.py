"""`jixiao layouts`: the layouts that forms can be written in."""

from __future__ import annotations

from typing import Any

import click

from jixiao.command.chinese import ChineseCommand
from jixiao.command.output import print_json, print_table
from jixiao.knowledge.form_layout import FormLayout
from jixiao.knowledge.form_layout_book import form_layouts
from jixiao.model.form import KIND_NAMES


@click.command("layouts", cls=ChineseCommand)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def command(as_json: bool) -> None:
    """列出内置的表样：jixiao form 按它们写绩效表。"""
    if as_json:
        print_json([_head(layout) for layout in form_layouts()])
        return
    rows = [[layout.name, layout.title, layout.scheme or "", layout.summary] for layout in form_layouts()]
    print_table("", ["名称", "表样", "评分方案", "说明"], rows)


def _head(layout: FormLayout) -> dict[str, Any]:
    kinds = [KIND_NAMES[kind] for kind in (*layout.sheets, *layout.like)]
    names = ("name", "title", "summary", "scheme")
    return {name: getattr(layout, name) for name in names} | {"aliases": list(layout.aliases), "forms": kinds}
