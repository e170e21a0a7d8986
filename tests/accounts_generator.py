"""Synthetic final accounts: sound documents of any size from random amounts, and slips of the hand put into them.

A book has the thirteen tables and the narrative of a disclosure as figures and relations: sums over subjects (类/款/项)
and over economic classes, rows that split into basic and project spending, shares, growth, completion, and the same
figure in several tables and in the text. Amounts are drawn in 元 and printed in 万元 with two decimals, so that printed
figures add up only within rounding, as real ones do.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from jixiao.check.locate import Figure, Problem
from jixiao.check.relations.constraints import ONE, Constraint, Ratio, Span, System

YUAN = Decimal("0.0001")  # one 元 in 万元
HUNDRED = Decimal(100)
CLASSES = ("一般公共服务支出", "教育支出", "社会保障和就业支出", "卫生健康支出", "农林水支出", "住房保障支出")
ECONOMIC = {"301": 9, "302": 14, "303": 4, "310": 2}


@dataclass
class Book:
    """A sound document: the printed values, what they stand for, the relations, a description of each figure."""

    values: list[Decimal] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    constraints: list[Constraint | Ratio] = field(default_factory=list)
    lists: set[int] = field(default_factory=set)  # constraints that add up a list of subjects

    def figure(self, label: str, exact: Decimal, signed: bool = False, prior: int | None = None) -> int:
        """Print an amount or a rate with two decimals; its index is given back."""
        self.values.append(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))
        self.figures.append(Figure(label, signed=signed, prior=prior))
        return len(self.values) - 1

    def total(self, whole: int, parts: Sequence[int], relation: str = "合计") -> None:
        """The parts add up to the whole."""
        terms = ((ONE, whole), *((-ONE, part) for part in parts))
        self.constraints.append(Constraint(terms, relation))

    def listed(self, whole: int, parts: Sequence[int]) -> None:
        """The items of a list add up to the whole; the document chooses which it lists."""
        self.lists.add(len(self.constraints))
        self.total(whole, parts, "分项合计")

    def copy(self, label: str, exact: Decimal, of: int) -> int:
        """Print a figure once more."""
        index = self.figure(label, exact)
        self.constraints.append(Constraint(((ONE, of), (-ONE, index)), "同一数据"))
        return index

    def rate(self, label: str, part: tuple[Decimal, int], whole: tuple[Decimal, int]) -> int:
        """Print what percentage of the whole the part is."""
        index = self.figure(label, part[0] / whole[0] * HUNDRED)
        self.constraints.append(Ratio(((ONE, part[1]),), ((ONE, whole[1]),), index, "占比"))
        return index

    def growth(self, label: str, now: tuple[Decimal, int], rng: random.Random) -> None:
        """Print last year's figure, the change from it and the change in percent."""
        before = (now[0] * Decimal(rng.randint(60, 150)) / HUNDRED).quantize(YUAN)
        prior = self.figure(f"{label}上年数", before)
        self.figures[now[1]] = replace(self.figures[now[1]], prior=prior)
        change = self.figure(f"{label}增减额", now[0] - before, signed=True)
        rate = self.figure(f"{label}增减率", (now[0] - before) / before * HUNDRED, signed=True)
        self.constraints.append(Constraint(((ONE, now[1]), (-ONE, prior), (-ONE, change)), "增减额"))
        self.constraints.append(Ratio(((ONE, now[1]), (-ONE, prior)), ((ONE, prior),), rate, "增减率"))

    def problem(self, values: Sequence[Decimal] | None = None) -> Problem:
        """Give the document, with other printed values where some are given."""
        printed = list(self.values if values is None else values)
        half = Decimal("0.005")
        spans = [Span(value - half, value + half) for value in printed]
        return Problem(System(printed, spans, self.constraints), self.figures, frozenset(self.lists))


@dataclass
class Item:
    """A 项 of the functional classification with its spending in 万元."""

    name: str
    basic: Decimal
    project: Decimal
    fund: Decimal

    @property
    def general(self) -> Decimal:
        return self.basic + self.project

    @property
    def total(self) -> Decimal:
        return self.general + self.fund


Tree = list[tuple[str, list[tuple[str, list[Item]]]]]  # 类 → 款 → 项


