"""Years and dates of final accounts: dates that exist, one year reported throughout, published when it was over."""

from __future__ import annotations

import re

from jixiao.check.accounts_context import AccountsContext, kin
from jixiao.check.accounts_text import Paragraph, Sentence
from jixiao.check.accounts_years import Dated
from jixiao.check.calendar import is_date
from jixiao.check.rule import ACCOUNTS, HOLDS, REPORTS, Broken, Verdicts, accounts_rule, figure, suspect
from jixiao.model.quantity.normal import plain

PERIOD = "部门决算反映一个年度的收支"
_PUBLISHED = re.compile(r"(20[0-9]{2})[年./-]")
_DATE = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年([0-9]{1,2})月(?:([0-9]{1,2})日)?")
_CUT_YEAR = re.compile(
    r"(?<![0-9.])(?:20[0-9](?=年(?:度|[0-9]{1,2}月|[底末]))|20[0-9]{3,4}(?=年(?:度|[0-9底末])))年度?"
)
_YEAR_IN_HEADING = re.compile(r"(?<![与较比同和及至])(20[0-9]{2})年度?(?=[^0-9]{0,24}决算)")
_AS_OF = re.compile(r"截[至止]到?(20[0-9]{2})年(?:12月31日|年?[底末])")
_COMPARED = re.compile(r"(?:与|较|比|同)(?:本?部门|本?单位)?(20[0-9]{2})年度?(?![末初底]|[^,，。；]{0,6}预算)")
_ENOUGH = 2  # sentences that settle which year the text is about
_ASSETS = ("车辆", "公务用车", "设备", "资产", "用车")


@accounts_rule(
    "accounts.date.published",
    sentence="决算的公开时间应在所反映的年度结束之后。",
    severity="error",
    basis="年度终了后编制决算，批复后公开（预算法第十四条）",
    good="2023年度决算，公开时间2024年9月25日",
    bad="2023年度决算，公开时间2023年9月25日",
    lacking="没有公开时间或年度",
)
def published(document: AccountsContext) -> Verdicts:
    """A date of publication within or before the year that the accounts are of."""
    value = document.document.published
    found = _PUBLISHED.search(value.text or "")
    if found is None or document.year is None:
        return
    if int(found[1]) > document.year:
        yield HOLDS
        return
    yield Broken(
        f"公开时间{value.text}在决算所反映的{document.year}年度结束之前",
        [suspect("公开时间", value), figure("年度", document.document.year_printed)],
        relation=f"{value.text} 早于 {document.year}年12月31日",
        suggestion="核对公开时间的年份。",
    )


@accounts_rule(
    "accounts.date.impossible",
    sentence="日期应是存在的日期，年份应是四位数。",
    severity="error",
    basis="公历",
    good="2024年11月30日；2024年度",
    bad="2024年11月31日；202年度",
    lacking="没有日期",
    kinds=ACCOUNTS + REPORTS,
)
def impossible(document: AccountsContext) -> Verdicts:
    """The 31st of November, a year of three or five digits."""
    for paragraph in document.paragraphs:
        if "年" not in paragraph.text:
            continue
        for found in _DATE.finditer(paragraph.text):
            if is_date(*(int(part) for part in found.groups("1"))):
                yield HOLDS
            else:
                yield _no_date(paragraph, found, "不存在")
        for found in _CUT_YEAR.finditer(paragraph.text):
            yield _no_date(paragraph, found, "的年份多了或少了数字")


def _no_date(paragraph: Paragraph, found: re.Match[str], what: str) -> Broken:
    value = paragraph.part(*found.span())
    return Broken(f"日期“{value.text}”{what}", [suspect("日期", value)])


@accounts_rule(
    "accounts.date.year",
    sentence="正文说明的年度应与决算的年度一致。",
    severity="error",
    basis=PERIOD,
    good="2017年度决算：2017年度，本单位支出为1942.57万元",
    bad="2017年度决算：2016年度，本单位支出为1942.57万元",
    lacking="没有年度，或没有以年度开头的句子",
)
def year_of_text(document: AccountsContext) -> Verdicts:
    """A sentence of this year's figures that names another year, or a title that names another than all sentences."""
    if document.year != document.document.year and _title_year(document) is not None:
        yield _cover(document)
    for each in document.dated if document.year is not None else ():
        if each.year == document.year or _is_comparison(document, each) or not _is_settled(document):
            yield HOLDS
            continue
        told = each.told.statement
        yield Broken(
            f"“{each.value.text}”应为{document.year}年度：这里说的是决算年度的{told.label}{told.value.text}",
            [suspect("年度", each.value, f"{document.year}年度"), figure(told.label, told.value)],
            relation=f"{each.year} ≠ {document.year}",
            cause=f"year {id(each.sentence.paragraph)} {each.sentence.start}",
        )


