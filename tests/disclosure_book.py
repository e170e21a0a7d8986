"""The figures of an invented sound disclosure (部门决算), in fen, so that what is printed in 万元 misses by rounding.

`Book(seed)` holds every amount by name (`income.total`), with last year's (`prior`) and the budget (`budget`) where the
narrative speaks of them, the subjects with their basic and project spending, and the economic classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from accounts_tables_made import FUNCTIONS, PUBLIC, STAFF

SUBJECTS = [(line.split()[0], line.split()[1]) for line in FUNCTIONS.split("\n") if line]
NAMES = dict(SUBJECTS) | {"212": "城乡社区支出", "21208": "国有土地使用权出让收入安排的支出", "2120803": "城市建设支出"}
FUND_ITEM = "2120803"
WAN = 1_000_000  # fen in a 万元
TRAVEL, RECEPTION, CARS = "30212", "30217", "30231"


@dataclass
class Item:
    """A 项 with its spending in fen: general budget basic and project, fund, other means."""

    code: str
    basic: int = 0
    project: int = 0
    fund: int = 0
    other: int = 0

    @property
    def general(self) -> int:
        return self.basic + self.project


class Book:
    """Every amount of a sound disclosure, in fen."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.amounts: dict[str, int] = {}
        self.prior: dict[str, int] = {}
        self.budget: dict[str, int] = {}
        self.economic: dict[str, int] = {}
        self.items = self._items()
        self._economic()
        self._totals()
        self._three_public()
        self._procurement()
        self._before()

    def _amount(self, least: int = 2_000_00, nought: float = 0.0) -> int:
        return 0 if self.dice.random() < nought else self.dice.randint(least, 10 ** self.dice.choice((7, 8, 9)))

    def _items(self) -> list[Item]:
        codes = [code for code, _ in SUBJECTS if len(code) == 7 and self.dice.random() < 0.8] or ["2010601"]
        items = []
        for code in codes:
            both = self.dice.random()
            basic, project = self._amount() if both < 0.6 else 0, self._amount() if both > 0.4 else 0
            items.append(Item(code, basic, project, other=self._amount(nought=0.8)))
        items[0].basic += 500 * WAN
        if self.dice.random() < 0.5:
            items.append(Item(FUND_ITEM, fund=self._amount()))
        return sorted(items, key=lambda item: item.code)

    def _economic(self) -> None:
        """Basic spending of the general budget by economic class: what is left over falls to 基本工资."""
        left = sum(item.basic for item in self.items)
        for words in (STAFF, PUBLIC):
            codes = [code for code in words.split()[::2] if len(code) == 5]
            for code in codes:
                spent = min(self._amount(nought=0.25), left // 20)
                self.economic[code] = 0 if code == TRAVEL and self.dice.random() < 0.7 else spent
        self.economic["30101"] += left - sum(self.economic.values())

    def by_class(self, code: str) -> int:
        """What the economic classes under a code come to."""
        return sum(amount for each, amount in self.economic.items() if each.startswith(code))

    def by_subject(self, code: str, part: str) -> int:
        """What the items under a functional code come to."""
        return sum(int(getattr(item, part)) for item in self.items if item.code.startswith(code))

    def _totals(self) -> None:
        a, whole = self.amounts, {part: self.by_subject("", part) for part in ("basic", "project", "fund", "other")}
        spent = {"general": whole["basic"] + whole["project"], "fund": whole["fund"], "other": whole["other"]}
        for part, amount in spent.items():
            closing = self._amount(nought=0.6) // 50 if amount else 0
            opening = self._opening(part, amount + closing) if amount else 0
            a |= {f"{part}.opening": opening, f"{part}.closing": closing, f"{part}.expenditure": amount}
            a[f"income.{part}"] = amount + closing - opening
        most = max(item.other for item in self.items) + a["other.closing"] - a["other.opening"]
        a["income.business"] = max(0, min(a["income.other"], most)) // 3
        a["income.other"] -= a["income.business"]
        a["income.fiscal"] = a["income.general"] + a["income.fund"]
        a["income.current"] = a["income.fiscal"] + a["income.business"] + a["income.other"]
        a["expenditure.current"] = sum(spent.values())
        a["expenditure.basic"], a["expenditure.project"] = whole["basic"], sum(spent.values()) - whole["basic"]
        for name in ("opening", "closing"):
            a[f"fiscal.{name}"] = a[f"general.{name}"] + a[f"fund.{name}"]
            a[f"all.{name}"] = a[f"fiscal.{name}"] + a[f"other.{name}"]
        a["totals.all"] = a["income.current"] + a["all.opening"]
        a["fiscal.expenditure"] = a["general.expenditure"] + a["fund.expenditure"]
        a["fiscal.total"] = a["income.fiscal"] + a["fiscal.opening"]
        a["general.basic"], a["general.project"] = whole["basic"], whole["project"]
        a["general.personnel"] = self.by_class("301") + self.by_class("303")
        a["general.public"] = self.by_class("302") + self.by_class("310")
        a["nothing"] = 0

    def _opening(self, part: str, most: int) -> int:
        return min(self._amount(nought=0.5) // 50, most)

    def _three_public(self) -> None:
        a = self.amounts
        a["abroad"], a["reception"] = self.economic[TRAVEL], self.economic[RECEPTION]
        a["vehicles.operation"], a["vehicles.purchase"] = self.economic[CARS], self._amount(nought=0.8) // 10
        a["vehicles"] = a["vehicles.operation"] + a["vehicles.purchase"]
        a["three_public"] = a["abroad"] + a["vehicles"] + a["reception"]
        for name in ("abroad", "vehicles.operation", "vehicles.purchase", "reception"):
            self.budget[name] = self._rounded(a[name] * self.dice.choice((100, 100, 105, 130)) // 100, a[name])
        self.budget["vehicles"] = self.budget["vehicles.operation"] + self.budget["vehicles.purchase"]
        self.budget["three_public"] = self.budget["abroad"] + self.budget["vehicles"] + self.budget["reception"]

    def _last(self, name: str, share: int) -> int:
        return self.amounts[name] * share // 100

    def _rounded(self, amount: int, least: int) -> int:
        round_number = -(-amount // 100_000) * 100_000
        return round_number if self.dice.random() < 0.5 else max(amount, least)

    def _procurement(self) -> None:
        a = self.amounts
        goods, works, services = (self._amount(nought=0.3) for _ in range(3))
        a |= {"goods": goods, "works": works, "services": services, "procurement": goods + works + services}
        a["sme"] = a["procurement"] * self.dice.choice((100, 80, 63)) // 100
        a["micro"] = a["sme"] * self.dice.choice((100, 50, 0)) // 100

    def _before(self) -> None:
        """Last year's figures (some the same, some none) and the budgets at the beginning of the year."""
        names = ("totals.all", "fiscal.total", "general.expenditure", "abroad", "vehicles", "reception")
        for name in names:
            self.prior[name] = self._last(name, self.dice.choice((100, self.dice.randint(55, 150))))
        self.prior["three_public"] = self.prior["abroad"] + self.prior["vehicles"] + self.prior["reception"]
        self.prior["general.public"] = self._last("general.public", self.dice.randint(80, 125))
        for item in self.items:
            share = self.dice.choice((0, 100, 100, self.dice.randint(70, 140)))
            self.budget[item.code] = item.general * share // 100
        self.budget["general.expenditure"] = sum(self.budget[item.code] for item in self.items)
