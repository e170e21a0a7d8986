"""Subjects (主语): what words of a clause name: a concept of the taxonomy, an item where there are many of a kind."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from jixiao.knowledge.narrative import any_word, narrative_words
from jixiao.knowledge.subjects import class_stems, group_stems, item_names
from jixiao.knowledge.taxonomy import QUOTES, Concept, Meaning, Side, taxonomy
from jixiao.read.recognise.accounts.numbering import numbered

RATIO_UNITS = frozenset({"%", "‰", "个百分点"})
VEHICLE_UNITS = frozenset({"辆", "台", "部"})
_DATES = r"截[至止][12][0-9]{3}年[0-9]{1,2}月[0-9]{0,2}日?|[12][0-9]{3}年度?|[0-9]{1,2}(?:-[0-9]{1,2})?月末?"
_FILLERS = re.compile(rf"(?:{_DATES}|{any_word('filler', 'words')})*+")
_AVERAGE = re.compile(any_word("filler", "averages"))
_COUPLED = narrative_words("filler", "coupling")
_PATH_PART = re.compile(r"((?:[^,。；;：:()、]|\([^()]{1,8}\)(?<![类款项]\))){2,40})\((?:[0-9]{2,7})?(类|款|项)\)")
_CODED = re.compile(  # 2070104(图书馆), 2040401-行政运行
    r"(?<![0-9])(2[0-9]{2}(?:[0-9]{2}){0,2})(?:\((?P<inside>[一-龥、]{2,30})\)|[-_](?P<behind>[一-龥、“”\"‘’]{2,30}))"
)
_CODED_LEVELS = {3: 0, 5: 1, 7: 2}
_LEADING = re.compile(
    r"(?:[^,，、]{2,8}(?:经费|支出|费用)中)?(?:其中|其余为?|(?:具体|分别)为?|包括|[一二三四五六七八九十]{1,2}是"
    r"|[12][0-9]{3}年度?|以及|和|及|的|[0-9]{3,7})*[:：]?(?:[0-9]{3,7})?"
)
_TRAILING = re.compile(r"(?:为|是|(?<!公)共|共计|数|数量|的|有|各|均|达)+$")
_BELONGS = re.compile(r"(?:\([^()]{1,8}\)|[”\"’'])*(?:经费|支出|收入|费|总额|合计|金额|决算|数(?!为?$)|合同|额)*")
_USES = re.compile(any_word("aside", "uses"))
_BUDGET = "预算"
_BUDGET_CUT = re.compile(rf"(?:一般公共|政府性基金|国有资本经营){_BUDGET}$")  # normal words lack its end
_LEVELS = {"类": 0, "款": 1, "项": 2}
_GROUP_CODE = re.compile("2[0-9]{4}(?![0-9])")
_FUNCTION = "支出"
_KINDS = frozenset(narrative_words("kinds", "words"))  # 基本建设支出 is no function
_TWICE = re.compile("支出支出$")  # 住房保障支出支出: the subject's name and the word behind it
_SHORTEST_NAME = 4
_LONGEST_NAME = 24
_FUNCTION_OF = {
    "all": "expenditure.function",
    "general": "general.function",
    "fiscal": "fiscal.function",
    "fund": "fund.function",
    "capital": "capital.function",
}

Path = tuple[str | None, str | None, str | None]  # 类, 款, 项


class Subject(NamedTuple):
    """What a figure is about: the concept (None where the words are not known), the item, the words that say so."""

    concept: Concept | None
    item: str | None
    label: str


class Speaking(NamedTuple):
    """What the text is speaking of: families of concepts, nearest first, the side, and what its section is about."""

    families: tuple[str, ...]
    side: Side | None
    root: str | None = None  # the concept of the section


def is_filler(words: str) -> bool:
    """Tell whether words name nothing: years, 其中, 支出决算为."""
    return _FILLERS.fullmatch(words) is not None and not _AVERAGE.search(words)


@lru_cache(maxsize=8192)
def named(words: str, unit: str, speaking: Speaking) -> Subject | None:
    """Give what words of normal form name to a figure in a unit, None where they name nothing that is known."""
    known = taxonomy()
    span = known.last_word(words)
    if span is None or _AVERAGE.search(words, 0, span[0]):
        return None
    before = words[: span[0]]
    inner = None if is_filler(before) else named(before, unit, speaking)
    if inner is not None and (is_filler(words[slice(*span)]) or _is_part(inner, words[slice(*span)])):
        return inner  # 机关运行经费支出合计, 面向中小企业采购金额: the total is that of what stands before it
    if before.endswith(_COUPLED):
        return None
    if inner is not None:
        budgets = tuple(meaning.concept.family for meaning in known.meanings[inner.label])
        families = (*(name for name in budgets if name != "all"), *speaking.families)
        speaking = Speaking(families, speaking.side)
    for end in known.ends(words, span[0]):
        label = words[span[0] : end]
        alone = inner is not None or is_filler(before)
        found = _choose(label, unit, speaking, alone=alone) if is_filler(words[end:]) else None
        if found is not None and found.item is not None:
            found = found._replace(item=words[slice(*_trimmed(words, 0, end))])  # 其他工资福利支出 is another item
        if found is not None:
            return found
    return None


def _is_part(inner: Subject, word: str) -> bool:
    """Tell whether what stands before a word is a part of all that the word can mean."""
    meanings = taxonomy().meanings.get(word, [])
    part = inner.concept.id if inner.concept else ""
    return bool(meanings) and all(part.startswith(f"{meaning.concept.id}.") for meaning in meanings)


def _choose(label: str, unit: str, speaking: Speaking, *, alone: bool) -> Subject | None:
    """Give the meaning of a word that fits the unit, best among those of the side and the families spoken of."""
    found = [
        meaning
        for meaning in taxonomy().meanings[label]
        if _speaks(meaning, speaking, alone=alone) and in_unit(meaning.concept, unit)
    ]
    if not found:
        return None
    meaning = min(found, key=lambda each: _distance(each.concept, speaking))
    return Subject(in_unit(meaning.concept, unit), label if meaning.item else None, label)


def _distance(concept: Concept, speaking: Speaking) -> tuple[bool, bool, int]:
    """How far a concept is from what the text speaks of: its side first, then its section's concept, its family."""
    families = speaking.families
    return (
        speaking.side is not None and concept.side not in (None, speaking.side),
        not (speaking.root is not None and concept.id.startswith(speaking.root)),
        families.index(concept.family) if concept.family in families else len(families),
    )


