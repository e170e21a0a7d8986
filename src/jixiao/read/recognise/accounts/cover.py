"""The cover (封面): year, unit, title and date of publication, from the first lines or, without a cover, the text."""

from __future__ import annotations

import re
from collections import Counter

from jixiao.knowledge.narrative import any_word
from jixiao.model.accounts import FinalAccounts
from jixiao.model.value import Value
from jixiao.read.recognise.accounts.lines import Passage
from jixiao.read.recognise.accounts.numbering import numbered

_FIRST = 14  # passages that the cover may have
_LONGEST_LINE = 60  # of the cover
_BEGINNING = 24  # characters of a paragraph that may name its year
_YEAR = re.compile(r"(20[0-9]{2})年度?")
_TITLE = "决算"
_DAY = r"[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
_PUBLISHED = re.compile(rf"(?:公开|公布|发布)(?:时间|日期)[:：]({_DAY})")
_ENDS = any_word("unit", "ends")
_DATED = r"(?:20[0-9]{2}年度?)?"
_WHAT = rf"(?:的|部门|单位|收支|{any_word('unit', 'disclosed')})"
_IN_TITLE = re.compile(rf"{_DATED}(?P<unit>[^0-9,。：]{{3,40}}?{_ENDS})(?:\(本级\))?{_DATED}{_WHAT}*决算")
_ABOVE = re.compile(rf"20[0-9]{{2}}年度?|[^0-9,。：]{{1,24}}(?:省|市|县|州|旗|{_ENDS})(?:20[0-9]{{2}}年?度?)?")
_IN_REPORT = re.compile(
    rf"(?:关于)?{_DATED}(?P<unit>[^0-9,。：]{{3,40}}?{_ENDS})(?=20[0-9]{{2}}年|{any_word('unit', 'report')})"
)
_IN_TEXT = re.compile(rf"(?:^|[,。]|年度|日)(?P<unit>[^,。：:0-9]{{3,30}}?{_ENDS})(?={any_word('unit', 'figures')})")
_OWN = re.compile(any_word("unit", "own"))


def read_cover(document: FinalAccounts, passages: list[Passage]) -> None:
    """Put year, unit, title and date of publication into a document; what is not printed stays blank."""
    cover = _cover(passages)
    _published(document, passages[: 2 * _FIRST])
    if document.year is None:
        _year(document, cover, passages)
    if not document.title:
        _title(document, cover)
    if not document.unit:
        _unit_in_text(document, passages)


def read_title(document: FinalAccounts, title: list[Passage]) -> None:
    """Put title, unit and year of a report into a document: the unit is what stands before the name of the report."""
    joined = _take_title(document, title, _IN_REPORT)
    year = _YEAR.search(joined)
    if year:
        document.year, document.year_printed = int(year[1]), Value(year.group(), title[0].value().place)


def _cover(passages: list[Passage]) -> list[Passage]:
    """Give the lines before the first heading or the contents."""
    found: list[Passage] = []
    for passage in passages[:_FIRST]:
        if passage.text == "目录" or passage.contents or numbered(passage.text)[0] or len(passage.text) > _LONGEST_LINE:
            break
        found.append(passage)
    return found


def _published(document: FinalAccounts, passages: list[Passage]) -> None:
    for passage in passages:
        found = _PUBLISHED.search(passage.text)
        if found:
            document.published = passage.value(*found.span(1))
            return


def _year(document: FinalAccounts, cover: list[Passage], passages: list[Passage]) -> None:
    """The year of the cover; without one the year that most headings and paragraphs begin with."""
    named = [(passage, found) for passage in cover if (found := _YEAR.search(passage.text))][:1]
    if not named:
        named = [(passage, found) for passage in passages if (found := _YEAR.search(passage.text[:_BEGINNING]))]
        years = Counter(found[1] for _, found in named)
        named = [(passage, found) for passage, found in named if found[1] == years.most_common(1)[0][0]]
    for passage, found in named[:1]:
        document.year, document.year_printed = int(found[1]), passage.value(*found.span())


def _title(document: FinalAccounts, cover: list[Passage]) -> None:
    """The title may be on several lines, the unit's name on one of its own: 2023年度 / 某县 / 某局决算."""
    lines = [passage for passage in cover if not _PUBLISHED.search(passage.text)]
    index = next((i for i, passage in enumerate(lines) if _TITLE in passage.text), None)
    if index is None:
        return
    lines = lines[_first_of_title(lines, index) : index + 1]
    _take_title(document, lines, _IN_TITLE)


def _take_title(document: FinalAccounts, lines: list[Passage], names: re.Pattern[str]) -> str:
    """Put a title and the unit that it names into a document, and give it in one line."""
    joined = "".join(passage.printed for passage in lines)
    place = lines[0].value().place
    document.title = Value(joined, place)
    found = names.match("".join(passage.text for passage in lines))
    if found:
        document.unit = Value(joined[slice(*found.span("unit"))], place)
    return joined


def _first_of_title(lines: list[Passage], index: int) -> int:
    """Give where a title begins: above its last line may stand the year, the place and the unit, each on its own."""
    title = lines[index].text
    first = index
    while first and _ABOVE.fullmatch(lines[first - 1].text) and lines[first - 1].text not in title:
        first -= 1
    return first


def _unit_in_text(document: FinalAccounts, passages: list[Passage]) -> None:
    for passage in passages:
        found = _IN_TEXT.search(passage.text)
        if found and not _OWN.match(found["unit"]):
            document.unit = passage.value(*found.span("unit"))
            return
