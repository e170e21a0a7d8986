"""`jixiao form`: forms written in a county's layout, with their scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import click

from jixiao.command.chinese import ChineseCommand
from jixiao.command.data import forms_of
from jixiao.command.options import debug_option, scheme_option
from jixiao.model.failure import Failure
from jixiao.model.form import KIND_NAMES, Form, FormKind

if TYPE_CHECKING:
    from jixiao.command.out_file import Out
    from jixiao.knowledge.form_layout import FormLayout
    from jixiao.score import Scheme

_KINDS: dict[str, FormKind] = {
    "self": "project_self_evaluation",
    "department": "department_self_evaluation",
    "target": "performance_target",
    "monitoring": "performance_monitoring",
}
assert set(_KINDS.values()) == set(get_args(FormKind))
_FORMATS = ("docx", "xlsx", "pdf", "html")


class NoSuchProject(Failure):
    """A project that no form of the data is about."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"填报数据中没有名称含“{name}”的项目；有：{'、'.join(known)}。")


@click.command("form", cls=ChineseCommand)
@click.argument("data", nargs=-1, required=True, metavar="数据...", type=click.Path())
@click.option(
    "-o", "--out", required=True, metavar="文件或文件夹", type=click.Path(), help="写到这里；文件名的结尾决定格式。"
)
@click.option("--layout", metavar="名称", help="表样的名称，或自己的表样文件；有哪些见 jixiao layouts。")
@click.option(
    "--kind",
    type=click.Choice(list(_KINDS)),
    metavar="种类",
    help="写成哪种表：self 自评表，target 绩效目标表，monitoring 监控表，department 部门整体自评表；默认与数据相同。",
)
@click.option("--project", metavar="名称", help="只写项目名称含这些字的表。")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="docx", metavar="格式", help="写到文件夹时的格式。"
)
@click.option("--asis", is_flag=True, help="照数据原样写，空着的执行率、得分、总分不计算。")
@click.option("--explain", is_flag=True, help="在表下逐条说明计算出来的得分。")
@scheme_option
@debug_option
def command(
    data: tuple[str, ...],
    out: str,
    layout: str | None,
    kind: str | None,
    project: str | None,
    form: str,
    asis: bool,
    explain: bool,
    scheme: str | None,
    debug: bool,
) -> None:
    """按表样写出绩效自评表、绩效目标表、绩效运行监控表，空着的得分按评分方案计算。

    数据可以是填报工作簿、JSON、TOML，也可以是能读懂的任何绩效表，读出来改写成另一种表样。
    """
    from jixiao.command.out_file import Out

    target = Out(out, data, f".{form}")
    chosen = _layout(layout) if layout else None
    forms = _chosen(forms_of(data), kind, project)
    papers = [_Written(each, chosen, scheme, asis=asis) for each in forms]
    _write(papers, target, explain=explain)


class _Written:
    """A form ready to be written, its layout, and the sentences that explain the scores filled in."""

    def __init__(self, form: Form, layout: FormLayout | None, scheme: str | None, *, asis: bool) -> None:
        from jixiao.write.forms import completed

        self.layout = layout or _fitting(form)
        self.scheme = _scheme(scheme or self.layout.scheme)
        self.form, self.said = (form, []) if asis else completed(form, self.scheme)

    @property
    def name(self) -> str:
        return self.form.project.name.text or self.form.unit.text or KIND_NAMES[self.form.kind]


def _chosen(forms: list[Form], kind: str | None, project: str | None) -> list[Form]:
    if project:
        named = [form for form in forms if project in (form.project.name.text or "")]
        if not named:
            raise NoSuchProject(project, [form.project.name.text or "（没有名称）" for form in forms])
        forms = named
    return [replace(form, kind=_KINDS[kind]) for form in forms] if kind else forms


def _layout(name: str) -> FormLayout:
    from jixiao.knowledge.form_layout_book import load_layout

    return load_layout(name)


def _fitting(form: Form) -> FormLayout:
    """The layout that goes with the scoring scheme that the form's own layout stands for."""
    from jixiao.knowledge.form_layout_book import form_layouts, load_layout
    from jixiao.score import choose_scheme

    scheme = choose_scheme(form).name
    return next((layout for layout in form_layouts() if layout.scheme == scheme), None) or load_layout("F-N20")


def _scheme(name: str | None) -> Scheme | None:
    from jixiao.score import load_scheme

    return load_scheme(name) if name else None


def _write(papers: list[_Written], target: Out, *, explain: bool) -> None:
    from jixiao.write.formats import written
    from jixiao.write.forms import forms_paper

    groups = [[paper] for paper in papers] if target.folder else [papers]
    for group in groups:
        entries = [(each.form, each.layout, each.said if explain else []) for each in group]
        place = target.put(written(forms_paper(entries), target.suffix), group[0].name)
        for each in group:
            _tell_errors(each, str(place))
    click.echo(f"{len(papers)} 张表写到了 {target.target}。", err=True)


def _tell_errors(paper: _Written, place: str) -> None:
    """A form that does not pass `check` says so."""
    from jixiao.check import check_documents
    from jixiao.model.result import ReadResult, SourceInfo

    checked = check_documents(ReadResult(SourceInfo(place, "json", ""), [paper.form]), paper.scheme)
    errors = [finding.message for finding in checked.findings if finding.severity == "error"]
    if errors:
        click.echo(f"{paper.name}：有 {len(errors)} 处错误，请更正后再报送：", err=True)
        for message in errors:
            click.echo(f"  {message}", err=True)
