"""What `score` gives, for people: a table a form, each score with the sentence that explains it."""

from __future__ import annotations

from decimal import Decimal

from jixiao.command.output import print_line, print_table
from jixiao.model.form import Form
from jixiao.model.result import ReadResult
from jixiao.report.words import form_kind, form_name
from jixiao.score import Score, ScoredForm

HEADER = ["项目", "分值", "表中得分", "应得分", "怎么来的"]
NUMBERS = (1, 2, 3)
BY_A_PERSON = "由人判断"


def show_scores(read: ReadResult, scored: list[ScoredForm]) -> None:
    """Print the scores of a file's forms."""
    print_line(f"{read.source.name}（{read.source.format}，{len(scored)} 份表）", bold=True)
    for form, scores in zip(read.forms, scored, strict=True):
        _show_form(form, scores)


def _show_form(form: Form, scored: ScoredForm) -> None:
    print_line(f"\n{form_name(form)}（{form_kind(form)}）", bold=True)
    print_line(f"评分方案：{scored.scheme.title}（{scored.scheme.name}）。{scored.reason}")
    names = [indicator.name.text or "（没有名称的指标）" for indicator in form.indicators]
    rows = [_row("预算执行率", scored.execution), *map(_row, names, scored.indicators), _row("总分", scored.total)]
    print_table("", HEADER, rows, right=NUMBERS)
    if scored.grade:
        print_line(f"等级：{scored.grade}")


def _row(name: str, score: Score) -> list[str]:
    value = BY_A_PERSON if score.value is None else _number(score.value)
    return [name, _number(score.weight), _number(score.stated), value, score.explanation]


def _number(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"
