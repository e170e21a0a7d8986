"""`jixiao score`: every form scored anew under a scheme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import click

from jixiao.command.chinese import ChineseCommand
from jixiao.command.inputs import Input, is_several
from jixiao.command.options import debug_option, files_argument, json_option, jsonl_option, scheme_option
from jixiao.command.output import JsonOutput
from jixiao.command.run import Run
from jixiao.model.result import ReadResult
from jixiao.score import ScoredForm, load_scheme
from jixiao.score import score as score_form


class ScoredFile(NamedTuple):
    """A file's forms, each with its scores."""

    read: ReadResult
    scored: list[ScoredForm]

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of `jixiao score` for one file."""
        documents = [
            {"document": index, "project": form.project.name.text} | scored.to_dict()
            for index, (form, scored) in enumerate(zip(self.read.forms, self.scored, strict=True))
        ]
        return {"source": self.read.source._asdict(), "documents": documents}


@click.command("score", cls=ChineseCommand)
@files_argument
@scheme_option
@json_option
@jsonl_option
@debug_option
@click.pass_context
def command(
    ctx: click.Context, files: tuple[str, ...], scheme: str | None, as_json: bool, as_jsonl: bool, debug: bool
) -> None:
    """按评分方案重新计算每张自评表的得分：执行率、每个指标、总分，并说明每一分怎么来的。

    由人判断的指标（如定性指标）不给分，只说明可以打分的范围。
    """
    run = Run(files, _scorer(scheme), debug=debug)
    if as_json or as_jsonl:
        JsonOutput(several=is_several(files), lines=as_jsonl).write_all(file for _, file in run)
    else:
        from jixiao.command.show_scores import show_scores

        for item, file in run:
            if not file.scored:
                lacking = "只有部门决算" if file.read.accounts else "没有认出绩效表"
                run.tell(f"{item.name}：{lacking}，没有可以计算的得分。")
            show_scores(file.read, file.scored)
    ctx.exit(run.status)


def _scorer(name: str | None) -> Callable[[Input], ScoredFile]:
    scheme = load_scheme(name) if name else None

    def work(item: Input) -> ScoredFile:
        from jixiao.read import read_file

        read = read_file(*item.source())
        return ScoredFile(read, [score_form(form, scheme) for form in read.forms])

    return work
