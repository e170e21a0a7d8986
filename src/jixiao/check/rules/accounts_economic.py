"""六、基本支出: the economic subjects (款) that the text lists against the table of basic expenditure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.check.accounts_context import AccountsContext
from jixiao.check.relations.numbers import printed
from jixiao.check.rule import HOLDS, Broken, Verdicts, accounts_rule, suspect
from jixiao.check.say import listed
from jixiao.model.accounts import TableRow
from jixiao.model.quantity.normal import plain
from jixiao.model.value import Value

AGREES = "文字说明以决算表为准"
_LIST = re.compile(r"(?:主要)?(?:包括|用于)[:：]?(?P<names>[^。；:：]{4,600})")
_NAME = re.compile(r"(?:[^、,，()]|\([^()]*\))+")
_ENDINGS = ("费用", "支出", "费")
_SUBJECT_DIGITS = 5
_FEWEST = 3  # names that make a list


@accounts_rule(
    "accounts.economic.table",
    sentence="基本支出列举的经济科目，应是基本支出决算表中有数的科目。",
    severity="warning",
    basis=AGREES,
    good="文：办公费、印刷费；表：办公费3.20、印刷费1.10",
    bad="文：办公费、取暖费；表：取暖费空白",
    lacking="没有列举经济科目，或没有基本支出决算表",
)
def table(document: AccountsContext) -> Verdicts:
    """Subjects that the text lists and the table has no figure for; with some it may list all of the template's."""
    rows = {_key(row.label.text): row for row in _rows(document) if row.label.text}
    names = list(_names(document)) if rows else []
    known = [(name, row) for name in names if (row := _row_of(rows, name.text or "")) is not None]
    if len(known) < _FEWEST or len(known) * 2 < len(names):
        return
    empty = [name for name, row in known if not _spent(row)]
    yield from [HOLDS] * (len(known) - len(empty))
    if empty:
        yield Broken(
            f"基本支出列举了{listed(name.text or '' for name in empty)}，决算表中没有这些支出",
            [suspect(name.text or "", name) for name in empty],
            suggestion="只列举有支出的科目。",
            cause="economic table",
        )


def _rows(document: AccountsContext) -> Iterator[TableRow]:
    for each in document.document.tables:
        if each.id == "general_basic":
            yield from (row for row in each.rows if len(row.code.text or "") == _SUBJECT_DIGITS)


def _names(document: AccountsContext) -> Iterator[Value]:
    """Give the names of the lists in the section of basic expenditure."""
    for paragraph in document.paragraphs_in(("general_basic",)):
        for found in _LIST.finditer(paragraph.text):
            start = found.start("names")
            for name in _NAME.finditer(found["names"]):
                value = paragraph.part(start + name.start(), start + name.end())
                yield value.part(0, len((value.text or "").removesuffix("。").removesuffix("等")))


def _key(name: str | None) -> str:
    key = plain(name or "")
    for ending in _ENDINGS:
        key = key.removesuffix(ending)
    return key


def _row_of(rows: dict[str, TableRow], name: str) -> TableRow | None:
    return rows.get(_key(name))


def _spent(row: TableRow) -> Decimal | None:
    numbers = (printed(value.text) for value in row.values.values())
    return next((number.number for number in numbers if number is not None and number.number), None)
