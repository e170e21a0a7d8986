"""Clauses (分句): what the words right before a figure say of it, whatever it is a figure of.

A clause is the plain words between the last comma and the figure: 与2022年度相比 / 收、支总计各增加 / 占本年支出合计的.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from jixiao.knowledge.taxonomy import normal, taxonomy
from jixiao.model.accounts import Direction, Measure
from jixiao.read.recognise.accounts.subjects import RATIO_UNITS, is_filler

Basis = Literal["prior", "budget"]

_UP = "增加|增长|上升|提高|上涨|上浮|增多|新增|多支出|增|升"
_DOWN = "减少|下降|降低|下浮|压减|缩减|下滑|减低|节约|少支出|减|降"
_EITHER = rf"(?:{_UP})(?:[/或、]|\()(?:{_DOWN})\)?"
_ALTERNATIVE = re.compile(rf"\(({_UP}|{_DOWN})\)")  # 增加(减少)
_TAIL = r"(?:了|额|数|约|近|幅度?|率|比例|为|达到?|共计?|[:：])*"
_CHANGE = re.compile(rf"(?:(?P<both>{_EITHER})|(?P<up>{_UP})|(?P<down>{_DOWN})){_TAIL}$")
_BASE_WORD = (
    r"上年度?|去年度?|上一年度?|前一年度?|上期|同期|[12][0-9]{3}年度?|年初|期初|全年|当年|本年|年度|调整后?|部门|批复|预算|数"
    r"|额|的|支出|收入|安排|实际|同口径|可比口径|财政拨款|执行|完成"
)
_COMPARISON = re.compile(rf"(?:与|较|比|同|相较于?|相比于?|对比)(?P<base>(?:{_BASE_WORD})++)(?:相比较?|比较|对比|比)?")
_DATED = re.compile(r"上年|去年|一年|上期|同期|[12][0-9]{3}年|年初|预算")
_OVER = re.compile(r"(?P<up>大于|高于|超过|超出|多于|超)|(?P<down>小于|低于|少于|不足)")
_OVER_BUDGET = re.compile(rf"(?:{_OVER.pattern})[^,]{{0,10}}预算(?:数|安排|金额)?(?:的)?(?:金额|数额)?(?:为|达|共)?$")
_SHARE = re.compile(r"占(?![用地有领])(?:比(?:重|例)?)?(?P<base>[^占]{0,40})$")
_COMPLETION = re.compile(
    r"(?:[,]|^|)(?:完成|达到?|为|是|实现)?(?:了)?(?P<which>年初|全年|调整后?的?|年度|当年|本年|部门|批复|\d{4}年度?)*"
    r"(?:的)?(?:一般公共|收入|支出)?(?:预算|预算数)(?:数|安排|指标|执行|完成|总体|支出|收入)*(?:的|率|进度)*(?:为|达到?|[:：])?$"
    r"|(?:执行|完成)(?:率|进度|总体进度)(?:均|约)?(?:为|达到?|[:：])?$"
)
_DIFFERENCE_RATE = re.compile(r"预?差异率(?:为|是)?$")
_BUDGET = re.compile(
    r"(?P<initial>年初|期初)?(?:全年|年度|当年|本年|调整后?的?|部门|批复|财政|安排|核定|下达)*预算(?:数|安排|批复|金额|指标|总金额|资金|调整为|调整数|安排数)*(?:的)?"
)
_PRIOR = re.compile(r"(?:上年度?|去年|上一年度?|前一年度?|上年同期|同期)(?:的)?(?!结|末结|未)")
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
    words = normal(_ALTERNATIVE.sub(r"/\1", text))
    percent = unit in RATIO_UNITS
    percent = percent or _lacks_percent(words, unit)
    compared = _compared(words)
    basis = _basis(compared["base"]) if compared else None
    outside = words[: compared.start()] + words[compared.end() :] if compared else words
    found = _change(words, outside, percent) or (_percentage(outside) if percent else None)
    found = found or _amount(words, outside, compared, percent)
    years = tuple(int(year) for year in _YEAR.findall(outside))
    base = _YEAR.search(compared["base"]) if compared else None
    return found._replace(years=years, basis=found.basis or basis, base_year=int(base[1]) if base else None)


def _lacks_percent(words: str, unit: str) -> bool:
    """A bare number after 占, 完成预算 or 增长 is a percentage without its sign."""
    return not unit and (_SHARE.search(words) is not None or words.endswith(("增长", "下降", "的"))) and "预算数" not in words[-4:]


def comparison(text: str) -> Basis | None:
    """Give what a clause such as 与2022年度相比 compares with, None where it compares nothing."""
    found = _compared(normal(text))
    return _basis(found["base"]) if found else None


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
    return Clause(outside[: found.start()], "growth" if percent else "change", direction, verb=verb)


def _percentage(words: str) -> Clause | None:
    share = _SHARE.search(words)
    if share is not None:
        completion = "预算" in share["base"] and _COMPLETION.search(share["base"])
        return Clause(words[: share.start()], "completion" if completion else "share")
    found = _COMPLETION.search(words)
    if found is not None:
        return Clause(words[: found.start()], "completion")
    found = _DIFFERENCE_RATE.search(words)
    return Clause(words[: found.start()], "difference_rate", verb="差异率") if found else None


def _amount(words: str, outside: str, compared: re.Match[str] | None, percent: bool) -> Clause:
    if compared is not None and compared.end() == len(words) and not percent:
        return Clause(outside, _of_base(compared["base"]))
    if percent:
        return Clause(outside, "amount")
    prior = _PRIOR.search(outside)
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
