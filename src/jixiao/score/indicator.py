"""One indicator (三级指标) scored: its target and actual are read, and the kind of target decides the method."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from jixiao.knowledge.scheme_file import Scheme
from jixiao.knowledge.scoring_words import scoring_words
from jixiao.model.form import Indicator
from jixiao.model.quantity import Quantity, comparable, meets, parse, parse_target
from jixiao.score.item import NO_LIMITS, Item, full_score, open_score
from jixiao.score.numeric import EARLIER, LOWER, completion, score_number
from jixiao.score.points import points_of
from jixiao.score.qualitative import score_quality
from jixiao.score.result import Score
from jixiao.score.timing import score_date

LONGEST_SHOWN = 30  # characters of a cell that a sentence repeats
LONGEST_KEPT = 256  # characters of a row that is remembered
_SIGNS = frozenset("≥≤><=~≧≦＞＜＝")
_NO_UNIT = frozenset(("其他", "其它", "/", "-", "无"))


class Texts(NamedTuple):
    """The cells of an indicator that decide its points, as printed."""

    comparator: str
    target: str
    unit: str
    actual: str
    level1: str
    level2: str
    score: str


def score_indicator(indicator: Indicator, weight: Decimal | None, scheme: Scheme) -> Score:
    """Give the points of one indicator under a scheme; `weight` are its full points, None where the form has none.

    Rows that say the same share one result, so a `Score` is not to be changed.
    """
    texts = Texts(*[getattr(indicator, name).text or "" for name in Texts._fields])
    short = sum(map(len, texts)) <= LONGEST_KEPT
    return _remembered(texts, weight, scheme) if short else _score(texts, weight, scheme)


def _score(texts: Texts, weight: Decimal | None, scheme: Scheme) -> Score:
    score = _scored(_item(texts, weight, scheme))
    score.stated = points_of(texts.score)
    return score


_remembered = lru_cache(maxsize=4096)(_score)


def _item(texts: Texts, weight: Decimal | None, scheme: Scheme) -> Item:
    target = parse_target(texts.comparator, texts.target, texts.unit)
    actual = parse(texts.actual)
    return Item(
        target=target,
        actual=actual,
        target_text=_target_text(target, texts),
        actual_text=_actual_text(actual, texts.actual),
        weight=weight,
        scheme=scheme,
        direction=_direction(texts.level1, texts.level2),
    )


def _target_text(target: Quantity, texts: Texts) -> str:
    """The target as a sentence takes it."""
    if target.dimension == "date":
        return f"时限{texts.target}"
    if target.number is None or target.embedded:
        return f"指标值“{_cut(texts.target)}”"
    sign = texts.comparator if texts.comparator in _SIGNS and texts.target[:1] not in _SIGNS else ""
    unit = "" if texts.target.endswith(texts.unit) or texts.unit in _NO_UNIT else texts.unit
    text = sign + texts.target + unit
    return text if text[0] in _SIGNS else f"指标值{text}"


def _actual_text(actual: Quantity, text: str) -> str:
    """The actual as a sentence takes it."""
    figure = actual.dimension == "date" or (actual.number is not None and not actual.embedded)
    return text if figure else f"“{_cut(text)}”"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _direction(level1: str, level2: str) -> str:
    words = scoring_words()
    if any(word in level2 or word in level1 for word in words.lower_is_better):
        return LOWER
    return EARLIER if any(word in level2 for word in words.earlier_is_better) else ""


def _scored(item: Item) -> Score:
    target, actual = item.target, item.actual
    if actual.text in scoring_words().not_applicable:
        return Score(None, item.weight, "not_applicable", f"完成值为{item.actual_text}，该指标不适用", certain=False)
    if target.dimension in ("blank", "error"):
        return open_score(item, "not_quantified", "没有年度指标值，不能按公式计分")
    if target.unquantified:
        return open_score(item, "not_quantified", f"{item.target_text}没有给出数值，不能按公式计分")
    if actual.dimension in ("blank", "error"):
        return open_score(item, "no_actual", _without_actual(item), task="补填后才能计分")
    if target.dimension == "date":
        return score_date(item)
    if target.number is None:
        return score_quality(item)
    return _with_number(item)


def _without_actual(item: Item) -> str:
    return f"完成值{item.actual_text}不能读作数值" if item.actual.text else "没有实际完成值"


def _with_number(item: Item) -> Score:
    pair = comparable(item.target, item.actual)
    if pair is None:
        return _not_comparable(item)
    item.target, item.actual = pair
    item.doubt = _doubtful(pair[0]) or _doubtful(pair[1])
    score = score_number(item)
    score.completion = completion(item)
    return score


def _doubtful(quantity: Quantity) -> bool:
    """Tell whether a figure leaves open what it is: 约40%, 95%以上 as a result, a number picked out of a sentence."""
    return not quantity.certain or quantity.approximate


def _not_comparable(item: Item) -> Score:
    """A number was aimed at and none was reached: words may still say that it was (达成预期指标)."""
    facts = f"{item.target_text}，完成{item.actual_text}"
    if item.actual.number is not None:
        return open_score(item, "not_comparable", f"{facts}，与指标值的单位不同，不能比较")
    if meets(item.target, item.actual):
        reason = "没有写数值，按所述达到目标计"
        return full_score(item, "not_comparable", reason, certain=False, limits=NO_LIMITS)
    return open_score(item, "not_comparable", f"{facts}，不是数值，不能比较")
