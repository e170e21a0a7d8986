"""Reports annexed to the final accounts (绩效自评报告, 绩效评价报告): where each begins and ends, score and grade."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from jixiao.knowledge.narrative import any_word
from jixiao.model.accounts import FinalAccounts
from jixiao.model.value import Value
from jixiao.read.recognise.accounts.lines import Passage
from jixiao.read.recognise.accounts.numbering import numbered

Kind = Literal["final_accounts", "department_self_evaluation_report", "project_evaluation_report"]

_TITLE = re.compile(r"[^,。；：]{0,40}(?:自评|评价|自我评价)(?:工作)?报告")
_DEPARTMENT = re.compile(r"整体|部门绩效")
_ANNEX = re.compile(r"附件[0-9一二三四五六七八九十]*[:：]?$|第[一二三四五六七八九十]{1,3}部分")
_IS = any_word("result", "is")
_SCORE = re.compile(rf"{any_word('result', 'score')}{_IS}?([0-9]{{1,3}}(?:\.[0-9]+)?)分(?![值钟])")
_GRADE = re.compile(rf"{any_word('result', 'grade')}{_IS}?[“\"‘]?({any_word('result', 'grades')})")
_LONGEST_TITLE = 60
_LONGEST_NAME = 30  # of a unit


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
        document.score = _last(_SCORE, passage) or document.score
        document.grade = _last(_GRADE, passage) or document.grade


def _last(pattern: re.Pattern[str], passage: Passage) -> Value | None:
    found = list(pattern.finditer(passage.text))
    return passage.value(*found[-1].span(1)) if found else None


def _kind(passage: Passage) -> Kind | None:
    """Give the kind of report whose title a passage is; a line of the contents is none."""
    text = passage.text
    if passage.contents or len(text) > _LONGEST_TITLE or numbered(text)[0] or not _TITLE.fullmatch(text):
        return None
    return "department_self_evaluation_report" if _DEPARTMENT.search(text) else "project_evaluation_report"


def _title(passages: list[Passage], index: int) -> list[Passage]:
    """Give the lines of a title: the unit's name may stand on a line of its own above it."""
    above = passages[index - 1 : index]
    return [*above, passages[index]] if above and _is_name(above[0].text) else [passages[index]]


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and not _ANNEX.match(text) and text[-1] not in "。；：)" and not numbered(text)[0]
