"""The narrative of an invented sound disclosure: the templates of tests/disclosure_texts filled from a Book.

In a template [name] is an amount, [a%b] what per cent a is of b, [±name] the change from last year in words,
[done name] what per cent of its budget was spent, [budget name] and [prior name] what they say. A line that begins
with @classes or @items stands once for every class or item of the general budget: its amounts are called `it`.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from disclosure_book import NAMES, WAN, Book

TEXTS = sorted((Path(__file__).parent / "disclosure_texts").glob("*.txt"))
_MARK = re.compile(r"\[([^\[\]]+)\]")
_CENT = Decimal("0.01")


def rounded(amount: Decimal) -> Decimal:
    """Half up to two decimals, as offices print."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


class Narrative:
    """Fills a template from a book; `bare` drops zeros behind the decimal point (18.7, 100%)."""

    def __init__(self, book: Book, template: str, bare: bool = False) -> None:
        self.book = book
        self.template = template
        self.bare = bare

    def lines(self) -> list[str]:
        """The paragraphs."""
        found: list[str] = []
        for line in filter(str.strip, self.template.splitlines()):
            found += self._repeated(line) if line.startswith("@") else [self._filled(line)]
        return found

    def _repeated(self, line: str) -> list[str]:
        kind, text = line.split(" ", 1)
        return ["".join(self._classes(text))] if kind == "@classes" else list(self._items(text))

    def _classes(self, text: str) -> list[str]:
        before, each, after = text.split("|")
        codes = sorted({item.code[:3] for item in self.book.items if item.general})
        parts = []
        for code in codes:
            self.book.amounts["it"] = self.book.by_subject(code, "general")
            parts.append(self._filled(each).replace("《类》", NAMES[code]))
        return [self._filled(before), "；".join(parts), self._filled(after)]

    def _items(self, text: str) -> list[str]:
        lines = []
        for number, item in enumerate((item for item in self.book.items if item.general), 1):
            self.book.amounts["it"], self.book.budget["it"] = item.general, self.book.budget[item.code]
            names = {"《号》": str(number), "《类》": NAMES[item.code[:3]], "《款》": NAMES[item.code[:5]]}
            names |= {"《项》": NAMES[item.code], "《码》": item.code}
            line = self._filled(text)
            for mark, name in names.items():
                line = line.replace(mark, name)
            lines.append(line)
        return lines

    def _filled(self, text: str) -> str:
        return _MARK.sub(lambda mark: self._value(mark[1]), text)

    def _value(self, what: str) -> str:
        if what.startswith("±"):
            return self._change(what[1:])
        if "%" in what:
            return self.percent(*(self.book.amounts[name] for name in what.split("%")))
        kind, _, name = what.rpartition(" ")
        if kind == "done":
            return self._done(name)
        if kind in ("budget", "prior"):
            return self.money(getattr(self.book, kind)[name])
        return self.money(self.book.amounts[name])

    def _done(self, name: str) -> str:
        budget, amount = self.book.budget[name], self.book.amounts[name]
        if not budget:
            return "年初未安排预算，无法计算完成率" if amount else "与预算数持平"
        reason = "决算数与预算数持平" if amount == budget else "决算数与预算数存在差异的主要原因是据实支出"
        return f"完成预算{self.percent(amount, budget)}，{reason}"

    def _change(self, name: str) -> str:
        now, before = self.book.amounts[name], self.book.prior[name]
        if now == before:
            return "增加0万元，增长0%，与上年持平"
        if not before:
            return f"增加{self.money(now)}万元，上年无此项支出"
        words = ("增加", "增长") if now > before else ("减少", "下降")
        return f"{words[0]}{self.money(abs(now - before))}万元，{words[1]}{self.percent(abs(now - before), before)}"

    def money(self, amount: int) -> str:
        """An amount in 万元."""
        return self._printed(rounded(Decimal(amount) / WAN))

    def percent(self, part: int, whole: int) -> str:
        """A share in per cent."""
        return self._printed(rounded(Decimal(part) / whole * 100) if whole else Decimal(0)) + "%"

    def _printed(self, number: Decimal) -> str:
        if not number:
            return "0"
        text = f"{number:f}"
        return text.rstrip("0").rstrip(".") if self.bare else text
