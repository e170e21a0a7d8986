"""`jixiao evaluate`: evaluation reports written from a unit's data, scored by an evaluation system."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jixiao.command.chinese import ChineseCommand
from jixiao.command.data import year_of
from jixiao.command.options import debug_option
from jixiao.model.failure import Failure

if TYPE_CHECKING:
    from jixiao.model.form import Form, FormKind
    from jixiao.model.unit_year import UnitYear
    from jixiao.write.evaluation import Missing, Report

_ABOUT: dict[str, FormKind] = {"project": "project_self_evaluation", "ex-ante": "performance_target"}
_SHOWN = 12


class NotComplete(Failure):
    """A report that lacks what only a person can know."""

    def __init__(self, missing: list[Missing]) -> None:
        lines = [f"  {each.name}：{each.note}" for each in missing[:_SHOWN]]
        more = f"\n  ……共{len(missing)}项，用 --missing 列出全部" if len(missing) > _SHOWN else ""
        super().__init__(
            "报告还缺少下列内容，请写在填报数据的“文字”里；先看样子可以加 --draft：\n" + "\n".join(lines) + more
        )


@click.command("evaluate", cls=ChineseCommand)
@click.argument("data", nargs=-1, required=True, metavar="数据...", type=click.Path())
@click.option("-o", "--out", metavar="文件", type=click.Path(), help="写到这里；文件名的结尾决定格式。")
@click.option(
    "--kind",
    type=click.Choice(["department", "project", "ex-ante"]),
    default="department",
    metavar="种类",
    help="department 部门整体支出绩效自评报告（默认），project 专项预算项目绩效评价报告，ex-ante 事前绩效评估报告。",
)
@click.option("--project", metavar="名称", help="评价名称含这些字的项目。")
@click.option("--system", metavar="文件.toml", help="本地的评价指标体系（分值、界线、章节）。")
@click.option("--missing", is_flag=True, help="只列出还缺少的内容。")
@click.option("--draft", is_flag=True, help="缺少的内容印成【待填：…】。")
@click.option("--json", "as_json", is_flag=True, help="与 --missing 一起用：输出 JSON。")
@debug_option
def command(
    data: tuple[str, ...],
    out: str | None,
    kind: str,
    project: str | None,
    system: str | None,
    missing: bool,
    draft: bool,
    as_json: bool,
    debug: bool,
) -> None:
    """写绩效评价报告：按指标体系逐项评分，写明每个指标怎样得分；只有人知道的内容按名称列出，从不编造。"""
    from jixiao.command.out_file import Out
    from jixiao.write.evaluation import report_paper
    from jixiao.write.formats import written

    if not out and not missing:
        raise click.UsageError("请用 -o 写明报告写到哪个文件，或用 --missing 列出还缺少的内容。")
    target = Out(out, data) if out else None
    unit = year_of(data)
    report = _report(unit, kind, project, system, draft=draft)
    if missing:
        _list(report.missing(), as_json)
    elif not draft and (lacking := report.missing()):
        raise NotComplete(lacking)
    if target is not None and not missing:
        target.put(written(report_paper(report, unit), target.suffix))
        click.echo(f"报告写到了 {target.target}。", err=True)


def _report(unit: UnitYear, kind: str, project: str | None, system: str | None, *, draft: bool) -> Report:
    from jixiao.write.evaluation import department_report, ex_ante_report, project_report

    if kind == "department":
        return department_report(unit, system=system or kind, draft=draft)
    write = project_report if kind == "project" else ex_ante_report
    return write(unit, _form(unit, _ABOUT[kind], project), system=system or kind, draft=draft)


def _form(unit: UnitYear, kind: FormKind, project: str | None) -> Form | None:
    forms = [form for form in unit.forms_of(kind) if not project or project in (form.project.name.text or "")]
    return forms[0] if forms else None


def _list(missing: list[Missing], as_json: bool) -> None:
    from jixiao.command.output import print_json, print_line

    if as_json:
        print_json([{"name": each.name, "note": each.note} for each in missing])
        return
    for each in missing:
        print_line(f"{each.name}：{each.note}")
    if not missing:
        print_line("没有缺少的内容。")
