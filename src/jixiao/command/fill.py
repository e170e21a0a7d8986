"""`jixiao fill`: a blank form of any layout filled in with data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jixiao.command.chinese import ChineseCommand
from jixiao.command.data import forms_of
from jixiao.command.options import debug_option, scheme_option

if TYPE_CHECKING:
    from jixiao.command.out_file import Out
    from jixiao.model.form import Form
    from jixiao.read.source import Source
    from jixiao.write.fill import Told

_SHOWN = 60  # characters of a value that found no place


@click.command("fill", cls=ChineseCommand)
@click.argument("blank", metavar="空白表", type=click.Path())
@click.argument("data", metavar="数据...", nargs=-1, required=True, type=click.Path())
@click.option(
    "-o",
    "--out",
    metavar="文件或文件夹",
    required=True,
    type=click.Path(),
    help="写到这里，格式与空白表相同；写文件夹，或文件名中写 {项目}，则每个项目一个文件。",
)
@click.option(
    "--score", "scored", is_flag=True, help="数据中空着的执行率、得分、总分，按评分方案算好再填；已有的不改。"
)
@scheme_option
@debug_option
def command(blank: str, data: tuple[str, ...], out: str, scored: bool, scheme: str | None, debug: bool) -> None:
    """把数据填进空白表：什么版式都可以，表的样子不变，指标比空行多时加行，几个项目则每个项目一份。

    空白表可以是 docx、xlsx、html（doc、wps、xls、et 会先转换）；
    数据可以是填报工作簿、JSON、TOML，或任何能读懂的绩效表。
    没有地方填的内容逐项列出，不会悄悄丢掉。
    """
    from jixiao.command.out_file import Out
    from jixiao.read.gate import open_source
    from jixiao.write.fill.convert import endings, writable

    source = writable(open_source(blank))
    target = Out(out, (blank, *data), f".{source.kind}", endings(source))
    forms = _forms(data, scheme, scored=scored)
    for told in _fill(source, forms, target):
        _tell(told, several=len(forms) > 1)
    click.echo(f"{len(forms)} 张表填好后写到了 {target.target}。", err=True)


def _forms(files: tuple[str, ...], scheme: str | None, *, scored: bool) -> list[Form]:
    forms = forms_of(files)
    if not scored and scheme is None:
        return forms
    from jixiao.score import load_scheme
    from jixiao.write.forms import completed

    chosen = load_scheme(scheme) if scheme else None
    return [completed(form, chosen)[0] for form in forms]


def _fill(source: Source, forms: list[Form], target: Out) -> list[Told]:
    from jixiao.write.fill import fill

    told: list[Told] = []
    for group in [[form] for form in forms] if target.folder else [forms]:
        filled = fill(source, group)
        target.put(filled.data, group[0].project.name.text or group[0].unit.text or "")
        told += filled.told
    return told


def _tell(told: Told, *, several: bool) -> None:
    """Say on standard error what found no place, by name and with its value."""
    about = f"{told.project or '（没有项目名称）'}：" if several else ""
    for missing in told.missing:
        text = missing.text if len(missing.text) <= _SHOWN else f"{missing.text[:_SHOWN]}…"
        click.echo(f"{about}{missing.label}{missing.why or '在空白表中没有地方填'}：{text}", err=True)
    for note in told.notes:
        click.echo(f"{about}{note}。", err=True)
