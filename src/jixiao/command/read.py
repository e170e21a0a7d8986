"""`jixiao read`: what a file says."""

from __future__ import annotations

import click

from jixiao.command.chinese import ChineseCommand
from jixiao.command.inputs import Input, is_several
from jixiao.command.options import debug_option, files_argument, json_option, jsonl_option
from jixiao.command.output import JsonOutput
from jixiao.command.run import Run
from jixiao.model.result import ReadResult


@click.command("read", cls=ChineseCommand)
@files_argument
@json_option
@jsonl_option
@debug_option
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...], as_json: bool, as_jsonl: bool, debug: bool) -> None:
    """读出文件中的每一张绩效表（项目、资金、目标、指标、得分）和部门决算（文中和表中的每个数）。

    文件可以是 docx、doc、wps、xlsx、xls、et、pdf、html、txt，也可以是文件夹、通配符（如 报表/*.docx）或 -（标准输入）。
    没有读懂的内容会列出来，不会悄悄丢掉。
    """
    run = Run(files, _read, debug=debug)
    if as_json or as_jsonl:
        JsonOutput(several=is_several(files), lines=as_jsonl).write_all(result for _, result in run)
    else:
        from jixiao.command.show_form import show_read

        for _, result in run:
            show_read(result)
    ctx.exit(run.status)


def _read(item: Input) -> ReadResult:
    from jixiao.read import read_file

    return read_file(*item.source())
