"""Subjects (主语): what words of a clause name — a concept of the taxonomy, and an item where there are many of a kind."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from jixiao.knowledge.taxonomy import Concept, Meaning, Side, normal, taxonomy

_FILLER = (
    r"截[至止][12][0-9]{3}年[0-9]{1,2}月[0-9]{0,2}日?|[12][0-9]{3}年度?|[0-9]{1,2}月末?|年度|年末|全年|当年|本年度?|年"
    r"|其中|具体|包括|合计|总计|共计|累计|总额|总金额|金额|数额|总数|数量|人数|人员"
    r"|支出|收入|费用|经费|费|财政拨款|拨款|资金|部门|单位|本部门|本单位|我部门|我单位|我局|我委|我院|我校|我中心"
    r"|分别|各|均|共|计|总|数|额|约|为|是|达到|达|有|实际|实现|完成|发生|安排|使用|按规定|全部|主要|同比|已|中|的|了|时"
    r"|情况|如下|合同|执行|实有|该|此|项|方面|类|以下|下列|上述|最终|仅|即|列支|开支|用"
)
_FILLERS = re.compile(rf"(?:{_FILLER})*+")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十0-9]{1,2}\)|[0-9]{1,2}[.、]|[①-⑳])")
_PATH_PART = re.compile(r"([^,，。；;：:()、]{2,40})\((类|款|项)\)")
_CODE = re.compile(r"^[0-9]{3,7}")
_LEVELS = {"类": 0, "款": 1, "项": 2}
_SUFFIX = "支出"
_FUNCTION_OF = {
    "all": "expenditure.function",
    "general": "general.function",
    "fiscal": "fiscal.function",
    "fund": "fund.function",
    "capital": "capital.function",
}


class Subject(NamedTuple):
    """What a figure is about: the concept (None where the words are not known), the item, the words that say so."""

    concept: Concept | None
    item: str | None
    label: str


class Speaking(NamedTuple):
    """What the text is speaking of: families of concepts, nearest first, and the side (income or expenditure)."""

    families: tuple[str, ...]
    side: Side | None


def is_filler(words: str) -> bool:
    """Tell whether words name nothing: years, 其中, 支出决算为."""
    return _FILLERS.fullmatch(words) is not None


@lru_cache(maxsize=8192)
def named(words: str, unit: str, speaking: Speaking) -> Subject | None:
    """Give what words of normal form name to a figure in a unit, None where they name nothing that is known."""
    known = taxonomy()
    span = known.last_word(words)
    if span is None or not is_filler(words[span[1] :]):
        return None
    label = words[span[0] : span[1]]
    concept = _choose(known.meanings[label], unit, speaking, alone=_introduced(words[: span[0]]))
    return Subject(concept, None, label) if concept else None


def _introduced(before: str) -> bool:
    """Tell whether nothing but words without a meaning stands before a short word."""
    return is_filler(before) or before[-1:] in "中的："


def _choose(meanings: list[Meaning], unit: str, speaking: Speaking, *, alone: bool) -> Concept | None:
    found: list[tuple[Concept, Concept]] = []  # the meaning, and what the unit makes of it
    for meaning in meanings:
        if meaning.short and not (alone and meaning.concept.family in speaking.families[:2]):
            continue
        concept = meaning.concept
        if unit not in concept.units and unit not in ("%", "‰", "个百分点"):
            other = taxonomy().in_unit(concept, unit)
            if other is None:
                continue
            found.append((concept, other))
        else:
            found.append((concept, concept))
    if speaking.side is not None:
        found = [pair for pair in found if pair[0].side in (None, speaking.side)] or found
    for family in speaking.families:
        for meaning_concept, concept in found:
            if meaning_concept.family == family:
                return concept
    return found[0][1] if found else None


def path_in(text: str) -> list[str | None] | None:
    """Give the 类, 款 and 项 that a plain text names with these words in brackets, None where it names none."""
    parts: list[str | None] = [None, None, None]
    for name, level in _PATH_PART.findall(text):
        name = _FILLERS.sub("", _NUMBERED.sub("", name), count=1) if not name.startswith(("其他", "财政")) else name
        parts[_LEVELS[level]] = _CODE.sub("", normal(name)) or None
    return parts if any(parts) else None


def function_item(path: list[str | None], family: str) -> Subject:
    """Give the subject of a 类/款/项 path among the figures of a family."""
    names = [name for name in path if name]
    concept = taxonomy().concepts[_FUNCTION_OF.get(family, "general.function")]
    return Subject(concept, "/".join(names), names[-1])


def function_named(words: str, family: str) -> Subject | None:
    """Give the function that words name without 类, such as 卫生健康支出, where the text lists functions."""
    name = words[_FILLERS.match(words).end() :] if not words.startswith("其他") else words  # type: ignore[union-attr]
    name = _CODE.sub("", name)
    if not name.endswith(_SUFFIX) or len(name) < 4 or family not in _FUNCTION_OF:
        return None
    return Subject(taxonomy().concepts[_FUNCTION_OF[family]], name, name)


def kind_named(words: str, concept: Concept) -> Subject | None:
    """Give the kind of vehicle or thing that words name among those of a concept: 机要通信用车."""
    name = re.sub(r"(?:为|是|共|共计|数|数量|的)+$", "", words[_FILLERS.match(words).end() :])  # type: ignore[union-attr]
    return Subject(concept, name, name) if 2 <= len(name) <= 24 else None