def book(rng: random.Random, size: int) -> Book:
    """Give a sound document of about `size` figures (50 to 550)."""
    own = Book()
    tree = _tree(rng, 1 + min(5, size // 80), 3 if size > 300 else 2)
    overall = _overall(own, tree, rng)
    _narrative(own, tree, overall, rng)
    builders = (_expenditure, _general, _fiscal, _economic, _income, _three_public, _projects, _procurement)
    for build in builders:
        if len(own.values) < size - 15:
            build(own, tree, overall, rng)
    return own


def _amount(rng: random.Random) -> Decimal:
    return Decimal(rng.randint(2_000, 10 ** rng.choice((5, 6, 6, 7)))) * YUAN


def _tree(rng: random.Random, classes: int, most: int) -> Tree:
    tree: Tree = []
    for name in CLASSES[:classes]:
        kinds = []
        for kind in range(rng.randint(1, most)):
            items = [_item(f"{name}{kind + 1}款{number + 1}项", rng) for number in range(rng.randint(1, most + 1))]
            kinds.append((f"{name}{kind + 1}款", items))
        tree.append((name, kinds))
    return tree


def _item(name: str, rng: random.Random) -> Item:
    both = rng.random()
    basic = _amount(rng) if both < 0.7 else Decimal(0)
    project = _amount(rng) if both > 0.5 else Decimal(0)
    return Item(name, basic, project, _amount(rng) if rng.random() < 0.08 else Decimal(0))


def _items(tree: Tree) -> list[Item]:
    return [item for _, kinds in tree for _, items in kinds for item in items]


def _sum(items: Sequence[Item], what: str) -> Decimal:
    return sum((getattr(item, what) for item in items), Decimal(0))


Overall = dict[str, tuple[Decimal, int]]


def _overall(own: Book, tree: Tree, rng: random.Random) -> Overall:
    """收入支出决算总表."""
    items = _items(tree)
    spent, opening, closing = _sum(items, "total"), _amount(rng), _amount(rng)
    general, fund = _sum(items, "general"), _sum(items, "fund")
    other = spent + closing - opening - general - fund
    while other <= 0:
        opening, closing = _amount(rng), closing + _amount(rng)
        other = spent + closing - opening - general - fund
    amounts = {"income.general": general, "income.other": other, "income.current": general + fund + other}
    amounts |= {"income.opening": opening, "income.total": spent + closing, "expenditure.current": spent}
    amounts |= {"expenditure.closing": closing, "expenditure.total": spent + closing}
    if fund:
        amounts["income.fund"] = fund
    found = {name: (exact, own.figure(name, exact)) for name, exact in amounts.items()}
    for name, kinds in tree:
        exact = _sum([item for _, items in kinds for item in items], "total")
        found[f"class.{name}"] = (exact, own.figure(f"{name}（总表）", exact))
    _add_overall(own, tree, found)
    return found


def _add_overall(own: Book, tree: Tree, found: Overall) -> None:
    index = {name: own_index for name, (_, own_index) in found.items()}
    sources = [index[name] for name in ("income.general", "income.fund", "income.other") if name in index]
    own.total(index["income.current"], sources)
    own.total(index["income.total"], [index["income.current"], index["income.opening"]])
    own.listed(index["expenditure.current"], [index[f"class.{name}"] for name, _ in tree])
    own.total(index["expenditure.total"], [index["expenditure.current"], index["expenditure.closing"]])
    own.total(index["income.total"], [index["expenditure.total"]])


def _narrative(own: Book, tree: Tree, found: Overall, rng: random.Random) -> None:
    """The text: totals and growth, shares of income, spending by class and by item."""
    for name in ("income.total", "income.current", "expenditure.current"):
        exact, of = found[name]
        found[f"text.{name}"] = (exact, own.copy(f"{name}（文字）", exact, of))
    own.growth("收支总计", found["text.income.total"], rng)
    for name in ("income.general", "income.fund", "income.other"):
        if name in found:
            stated = found[name][0], own.copy(f"{name}（文字）", found[name][0], found[name][1])
            own.rate(f"{name}占比", stated, found["text.income.current"])
    _split(own, tree, found)
    _listed(own, tree, found, rng)


def _split(own: Book, tree: Tree, found: Overall) -> None:
    items = _items(tree)
    parts = {"basic": _sum(items, "basic"), "project": _sum(items, "project") + _sum(items, "fund")}
    for name, exact in parts.items():
        found[f"text.{name}"] = (exact, own.figure(f"{name}（文字）", exact))
        own.rate(f"{name}占比", found[f"text.{name}"], found["text.expenditure.current"])
    own.total(found["text.expenditure.current"][1], [found["text.basic"][1], found["text.project"][1]])


def _listed(own: Book, tree: Tree, found: Overall, rng: random.Random) -> None:
    """一般公共预算财政拨款支出: total, growth, classes with shares, items with budget and completion."""
    exact = _sum(_items(tree), "general")
    whole = (exact, own.copy("一般公共预算支出（文字）", exact, found["income.general"][1]))
    found["text.general"] = whole
    own.growth("一般公共预算支出", whole, rng)
    classes = []
    for name, kinds in tree:
        items = [item for _, items in kinds for item in items]
        part = (_sum(items, "general"), own.figure(f"{name}（文字）", _sum(items, "general")))
        classes.append(part[1])
        found[f"text.class.{name}"] = part
        own.rate(f"{name}占比", part, whole)
        own.listed(part[1], [_stated(own, item, found, rng) for item in items])
    own.listed(whole[1], classes)


def _stated(own: Book, item: Item, found: Overall, rng: random.Random) -> int:
    figure = own.figure(f"{item.name}（文字）", item.general)
    found[f"text.item.{item.name}"] = (item.general, figure)
    if rng.random() < 0.5:
        budget = (item.general * Decimal(rng.randint(90, 160)) / HUNDRED).quantize(YUAN)
        own.rate(f"{item.name}完成预算", (item.general, figure), (budget, own.figure(f"{item.name}预算数", budget)))
    return figure


def _rows(own: Book, tree: Tree, table: str, columns: Sequence[str]) -> dict[tuple[str, str], int]:
    """A table over 类/款/项 whose first column is the sum of the others; every level adds up in every column."""
    cells: dict[tuple[str, str], int] = {}
    for column in columns:
        tops = []
        for name, kinds in tree:
            middles = []
            for kind, items in kinds:
                leaves = [_cell(own, cells, table, column, item.name, [item]) for item in items]
                middles.append(_cell(own, cells, table, column, kind, items))
                _add_up(own, middles[-1], leaves)
            tops.append(_cell(own, cells, table, column, name, [item for _, items in kinds for item in items]))
            _add_up(own, tops[-1], middles)
        _add_up(own, _cell(own, cells, table, column, "合计", _items(tree)), tops)
    _add_across(own, cells, columns)
    return cells


def _cell(
    own: Book, cells: dict[tuple[str, str], int], table: str, column: str, row: str, items: Sequence[Item]
) -> int | None:
    exact = _sum(items, column)
    if not exact:
        return None
    cells[row, column] = own.figure(f"{table}/{row}/{column}", exact)
    return cells[row, column]


def _add_up(own: Book, whole: int | None, parts: Sequence[int | None]) -> None:
    known = [part for part in parts if part is not None]
    if whole is not None and known:
        own.listed(whole, known)


def _add_across(own: Book, cells: dict[tuple[str, str], int], columns: Sequence[str]) -> None:
    for row, column in list(cells):
        parts = [cells[row, other] for other in columns[1:] if (row, other) in cells]
        if column == columns[0] and parts:
            own.total(cells[row, column], parts)
    for (row, column), index in cells.items():
        place = columns.index(column)
        beside = [
            other for other in columns[max(0, place - 1) : place + 2] if other != column and (row, other) in cells
        ]
        neighbours = tuple(cells[row, other] for other in beside)
        own.figures[index] = replace(own.figures[index], neighbours=neighbours)


def _mapped(tree: Tree, rows: dict[int, Item]) -> Tree:
    return [(name, [(kind, [rows[id(item)] for item in items]) for kind, items in kinds]) for name, kinds in tree]


def _same(own: Book, first: int | None, second: int | None) -> None:
    if first is not None and second is not None:
        own.constraints.append(Constraint(((ONE, first), (-ONE, second)), "同一数据"))


def _expenditure(own: Book, tree: Tree, found: Overall, rng: random.Random) -> None:
    """支出决算表: the total splits into basic and project spending."""
    rows = {id(item): replace(item, project=item.project + item.fund, fund=Decimal(0)) for item in _items(tree)}
    cells = _rows(own, _mapped(tree, rows), "支出表", ("total", "basic", "project"))
    _same(own, found["expenditure.current"][1], cells["合计", "total"])
    _same(own, found["text.basic"][1], cells.get(("合计", "basic")))
    _same(own, found["text.project"][1], cells.get(("合计", "project")))
    for name, _ in tree:
        _same(own, found[f"class.{name}"][1], cells[name, "total"])


def _general(own: Book, tree: Tree, found: Overall, rng: random.Random) -> None:
    """一般公共预算财政拨款支出决算表."""
    cells = _rows(own, tree, "一般公共预算支出表", ("general", "basic", "project"))
    _same(own, found["text.general"][1], cells.get(("合计", "general")))
    for name, _ in tree:
        _same(own, found[f"text.class.{name}"][1], cells.get((name, "general")))
    for item in _items(tree):
        _same(own, found[f"text.item.{item.name}"][1], cells.get((item.name, "general")))
    found["general.basic"] = (_sum(_items(tree), "basic"), cells.get(("合计", "basic"), -1))
    found["general.project"] = (_sum(_items(tree), "project"), cells.get(("合计", "project"), -1))


def _fiscal(own: Book, tree: Tree, found: Overall, rng: random.Random) -> None:
    """财政拨款收入支出决算总表: classes by budget."""
    flat: Tree = [(name, [(f"{name}款", [item for _, items in kinds for item in items])]) for name, kinds in tree]
    cells: dict[tuple[str, str], int] = {}
    for column in ("total", "general", "fund"):
        tops = [_cell(own, cells, "财政拨款总表", column, name, kinds[0][1]) for name, kinds in flat]
        _add_up(own, _cell(own, cells, "财政拨款总表", column, "合计", _items(tree)), tops)
    _add_across(own, cells, ("total", "general", "fund"))
    _same(own, found["income.general"][1], cells.get(("合计", "general")))
    for name, _ in tree:
        _same(own, found[f"text.class.{name}"][1], cells.get((name, "general")))


def _economic(own: Book, tree: Tree, found: Overall, rng: random.Random) -> None:
    """一般公共预算财政拨款基本支出决算表: economic classes with their 款, 人员经费 and 公用经费."""
    shares = {group: [_amount(rng) for _ in range(rng.randint(1, most))] for group, most in ECONOMIC.items()}
    totals = {}
    for group, amounts in shares.items():
        exact = sum(amounts, Decimal(0))
        totals[group] = (exact, own.figure(f"经济分类{group}", exact))
        own.listed(
            totals[group][1], [own.figure(f"{group}{number + 1:02d}", one) for number, one in enumerate(amounts)]
        )
    sides = {"人员经费": ("301", "303"), "公用经费": ("302", "310")}
    both = []
    for name, groups in sides.items():
        exact = sum((totals[group][0] for group in groups), Decimal(0))
        both.append(own.figure(name, exact))
        own.copy(f"{name}（文字）", exact, both[-1])
        own.total(both[-1], [totals[group][1] for group in groups])
    exact = sum((total for total, _ in totals.values()), Decimal(0))
    own.total(own.figure("基本支出合计（经济分类）", exact), both)


def _income(own: Book, tree: Tree, found: Overall, rng: random.Random) -> None:
    """收入决算表: rows of the same subjects, fiscal and other income."""
    other = found["income.other"][0]
    items = _items(tree)
    rows = {id(item): replace(item, basic=item.total, project=Decimal(0), fund=Decimal(0)) for item in items}
    rows[id(items[0])].project = other
    cells = _rows(own, _mapped(tree, rows), "收入表", ("total", "basic", "project"))
    _same(own, found["income.current"][1], cells["合计", "total"])
    _same(own, found["income.other"][1], cells["合计", "project"])


def _three_public(own: Book, tree: Tree, found: Overall, rng: random.Random) -> None:
    """“三公”经费: budget and final figures, shares and growth in the text."""
    finals: dict[str, tuple[Decimal, int]] = {}
    for side in ("预算数", "决算数"):
        parts = {name: _amount(rng) for name in ("因公出国（境）费", "购置费", "运行维护费", "公务接待费")}
        parts["车辆小计"] = parts["购置费"] + parts["运行维护费"]
        parts["三公合计"] = parts["车辆小计"] + parts["因公出国（境）费"] + parts["公务接待费"]
        index = {name: own.figure(f"三公/{name}/{side}", exact) for name, exact in parts.items()}
        own.total(index["车辆小计"], [index["购置费"], index["运行维护费"]])
        own.total(index["三公合计"], [index["车辆小计"], index["因公出国（境）费"], index["公务接待费"]])
        finals = {name: (exact, index[name]) for name, exact in parts.items()}
    whole = (finals["三公合计"][0], own.copy("三公合计（文字）", *finals["三公合计"]))
    own.growth("三公合计", whole, rng)
    for name in ("因公出国（境）费", "车辆小计", "公务接待费"):
        own.rate(f"{name}占比", (finals[name][0], own.copy(f"{name}（文字）", *finals[name])), whole)


def _projects(own: Book, tree: Tree, found: Overall, rng: random.Random) -> None:
    """一般公共预算财政拨款项目支出决算表: every item of the project column once more."""
    cells = _rows(own, tree, "项目支出表", ("project",))
    exact, index = found.get("general.project", (Decimal(0), -1))
    if exact and index >= 0:
        _same(own, index, cells["合计", "project"])


def _procurement(own: Book, tree: Tree, found: Overall, rng: random.Random) -> None:
    """政府采购: goods, works and services, the share of small firms."""
    parts = [_amount(rng) for _ in range(3)]
    exact = sum(parts, Decimal(0))
    whole = (exact, own.figure("政府采购总额", exact))
    own.total(whole[1], [own.figure(f"采购{number}", part) for number, part in enumerate(parts)])
    small = (exact * Decimal(rng.randint(10, 90)) / HUNDRED).quantize(YUAN)
    own.rate("中小企业占比", (small, own.figure("授予中小企业", small)), whole)


# --- slips of the hand

SLIPS = ("transposed", "typed", "dropped", "doubled", "shifted", "unit", "prior", "neighbour", "sign", "random")


def slip(own: Book, figure: int, rng: random.Random) -> tuple[str, Decimal]:
    """Give a slip that the figure can suffer and the value then printed."""
    while True:
        kind = rng.choice(SLIPS)
        value = _slipped(own, figure, kind, rng)
        if value is not None and value != own.values[figure] and (value >= 0 or own.figures[figure].signed):
            return kind, value


def _slipped(own: Book, figure: int, kind: str, rng: random.Random) -> Decimal | None:
    value, known = own.values[figure], own.figures[figure]
    sign, digits = (-1 if value < 0 else 1), f"{abs(value):.2f}"
    if kind in ("transposed", "typed", "dropped", "doubled"):
        return sign * Decimal(_mistyped(digits, kind, rng))
    if kind == "shifted":
        return value.scaleb(rng.choice((-1, 1))).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if kind == "unit":
        return None if known.label.endswith(("率", "占比", "完成预算")) else value.scaleb(4)
    if kind == "prior":
        return None if known.prior is None else own.values[known.prior]
    if kind == "neighbour":
        return own.values[rng.choice(known.neighbours)] if known.neighbours else None
    if kind == "sign":
        return -value if known.signed else None
    return (value * Decimal(rng.randint(30, 300)) / HUNDRED).quantize(Decimal("0.01"))


def _mistyped(digits: str, kind: str, rng: random.Random) -> str:
    place = rng.choice([number for number, digit in enumerate(digits) if digit != "."])
    before_point = place < digits.index(".")
    if kind == "typed":
        return digits[:place] + rng.choice("0123456789") + digits[place + 1 :]
    if kind == "dropped":
        return digits[:place] + digits[place + 1 :] if digits.index(".") > 1 and before_point else digits
    if kind == "doubled":
        return digits[:place] + rng.choice("0123456789") + digits[place:] if before_point else digits
    return _transposed(digits, place)


def _transposed(digits: str, place: int) -> str:
    after = place + 2 if digits[place + 1 : place + 2] == "." else place + 1
    if after >= len(digits):
        return digits
    swapped = list(digits)
    swapped[place], swapped[after] = swapped[after], swapped[place]
    return "".join(swapped)
