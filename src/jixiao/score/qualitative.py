"""Points of a qualitative indicator (定性指标): three bands of which a person picks a number; the bands are checked.

达成年度指标, 部分达成并具有一定效果, 未达成且效果较差 (财预〔2020〕10号; the limits are a parameter of the scheme).
"""

from __future__ import annotations

from typing import Literal

from jixiao.knowledge.scoring_words import scoring_words
from jixiao.model.quantity import meets
from jixiao.score.item import Item, Limits, full_score, open_score
from jixiao.score.result import Score
from jixiao.score.rounding import plain

Band = Literal["met", "partial", "missed", "below"]
LONGEST_PHRASE = 12  # characters; a longer text tells a story that words alone cannot place
NAMES: dict[Band, str] = {"met": "达成", "partial": "部分达成", "missed": "未达成", "below": "低于指标值"}


def score_quality(item: Item) -> Score:
    """Give the points of an indicator whose target is a word or a text: 优, 效果明显, 严格执行相关制度规定."""
    band = band_of(item)
    facts = f"{item.target_text}，完成{item.actual_text}"
    if band is None:
        return open_score(item, "qualitative", f"{facts}，定性指标分{_bands(item)}")
    if band == "met" and item.scheme.rules.qual_met == "full":
        return _met(item)
    return open_score(item, "qualitative", f"{facts}，属{NAMES[band]}", limits=_limits(item, band))


def band_of(item: Item) -> Band | None:
    """Give the band that the words of the result put it in, None where they do not tell."""
    if item.actual.number is not None:
        return None
    met = meets(item.target, item.actual)
    if met:
        return "met"
    by_words = _phrase_band(item.actual.text)
    return by_words or ("below" if met is False else None)


def _phrase_band(text: str) -> Band | None:
    if len(text) > LONGEST_PHRASE or any(character.isdigit() for character in text):
        return None
    words = scoring_words()
    bands: tuple[tuple[Band, tuple[str, ...]], ...] = (
        ("partial", words.partial),
        ("missed", words.missed),
        ("met", words.met),
    )
    return next((band for band, phrases in bands if any(phrase in text for phrase in phrases)), None)


def _limits(item: Item, band: Band) -> Limits:
    """The band's least and greatest share; a grade below the target's may lie anywhere under 达成."""
    top, met, partial, bottom = item.scheme.rules.qual_bands
    spans = {"met": (met, top), "partial": (partial, met), "missed": (bottom, partial), "below": (bottom, met)}
    return Limits(*spans[band])


def _met(item: Item) -> Score:
    """Full points, though a person may pick any number of the first band."""
    score = full_score(item, "qualitative", "属达成", certain=False, limits=_limits(item, "met"))
    if item.weight is not None and score.low is not None:
        score.explanation += f"（可在{plain(score.low)}—{plain(item.weight)}分内评定）"
    return score


def _bands(item: Item) -> str:
    """The three bands in points: 达成8—10分、部分达成6—8分、未达成0—6分."""
    weight = item.weight
    if weight is None:
        return "达成、部分达成、未达成三档"
    shown = []
    for band in ("met", "partial", "missed"):
        least, most = _limits(item, band)
        shown.append(f"{NAMES[band]}{plain(least * weight)}—{plain(most * weight)}分")
    return "、".join(shown)
