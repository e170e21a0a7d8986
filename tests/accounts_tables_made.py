"""Makes the disclosure tables of invented units in the layouts of many places: the same figures, drawn in many ways.

`make_tables(seed)` gives the national nine as sheets (rows of cells with spans, lines around them) with what a reader
should get: kind, unit, and every figure by side, code or label, and column.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from layouts import Sheet

Cell = tuple[str, int, int]  # text, columns, rows
Figure = tuple[str | None, str | None, str, str]  # side, code or label, column, text

FUNCTIONS = """
201 一般公共服务支出
20106 财政事务
2010601 行政运行
2010602 一般行政管理事务
2010650 事业运行
208 社会保障和就业支出
20805 行政事业单位养老支出
2080505 机关事业单位基本养老保险缴费支出
2080506 机关事业单位职业年金缴费支出
20808 抚恤
2080801 死亡抚恤
210 卫生健康支出
21011 行政事业单位医疗
2101101 行政单位医疗
2101103 公务员医疗补助
213 农林水支出
21305 巩固脱贫攻坚成果衔接乡村振兴
2130599 其他巩固脱贫攻坚成果衔接乡村振兴支出
221 住房保障支出
22102 住房改革支出
2210201 住房公积金
2210203 购房补贴
"""
_CLASSES = """
一般公共服务支出 外交支出 国防支出 公共安全支出 教育支出 科学技术支出 文化旅游体育与传媒支出 社会保障和就业支出
卫生健康支出 节能环保支出 城乡社区支出 农林水支出 交通运输支出 资源勘探工业信息等支出 商业服务业等支出 金融支出
援助其他地区支出 自然资源海洋气象等支出 住房保障支出 粮油物资储备支出 国有资本经营预算支出 灾害防治及应急管理支出
其他支出 债务还本支出 债务付息支出 抗疫特别国债安排的支出
"""
CLASSES = _CLASSES.split()
NUMERALS = list("一二三四五六七八九十")
NUMERALS += [f"十{numeral}" for numeral in NUMERALS[:9]] + ["二十"] + [f"二十{numeral}" for numeral in NUMERALS[:9]]
STAFF = """
301 工资福利支出 30101 基本工资 30102 津贴补贴 30103 奖金 30107 绩效工资 30108 机关事业单位基本养老保险缴费
30113 住房公积金 303 对个人和家庭的补助 30302 退休费 30305 生活补助
"""
PUBLIC = """
302 商品和服务支出 30201 办公费 30205 水费 30206 电费 30207 邮电费 30211 差旅费 30212 因公出国（境）费用
30213 维修（护）费 30217 公务接待费 30231 公务用车运行维护费 30239 其他交通费用 310 资本性支出 31002 办公设备购置
"""


@dataclass
class Made:
    """A table: its kind, money unit, the sheet it is drawn on, and its figures."""

    kind: str
    unit: str
    sheet: Sheet
    figures: list[Figure] = field(default_factory=list)


@dataclass
class Style:
    """What a document does alike in all of its tables."""

    dice: Random
    unit: str
    split: bool  # codes in three cells
    lanes: bool  # a row 栏次
    lines: bool  # a column 行次
    merged: bool
    noughts: str  # what stands for nothing
    thousands: bool
    place: str  # 部门 or 单位
    word: str  # 决算 or 预算

    def money(self, amount: int) -> str:
        """Give an amount of hundredths as printed."""
        if not amount:
            return self.noughts
        return f"{amount / 100:,.2f}" if self.thousands else f"{amount / 100:.2f}"


def make_tables(seed: int) -> list[Made]:
    """Give the national nine of an invented unit."""
    dice = Random(seed)
    style = Style(
        dice,
        dice.choice(["万元", "元"]),
        split=dice.random() < 0.5,
        lanes=dice.random() < 0.6,
        lines=dice.random() < 0.5,
        merged=dice.random() < 0.7,
        noughts=dice.choice(["", "0.00", "0"]),
        thousands=dice.random() < 0.5,
        place=dice.choice(["部门", "单位"]),
        word="决算",
    )
    makers = (_totals, _income, _expenditure, _fiscal, _general, _basic, _three_public, _fund, _capital)
    return [maker(style) for maker in makers]


def _made(style: Style, kind: str, title: str, notes: list[str]) -> Made:
    dice = style.dice
    before = [title]
    if dice.random() < 0.5:
        before.append(f"公开{dice.randint(1, 13):02}表")
    frame = f"{style.place}：山南县林业局 2023年度 金额单位：{style.unit}"
    before.append(dice.choice([frame, f"单位：{style.unit}"]))
    return Made(kind, style.unit, Sheet(0, [], before, notes if dice.random() < 0.8 else []))


def _one(texts: list[str]) -> list[Cell]:
    return [(text, 1, 1) for text in texts]


def _amount(dice: Random) -> int:
    return dice.choice([0, dice.randint(1, 999), dice.randint(10_000, 9_999_999)])


# --- tables by functional classification


def _by_function(style: Style, made: Made, heads: list[list[Cell]], columns: list[str], *, empty: bool = False) -> None:
    """Draw a table of subjects below a header; `heads` are its storeys without those of the codes."""
    dice, rows = style.dice, made.sheet.rows
    codes = 3 if style.split else 1
    storeys = max(2, len(heads))
    heads = [*heads, *[[] for _ in range(storeys - len(heads))]]
    rows.append([("项目", codes + 1, 1), *heads[0]])
    rows.append(
        [
            (dice.choice(["功能分类科目编码", "科目编码"]), codes, storeys - 1),
            (dice.choice(["科目名称", "功能分类科目名称"]), 1, storeys - 1),
            *heads[1],
        ]
    )
    rows.extend(heads[2:])
    figures = ["" if empty else style.money(_amount(dice)) for _ in columns]
    levels = ["类", "款", "项"] if style.split else ["类款项"]
    if style.lanes:
        rows.append(_one([*levels, "栏次", *[str(number) for number in range(1, len(columns) + 1)]]))
        rows.append([("合计", codes + 1, 1), *_one(figures)])
    elif style.split and dice.random() < 0.7:
        rows.append(_one([*levels, "合计", *figures]))  # header and total at once
    else:
        rows.append([("合计", codes + 1, 1), *_one(figures)])
    made.figures += [(None, "合计", column, text) for column, text in zip(columns, figures, strict=True)]
    for code, name in _subjects(dice) if not empty else ():
        figures = [style.money(_amount(dice)) for _ in columns]
        rows.append(_one([*_code_cells(style, code), name, *figures]))
        made.figures += [(None, code, column, text) for column, text in zip(columns, figures, strict=True)]
    if empty or dice.random() < 0.3:
        rows.append(_one([""] * (codes + 1 + len(columns))))


def _subjects(dice: Random) -> list[tuple[str, str]]:
    """Give some of the subjects, each with those above it."""
    lines = [line.split() for line in FUNCTIONS.split("\n") if line]
    left_out = {code for code, _ in lines if dice.random() < 0.15}
    return [(code, name) for code, name in lines if not left_out & {code[:3], code[:5], code}]


def _code_cells(style: Style, code: str) -> list[str]:
    return [code[:3], code[3:5], code[5:]] if style.split else [code]


def _tall(style: Style, texts: list[str]) -> list[list[Cell]]:
    """One storey of headers as high as the header."""
    return [[(text, 1, 2) for text in texts]]


def _income(style: Style) -> Made:
    made = _made(style, "income", "收入决算表", ["注：本表反映部门本年度取得的各项收入情况。"])
    heads = [
        "本年收入合计",
        "财政拨款收入",
        "上级补助收入",
        "事业收入",
        "经营收入",
        style.dice.choice(["附属单位上缴收入", "附属单\n位上\n缴收入"]),
        "其他收入",
    ]
    columns = ["total", "fiscal", "superior", "business", "operating", "affiliated", "other"]
    _by_function(style, made, _tall(style, heads), columns)
    return made


def _expenditure(style: Style) -> Made:
    title = style.dice.choice(["支出决算表", "2023年度支出决算表", "部门支出总体情况表"])
    made = _made(style, "expenditure", title, ["注：本表反映部门本年度各项支出情况。"])
    heads = [
        style.dice.choice(["合计", "本年支出合计"]),
        "基本支出",
        "项目支出",
        "上缴上级支出",
        "经营支出",
        "对附属单位补助支出",
    ]
    _by_function(style, made, _tall(style, heads), ["total", "basic", "project", "superior", "operating", "affiliated"])
    return made


def _general(style: Style) -> Made:
    title = style.dice.choice(
        ["一般公共预算财政拨款支出决算表", "一般公共预算支出决算表", "附表5 一般公共预算财政拨款支出决算表"]
    )
    made = _made(style, "general_expenditure", title, [])
    heads = [
        [("本年支出", 3, 1)],
        [(text, 1, 1) for text in (style.dice.choice(["合计", "小计"]), "基本支出", "项目支出")],
    ]
    if style.dice.random() < 0.5:
        heads = _tall(style, ["合计", "基本支出", "项目支出"])
    _by_function(style, made, heads, ["total", "basic", "project"])
    return made


def _with_balances(style: Style, kind: str, title: str) -> Made:
    made = _made(style, kind, title, [])
    heads = [
        [("年初结转和结余", 1, 2), ("本年收入", 1, 2), ("本年支出", 3, 1), ("年末结转和结余", 1, 2)],
        [("小计", 1, 1), ("基本支出", 1, 1), ("项目支出", 1, 1)],
    ]
    empty = style.dice.random() < 0.6
    _by_function(style, made, heads, ["opening", "income", "expenditure", "basic", "project", "closing"], empty=empty)
    if empty:
        made.sheet.after = ["注：本部门本年度没有此项收入，也没有使用此项资金安排的支出，故本表无数据。"]
    return made


def _fund(style: Style) -> Made:
    return _with_balances(style, "fund", "政府性基金预算财政拨款收入支出决算表")


def _capital(style: Style) -> Made:
    return _with_balances(style, "capital", "国有资本经营预算财政拨款收入支出决算表")


# --- two tables side by side


def _beside(
    style: Style,
    made: Made,
    left: list[tuple[str, list[int]]],
    right: list[tuple[str, list[int]]],
    columns: list[list[str]],
) -> None:
    """Draw lines of both sides; the shorter one is filled up in its middle, before its totals."""
    rows = made.sheet.rows
    for line, sides in enumerate(zip(left, right, strict=True), 1):
        row: list[Cell] = []
        for number, (label, amounts) in enumerate(sides):
            figures = [style.money(amount) if label else "" for amount in amounts]
            serial = [str(line + 40 * number)] if style.lines else []
            row += _one([label, *serial, *figures])
            side = ("income", "expenditure")[number]
            if label:
                made.figures += [
                    (side, label, column, text) for column, text in zip(columns[number], figures, strict=True)
                ]
        rows.append(row)


def _classes(style: Style, count: int) -> list[str]:
    names = CLASSES if count == 26 else [name for name in CLASSES if not name.startswith("债务")]
    return [f"{NUMERALS[number]}、{name}" for number, name in enumerate(names)]


def _filled(lines: list[str], ends: list[str], length: int) -> list[str]:
    return [*lines, *[""] * (length - len(lines) - len(ends)), *ends]


def _totals(style: Style) -> Made:
    dice = style.dice
    title = dice.choice(["收入支出决算总表", "收入支出决算总体情况表", "部门收支总体情况表"])
    made = _made(style, "income_expenditure", title, ["注：本表反映部门本年度的总收支和年末结转结余情况。"])
    rows = made.sheet.rows
    serial = ["行次"] if style.lines else []
    rows.append([("收入", 2 + len(serial), 1), ("支出", 2 + len(serial), 1)])
    rows.append(_one(["项目", *serial, "决算数", dice.choice(["项目", "项目（按功能分类）"]), *serial, "决算数"]))
    if style.lanes:
        rows.append(_one(["栏次", *[""] * len(serial), "1", "栏次", *[""] * len(serial), "2"]))
    income = [
        "一般公共预算财政拨款收入",
        "政府性基金预算财政拨款收入",
        "国有资本经营预算财政拨款收入",
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    ]
    left = [f"{NUMERALS[number]}、{name}" for number, name in enumerate(income)]
    right = _classes(style, dice.choice([24, 26]))
    ends = (
        ["本年收入合计", "使用非财政拨款结余（含专用结余）", "年初结转和结余", "总计"],
        ["本年支出合计", "结余分配", "年末结转和结余", "总计"],
    )
    length = len(right) + 4
    sides = [_filled(lines, end, length) for lines, end in zip((left, right), ends, strict=True)]
    drawn = [[(label, [_amount(dice)]) for label in side] for side in sides]
    _beside(style, made, drawn[0], drawn[1], [["amount"], ["amount"]])
    return made


def _fiscal(style: Style) -> Made:
    dice = style.dice
    made = _made(style, "fiscal_income_expenditure", "财政拨款收入支出决算总表", [])
    rows = made.sheet.rows
    serial = ["行次"] if style.lines else []
    rows.append([("收  入", 2 + len(serial), 1), ("支  出", 5 + len(serial), 1)])
    budgets = ["一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
    heads = ["一般公共预算\n财\n政拨款", *budgets[1:]] if dice.random() < 0.5 else budgets
    rows.append(_one(["项目", *serial, dice.choice(["决算数", "金额"]), "项目", *serial, "合计", *heads]))
    if style.lanes:
        rows.append(_one(["栏次", *[""] * len(serial), "1", "栏次", *[""] * len(serial), "2", "3", "4", "5"]))
    numbered = [f"{NUMERALS[number]}、{name}" for number, name in enumerate(budgets)]
    right = _classes(style, 24)
    again = dice.choice([numbered, budgets])
    ends = (
        ["本年收入合计", "年初财政拨款结转和结余", *again, "总计"],
        ["本年支出合计", "年末财政拨款结转和结余", "", "", "", "总计"],
    )
    sides = [_filled(lines, end, len(right) + 6) for lines, end in zip((numbered, right), ends, strict=True)]
    drawn_left = [(label, [_amount(dice)]) for label in sides[0]]
    drawn_right = [(label, [_amount(dice) for _ in range(4)]) for label in sides[1]]
    _beside(style, made, drawn_left, drawn_right, [["amount"], ["total", "general", "fund", "capital"]])
    return made


def _basic(style: Style) -> Made:
    dice = style.dice
    title = dice.choice(["一般公共预算财政拨款基本支出决算表", "一般公共预算财政拨款基本支出决算明细表"])
    made = _made(style, "general_basic", title, [])
    rows = made.sheet.rows
    heads = dice.choice([["科目编码", "科目名称", "决算数"], ["经济分类科目编码", "科目名称", "金额"]])
    rows.append([("人员经费", 3, 1), ("公用经费", 3, 1)])
    rows.append(_one(heads * 2))
    staff, public = (list(zip(words.split()[::2], words.split()[1::2], strict=True)) for words in (STAFF, PUBLIC))
    for number in range(max(len(staff), len(public))):
        row: list[Cell] = []
        for side, lines in (("personnel", staff), ("public", public)):
            code, name = lines[number] if number < len(lines) else ("", "")
            text = style.money(_amount(dice)) if code else ""
            row += _one([code, name, text])
            if code:
                made.figures.append((side, code, "amount", text))
        rows.append(row)
    texts = [style.money(_amount(dice)) for _ in range(2)]
    rows.append([("人员经费合计", 2, 1), (texts[0], 1, 1), ("公用经费合计", 2, 1), (texts[1], 1, 1)])
    made.figures += [("personnel", "人员经费合计", "amount", texts[0]), ("public", "公用经费合计", "amount", texts[1])]
    return made


def _three_public(style: Style) -> Made:
    dice = style.dice
    title = dice.choice(
        ["财政拨款“三公”经费支出决算表", "一般公共预算财政拨款“三公”经费支出决算表", "“三公”经费支出决算表"]
    )
    made = _made(style, "three_public", title, [])
    rows = made.sheet.rows
    vehicles = dice.choice(["公务用车购置及运行费", "公务用车购置及运行维护费", "公务用车购置\n及运行维护费"])
    parts = dice.choice([["小计", "公务用车购置费", "公务用车运行费"], ["小计", "购置费", "运行维护费"]])
    half: list[Cell] = [
        ("合计", 1, 2),
        (dice.choice(["因公出国（境）费", "因公出国\n（境）费用"]), 1, 2),
        (vehicles, 3, 1),
        ("公务接待费", 1, 2),
    ]
    rows.append([("预算数", 6, 1), ("决算数", 6, 1)])
    rows.append(half * 2)
    rows.append(_one(parts * 2))
    if style.lanes:
        rows.append(_one([str(number) for number in range(1, 13)]))
    names = ["total", "abroad", "vehicles", "vehicles.purchase", "vehicles.operation", "reception"]
    columns = [f"{measure}.{name}" for measure in ("budget", "amount") for name in names]
    texts = [style.money(dice.choice([0, dice.randint(1, 9999)]) or 0) for _ in columns]
    rows.append(_one(texts))
    made.figures += [(None, None, column, text) for column, text in zip(columns, texts, strict=True)]
    return made
