"""Clauses (分句): what the words right before a figure say of it, whatever it is a figure of.

A clause is the plain words between the last comma and the figure: 与2022年度相比 / 收、支总计各增加 / 占本年支出合计的.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from jixiao.knowledge.narrative import any_word
from jixiao.knowledge.taxonomy import normal, taxonomy
from jixiao.model.accounts import SIGNED_RATE, Direction, Measure
from jixiao.read.recognise.accounts.figures import PER_CENT
from jixiao.read.recognise.accounts.subjects import RATIO_UNITS, is_filler

Basis = Literal["prior", "budget"]

_UP, _DOWN, _REST = (any_word("change", name) for name in ("up", "down", "rest"))
_CHANGE = re.compile(rf"(?:(?P<both>{_UP}[/或、]{_DOWN})|(?P<up>{_UP})|(?P<down>{_DOWN})){_REST}*$")
_ALTERNATIVE = re.compile(rf"\(({_UP}|{_DOWN})\)")  # 增加(减少)
_OVER = rf"(?:(?P<up>{any_word('change', 'over')})|{any_word('change', 'under')})"
_OVER_BUDGET = re.compile(rf"{_OVER}[^,]{{0,10}}预算(?:数|安排|金额|的|数额|为|达|共)*$")
_COMPARISON = re.compile(
    rf"{any_word('comparison', 'before')}(?P<base>(?:{any_word('comparison', 'base')}|[12][0-9]{{3}}年度?)++)"
    rf"{any_word('comparison', 'after')}?"
)
_DATED = re.compile(rf"{any_word('comparison', 'dated')}|[12][0-9]{{3}}年")
_PRIOR = re.compile(rf"{any_word('comparison', 'prior')}的?(?!结|末结|未)")  # 上年结转 is this year's
_DONE_LAST = re.compile(  # 对上年已完成的6个项目
    rf"{any_word('done', 'of')}[^,]*{any_word('done', 'words')}[^,]*的$"
)
_SHARE = re.compile(r"占(?![用地有领])(?:比(?:重|例)?)?(?P<base>[^占]{0,40})$")
_GAP = re.compile(rf"{any_word('change', 'gap')}(?:数|额)?(?:为|是|[:：])?$")
_WHOSE = r"年初|期初|全年|年度|当年|本年|调整后?的?|部门|批复|财政|安排|核定|下达|[12][0-9]{3}年度?"
_IS = r"(?:为|是|达到?|[:：])?"
_COMPLETION = re.compile(
    rf"(?:完成|达到?|为|是|实现)?了?(?:{_WHOSE})*的?(?:一般公共|收入|支出)?预算"
    rf"(?:数|安排|指标|执行|完成|总体|支出|收入)*(?:的|率|进度|比例|比重)*{_IS}$|(?:执行|完成)(?:率|进度|总体进度)[均约]?{_IS}$"
)
_DIFFERENCE_RATE = re.compile(rf"预?差异率{_IS}$")
_BUDGET = re.compile(
    rf"(?P<initial>年初|期初)?(?:{_WHOSE})*(?!(?<=财政)预算拨款[^,]{{0,12}}支出)预算(?!单位|部门|编制|科目|绩效|管理)(?:调整[为数]|安排数?|数|批复|总?金额|指标|资金)*的?"
)
_YEAR = re.compile(r"([12][0-9]{3})年(?!初|末)")


class Clause(NamedTuple):
    """What the words before a figure say: its measure where they name one, and the words that name its subject.

    `basis` is what a change is measured against where the clause says so, `base_year` the year of it, `years` the years
    that the clause names elsewhere; `verb` is the word for the change.
    """

    words: str
    measure: Measure
    direction: Direction | None = None
    basis: Basis | None = None
    years: tuple[int, ...] = ()
    base_year: int | None = None
    verb: str = ""


@lru_cache(maxsize=4096)
def clause(text: str, unit: str) -> Clause:
    """Give what a clause says of the figure in a unit behind it."""
    words = normal(_ALTERNATIVE.sub(r"/\1", text)).removesuffix(PER_CENT)
    percent = unit in RATIO_UNITS or (not unit and _lacks_percent(words))
    compared = _compared(words)
    basis = _basis(compared["base"]) if compared else None
    outside = words[: compared.start()] + words[compared.end() :] if compared else words
    found = _change(words, outside, percent) or (_percentage(outside) if percent else _gap(outside))
    found = found or _amount(words, outside, compared, percent)
    years = tuple(int(year) for year in _YEAR.findall(outside))
    base = _YEAR.search(compared["base"]) if compared else None
    return found._replace(years=years, basis=found.basis or basis, base_year=int(base[1]) if base else None)


def comparison(text: str) -> Basis | None:
    """Give what a clause such as 与2022年度相比 compares with, None where it compares nothing."""
    found = _compared(normal(text))
    return _basis(found["base"]) if found else None


def _lacks_percent(words: str) -> bool:
    """A bare number after 占, 完成预算的 or 增长 is a percentage without its sign."""
    return _SHARE.search(words) is not None or words.endswith(("增长", "下降", "预算的"))


def _compared(words: str) -> re.Match[str] | None:
    return next((found for found in _COMPARISON.finditer(words) if _DATED.search(found["base"])), None)


def _basis(base: str) -> Basis:
    return "budget" if "预算" in base else "prior"


def _change(words: str, outside: str, percent: bool) -> Clause | None:
    over = _OVER_BUDGET.search(words)
    if over is not None:
        measure: Measure = "difference_rate" if percent else "difference"
        return Clause(words[: over.start()], measure, "up" if over["up"] else "down", "budget", verb="与预算的差额")
    found = _CHANGE.search(outside)
    if found is None:
        return None
    direction: Direction | None = None if found["both"] else "up" if found["up"] else "down"
    verb = found["both"] or found["up"] or found["down"]
    words = outside[: found.start()].rstrip("增减")  # 减增加: an alternative half struck out
    return Clause(words, "growth" if percent else "change", direction, verb=verb)


def _gap(words: str) -> Clause | None:
    """差值为0.9万元: a change whose direction is left open."""
    found = _GAP.search(words)
    return Clause(words[: found.start()], "change", verb="差额") if found else None


def _percentage(words: str) -> Clause | None:
    share = _SHARE.search(words)
    if share is not None:
        completion = "预算" in share["base"] and _COMPLETION.search(share["base"])
        return Clause(words[: share.start()], "completion" if completion else "share")
    found = _COMPLETION.search(words)
    if found is not None:
        return Clause(words[: found.start()], "completion")
    found = _DIFFERENCE_RATE.search(words)
    return Clause(words[: found.start()], "difference_rate", verb=SIGNED_RATE) if found else None


def _amount(words: str, outside: str, compared: re.Match[str] | None, percent: bool) -> Clause:
    if compared is not None and compared.end() == len(words) and not percent:
        return Clause(outside, _of_base(compared["base"]))
    if percent:
        return Clause(outside, "amount")
    prior = None if _DONE_LAST.search(outside) else _PRIOR.search(outside)
    if prior is not None:
        return Clause(outside[: prior.start()] + outside[prior.end() :], "prior")
    budget = _BUDGET.search(outside)
    if budget is not None and not _names_budget(outside):
        rest = outside[: budget.start()] + outside[budget.end() :]
        against: Basis | None = "budget" if compared or outside[:1] in ("比", "较", "与") else None
        return Clause(rest.lstrip("比较与"), "initial_budget" if budget["initial"] else "budget", basis=against)
    return Clause(outside, "amount")


def _of_base(base: str) -> Measure:
    """比年初预算数8.5万元减少: the figure is that compared with."""
    return "prior" if "预算" not in base else "initial_budget" if "年初" in base else "budget"


def _names_budget(words: str) -> bool:
    """Tell whether 预算 is part of a word of the taxonomy that the clause ends with: 涉及预算总金额."""
    span = taxonomy().last_word(words)
    return span is not None and "预算" in words[slice(*span)] and is_filler(words[span[1] :])
