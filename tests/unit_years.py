"""Invented units and years (UnitYear) of sound figures: zeros, years alike, empty funds, new units, large amounts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from disclosure_book import WAN, Book
from disclosure_tables import Style, tables
from disclosures import Disclosure
from jixiao.knowledge.texts import texts
from jixiao.model.accounts import FinalAccounts, Measure, Statement
from jixiao.model.unit_year import Unit, UnitYear
from jixiao.model.value import Value
from jixiao.read.recognise.accounts import recognise_accounts

YEAR = 2023
UNIT = "山南县林业局"
CARS = ("轿车", "越野车", "载客汽车")
USES = ("主要负责人用车", "机要通信用车", "应急保障用车", "其他用车")
_CONCEPTS = {
    "abroad": "three_public.abroad",
    "vehicles": "three_public.vehicles",
    "reception": "three_public.reception",
    "vehicles.purchase": "three_public.vehicles.purchase",
    "vehicles.operation": "three_public.vehicles.operation",
    "general.public": "operating_cost",
}
_PHRASES = ("日常巡查", "接待上级检查的用餐费", "添置办公设备")


@dataclass
class Kind:
    """What an invented year is like."""

    idle: bool = False  # no 三公, no procurement, no vehicles
    alike: bool = False  # everything as last year and as budgeted
    new: bool = False  # a unit without a last year
    large: int = 1  # all amounts so many times


def kind_of(seed: int) -> Kind:
    """Draw a kind."""
    dice = Random(seed + 1000)
    large = dice.choice((1, 1, 1, 1, 1000))
    return Kind(dice.random() < 0.2, dice.random() < 0.15, dice.random() < 0.15, large)


def unit_year(seed: int) -> UnitYear:
    """Give an invented unit's year; a draw whose income of an item came out below 0 is drawn again."""
    year = _Drawn(seed).year()
    cells = (value.text or "" for table in year.tables() for row in table.rows for value in row.values.values())
    return unit_year(seed + 10_000) if any(text.startswith("-") for text in cells) else year


