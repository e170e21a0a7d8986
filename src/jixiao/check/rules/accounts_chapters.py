"""Chapters (章节): none empty, listed tables are there, what has no figures says so, annexes are attached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from jixiao.check.accounts_context import AccountsContext, kin
from jixiao.check.rule import HOLDS, Broken, Verdicts, accounts_rule, figure, suspect
from jixiao.knowledge.accounts_patterns import account_words
from jixiao.knowledge.sections import section_kinds
from jixiao.model.accounts import Section
from jixiao.model.quantity.normal import plain
from jixiao.read.layout import Grid
from jixiao.read.recognise.accounts.numbering import numbered

COMPLETE = "部门决算公开的内容应当完整"
_DEEPEST = 3  # levels of headings that are chapters; deeper ones may be items of a list
_FEWEST_TABLES = 5
_REPORT = re.compile(r"《[^》]{4,60}报告》")


@accounts_rule(
    "accounts.chapter.empty",
    sentence="每一部分都应有内容。",
    severity="warning",
    basis=COMPLETE,
    good="（一）机关运行经费支出情况，下面有说明",
    bad="（一）机关运行经费支出情况，下面没有内容",
    lacking="没有标题",
)
def empty(document: AccountsContext) -> Verdicts:
    """A heading with nothing before the next heading of its level."""
    sections = document.document.sections
    for section, following in zip_longest(sections, sections[1:]):
        if section is None or section.level > _DEEPEST or not _tells(section) or any(map(str.isdigit, _words(section))):
            continue
        if (
            section.paragraphs
            or _goes_on(section, following)
            or _grid_follows(document, section)
            or _is_title(document, section)
        ):
            yield HOLDS
        else:
            yield Broken(f"“{section.heading.text}”下面没有内容", [suspect("标题", section.heading)])


def _goes_on(section: Section, following: Section | None) -> bool:
    """Say whether the next heading is below this one: deeper, or of the same matter without a number of its own."""
    if following is None:
        return False
    unnumbered = numbered(plain(following.heading.text or ""))[0] == 0
    return following.level > section.level or (unnumbered and following.id == section.id and bool(following.paragraphs))


def _is_title(document: AccountsContext, section: Section) -> bool:
    """Say whether a heading is the last line of the document's title, read as one of its sections."""
    title, heading = document.document.title.text or "", section.heading.text or ""
    first = document.document.sections[0]
    return section is first and bool(heading) and (heading in title or title in heading)


def _tells(section: Section) -> bool:
    """Say whether a section tells figures itself; the title and 其他重要事项 only stand above sections that do."""
    known = any(kind.id == section.id and kind.reads == "concepts" for kind in section_kinds())
    return known and section.id not in ("notes", "other")


def _words(section: Section) -> str:
    """Give a heading without its number and years: a figure in it is its content."""
    return re.sub(r"^[0-9]{1,2}[.、]|20[0-9]{2}", "", section.heading.text or "")


def _grid_follows(document: AccountsContext, section: Section) -> bool:
    """Say whether a table stands right below a heading."""
    layout, place = document.read.layout, section.heading.place
    blocks = layout.blocks if layout is not None and place is not None else []
    return any(
        isinstance(below, Grid) and getattr(block, "number", None) == place.paragraph
        for block, below in pairwise(blocks)
        if place is not None
    )


@accounts_rule(
    "accounts.chapter.tables",
    sentence="列出的决算表应当附上。",
    severity="warning",
    basis="没有数据的表也应当列出空表并说明（财预〔2016〕143号）",
    good="第五部分附表：13张表",
    bad="第五部分附表：只有13个表名，没有表",
    lacking="没有列出决算表",
)
def tables(document: AccountsContext) -> Verdicts:
    """The titles of the tables alone."""
    titles = [section for section in document.document.sections if section.id in ("tables", "tables.one")]
    if document.document.tables or _has_other_grids(document):
        if titles:
            yield HOLDS
    elif len(titles) >= _FEWEST_TABLES:
        yield Broken(
            f"只列出了{len(titles)}个附表的标题，没有表",
            [suspect("标题", title.heading) for title in titles[:3]],
            suggestion="附上决算表；没有数据的，附空表并说明。",
        )


def _has_other_grids(document: AccountsContext) -> bool:
    """Say whether the file has tables that no form was read from."""
    layout = document.read.layout
    if layout is None:
        return False
    places = (value.place for form in document.read.forms for _, value in form.values())
    used = {place.table for place in places if place is not None}
    return any(grid.table not in used for grid in layout.grids())


@accounts_rule(
    "accounts.chapter.nothing",
    sentence="没有政府性基金、国有资本经营预算收支的，应当说明没有。",
    severity="warning",
    basis="没有数据的应当说明（财预〔2016〕143号）",
    good="本部门2024年度没有国有资本经营预算财政拨款支出。",
    bad="九、国有资本经营预算支出决算情况说明，下面没有金额，也没有说明没有",
    lacking="没有政府性基金、国有资本经营预算的部分",
)
def nothing(document: AccountsContext) -> Verdicts:
    """A section of a budget without a figure and without a word that there is none."""
    for section in document.document.sections:
        if section.id not in account_words("nothing", "sections") or not section.paragraphs:
            continue
        text = "".join(paragraph.text or "" for paragraph in section.paragraphs)
        if any(word in text for word in account_words("nothing", "words")) or _has_figures(document, section):
            yield HOLDS
        else:
            yield Broken(
                f"“{section.heading.text}”没有写金额，也没有说明没有此项收支",
                [suspect("标题", section.heading)],
                suggestion="写明“本部门没有此项收支”。",
            )


def _has_figures(document: AccountsContext, section: Section) -> bool:
    return any(kin(statement.section) == kin(section.id) for statement in document.document.statements)


@accounts_rule(
    "accounts.chapter.annex",
    sentence="正文说详见附件的报告，应当附上。",
    severity="warning",
    basis="绩效评价结果随部门决算公开",
    good="绩效自评报告详见附件，附件中有报告",
    bad="绩效自评报告详见附件，附件中没有报告",
    lacking="正文没有说报告详见附件，或文件没有附件部分",
)
def annex(document: AccountsContext) -> Verdicts:
    """A report that the text refers to, in a file whose annexes lack it."""
    if "annexes" not in document.kinds:
        return
    attached = any(each.kind != "final_accounts" for each in document.read.accounts) or any(_headings(document))
    for sentence in document.sentences:
        refers = any(word in sentence.text for word in account_words("annexes", "refers"))
        if not refers or not any(word in sentence.text for word in account_words("annexes", "reports")):
            continue
        if attached:
            yield HOLDS
            continue
        found = _REPORT.search(sentence.text)
        start, end = found.span() if found else (0, len(sentence.text))
        value = sentence.paragraph.part(sentence.start + start, sentence.start + end)
        yield Broken(
            f"正文说{value.text if found else '绩效报告'}详见附件，附件中没有这份报告",
            [figure("报告", value)],
            suggestion="附上报告。",
            cause="annex",
        )


def _headings(document: AccountsContext) -> Iterator[str]:
    """Give the headings and short lines of the annexes that are titles of reports."""
    for section in document.document.sections:
        if kin(section.id) in ("annexes", "report"):
            for value in (section.heading, *section.paragraphs):
                text = value.text or ""
                if len(text) <= 60 and any(word in text for word in account_words("annexes", "reports")):
                    yield text
