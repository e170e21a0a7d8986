"""Sources of money with the amount beside each label or in its cell: 年度资金总额 | 854 | 其中：财政拨款 | 854.

Target forms often print two columns of them, one for the whole life of the project and one for the year; the year's
is the one that counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple, cast

from jixiao.knowledge.vocabulary import normal, vocabulary, without_remarks
from jixiao.model.form import FundingSource
from jixiao.read.layout import Cell
from jixiao.read.recognise.table import Item
from jixiao.read.recognise.words import Words

_SPAN = re.compile(r"^(?:当年|本年度?|年度|全年)")


class Pair(NamedTuple):
    """A source's label and its amount: `text` where it shares the label's cell, else `value`, None where blank."""

    label: Cell
    source: FundingSource
    value: Cell | None
    text: str | None
    long_term: bool

    def columns(self) -> range:
        """Give the columns of the grid that label and amount take."""
        last = self.value or self.label
        return range(self.label.column, last.column + last.columns)


class Amount(NamedTuple):
    """An amount's label (全年预算数, 执行率) and what it says: `text` where both share a cell, else `value`."""

    label: Cell
    measure: str
    value: Cell | None
    text: str | None


def amounts(items: list[Item]) -> list[Amount]:
    """Give the amounts of a row in which values follow their labels; the name of the whole block is none of them."""
    found = []
    own = max(cell.row for cell, _ in items)
    for index, (cell, label) in enumerate(items):
        after, following = items[index + 1] if index + 1 < len(items) else (None, None)
        if label is None or cell.row < own or _is_total(label):
            continue
        if "block" in label.keys and following is not None and "measure" in following.keys:
            continue
        measure = label.get("measure")
        if measure is not None:
            found.append(Amount(cell, measure, after, None))
        elif (together := _amount_in(label)) is not None:
            found.append(Amount(cell, *together))
    return found


def _is_total(label: Words) -> bool:
    """自评分 beside amounts is the form's, 得分 that of the execution."""
    return label.get("row") == "total" and label.text.startswith(("自评", "总", "综合"))


def _amount_in(label: Words) -> tuple[str, None, str] | None:
    """执行率：95% or 得分：9.5 in one cell."""
    name, _, text = label.text.replace("：", ":").partition(":")
    measure = vocabulary().find("measure", without_remarks(normal(name))) if text else None
    return (measure, None, text) if measure is not None else None


def is_source(label: Words | None) -> bool:
    """Tell whether a text names a source of money, alone or with its amount."""
    return label is not None and ("source" in label.keys or (label.inline or ("",))[0] == "source")


def pairs(items: list[Item]) -> Iterator[Pair]:
    """Give the sources of a row, each with the cell right of it unless that is a label too."""
    for index, (cell, label) in enumerate(items):
        if label is None:
            continue
        if label.inline is not None and label.inline[0] == "source":
            _, key, text = label.inline
            yield Pair(cell, cast(FundingSource, key), None, text, label.long_term)
        elif (source := label.get("source") or _total(label)) is not None:
            yield Pair(cell, cast(FundingSource, source), _beside(items[index + 1 :]), None, label.long_term)


def _total(label: Words) -> str | None:
    """预算数 beside sources is the sum of them: 预算数 | 20 | 其中：财政资金 | 20 | 其他资金 | 0."""
    return "total" if label.get("measure") in ("budget", "initial") and "block" not in label.keys else None


def _beside(items: list[Item]) -> Cell | None:
    """Give the first filled cell before the next source, else the blank one there is."""
    blank: Cell | None = None
    for cell, label in items:
        if is_source(label):
            break
        if label is not None:
            return cell
        blank = blank or cell
    return blank


def of_the_year(found: list[Pair], passed_over: set[int]) -> list[Pair]:
    """Leave out what is about the project's whole life; `passed_over` are the columns where such stands.

    In a row that names one source twice the right one is the year's, so the columns of the left one are passed over.
    """
    for pair, later in zip_longest(found, found[1:]):
        if pair.long_term or (later is not None and _same(pair, later)):
            passed_over.update(pair.columns())
        elif pair.source == "total":
            passed_over.difference_update(pair.columns())
    return [pair for pair in found if pair.label.column not in passed_over]


def _same(one: Pair, other: Pair) -> bool:
    """年度资金总额 beside 项目资金总额, 财政拨款 beside 当年财政拨款; the money of two levels of government is not."""
    return one.source == other.source and (one.source == "total" or _bare(one.label) == _bare(other.label))


def _bare(cell: Cell) -> str:
    return _SPAN.sub("", without_remarks(normal(cell.text)))