def _title_year(document: AccountsContext) -> re.Match[str] | None:
    """Give the year in the title where it is the one that was taken for the year of the accounts."""
    found = _YEAR_IN_HEADING.search(plain(document.document.title.text or ""))
    return found if found and int(found[1]) == document.document.year else None


def _cover(document: AccountsContext) -> Broken:
    printed = document.document.year_printed
    return Broken(
        f"封面或标题写{printed.text}，正文说明的都是{document.year}年度",
        [suspect("年度", printed, f"{document.year}年度"), figure("正文的年度", document.dated[0].value)],
        relation=f"{document.document.year} ≠ {document.year}",
    )


def _is_settled(document: AccountsContext) -> bool:
    """Say whether other sentences name the year of the accounts."""
    return sum(each.year == document.year for each in document.dated) >= _ENOUGH


def _is_comparison(document: AccountsContext, each: Dated) -> bool:
    """Say whether the year of the accounts is told as well: in the sentence, or for the same figure in the section."""
    if str(document.year) in each.sentence.text:
        return True
    first = each.told.statement
    return any(
        other.year == document.year and other.measure == first.measure and kin(other.section) == kin(first.section)
        for other in document.by_concept[first.concept or ""]
        if other is not first and other.item == first.item
    )


@accounts_rule(
    "accounts.date.heading",
    sentence="标题中的决算年度应与封面一致。",
    severity="error",
    basis=PERIOD,
    good="封面2023年度，第二部分 2023年度部门决算情况说明",
    bad="封面2023年度，第二部分 2022年度部门决算情况说明",
    lacking="标题中没有年度",
)
def year_of_heading(document: AccountsContext) -> Verdicts:
    """A heading of last year's text."""
    for section in document.document.sections:
        found = _YEAR_IN_HEADING.search(section.heading.text or "")
        if found is None or document.year is None:
            continue
        if int(found[1]) == document.year:
            yield HOLDS
            continue
        value = section.heading.part(*found.span())
        yield Broken(
            f"标题“{section.heading.text}”的年度与决算的{document.year}年度不一致",
            [suspect("标题的年度", value, f"{document.year}年度"), figure("年度", document.document.year_printed)],
            relation=f"{found[1]} ≠ {document.year}",
        )


@accounts_rule(
    "accounts.date.as_of",
    sentence="车辆、资产等期末数的日期应是决算年度的最后一天。",
    severity="error",
    basis=PERIOD,
    good="2024年度决算：截至2024年12月31日，共有车辆1辆",
    bad="2024年度决算：截至2023年12月31日，共有车辆1辆",
    lacking="没有“截至某年12月31日”",
)
def as_of(document: AccountsContext) -> Verdicts:
    """The end of another year in a sentence about vehicles or assets."""
    for sentence in document.sentences if document.year is not None else ():
        for found in _AS_OF.finditer(sentence.text) if any(word in sentence.text for word in _ASSETS) else ():
            if int(found[1]) == document.year:
                yield HOLDS
                continue
            value = sentence.paragraph.part(sentence.start + found.start(), sentence.start + found.end())
            yield Broken(
                f"“{value.text}”不是决算年度{document.year}年的年末",
                [suspect("截止日期", value, f"截至{document.year}年12月31日")],
                relation=f"{found[1]} ≠ {document.year}",
            )


@accounts_rule(
    "accounts.date.compared",
    sentence="增减变化应与上一年度比较。",
    severity="error",
    basis="收支增减变化与上年决算数比较",
    good="2024年度决算：与2023年度相比，减少26.44万元",
    bad="2024年度决算：与2024年度相比，减少26.44万元",
    lacking="没有写明与哪一年比较",
)
def compared(document: AccountsContext) -> Verdicts:
    """A change against the year itself or a later one is impossible, one against an earlier year unusual."""
    for sentence in document.sentences if document.year is not None else ():
        for found in _COMPARED.finditer(sentence.text):
            year, last = int(found[1]), (document.year or 0) - 1
            if not _tells_change(sentence, found.end()):
                continue
            if year == last:
                yield HOLDS
                continue
            if str(year + 1) in sentence.text[: found.start()]:
                continue  # the sentence is about the year after that one: next year's budget against this year's
            if year < last and (str(last) in sentence.text or "上年" in sentence.text):
                continue  # a further comparison beside that with last year
            value = sentence.paragraph.part(sentence.start + found.start(1), sentence.start + found.end())
            yield Broken(
                f"{document.year}年度决算与{value.text}比较"
                + ("，是与自己或以后的年度比较" if year > last else "，不是上一年度"),
                [suspect("比较的年度", value, f"{last}年度")],
                severity="error" if year > last else "warning",
                relation=f"{year} ≠ {last}",
            )


def _tells_change(sentence: Sentence, start: int) -> bool:
    """Say whether a change is told behind a place of a sentence."""
    return any(
        told.start >= sentence.start + start and told.statement.measure in ("change", "growth")
        for told in sentence.told
    )
