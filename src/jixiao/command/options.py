"""The arguments and options that several commands share."""

from __future__ import annotations

import click

from jixiao.model.result import Severity

SEVERITIES: dict[str, Severity] = {"error": "error", "warning": "warning", "info": "info"}


def scheme_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Give the names of schemes that begin so, for the shell to complete."""
    from jixiao.score import schemes

    return [scheme.name for scheme in schemes() if scheme.name.startswith(incomplete)]


# As click.Path, so that the shell completes file names; what is no file is told file by file, not by Click.
files_argument = click.argument("files", nargs=-1, required=True, metavar="文件...", type=click.Path())
json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON；有多个文件时为一个数组，次序不变。")
jsonl_option = click.option("--jsonl", "as_jsonl", is_flag=True, help="每个文件输出一行 JSON，随读随出。")
scheme_option = click.option(
    "--scheme",
    metavar="名称",
    shell_complete=scheme_names,
    help="按这个评分方案计算得分；不写时由表格的版式判断。有哪些方案见 jixiao schemes。",
)
relations_option = click.option(
    "--relations",
    metavar="文件.toml",
    type=click.Path(),
    help="除内置的勾稽关系外，再按这个文件里的关系核对部门决算；写法见手册 relations.md。",
)
debug_option = click.option("--debug", is_flag=True, help="发生内部错误时显示详细的出错位置。")
severity_option = click.option(
    "--severity",
    type=click.Choice(list(SEVERITIES)),
    default="info",
    metavar="级别",
    help="只列出这一级和更严重的：error 错误，warning 警告，info 提示（默认，全部列出）。",
)
