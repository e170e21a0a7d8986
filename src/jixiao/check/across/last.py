"""The accounts of the year before: found for accounts by unit, year and scope, or why none of those given are they."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from jixiao.check.across.papers import Paper
from jixiao.knowledge.units import UnitName

_SCOPES = {"unit": "单位决算", "department": "部门决算"}
_NONE = "没有给出上年的决算"


class LastYears:
    """The files that were given as those of the year before; `unused` are sentences on those that were of no use."""

    def __init__(self, files: dict[str, list[Paper]]) -> None:
        self._files = list(files)
        self._papers = [paper for papers in files.values() for paper in papers if paper.kind == "final_accounts"]
        self._by_core: dict[str, list[Paper]] = defaultdict(list)
        for paper in self._papers:
            for unit in paper.units:
                self._by_core[unit.core].append(paper)
        self._used: set[str] = set()
        self._why: dict[str, str] = {}

    def of(self, accounts: Paper, before: Iterable[Paper]) -> tuple[list[Paper], str]:
        """Give the accounts of the year before (text and tables may be two papers), else none and the reason.

        They are among those given, or among papers of the unit and that year that were read `before`. Of a single
        file given, a name that may be the unit's is enough: the user says that it is.
        """
        given = self._papers if len(self._papers) == 1 else self._named(accounts)
        reasons = {paper: misfit(accounts, paper) for paper in given}
        fitting = [paper for paper, reason in reasons.items() if not reason]
        self._used.update(paper.file for paper in fitting)
        self._why.update((paper.file, reason) for paper, reason in reasons.items() if reason)
        found = fitting or [paper for paper in before if paper.kind == "final_accounts" and not misfit(accounts, paper)]
        return found, "" if found else next(iter(reasons.values()), "") or self._lack(accounts)

    def unused(self) -> list[str]:
        """Give a sentence on each file given that no accounts were held against."""
        left = [file for file in self._files if file not in self._used]
        return [f"{file}：{self._why.get(file) or self._no_use(file)}，没有与它核对上年数。" for file in left]

    def _named(self, accounts: Paper) -> list[Paper]:
        return [
            paper
            for unit in accounts.units
            for paper in self._by_core[unit.core]
            if any(unit.is_same(other) for other in paper.units)
        ]

    def _lack(self, accounts: Paper) -> str:
        if not self._files:
            return _NONE
        if not self._papers:
            return "给出的上年文件里没有部门决算"
        return f"给出的上年文件里没有“{accounts.unit}”的决算"

    def _no_use(self, file: str) -> str:
        if not any(paper.file == file for paper in self._papers):
            return "这个文件里没有部门决算"
        return "要核对的文件里没有同一单位下一年度的部门决算"


def misfit(accounts: Paper, last: Paper) -> str:
    """Give why accounts are not those of the same unit and scope a year before, empty where they are."""
    if accounts.units and last.units and not _may_be(accounts.units, last.units):
        return f"这是“{last.unit}”的决算，不是“{accounts.unit}”的"
    if accounts.year is None:
        return f"看不出“{accounts.file}”是哪一年度的决算"
    if last.year is None:
        return "看不出这是哪一年度的决算"
    if last.year != accounts.year - 1:
        return f"这是{last.year}年度的决算，应是{accounts.year - 1}年度的"
    if last.scope and accounts.scope and last.scope != accounts.scope:
        return f"这是{_SCOPES[last.scope]}，“{accounts.file}”是{_SCOPES[accounts.scope]}"
    return ""


def _may_be(one: list[UnitName], other: list[UnitName]) -> bool:
    return any(first.may_be(second) for first in one for second in other)