def _speaks(meaning: Meaning, speaking: Speaking, *, alone: bool) -> bool:
    """A short word means its concept only where the text speaks of its family, a bare one only without other words."""
    return not meaning.short or ((alone or not meaning.bare) and meaning.concept.family in speaking.families)


def in_unit(concept: Concept, unit: str) -> Concept | None:
    """Give the concept as a figure in a unit has it: 国内公务接待 in 人次 are its persons; ratios are its own."""
    if unit in RATIO_UNITS or unit in concept.units:
        return concept
    return taxonomy().in_unit(concept, unit)


def path_in(text: str, printed: str) -> Path | None:
    """Give the 类, 款 and 项 that a text names with these words in brackets, as printed; None where it names none.

    `text` is the plain form of `printed`, sign for sign.
    """
    if ")" not in text and "-" not in text and "_" not in text:
        return None
    parts: list[str | None] = [None, None, None]
    for found in _PATH_PART.finditer(text):
        start, end = _trimmed(text, *found.span(1))
        parts[_LEVELS[found[2]]] = printed[start:end].translate(QUOTES) or None
    if not any(parts) and (coded := _CODED.search(text)):
        name = printed[slice(*coded.span("inside" if coded["inside"] else "behind"))]
        parts[_CODED_LEVELS[len(coded[1])]] = name.translate(QUOTES)
    return (parts[0], parts[1], parts[2]) if any(parts) else None


