"""The cover (封面): year, unit, title and date of publication, from the first lines or, without a cover, from the text."""

from __future__ import annotations

import re
from collections import Counter

from jixiao.model.accounts import FinalAccounts
from jixiao.model.value import Value
from jixiao.read.recognise.accounts.lines import Passage
from jixiao.read.recognise.accounts.numbering import numbered

_FIRST = 14  # passages that the cover may have
_YEAR = re.compile(r"(20[0-9]{2})年度?")
_TITLE = re.compile(r"决算")
_PUBLISHED = re.compile(r"(?:公开|公布|发布)(?:时间|日期)[:：]([0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2})")
_UNIT_END = r"(?:局|委员会|委|办公室|办|中心|院|校|园|站|所|队|处|会|部|厅|政府|公司|馆|社|团|联|署|室|厂|场|区|镇|乡|街道|大队|学|庭)"
_UNIT_IN_TITLE = re.compile(rf"^(?:(?:20[0-9]{{2}})年度?)?(?P<unit>[^0-9,。：]{{3,40}}?{_UNIT_END})(?:\(本级\))?(?:(?:20[0-9]{{2}})年度?)?(?:的)?(?:部门|单位)?(?:收支)?决算")
_UNIT_IN_TEXT = re.compile(rf"(?:^|[,，。]|年度|日)(?P<unit>[^,，。：:0-9]{{3,30}}?{_UNIT_END})(?:机关运行经费|政府采购支出|共有车辆)")
_UNIT_IN_REPORT = re.compile(rf"^(?:关于)?(?:20[0-9]{{2}}年度?)?(?P<unit>[^0-9,。：]{{3,40}}?{_UNIT_END})(?=20|部门|单位|整体|专项|项目|预算|支出|关于|绩效)")
_OWN = re.compile(r"^(?:我|本|该)?(?:部门|单位|局|委|院|校|中心)$|^(?:我|本)")


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
    joined = "".join(passage.printed for passage in title)
    place = title[0].value().place
    document.title = Value(joined, place)
    found = _UNIT_IN_REPORT.match("".join(passage.text for passage in title))
    if found:
        document.unit = Value(joined[found.start("unit") : found.end("unit")], place)
    year = _YEAR.search(joined)
    if year:
        document.year, document.year_printed = int(year[1]), Value(year.group(), place)


def _cover(passages: list[Passage]) -> list[Passage]:
    """Give the lines before the first heading or the contents."""
    found: list[Passage] = []
    for passage in passages[:_FIRST]:
        if passage.text == "目录" or passage.contents or numbered(passage.text)[0] or len(passage.text) > 60:
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
    for passage in cover:
        found = _YEAR.search(passage.text)
        if found:
            document.year, document.year_printed = int(found[1]), passage.value(*found.span())
            return
    begins = [(int(found[1]), passage, found.span()) for passage in passages if (found := _YEAR.search(passage.text[:24]))]
    if begins:
        year = Counter(year for year, _, _ in begins).most_common(1)[0][0]
        _, passage, span = next(entry for entry in begins if entry[0] == year)
        document.year, document.year_printed = year, passage.value(*span)


def _title(document: FinalAccounts, cover: list[Passage]) -> None:
    """The title may be on several lines, the unit's name on one of its own: 2023年度 / 某县 / 某局决算."""
    lines = [passage for passage in cover if not _PUBLISHED.search(passage.text)]
    index = next((i for i, passage in enumerate(lines) if _TITLE.search(passage.text)), None)
    if index is None:
        return
    joined = "".join(passage.printed for passage in lines[: index + 1])
    document.title = Value(joined, lines[0].place((0, len(lines[0].printed))))
    found = _UNIT_IN_TITLE.match("".join(passage.text for passage in lines[: index + 1]))
    if found:
        document.unit = Value(joined[found.start("unit") : found.end("unit")], document.title.place)


def _unit_in_text(document: FinalAccounts, passages: list[Passage]) -> None:
    for passage in passages:
        found = _UNIT_IN_TEXT.search(passage.text)
        if found and not _OWN.match(found["unit"]):
            document.unit = passage.value(*found.span("unit"))
            return
