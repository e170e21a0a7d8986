"""Invented units and their years: `make_unit_year(seed)` gives all that a unit reports, every sum exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from random import Random
from typing import Any

from jixiao.knowledge.disclosure_tables import TABLE_SETS, TableLayout, table_set
from jixiao.knowledge.subjects import subject_name, subjects
from jixiao.knowledge.tables import table_kind
from jixiao.knowledge.taxonomy import taxonomy
from jixiao.knowledge.texts import texts
from jixiao.model.accounts import AccountsTable, FinalAccounts, Statement, TableRow
from jixiao.model.form import Form, FundingLine, Goal, Indicator, Project
from jixiao.model.unit_year import Unit, UnitYear
from jixiao.model.value import Value, blank
from jixiao.read.data.tables import completed
from jixiao.read.data.typed_year import unit_year_to_dict

Amounts = dict[str, Decimal]
PLACES = ["禾源县", "青浦沟县", "云岭区", "沙溪市"]
BUREAUS = ["医疗保障局", "林业局", "水务局", "文化旅游局"]
WORDS = "全年按计划完成了各项工作群众满意度不断提高资金使用规范政策宣传到位经办服务更加便利"
FACTS = [
    "procurement.goods", "procurement.services", "procurement.sme", "procurement.micro",
    "three_public.reception.domestic.batches", "three_public.reception.domestic.persons", "three_public.vehicles.held",
    "assets.equipment_over_1m", "performance.targets", "performance.self_evaluated",
]  # fmt: skip
THREE_PUBLIC = {"30212", "30217", "30231", "30913", "31013"}  # their amounts are those of “三公” of another table
PRIOR = [
    "totals.all",
    "fiscal.total",
    "general.expenditure",
    "three_public",
    "three_public.reception",
    "operating_cost",
]


def make_unit_year(seed: int, tables: str = "sichuan") -> UnitYear:
    """Give an invented unit's year with the tables of a set."""
    return _Maker(Random(seed), tables).unit_year()


def plain(data: UnitYear) -> dict[str, Any]:
    """Give all that is equal in equal data: figures by what they are of, whatever their order and last zeros."""
    shown = unit_year_to_dict(data)
    for part in (shown, shown.get("prior", {})):
        part["tables"] = {table["id"]: _figures(table) for table in part.get("tables", [])}
        part["facts"] = sorted(
            (fact["concept"], fact["measure"], fact.get("item") or "", fact.get("unit") or "", _number(fact["value"]))
            for fact in part.get("facts", [])
        )
    return shown


def _figures(table: Mapping[str, Any]) -> dict[str, Any]:
    found = {
        (row.get("side") or "", row.get("code") or row.get("concept") or row.get("label") or "", column): _number(text)
        for row in table.get("rows", [])
        for column, text in row.get("values", {}).items()
    }
    return {"unit": table.get("unit"), "notes": table.get("notes", []), "figures": found}


def _number(text: str) -> str:
    try:
        return str(Decimal(text.replace(",", "")).normalize())
    except ArithmeticError:
        return text