def function_item(path: Path, family: str) -> Subject:
    """Give the subject of a 类/款/项 path among the figures of a family."""
    names = [name for name in path if name]
    concept = taxonomy().concepts[_FUNCTION_OF.get(family, "general.function")]
    return Subject(concept, "/".join(names), names[-1])


def function_named(words: str, family: str, *, items: bool = False) -> Subject | None:
    """Give the function that words name without 类, such as 卫生健康支出, where the text lists functions.

    `items`: the text lists 项 as well, such as 行政运行.
    """
    name = words[slice(*_trimmed(words, 0, len(words)))]
    name = once(name)
    parts = name.split("-")
    if len(parts) > 1 and parts[0].removesuffix(_FUNCTION) in class_stems() and family in _FUNCTION_OF:
        return Subject(taxonomy().concepts[_FUNCTION_OF[family]], "/".join(filter(None, parts)), parts[-1])
    listed = name in class_stems() or (name.endswith(_FUNCTION) and len(name) >= _SHORTEST_NAME)
    listed = listed or (items and name in item_names()) or _is_coded_group(words, name)
    if name.removesuffix(_FUNCTION) in _KINDS or not listed or len(name) > _LONGEST_NAME:
        return None
    if "、" in name and name not in item_names():
        return None  # 在乡复员、退伍军人生活补助 is one name
    if family not in _FUNCTION_OF:
        return None
    return Subject(taxonomy().concepts[_FUNCTION_OF[family]], name, name)


def _is_coded_group(words: str, name: str) -> bool:
    """20811残疾人事业: a 款 behind its code."""
    return _GROUP_CODE.match(words, numbered(words)[1]) is not None and name in group_stems()


def once(name: str) -> str:
    """Give the name of a function without the word 支出 that a text puts behind it once more."""
    return _TWICE.sub(_FUNCTION, name)


def kind_named(words: str, concept: Concept) -> Subject | None:
    """Give the kind of thing that words name among those of a concept: 机要通信用车, 办公费."""
    name = words[slice(*_trimmed(words, 0, len(words)))]
    return Subject(concept, name, name) if 2 <= len(name) <= _LONGEST_NAME else None


def without_uses_in_names(text: str) -> str:
    """Leave out names that say 用于 themselves: 车辆购置税用于农村公路建设支出, 用于体育事业的彩票公益金支出(项)."""
    return _names_of_use().sub("", text) if _USES.search(text) else text


@lru_cache(maxsize=1)
def _names_of_use() -> re.Pattern[str]:
    known = sorted((name for name in item_names() if _USES.search(name)), key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, known), rf"{_USES.pattern}[^,。；：:]{{1,30}}\([款项]\)"]))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Give where a name stands in a part of a text without list number, code, year and 为 around it."""
    name = text[start:end]
    begin = numbered(name)[1]
    leading = _LEADING.match(name, begin)
    begin = leading.end() if leading else begin
    return start + begin, start + begin + len(_TRAILING.sub("", name[begin:]))


def whereabouts(text: str, words: str) -> tuple[int, int] | None:
    """Give where words of normal form stand in the plain text that they were found in, the last such place."""
    end = start = len(text)
    rest = len(words)
    while rest and start:
        start -= 1
        if text[start] == words[rest - 1]:
            rest -= 1
            end = start + 1 if rest == len(words) - 1 else end
    if rest:
        return None
    cut = _BUDGET_CUT.search(text, start, end + len(_BUDGET))
    return start, cut.end() if cut else end


def as_printed(printed: str, text: str, words: str) -> str:
    """Give words of normal form as they are printed in a text, without quotation marks."""
    found = whereabouts(text, words)
    return printed[slice(*found)].translate(QUOTES) if found else words


def label_in(printed: str, text: str, words: str) -> str:
    """Give words of normal form as they are printed in a text, with the marks and words around that belong to them."""
    found = whereabouts(text, words)
    if found is None:
        return words
    start, end = found
    if start and text[start - 1] in "“\"‘'":
        start -= 1
    belongs = _BELONGS.match(text, end)
    return printed[start : belongs.end() if belongs else end]
