"""`jixiao check`: what is wrong with a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from jixiao.command.annotate_file import Copies
from jixiao.command.chinese import ChineseCommand
from jixiao.command.inputs import Input, is_several
from jixiao.command.options import (
    SEVERITIES,
    debug_option,
    files_argument,
    json_option,
    jsonl_option,
    relations_option,
    scheme_option,
    severity_option,
)
from jixiao.command.output import JsonOutput
from jixiao.command.report_file import ReportView, admit_target
from jixiao.command.run import Run
from jixiao.command.show_findings import FindingsView
from jixiao.command.together import Together
from jixiao.model.result import CheckResult, Severity
from jixiao.report.words import at_least

if TYPE_CHECKING:
    from jixiao.check.relations.relation import Relation
    from jixiao.read.source import Source
    from jixiao.score import Scheme


@click.command("check", cls=ChineseCommand)
@files_argument
@click.option(
    "--report",
    metavar="报告.html",
    type=click.Path(),
    help="把结果写成一个网页：照原样画出表格，标出有问题的格子，可以打印。",
)
@click.option(
    "--annotate",
    metavar="标注后的文件",
    type=click.Path(),
    help="在原件的副本上标出问题（docx、xlsx 加批注，pdf 加高亮和附注），原件不变；有几个文件时写文件夹的名称。",
)
@click.option(
    "--prior",
    metavar="上年决算",
    type=click.Path(),
    multiple=True,
    help="上年公开的部门决算（文件、文件夹或通配符，可以写几次）：核对年初数和上年数与它是否一致。",
)
@scheme_option
@relations_option
@severity_option
@json_option
@jsonl_option
@debug_option
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    report: str | None,
    annotate: str | None,
    prior: tuple[str, ...],
    scheme: str | None,
    relations: str | None,
    severity: str,
    as_json: bool,
    as_jsonl: bool,
    debug: bool,
) -> None:
    """核对绩效表和部门决算：合计、比率、得分、单位、日期、漏填和没有删掉的填表说明，逐项说明错在哪里、应为多少。

    同一单位同一年度的几份文件（决算、自评表、自评报告）之间也核对。

    文件可以是 docx、doc、wps、xlsx、xls、et、pdf、html、txt，也可以是文件夹、通配符（如 报表/*.docx）或 -（标准输入）。
    退出状态：0 没有错误，1 查出错误，2 有文件读不了或用法不对（其余文件照常核对）。
    """
    checker = _Checker(scheme, relations, SEVERITIES[severity])
    run = Run(files, checker, debug=debug)
    together = Together(run.inputs, prior, debug=debug)
    page = _report_view(report, run)
    copies = Copies(Path(annotate), files, run.inputs) if annotate else None
    checker.begin(together)
    results = _noted(run, page, copies)
    if as_json or as_jsonl:
        JsonOutput(several=is_several(files), lines=as_jsonl).write_all(results)
    else:
        _to_people(results)
    for sentence in together.told():
        run.tell(sentence)
    if page:
        page.write([*together.failures, *run.failures])
        run.tell(f"报告写到了 {page.target}。")
    if copies and (told := copies.told()):
        run.tell(told)
    ctx.exit(max(run.status, together.status))


class _Checked(NamedTuple):
    """A file as it was opened, and what was found in it."""

    source: Source
    result: CheckResult


class _Checker:
    """Reads and checks a file under one scheme and the user's own relations, and keeps the findings that are wanted."""

    def __init__(self, scheme: str | None, relations: str | None, lowest: Severity) -> None:
        self._scheme = _load(scheme) if scheme else None
        self._relations = _load_relations(relations) if relations else ()
        self._lowest = lowest
        self._together: Together | None = None

    def begin(self, together: Together) -> None:
        """Hold the files against those of the year before and against each other from now on."""
        self._together = together
        together.begin(self._relations)

    def __call__(self, item: Input) -> _Checked:
        from jixiao.check import check_documents
        from jixiao.read import read_source
        from jixiao.read.gate import open_source

        source = open_source(*item.source())
        result = check_documents(read_source(source), self._scheme, self._relations)
        if self._together is not None:
            result = self._together.compare(result, item)
        return _Checked(source, replace(result, findings=at_least(result.findings, self._lowest)))


def _load(scheme: str) -> Scheme:
    from jixiao.score import load_scheme

    return load_scheme(scheme)


def _load_relations(file: str) -> tuple[Relation, ...]:
    from jixiao.check.relations.file import load_relations

    return load_relations(Path(file))


def _report_view(report: str | None, run: Run[_Checked]) -> ReportView | None:
    if report is None:
        return None
    admit_target(Path(report), run.inputs)
    return ReportView(Path(report))


def _noted(run: Run[_Checked], page: ReportView | None, copies: Copies | None) -> Iterator[CheckResult]:
    """Give the results of a call, each taken into report, copies and exit status on its way."""
    for item, (source, result) in run:
        if not result.read.documents:
            run.tell(f"{item.name}：没有认出绩效表或部门决算，未作核对。")
        if result.count("error"):
            run.found_error()
        if page:
            page.add(result)
        if copies:
            run.attempt(item.name, partial(copies.write, source, result))
        yield result


def _to_people(results: Iterable[CheckResult]) -> None:
    view = FindingsView()
    for result in results:
        view.add(result)
    view.close()
