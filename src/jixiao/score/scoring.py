"""A form scored: its scheme, the execution rate, every indicator, the total and the grade."""

from __future__ import annotations

from dataclasses import replace

from jixiao.knowledge.scheme_file import Scheme
from jixiao.knowledge.schemes import load_scheme
from jixiao.model.form import Form
from jixiao.score.choose import choice_of
from jixiao.score.execution import score_execution
from jixiao.score.indicator import score_indicator
from jixiao.score.item import ZERO
from jixiao.score.points import points
from jixiao.score.result import Score, ScoredForm
from jixiao.score.rounding import plain
from jixiao.score.total import score_total
from jixiao.score.weights import weights_of

CHOSEN_BY_USER = "按指定的方案"


def score(form: Form, scheme: Scheme | str | None = None) -> ScoredForm:
    """Give a form scored anew: points by the scheme's rules, each with the sentence that explains it.

    `scheme` is a scheme, its name or alias, or the path of a scheme file; by default the form's layout decides.
    Raises SchemeFailure (one Chinese sentence) where no such scheme can be read.
    """
    scheme, reason = _scheme(form, scheme)
    execution = score_execution(form, scheme)
    indicators = _indicators(form, scheme)
    total, grade = score_total(form, execution, indicators, scheme)
    return ScoredForm(scheme, reason, execution, total, indicators, grade)


def _scheme(form: Form, scheme: Scheme | str | None) -> tuple[Scheme, str]:
    if scheme is None:
        choice = choice_of(form)
        return load_scheme(choice.scheme), choice.why
    return (load_scheme(scheme) if isinstance(scheme, str) else scheme), CHOSEN_BY_USER


def _indicators(form: Form, scheme: Scheme) -> list[Score]:
    scores = [
        score_indicator(indicator, weight, scheme)
        for indicator, weight in zip(form.indicators, weights_of(form, scheme), strict=True)
    ]
    return [
        _by_level(scored) if scored.weight is not None and points(indicator.weight) is None else scored
        for indicator, scored in zip(form.indicators, scores, strict=True)
    ]


def _by_level(scored: Score) -> Score:
    """Say that the full points were taken from the level-1 block."""
    remark = f"（没有分值栏，按一级指标{plain(scored.weight or ZERO)}分）"
    return replace(scored, explanation=scored.explanation + remark, certain=False)
