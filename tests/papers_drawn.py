"""Papers for tests: tables drawn by chance, and what must be read from them again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from decimal import Decimal
from random import Random

from jixiao.read.layout import Grid, Layout
from jixiao.write.paper import Align, Cell, Chart, Contents, Figure, Heading, Paper, Paragraph, Series, Table
from jixiao.write.slots import filled

Seen = set[tuple[int, int, int, int, str]]

ALIGN: list[Align] = ["left", "center", "right"]
WORDS = [
    "", "项目名称", "城乡居民基本医疗保险财政补助资金", "1,176.52", "98.50%", "≥98%", "2101501", "产出指标",
    "按时拨付，资金有剩余。", "10", "9.5", "51081122T000006557674-监管经费", "12月31日前", "#DIV/0!", "甲\n乙",
    "完善医疗救助制度，减轻困难群众看病负担，确保应保尽保、应救尽救，群众满意度不低于百分之九十。",
    "a < b & c > \"d\" \\ $x$ *y* _z_ @e [f] #g `h` ~i // j /* k */",
]  # fmt: skip


def random_table(seed: int, rows: int, columns: int, *, landscape: bool = False) -> Table:
    """A table with merged cells anywhere, and long and short texts."""
    random = Random(seed)
    taken: set[tuple[int, int]] = set()
    cells: list[list[tuple[int, Cell]]] = [[] for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in taken:
                high, wide = _span(random, rows - row, columns - column)
                wide = next((at for at in range(1, wide) if (row, column + at) in taken), wide)
                taken |= {(row + y, column + x) for y in range(high) for x in range(wide)}
                word = f"行{row}" if column == 0 else random.choice(WORDS)
                cells[row].append((column, Cell(word, high, wide, random.choice(ALIGN))))
    return Table(f"表{seed}", f"测试表{seed}", _widths(random, columns), cells, landscape=landscape)


def _span(random: Random, rows: int, columns: int) -> tuple[int, int]:
    if random.random() < 0.85:
        return 1, 1
    return random.randint(1, min(6, rows)), random.randint(1, min(3, columns))


def _widths(random: Random, columns: int) -> list[float]:
    return [random.choice([1.0, 1.0, 2.0, 3.0]) for _ in range(columns)]


def random_accounts(seed: int, rows: int, columns: int) -> Table:
    """A table as final accounts have it: codes, names, amounts under a header of up to three storeys."""
    random = Random(seed)
    top: list[tuple[int, Cell]] = [(0, Cell("科目编码", 2)), (1, Cell("科目名称", 2))]
    under: list[tuple[int, Cell]] = []
    at = 2
    while at < columns + 2:
        wide = min(random.randint(1, 4), columns + 2 - at)
        top.append((at, Cell(f"支出{at}", 2) if wide == 1 else Cell(f"其中{at}", 1, wide)))
        under += [(at + more, Cell(f"款{at + more}")) for more in range(wide) if wide > 1]
        at += wide
    body = [_accounts_row(random, row, columns) for row in range(rows)]
    lanes = [(column, Cell("栏次" if column == 1 else str(column))) for column in range(columns + 2)]
    widths = [1.5, 3.0, *[1.0] * columns]
    notes = ["注：本表反映本年度支出情况。"]
    return Table(
        "表", f"支出决算表{seed}", widths, [top, under, lanes, *body], 3, "部门：某局", "单位：万元", notes, columns > 6
    )


def _accounts_row(random: Random, row: int, columns: int) -> list[tuple[int, Cell]]:
    names = ["行政运行", "其他卫生健康支出", "机关事业单位基本养老保险缴费支出", "一般公共服务支出"]
    code = Cell(str(2010000 + row), align="left"), Cell(random.choice(names), align="left")
    amounts = [random.choice(["", "0.00", f"{random.randint(0, 99_999_999) / 100:,.2f}"]) for _ in range(columns)]
    return list(enumerate([*code, *(Cell(amount, align="right") for amount in amounts)]))


def random_form(seed: int, indicators: int) -> Table:
    """A form: fields with labels, a goal over many columns, indicators under merged labels of two levels."""
    random = Random(seed)
    rows: list[list[tuple[int, Cell]]] = [
        [(0, Cell("项目名称", columns=2)), (2, Cell(random.choice(WORDS[2:]), columns=5))],
        [
            (0, Cell("主管部门", columns=2)),
            (2, Cell("某局", columns=2)),
            (4, Cell("年度")),
            (5, Cell("2024", columns=2)),
        ],
        [(0, Cell("年度目标", columns=2)), (2, Cell(WORDS[-2] * random.randint(1, 6), columns=5, align="left"))],
        list(enumerate(map(Cell, ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "原因"]))),
    ]
    left = indicators
    for first in ("产出指标", "效益指标", "满意度指标"):
        count = left if first == "满意度指标" else random.randint(0, left)
        rows += _indicators(random, first, count)
        left -= count
    rows.append([(0, Cell("总分", columns=5)), (5, Cell("100")), (6, Cell("98.5"))])
    return Table("表", f"项目支出绩效自评表{seed}", [1.0, 1.0, 3.0, 1.5, 1.5, 1.0, 2.0], rows)


def _indicators(random: Random, first: str, count: int) -> list[list[tuple[int, Cell]]]:
    rows: list[list[tuple[int, Cell]]] = []
    while len(rows) < count:
        high = min(random.randint(1, 4), count - len(rows))
        for at in range(high):
            row = [(0, Cell(first, count))] if not rows else []
            row += [(1, Cell(random.choice(["数量指标", "质量指标", "成本指标"]), high))] if at == 0 else []
            name = f"指标{len(rows)}{random.choice(['', '参保人数占应参保人数的比例', '及时拨付补助资金'])}"
            values = [name, random.choice(["≥98%", "按时"]), "98.5%", "10", random.choice(["", WORDS[8]])]
            rows.append([*row, *((2 + place, Cell(value)) for place, value in enumerate(values))])
    return rows


def seen(cells: Iterable[tuple[int, int, int, int, str]]) -> Seen:
    """Cells as they can be seen: white space apart, and without rows and columns in which none begins."""
    found = list(cells)
    rows, columns = sorted({cell[0] for cell in found}), sorted({cell[1] for cell in found})
    return {
        (
            (top := bisect_left(rows, row)),
            (left := bisect_left(columns, column)),
            bisect_left(rows, row + high) - top,
            bisect_left(columns, column + wide) - left,
            "".join(text.split()),
        )
        for row, column, high, wide, text in found
    }


def written(table: Table) -> Seen:
    """What is to be seen of a table."""
    return seen(
        (row, column, cell.rows, cell.columns, cell.text)
        for row, cells in enumerate(filled(table))
        for column, cell in cells
    )


def read_back(layout: Layout) -> list[Seen]:
    """What was read of each table."""
    return [_read(grid) for grid in layout.grids()]


def _read(grid: Grid) -> Seen:
    return seen((cell.row, cell.column, cell.rows, cell.columns, cell.text) for cell in grid.cells)


def disclosure() -> Paper:
    """A small paper with a block of every kind."""
    amount = [Decimal("1202.96"), Decimal("1176.52")]
    columns = Chart(
        "column",
        "图1：收、支决算总计变动情况图",
        ["2023年", "2024年"],
        [Series("收入", amount), Series("支出", amount)],
    )
    pie = Chart("pie", "图2：支出决算结构图", ["卫生健康支出", "其他支出"], [Series("支出", amount)])
    wide = Table(
        "明细", "支出决算明细表", [2.0] + [1.0] * 60, _wide_rows(), 1, landscape=True, outline=True, notes=["注：无。"]
    )
    total = Figure("1176.52", "income.total")
    return Paper(
        "某县医疗保障局2024年度部门决算",
        [
            Paragraph(["2024年度"], "cover"),
            Paragraph(["某县医疗保障局部门决算"], "cover"),
            Paragraph(["公开时间：2025年9月10日"], "centered"),
            Contents(2),
            Heading(1, "第一部分 决算情况", new_page=True),
            Heading(2, "一、收入支出决算总体情况说明"),
            Heading(3, "（一）总体情况"),
            Heading(4, "1.收入"),
            Paragraph(["2024年度收入总计", total, "万元。" + "本年收入与上年相比略有减少，主要是项目支出减少。" * 8]),
            columns,
            pie,
            Paragraph(["附件1"], "annex"),
            Paragraph(["关于自评的报告"], "title"),
            Paragraph(["顶格"], "plain"),
            random_table(3, 8, 5),
            Heading(1, "第二部分 附表", new_page=True),
            wide,
        ],
        "某县医疗保障局",
    )


def _wide_rows() -> list[list[tuple[int, Cell]]]:
    head = [(0, Cell("科目", label=True)), *((at, Cell(f"款{at}", label=True)) for at in range(1, 61))]
    body = [[(0, Cell(f"210{row}")), *((at, _amount(row, at)) for at in range(1, 61))] for row in range(4)]
    return [head, *body]


def _amount(row: int, column: int) -> Cell:
    text = f"{1000 + 60 * row + column}.{column:02}"
    return Cell(text, align="right", number=Decimal(text))
