"""The name of the unit: one throughout, not that of another unit whose text was copied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jixiao.check.accounts_context import AccountsContext
from jixiao.check.accounts_text import Paragraph
from jixiao.check.rule import ACCOUNTS, HOLDS, REPORTS, Broken, Verdicts, accounts_rule, figure, suspect
from jixiao.knowledge.accounts_patterns import account_words

ONE_UNIT = "部门决算反映一个部门（单位）的收支"
_REMARK = re.compile(r"\([^()]*\)")


@accounts_rule(
    "accounts.unit.name",
    sentence="正文中的单位名称应与封面一致。",
    severity="warning",
    basis=ONE_UNIT,
    good="封面：示例县医疗保障局；正文：示例县医疗保障局机关运行经费支出18.7万元",
    bad="封面：示例县医疗保障局；正文：邻县医疗保障局机关运行经费支出18.7万元",
    lacking="封面或正文没有单位名称",
    kinds=ACCOUNTS + REPORTS,
)
def unit_name(document: AccountsContext) -> Verdicts:
    """A name before 机关运行经费支出 or 共有车辆 that is not the unit's, in full or in short."""
    unit = document.document.unit
    for paragraph, start, end in _names(document.accounts) if unit else ():
        value = paragraph.part(start, end)
        if _same(paragraph.text[start:end], unit.text or ""):
            yield HOLDS
        else:
            yield Broken(
                f"正文写“{value.text}”，封面或标题的单位是“{unit.text}”",
                [suspect("单位名称", value, unit.text), figure("单位", unit)],
                suggestion="核对是否照抄了其他单位的说明。",
                cause=f"unit {value.text}",
            )


def _names(paragraphs: list[Paragraph]) -> Iterator[tuple[Paragraph, int, int]]:
    """Give where names of units stand before the words that a unit's figures begin with."""
    for paragraph in paragraphs:
        for found in _before().finditer(paragraph.text):
            if not _is_own(found["name"]):
                yield paragraph, *found.span("name")


@cache
def _before() -> re.Pattern[str]:
    words = "|".join(map(re.escape, account_words("unit_names", "before")))
    ends = "|".join(account_words("unit_names", "ends"))
    return re.compile(
        rf"(?:(?<=[,，。；：:日])|(?<=年度)|(?<=年)|^)(?P<name>[一-龥()]{{3,30}}?(?:{ends}))(?=(?:20[0-9]{{2}}年度?)?(?:{words}))"
    )


def _is_own(name: str) -> bool:
    """Say whether a unit speaks of itself: 本部门, 我局."""
    return name.startswith(("我", "本", "该", "全")) or name in account_words("unit_names", "own")


def _same(name: str, unit: str) -> bool:
    """Say whether a name is the unit's: a part of it, one with the province before it, or a short form."""
    short, long = sorted((_REMARK.sub("", name), _REMARK.sub("", unit.replace("（", "(").replace("）", ")"))), key=len)
    rest = iter(long)
    return short in long or all(character in rest for character in short)
