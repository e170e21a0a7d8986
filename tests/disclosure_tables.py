"""The national nine tables of an invented sound disclosure, drawn from a Book in several layouts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from accounts_tables_made import CLASSES, NUMERALS, PUBLIC, STAFF, Cell
from disclosure_book import NAMES, WAN, Book
from disclosure_text import rounded
from layouts import Sheet

Columns = list[tuple[str, dict[str, int]]]  # header, amount by code ("" is the total)
_BUDGETS = ["一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]


@dataclass
class Style:
    """What all tables of a disclosure do alike."""

    unit: str
    split: bool  # codes in three cells
    lanes: bool  # a row 栏次
    serial: bool  # a column 行次
    nought: str
    thousands: bool

    def money(self, amount: int) -> str:
        if not amount:
            return self.nought
        number = rounded(Decimal(amount) / (WAN if self.unit == "万元" else 100))
        return f"{number:,f}" if self.thousands else f"{number:f}"


def make_style(dice: Random) -> Style:
    """Draw a style."""
    one = dice.random
    unit = dice.choice(["万元", "万元", "元"])
    return Style(unit, one() < 0.5, one() < 0.6, one() < 0.5, dice.choice(["", "0.00"]), one() < 0.5)


def tables(book: Book, style: Style) -> list[Sheet]:
    """Give the nine tables."""
    makers = (_totals, _income, _expenditure, _fiscal, _general, _basic, _three_public, _fund, _capital)
    return [maker(book, style) for maker in makers]


def _sheet(style: Style, number: int, title: str, note: str = "") -> Sheet:
    return Sheet(
        0, [], [title, f"公开{number:02}表", f"部门：山南县林业局 2023年度 单位：{style.unit}"], [note] if note else []
    )


def _one(texts: list[str]) -> list[Cell]:
    return [(text, 1, 1) for text in texts]


# --- by functional classification


def _by_code(book: Book, *parts: str) -> dict[str, int]:
    """The sum of the parts of the items for every code, and of all of them."""
    found: dict[str, int] = {}
    for item in book.items:
        amount = sum(int(getattr(item, part)) for part in parts)
        for code in ("", item.code[:3], item.code[:5], item.code):
            found[code] = found.get(code, 0) + amount
    return {code: amount for code, amount in found.items() if amount}


def _shifted(amounts: dict[str, int], code: str, by: int) -> dict[str, int]:
    """Add what was taken in but not spent to one item and all above it."""
    return amounts | {key: amounts.get(key, 0) + by for key in {"", code[:3], code[:5], code} if by}


def _by_subject(style: Style, sheet: Sheet, columns: Columns) -> Sheet:
    codes = 3 if style.split else 1
    heads: list[Cell] = [(head, 1, 2) for head, _ in columns]
    sheet.rows.append([("项目", codes + 1, 1), *heads])
    sheet.rows.append([("功能分类科目编码", codes, 1), ("科目名称", 1, 1)])
    if style.lanes:
        levels = ["类", "款", "项"] if style.split else ["类款项"]
        sheet.rows.append(_one([*levels, "栏次", *(str(number) for number in range(1, len(columns) + 1))]))
    sheet.rows.append([("合计", codes + 1, 1), *_one([style.money(amounts.get("", 0)) for _, amounts in columns])])
    for code in sorted({code for _, amounts in columns for code in amounts if code}):
        cells = [code[:3], code[3:5], code[5:]] if style.split else [code]
        figures = [style.money(amounts.get(code, 0)) for _, amounts in columns]
        sheet.rows.append(_one([*cells, NAMES[code], *figures]))
    return sheet


def _income(book: Book, style: Style) -> Sheet:
    a, most = book.amounts, max(book.items, key=lambda item: item.general).code
    fiscal = _shifted(_by_code(book, "general"), most, a["general.closing"] - a["general.opening"])
    for code, amount in _shifted(_by_code(book, "fund"), "2120803", a["fund.closing"] - a["fund.opening"]).items():
        fiscal[code] = fiscal.get(code, 0) + amount
    main = max(book.items, key=lambda item: item.other).code
    other = _shifted(_by_code(book, "other"), main, a["other.closing"] - a["other.opening"] - a["income.business"])
    business = _shifted({}, main, a["income.business"])
    total = {
        code: sum(each.get(code, 0) for each in (fiscal, business, other)) for code in {*fiscal, *business, *other}
    }
    heads = ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
    amounts = [total, fiscal, {}, business, {}, {}, other]
    return _by_subject(style, _sheet(style, 2, "收入决算表"), list(zip(heads, amounts, strict=True)))


def _expenditure(book: Book, style: Style) -> Sheet:
    heads = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
    total = _by_code(book, "basic", "project", "fund", "other")
    amounts = [total, _by_code(book, "basic"), _by_code(book, "project", "fund", "other"), {}, {}, {}]
    return _by_subject(style, _sheet(style, 3, "支出决算表"), list(zip(heads, amounts, strict=True)))


def _general(book: Book, style: Style) -> Sheet:
    amounts = [_by_code(book, "general"), _by_code(book, "basic"), _by_code(book, "project")]
    columns = list(zip(["本年支出合计", "基本支出", "项目支出"], amounts, strict=True))
    return _by_subject(style, _sheet(style, 5, "一般公共预算财政拨款支出决算表"), columns)


def _fund(book: Book, style: Style) -> Sheet:
    a, spent = book.amounts, _by_code(book, "fund")
    note = "注：本部门2023年度没有政府性基金预算财政拨款收入和支出，故本表无数据。"
    sheet = _sheet(style, 8, "政府性基金预算财政拨款收入支出决算表", "" if spent else note)
    codes = list(spent)
    every = [
        dict.fromkeys(codes, a[name]) if a[name] else {} for name in ("fund.opening", "income.fund", "fund.closing")
    ]
    amounts = [every[0], every[1], spent, {}, spent, every[2]]
    heads = ["年初结转和结余", "本年收入", "本年支出", "基本支出", "项目支出", "年末结转和结余"]
    return _by_subject(style, sheet, list(zip(heads, amounts, strict=True)))


def _capital(book: Book, style: Style) -> Sheet:
    note = "注：本部门2023年度没有国有资本经营预算财政拨款支出，故本表无数据。"
    columns: Columns = [(head, {}) for head in ("合计", "基本支出", "项目支出")]
    return _by_subject(style, _sheet(style, 9, "国有资本经营预算财政拨款支出决算表", note), columns)


# --- two tables side by side


def _beside(style: Style, sheet: Sheet, left: list[tuple[str, list[int]]], right: list[tuple[str, list[int]]]) -> None:
    widths = len(left[0][1]), len(right[0][1])
    for line, sides in enumerate(zip(left, right, strict=True), 1):
        row: list[str] = []
        for number, (label, amounts) in enumerate(sides):
            serial = [str(line + 40 * number)] if style.serial else []
            row += [label, *serial, *([style.money(amount) for amount in amounts] if label else [""] * widths[number])]
        sheet.rows.append(_one(row))


def _padded(
    lines: list[tuple[str, list[int]]], ends: list[tuple[str, list[int]]], length: int, width: int
) -> list[tuple[str, list[int]]]:
    return [*lines, *[("", [0] * width)] * (length - len(lines) - len(ends)), *ends]


def _head(style: Style, sheet: Sheet, left: list[str], right: list[str]) -> None:
    serial = ["行次"] if style.serial else []
    sides = [["项目", *serial, *left], ["项目", *serial, *right]]
    sheet.rows.append([("收入", len(sides[0]), 1), ("支出", len(sides[1]), 1)])
    sheet.rows.append(_one([*sides[0], *sides[1]]))
    if style.lanes:
        blank = [""] * len(serial)
        lanes = ["栏次", *blank, "1", "栏次", *blank, *(str(number + 2) for number in range(len(right)))]
        sheet.rows.append(_one(lanes))


def _classes(book: Book, *kinds: tuple[str, ...]) -> list[tuple[str, list[int]]]:
    by_kind = [_by_code(book, *parts) for parts in kinds]
    codes = {NAMES[code]: code for code in by_kind[0] if len(code) == 3}
    names = [f"{NUMERALS[number]}、{name}" for number, name in enumerate(CLASSES)]
    return [
        (label, [each.get(codes.get(name, "?"), 0) for each in by_kind])
        for label, name in zip(names, CLASSES, strict=True)
    ]


def _totals(book: Book, style: Style) -> Sheet:
    a, sheet = book.amounts, _sheet(style, 1, "收入支出决算总表")
    _head(style, sheet, ["决算数"], ["决算数"])
    sources = [
        (f"{NUMERALS[n]}、{name}收入", [a[key]])
        for n, (name, key) in enumerate(zip(_BUDGETS, ("income.general", "income.fund", "nothing"), strict=True))
    ]
    own = (
        ("上级补助收入", "nothing"),
        ("事业收入", "income.business"),
        ("经营收入", "nothing"),
        ("附属单位上缴收入", "nothing"),
        ("其他收入", "income.other"),
    )
    sources += [(f"{NUMERALS[n]}、{name}", [a[key]]) for n, (name, key) in enumerate(own, 3)]
    ends = [
        ("本年收入合计", "income.current"),
        ("使用非财政拨款结余", "nothing"),
        ("年初结转和结余", "all.opening"),
        ("总计", "totals.all"),
    ]
    others = [
        ("本年支出合计", "expenditure.current"),
        ("结余分配", "nothing"),
        ("年末结转和结余", "all.closing"),
        ("总计", "totals.all"),
    ]
    right = _classes(book, ("basic", "project", "fund", "other"))
    length = len(right) + 4
    closing = [[(label, [a[key]]) for label, key in each] for each in (ends, others)]
    _beside(style, sheet, _padded(sources, closing[0], length, 1), _padded(right, closing[1], length, 1))
    return sheet


def _fiscal(book: Book, style: Style) -> Sheet:
    a, sheet = book.amounts, _sheet(style, 4, "财政拨款收入支出决算总表")
    _head(style, sheet, ["金额"], ["合计", *_BUDGETS])
    keys = ("general", "fund")
    left = [
        (f"{NUMERALS[n]}、{name}", [a[f"income.{key}"] if key else 0])
        for n, (name, key) in enumerate(zip(_BUDGETS, (*keys, ""), strict=True))
    ]
    ends = [("本年收入合计", [a["income.fiscal"]]), ("年初财政拨款结转和结余", [a["fiscal.opening"]])]
    ends += [(name, [a[f"{key}.opening"] if key else 0]) for name, key in zip(_BUDGETS, (*keys, ""), strict=True)]
    ends.append(("总计", [a["fiscal.total"]]))
    right = _classes(book, ("general", "fund"), ("general",), ("fund",), ())
    others = [
        (label, [sum(values), *values, 0])
        for label, values in (
            ("本年支出合计", [a[f"{key}.expenditure"] for key in keys]),
            ("年末财政拨款结转和结余", [a[f"{key}.closing"] for key in keys]),
            ("总计", [a[f"{key}.expenditure"] + a[f"{key}.closing"] for key in keys]),
        )
    ]
    length = len(right) + len(ends)
    closing = [*others[:2], *[("", [0] * 4)] * 3, others[2]]
    _beside(style, sheet, _padded(left, ends, length, 1), _padded(right, closing, length, 4))
    return sheet


def _basic(book: Book, style: Style) -> Sheet:
    a, sheet = book.amounts, _sheet(style, 6, "一般公共预算财政拨款基本支出决算表")
    sheet.rows += [[("人员经费", 3, 1), ("公用经费", 3, 1)], _one(["科目编码", "科目名称", "决算数"] * 2)]
    sides = [list(zip(words.split()[::2], words.split()[1::2], strict=True)) for words in (STAFF, PUBLIC)]
    for number in range(max(map(len, sides))):
        row: list[str] = []
        for side in sides:
            code, name = side[number] if number < len(side) else ("", "")
            row += [code, name, style.money(book.by_class(code)) if code else ""]
        sheet.rows.append(_one(row))
    sums = [style.money(a["general.personnel"]), style.money(a["general.public"])]
    sheet.rows.append([("人员经费合计", 2, 1), (sums[0], 1, 1), ("公用经费合计", 2, 1), (sums[1], 1, 1)])
    return sheet


def _three_public(book: Book, style: Style) -> Sheet:
    sheet = _sheet(style, 7, "财政拨款“三公”经费支出决算表")
    half: list[Cell] = [
        ("合计", 1, 2),
        ("因公出国（境）费", 1, 2),
        ("公务用车购置及运行费", 3, 1),
        ("公务接待费", 1, 2),
    ]
    sheet.rows += [
        [("预算数", 6, 1), ("决算数", 6, 1)],
        half * 2,
        _one(["小计", "公务用车购置费", "公务用车运行费"] * 2),
    ]
    names = ["three_public", "abroad", "vehicles", "vehicles.purchase", "vehicles.operation", "reception"]
    figures = [source[name] for source in (book.budget, book.amounts) for name in names]
    sheet.rows.append(_one([style.money(amount) for amount in figures]))
    return sheet
