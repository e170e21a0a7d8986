"""Reports annexed to the final accounts (绩效自评报告, 绩效评价报告): where each begins and ends, its score and grade."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from jixiao.model.accounts import FinalAccounts
from jixiao.read.recognise.accounts.lines import Passage
from jixiao.read.recognise.accounts.numbering import numbered

Kind = Literal["final_accounts", "department_self_evaluation_report", "project_evaluation_report"]

_TITLE = re.compile(r"^(?:(?:关于)?[^,。；：]{0,40})?(?:绩效)?(?:自评|评价|自我评价)(?:工作)?报告$")
_DEPARTMENT = re.compile(r"整体|部门绩效")
_ANNEX = re.compile(r"附件[0-9一二三四五六七八九十]*[:：]?$|第[一二三四五六七八九十]{1,3}部分")
_SCORE = re.compile(r"(?:总分|得分|评分|总得分|分数|自评分|评为|综合得分)(?:为|是|:|：|达到?|共)?([0-9]{1,3}(?:\.[0-9]+)?)分(?![值钟])")
_GRADE = re.compile(r"(?:评价结论|结论|等级|等次|级别|档次|评定|评价结果|自评结果)(?:为|是|:|：|结果为)?[“\"‘]?(优秀|良好|优|良|合格|不合格|中等?|差|较差|[一二三四]等)")
_LONGEST_TITLE = 60


class Piece(NamedTuple):
    """A document of the file: its kind, the passages of its title and its text."""

    kind: Kind
    title: list[Passage]
    passages: list[Passage]


def pieces(passages: list[Passage]) -> list[Piece]:
    """Give the final accounts, without the annexed reports, and the reports; the accounts come first."""
    main = Piece("final_accounts", [], [])
    found = [main]
    for index, passage in enumerate(passages):
        kind = _kind(passage)
        if kind is not None:
            found.append(Piece(kind, _title(passages, index), []))
        elif found[-1] is not main and _ANNEX.match(passage.text):
            found.append(main)
            main.passages.append(passage)
        else:
            found[-1].passages.append(passage)
    return [main, *(piece for piece in found if piece is not main)]


def read_result(document: FinalAccounts, passages: list[Passage]) -> None:
    """Put score and grade into a report: the last that its text states."""
    for passage in passages:
        score = _last(_SCORE, passage.text)
        if score is not None:
            document.score = passage.value(*score.span(1))
        grade = _last(_GRADE, passage.text)
        if grade is not None:
            document.grade = passage.value(*grade.span(1))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):
        pass
    return found


def _kind(passage: Passage) -> Kind | None:
    """Give the kind of report whose title a passage is; a line of the contents is none."""
    text = passage.text
    if passage.contents or len(text) > _LONGEST_TITLE or numbered(text)[0] or not _TITLE.match(text):
        return None
    return "department_self_evaluation_report" if _DEPARTMENT.search(text) else "project_evaluation_report"


def _title(passages: list[Passage], index: int) -> list[Passage]:
    """The unit's name may stand on a line of its own above the title."""
    above = passages[index - 1] if index else None
    alone = above is not None and len(above.text) <= 30 and not _ANNEX.match(above.text) and not _ends(above.text)
    return [above, passages[index]] if above is not None and alone else [passages[index]]


def _ends(text: str) -> bool:
    return text[-1] in "。；：)" or numbered(text)[0] > 0