class _Drawn:
    """One year on its way."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed + 5000)
        self.kind = kind_of(seed)
        self.book = Book(seed)
        _times(self.book, self.kind.large)
        if self.kind.idle:
            _idle(self.book)
        if self.kind.alike:
            self.book.prior = {name: self.book.amounts[name] for name in self.book.prior}
            self.book.budget |= {item.code: item.general for item in self.book.items}
        self.exact = self.dice.random() < 0.5

    def year(self) -> UnitYear:
        style = Style("元" if self.exact else "万元", self.dice.random() < 0.5, True, False, "0.00", False)
        sheets = tables(self.book, style)
        [accounts] = recognise_accounts(Disclosure("", [f"{UNIT}{YEAR}年度部门决算"], sheets).layout())
        for table in accounts.tables:
            table.notes = []
        unit = Unit(UNIT, kind=self.dice.choice(("行政单位", "参公单位")), whole=self.dice.random() < 0.5)
        year = UnitYear(unit, YEAR, "2024年9月20日", FinalAccounts(year=YEAR, tables=accounts.tables))
        self._state(year)
        year.texts = self._texts()
        if self.kind.new:
            year.texts["无上年数说明"] = f"{UNIT}为{YEAR}年新设立的单位，没有上年度决算数。"
        else:
            year.prior = self._last()
        return year

    def _state(self, year: UnitYear) -> None:
        """The figures that stand in no table."""
        a, add = self.book.amounts, year.accounts.statements.append
        for name in ("goods", "works", "services", "sme", "micro"):
            add(_statement(f"procurement.{name}", self._money(a[name])))
        add(_statement("procurement", self._money(a["procurement"])))
        add(_statement("three_public.reception.foreign", "0"))
        for item in self.book.items:
            if item.general:
                for measure in ("budget", "initial_budget"):
                    budget = self._money(self.book.budget[item.code])
                    add(_statement("general.function", budget, measure=measure, item=item.code))
        counted = self._counts()
        for concept, number in counted.items():
            name, _, rest = concept.partition("[")
            add(_statement(name, str(number), unit="个", item=rest.rstrip("]") or None))

    def _counts(self) -> dict[str, int]:
        a, dice = self.book.amounts, self.dice
        batches, groups = dice.randint(1, 30), dice.randint(1, 4)
        found = {
            "three_public.reception.domestic.batches": batches if a["reception"] else 0,
            "three_public.reception.domestic.persons": batches * dice.randint(1, 9) if a["reception"] else 0,
            "three_public.abroad.groups": groups if a["abroad"] else 0,
            "three_public.abroad.persons": groups * 2 if a["abroad"] else 0,
            "assets.equipment_over_1m": dice.randint(0, 3),
            "performance.ex_ante": 2,
            "performance.targets": 9,
            "performance.monitored": 7,
            "performance.self_evaluated": 9,
        }
        return found | self._cars("three_public.vehicles.bought", CARS, bool(a["vehicles.purchase"])) | self._held()

    def _held(self) -> dict[str, int]:
        spent = bool(self.book.amounts["vehicles.operation"])
        own = self._cars("assets.vehicles", USES, not self.kind.idle)
        return self._cars("three_public.vehicles.held", CARS, spent) | own

    def _cars(self, concept: str, kinds: tuple[str, ...], some: bool) -> dict[str, int]:
        each = {kind: self.dice.randint(0, 3) if some else 0 for kind in kinds}
        each[kinds[0]] += some
        return {concept: sum(each.values())} | {f"{concept}[{kind}]": number for kind, number in each.items()}

    def _last(self) -> FinalAccounts:
        """Last year's paper: the figures that its text states."""
        last = FinalAccounts(year=YEAR - 1)
        for name, amount in self.book.prior.items():
            last.statements.append(_statement(_CONCEPTS.get(name, name), self._money(amount), year=YEAR - 1))
        return last

    def _texts(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for text in texts():
            if text.each_item:
                found |= {f"{text.name} {item.code}": "据实支出" for item in self.book.items if text.kind == "reason"}
            elif text.name != "无上年数说明":
                found[text.name] = _typed(text.kind, self.dice)
        return found | {"部门整体支出绩效自评报告": "无", "专项预算项目绩效评价报告": "无"}

    def _money(self, amount: int) -> str:
        number = Decimal(amount) / WAN
        return f"{number if self.exact else number.quantize(Decimal('0.01')):f}"


def _typed(kind: str, dice: Random) -> str:
    if kind == "passage":
        return "负责全县森林资源管理工作。\n负责林业有害生物防治。"
    return dice.choice(_PHRASES) if kind == "phrase" else "项目据实安排"


def _statement(concept: str, value: str, **more: Any) -> Statement:
    unit: str = more.pop("unit", "万元")
    measure: Measure = more.pop("measure", "amount")
    year: int = more.pop("year", YEAR)
    return Statement(concept, Value(value), unit, concept, measure, year=year, **more)


def _times(book: Book, factor: int) -> None:
    for amounts in (book.amounts, book.prior, book.budget, book.economic):
        for name in amounts:
            amounts[name] *= factor
    for item in book.items:
        for part in ("basic", "project", "fund", "other"):
            setattr(item, part, getattr(item, part) * factor)


def _idle(book: Book) -> None:
    """Take out what there was of 三公 and procurement; the subjects' spending goes to 办公费."""
    spare = sum(book.economic[code] for code in ("30212", "30217", "30231"))
    for code in ("30212", "30217", "30231"):
        book.economic[code] = 0
    book.economic["30201"] += spare
    names = ("abroad", "vehicles", "vehicles.purchase", "vehicles.operation", "reception", "three_public")
    for name in names:
        for amounts in (book.amounts, book.prior, book.budget):
            amounts[name] = 0
    for name in ("procurement", "goods", "works", "services", "sme", "micro"):
        book.amounts[name] = 0
