"""Explanations in Chinese: what each figure should be and what probably happened; honest where nothing decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from jixiao.check.locate.problem import Change, Explanation, Problem, Slip
from jixiao.check.locate.slips import Guess

_SLIPS: dict[Slip, str] = {
    "transposed": "数字换位",
    "typed": "错一位数字",
    "dropped": "少一位数字",
    "doubled": "多一位数字",
    "shifted": "小数点错位",
    "unit": "元与万元混用",
    "sign": "正负或增减方向相反",
    "prior": "误用上年数",
    "inverse": "分子分母颠倒",
    "neighbour": "误用相邻数据",
    "difference": "把差额写成了百分比",
}
_MOST_NAMED = 5
_LATE = "相关数据较多，限定时间内未能判定是哪个数据有误"
_NONE = "改动任何数据都不能使相关关系成立，无法判定是哪个数据有误"
_UNKNOWN = "数据无法判定"


@dataclass(slots=True)
class Diagnosis:
    """What a finding says: `suspects` are the figures held for wrong, each with its right value as printed or None."""

    sentence: str
    suspects: dict[int, str | None] = field(default_factory=dict)
    decided: bool = False


def explain(explanation: Explanation) -> Diagnosis:
    """Give an explanation as a sentence without full stop, with the figures that it suspects."""
    if not explanation.changes:
        return Diagnosis(_NONE if explanation.complete else _LATE)
    sentence = _sentence(explanation)
    if not explanation.complete:
        sentence += "（限定时间内未能排除其他可能）"
    return Diagnosis(sentence, _suspects(explanation), explanation.decided)


def _sentence(explanation: Explanation) -> str:
    named = [_joined(changes) for changes in explanation.named]
    if len(named) == 1:
        return named[0]
    shown = "，或".join(named[:_MOST_NAMED])
    more = f"等{len(named)}种可能" if len(named) > _MOST_NAMED else ""
    return f"可能是{shown}{more}，{_UNKNOWN}"


def _joined(changes: Sequence[Change]) -> str:
    return "，且".join(change.phrase for change in changes)


def _suspects(explanation: Explanation) -> dict[int, str | None]:
    """Give the figures of all explanations named, the likeliest one's value first."""
    suspects: dict[int, str | None] = {}
    for changes in explanation.named:
        for change in changes:
            for place, figure in enumerate(change.figures):
                others = change.others
                suspects.setdefault(figure, others[place - 1] if place and others else change.expected)
    return suspects


def phrase_of(problem: Problem, figures: Sequence[int], guess: Guess, expected: str | None, sure: bool) -> str:
    """Give one change as a phrase: “收入总计”应为1999.51（数字换位）."""
    labels = [_quoted(problem.figures[figure].label) for figure in figures]
    if guess.slip == "repeated":
        return f"{labels[0]}重复列示"
    if guess.slip == "swapped":
        return f"{labels[0]}与{labels[1]}的数据互换"
    return _name(labels) + _value(expected, sure) + _reason(problem, guess)


def omitted_phrase(problem: Problem, total: int, amount: str) -> str:
    """Give the phrase for a list that lacks an item: “卫生健康支出”的分项漏列一项，金额约49.87."""
    return f"{_quoted(problem.figures[total].label)}的分项漏列一项，金额约{amount}"


def _quoted(label: str) -> str:
    """Give a label in quotes; one that has quotes or a title in it stands without."""
    return label if "“" in label or "《" in label else f"“{label}”"


def _name(labels: Sequence[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{labels[0]}等{len(labels)}处"


def _value(expected: str | None, sure: bool) -> str:
    if expected is None:
        return "有误"
    return f"应为{expected}" if sure else f"应为{expected}左右"


def _reason(problem: Problem, guess: Guess) -> str:
    if guess.part is not None:
        part = _quoted(problem.figures[guess.part].label)
        return f"（漏加{part}）" if guess.slip == "left_out" else f"（重复计入{part}）"
    return f"（{_SLIPS[guess.slip]}）" if guess.slip in _SLIPS else ""