class _Maker:
    def __init__(self, dice: Random, tables: str) -> None:
        self.dice, self.tables = dice, tables
        self.money = dice.choice(["万元", "万元", "元"])
        self.year = dice.choice([2022, 2023, 2024, 2025])
        self.name = dice.choice(PLACES) + dice.choice(BUREAUS)
        self.basic, self.project, self.fund, self.other = (self._items(n) for n in (5, 4, dice.choice((0, 0, 2)), 1))

    def unit_year(self) -> UnitYear:
        one = self.dice.random
        unit = Unit(self.name, kind=self.dice.choice(["行政单位", "参公单位", "事业单位", None]), whole=one() < 0.7)
        if one() < 0.5:
            unit.department, unit.code, unit.region = self.name, "360001", self.name[:3]
        unit.below = [f"{self.name}服务中心", f"{self.name}信息站"] if one() < 0.3 else []
        data = UnitYear(unit, self.year, published=f"{self.year + 1}年9月1日" if one() < 0.8 else None)
        data.accounts = FinalAccounts(year=self.year, tables=self._tables(), statements=self._facts(FACTS, self.year))
        if one() < 0.8:
            prior = self._facts(PRIOR, self.year - 1)
            data.prior = FinalAccounts(year=self.year - 1, statements=prior) if prior else None
        data.forms = [self._form(number) for number in range(self.dice.randint(0, 4))]
        data.texts = {text.name: self._words(40) for text in texts() if not text.each_item and one() < 0.4}
        return data

    # --- amounts

    def _amount(self) -> Decimal:
        yuan = Decimal(self.dice.randint(1, 10 ** self.dice.choice((4, 6, 8))))
        return yuan if self.money == "元" else yuan / 10_000

    def _items(self, number: int) -> Amounts:
        books = "212" if number == 2 else ("208", "210", "213", "221")
        codes = [code for code in subjects("functional") if len(code) == 7 and code.startswith(books)]
        named = [code for code in codes if subject_name(code, self.year)]
        return {code: self._amount() for code in self.dice.sample(named, number)}

    def _split(self, whole: Decimal, classes: tuple[str, ...]) -> Amounts:
        codes = [code for code in subjects("economic") if len(code) == 5 and code[:3] in classes]
        codes = [code for code in codes if code not in THREE_PUBLIC]
        chosen = self.dice.sample([code for code in codes if subject_name(code, self.year)], 6)
        least = Decimal(1) if self.money == "元" else Decimal("0.0001")
        parts = [(whole / self.dice.randint(7, 40)).quantize(least) for _ in chosen[1:]]
        found = dict(zip(chosen, [whole - sum(parts), *parts], strict=True))
        return {code: amount for code, amount in found.items() if amount}

    # --- tables

    def _tables(self) -> list[AccountsTable]:
        general = _summed(self.basic, self.project)
        whole = _summed(general, self.fund, self.other)
        basic_total, other_total = sum(self.basic.values()), sum(self.other.values())
        staff = self._split(basic_total * Decimal("0.75").quantize(Decimal("0.01")) // 1, ("301", "303"))
        public = self._split(basic_total - sum(staff.values()), ("302", "310"))
        project = self._split(sum(self.project.values(), Decimal(0)), ("302", "303", "310"))
        fund = self._split(sum(self.fund.values()), ("302", "310")) if self.fund else {}
        columns = {
            "income": {"fiscal": _summed(general, self.fund), "other": self.other},
            "expenditure": {"basic": _summed(self.basic, self.other), "project": _summed(self.project, self.fund)},
            "fiscal_detail": {
                "general.basic": {**staff, **public}, "general.project": project, "fund.project": fund,
            },
            "general_expenditure": {"basic": self.basic, "project": self.project, **self._budgets(general)},
            "general_basic": {"amount": {**staff, **public}},
            "general_project": {"amount": self.project},
            "general_detail": self._detail(general),
            "fund": {"income": self.fund, "project": self.fund},
            "capital": {}, "capital_expenditure": {},
        }  # fmt: skip
        by_code = {kind: self._by_code(kind, each) for kind, each in columns.items()}
        fiscal = {"income.general": sum(general.values()), "income.fund": sum(self.fund.values())}
        made = {
            "income_expenditure": self._lines(
                "income_expenditure", fiscal | {"income.other": other_total}, {"amount": whole}
            ),
            "fiscal_income_expenditure": self._lines(
                "fiscal_income_expenditure", fiscal, {"general": general, "fund": self.fund}
            ),
            "three_public": self._three_public(),
        }  # fmt: skip
        if self.dice.random() < 0.5:
            left = {"amount": self._amount()}
            made["income_expenditure"].rows += [
                _row("年初结转和结余", "income", "income.opening", left),
                _row("年末结转和结余", "expenditure", "expenditure.closing", left),
            ]
            made["fiscal_income_expenditure"].rows += [
                _row("一般公共预算财政拨款", "income", "fiscal.opening.general", left),
                _row("年末财政拨款结转和结余", "expenditure", "fiscal.closing", {"general": left["amount"]}),
            ]
        order = [layout.kind for layout in table_set(self.tables).layouts]
        return [completed({**made, **by_code}[kind], self.year) for kind in order]

    def _budgets(self, general: Amounts) -> dict[str, Amounts]:
        if self.dice.random() < 0.3:
            return {}
        changed = {code: amount + self.dice.randint(0, 3) for code, amount in general.items()}
        return {"initial_budget.total": changed, "budget.total": general}

    def _detail(self, general: Amounts) -> dict[str, Amounts]:
        found: dict[str, Amounts] = {}
        for code, amount in general.items():
            for economic, part in self._split(amount, ("301", "302", "303", "310")).items():
                found.setdefault(economic, {})[code] = part
        return found

    def _table(self, kind: str, rows: Iterable[TableRow]) -> AccountsTable:
        layout = layout_in(self.tables, kind)
        return AccountsTable(kind, Value(layout.title), self.money, rows=list(rows))

    def _by_code(self, kind: str, columns: Mapping[str, Amounts]) -> AccountsTable:
        codes = sorted({code for amounts in columns.values() for code in amounts})
        layout, found = layout_in(self.tables, kind), []
        for code in codes:
            values = {column: Value(f"{amounts[code]:f}") for column, amounts in columns.items() if code in amounts}
            side = next((block.side for block in layout.blocks if code[:3] in block.economic), None)
            label = Value(subject_name(code, self.year))
            found.append(TableRow(label, Value(code), values, side, table_kind(kind).rows))
        return self._table(kind, found)

    def _lines(self, kind: str, sources: Mapping[str, Decimal | int], columns: Mapping[str, Amounts]) -> AccountsTable:
        layout = layout_in(self.tables, kind)
        labels = {line.concept: line.label for block in layout.blocks for line in block.lines}
        rows = [_row(labels[key] or "", "income", key, {"amount": amount}) for key, amount in sources.items() if amount]
        for line in layout.blocks[1].lines_in(self.year):
            values = {
                column: Decimal(sum(amount for code, amount in amounts.items() if code.startswith(line.key)))
                for column, amounts in columns.items()
            }
            if any(values.values()):
                row = _row(line.label, "expenditure", table_kind(kind).rows, values)
                rows.append(row)
        return self._table(kind, rows)

    def _three_public(self) -> AccountsTable:
        parts = ("abroad", "vehicles.purchase", "vehicles.operation", "reception")
        names = [f"{measure}.{part}" for measure in ("budget", "amount") for part in parts]
        values = {name: self._amount() for name in names if self.dice.random() < 0.6}
        rows = [_row("", None, "three_public", values)] if values else []
        return self._table("three_public", rows)

    # --- others

    def _facts(self, concepts: list[str], year: int) -> list[Statement]:
        found = []
        for concept in (each for each in concepts if self.dice.random() < 0.7):
            known = taxonomy().concepts[concept]
            value = f"{self.dice.randint(0, 99)}" if not known.is_money else f"{self.dice.randint(0, 99_999) / 100:.2f}"
            measure = "amount" if known.is_money else "count"
            found.append(Statement(known.label, Value(value), known.unit, concept, measure, year=year))  # type: ignore[arg-type]
        return found

    def _words(self, most: int) -> str:
        start = self.dice.randrange(len(WORDS))
        return (WORDS[start:] + WORDS)[: self.dice.randint(4, most)]

    def _form(self, number: int) -> Form:
        kinds = [
            "project_self_evaluation",
            "performance_target",
            "performance_monitoring",
            "department_self_evaluation",
        ]
        form = Form(self.dice.choices(kinds, [6, 1, 1, 1])[0], self.year)  # type: ignore[arg-type]
        form.year_printed = Value(str(self.year))
        form.department, form.unit, form.money_unit = Value(self.name), Value(self.name), Value("万元")
        form.project = Project(Value(f"99012324T{number:012d}"), Value(f"{self._words(8)}项目{number}"))
        form.funding = [self._funding(source) for source in ("total", "fiscal", "other")]
        form.goal = Goal(Value(self._words(40)), Value(self._words(40)))
        form.indicators = [self._indicator(each) for each in range(self.dice.randint(1, 8))]
        for name in ("conclusion", "problems", "improvements"):
            setattr(form, name, Value(self._words(30)) if self.dice.random() < 0.6 else blank())
        form.signatures.project_lead = Value("沈知秋") if self.dice.random() < 0.5 else blank()
        return form

    def _funding(self, source: Any) -> FundingLine:
        line = FundingLine(source)
        line.initial, line.budget, line.executed = (Value(f"{self.dice.randint(0, 9999) / 100:.2f}") for _ in range(3))
        return line

    def _indicator(self, number: int) -> Indicator:
        found = Indicator(Value("产出指标"), Value("数量指标"), Value(f"{self._words(10)}{number}"))
        found.comparator, found.target = Value("≥"), Value(str(self.dice.randint(1, 500)))
        found.unit, found.actual = Value(self.dice.choice(["人次", "个", "%"])), Value(str(self.dice.randint(1, 500)))
        found.weight, found.score = Value(str(self.dice.randint(1, 20))), Value(f"{self.dice.randint(0, 200) / 10}")
        found.reason = Value(self._words(20)) if self.dice.random() < 0.3 else blank()
        return found


def layout_in(tables: str, kind: str) -> TableLayout:
    """Give the layout of a kind, from another set where the set has none."""
    found = next(filter(None, (table_set(name).layout(kind) for name in (tables, *TABLE_SETS))))
    assert found
    return found


def _row(label: str, side: str | None, concept: str | None, values: Mapping[str, Decimal | int]) -> TableRow:
    shown = {column: Value(f"{Decimal(amount):f}") for column, amount in values.items() if amount}
    return TableRow(Value(label or None), blank(), shown, side, concept)


def _summed(*parts: Amounts) -> Amounts:
    found: Amounts = {}
    for part in parts:
        for code, amount in part.items():
            found[code] = found.get(code, Decimal(0)) + amount
    return found
