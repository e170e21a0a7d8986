"""Rarer shapes of forms on top of layouts.py: transposed funding, headers of two rows, flat sheets, stacked forms."""

from __future__ import annotations

from random import Random
from typing import Any

from jixiao.read.layout import Cell, Grid, Layout, Paragraph
from layouts import Maker, Sheet

FLAVOURS = (
    "transposed",
    "pairs",
    "two_rows",
    "split_words",
    "extra_columns",
    "no_level2",
    "flat",
    "inline_head",
    "year_cell",
    "code",
    "subtotals",
    "target_form",
    "department",
    "levels_joined",
    "goal_rows",
    "blank_template",
    "one_line_head",
    "hubei_blocks",
    "execution_level",
    "colon_free",
    "number_column",
    "reason_spans",
    "funding_once",
)


def generate_rare(seed: int, flavour: str | None = None) -> tuple[Sheet, dict[str, Any], str]:
    """Give a sheet in a rarer shape, its truth and the name of the shape."""
    random = Random(seed)
    flavour = flavour or random.choice(FLAVOURS)
    maker = Rare(random, flavour)
    sheet, truth = maker.make()
    if flavour == "flat":
        sheet.rows = flat(sheet)
    return sheet, truth, flavour


def flat(sheet: Sheet) -> list[list[tuple[str, int, int]]]:
    """Give the rows with every merged cell taken apart: its text in the first, the others blank."""
    cells = {(cell.row, cell.column): cell.text for cell in sheet.cells()}
    height = max(row for row, _ in cells) + 1
    width = max(cell.column + cell.columns for cell in sheet.cells())
    return [[(cells.get((row, column), ""), 1, 1) for column in range(width)] for row in range(height)]


def stacked(seeds: list[int]) -> tuple[Layout, list[dict[str, Any]]]:
    """Give several forms below each other in one grid, titles in rows of their own."""
    cells: list[Cell] = []
    truths = []
    top = 0
    for seed in seeds:
        sheet, truth, _ = generate_rare(seed, "colon_free")
        for text in sheet.before:
            cells.append(Cell(text, top, 0, 1, sheet.width))
            top += 1
        for cell in sheet.cells():
            cells.append(Cell(cell.text, cell.row + top, cell.column, cell.rows, cell.columns))
        top = max(cell.row + cell.rows for cell in cells) + 2
        truths.append(truth)
    return Layout([Grid(cells, 1)]), truths


def in_report(sheet: Sheet) -> Layout:
    """Give the form inside a long report: narrative and a table of figures before and after."""
    layout = sheet.layout()
    before = [Paragraph(text, i) for i, text in enumerate(REPORT)]
    figures = Grid([Cell(text, r, c) for r, row in enumerate(FIGURES) for c, text in enumerate(row)], 1)
    after = Grid([Cell(text, r, c) for r, row in enumerate(FIGURES) for c, text in enumerate(row)], 3)
    tail = [Paragraph("第五部分 附表", 900), Paragraph("收入支出决算总表", 901)]
    return Layout([*before, figures, Paragraph("附件1", 300), *layout.blocks, *tail, after])


REPORT = [
    "2019年度部门决算",
    "目录",
    "一、收入支出决算总体情况说明......3",
    "附件1 部门预算项目支出绩效自评表......21",
    "（四）预算绩效管理情况：本部门对12个项目开展了绩效自评，从评价情况来看，项目支出绩效自评结果良好。",
]
FIGURES = [
    ["项目", "决算数", "项目", "决算数"],
    ["一、一般公共预算财政拨款收入", "391.87", "一、社会保障和就业支出", "22.34"],
    ["本年收入合计", "391.87", "本年支出合计", "391.87"],
]


class Rare(Maker):
    """A maker that draws some blocks in one rarer shape."""

    def __init__(self, random: Random, flavour: str) -> None:
        self.flavour = flavour
        super().__init__(random)
        if flavour in ("two_rows", "split_words", "target_form", "hubei_blocks", "number_column"):
            self.execution_in = "funding"
        if flavour in ("pairs", "transposed"):
            self.execution_in = "row" if {"weight", "score"} <= set(self.columns) else "none"

    def make(self) -> tuple[Sheet, dict[str, Any]]:
        sheet, truth = super().make()
        if self.flavour == "target_form":
            self._as_target()
        return sheet, truth

    def _indicator_columns(self) -> list[str]:
        columns = super()._indicator_columns()
        if self.flavour == "target_form":
            return [key for key in columns if key not in ("actual", "score", "reason", "weight")] + ["weight"]
        if self.flavour == "extra_columns":
            columns.insert(columns.index("score") + 1, self.random.choice(["review", "rule", "done"]))
            columns.append("remark")
        if self.flavour in ("two_rows", "split_words"):
            columns = ["level1", "level2", "level3", "target", "actual", "weight", "score", "reason"]
        if self.flavour == "number_column":
            columns.insert(0, "number")
        return columns

    def _data(self) -> None:
        self.say |= {"review": "财政审核得分", "rule": "评分标准", "done": "完成率", "remark": "备注", "number": "序号"}
        super()._data()
        if self.flavour == "code":
            self.truth["project"]["code"] = "51012324T000001234567"
        if self.flavour == "department":
            self.truth |= {"kind": "department_self_evaluation", "department": None}
            self.truth["project"]["name"] = None

    def _head(self) -> None:
        project, width = self.truth["project"], self.sheet.width
        if self.flavour == "department":
            self.sheet.before += [f"{self.year}年度部门整体支出绩效自评表"]
            self.row(("部门名称", 2, 1), (self.truth["unit"], width - 2, 1))
            return
        if self.flavour == "target_form":
            self.say["title"] = "项目支出绩效目标申报表"
            self.truth["kind"] = "performance_target"
        if self.flavour in ("inline_head", "one_line_head", "year_cell", "code"):
            self.sheet.before += [self.say["title"]]
            {
                "inline_head": self._inline,
                "one_line_head": self._one_line,
                "year_cell": self._year_cell,
                "code": self._code,
            }[self.flavour](project["name"], width)
            return
        super()._head()

    def _inline(self, name: str, width: int) -> None:
        self.sheet.before.append(f"（ {self.year} 年度）")
        self.row((f"项目名称：{name}", width, 1))
        self.row(
            (f"主管部门：{self.truth['department']}", width // 2, 1),
            (f"实施单位：{self.truth['unit']}", width - width // 2, 1),
        )

    def _one_line(self, name: str, width: int) -> None:
        self.sheet.before.append(f"填报单位（盖章）：{self.truth['unit']}      （{self.year}年度）     单位：万元")
        self.truth["money_unit"] = "万元"
        self.row(("项目名称", 1, 1), (name, 3, 1), ("主管部门", 1, 1), (self.truth["department"], width - 5, 1))

    def _year_cell(self, name: str, width: int) -> None:
        self.row(("项目名称", 1, 1), (name, width - 3, 1), ("年度", 1, 1), (f"{self.year}年", 1, 1))
        self.row(
            ("主管部门", 1, 1), (self.truth["department"], width - 4, 1), ("实施单位", 1, 1), (self.truth["unit"], 2, 1)
        )

    def _code(self, name: str, width: int) -> None:
        self.sheet.before.append(f"({self.year}年度)")
        code = self.truth["project"]["code"]
        if self.chance(0.5):
            self.row(("项目名称", 1, 1), (f"{code}-{name}", width - 1, 1))
        else:
            self.row(("项目名称", 1, 1), (name, width - 4, 1), ("项目编码", 1, 1), (code, 2, 1))
        self.row(
            ("主管部门", 1, 1), (self.truth["department"], width - 4, 1), ("实施单位", 1, 1), (self.truth["unit"], 2, 1)
        )

    def _funding(self) -> None:
        if self.flavour == "transposed":
            self._transposed()
        elif self.flavour == "pairs":
            self._pairs()
        elif self.flavour == "target_form":
            self._asked()
        elif self.flavour == "funding_once":
            self._once()
        else:
            super()._funding()

    def _transposed(self) -> None:
        if self.execution_in == "none":
            self.truth["execution"] |= {"weight": None, "score": None, "reason": None}
        names = {"total": "source_total", "unit": "unit_funds"}
        labels = [self.say[names.get(line["source"], line["source"])] for line in self.funding]
        free = self.sheet.width - 2
        if len(labels) > free:
            del self.funding[free:], labels[free:]
        self.row((self.say["funding_block"], 1, len(self.measures) + 1), ("", 1, 1), *self.spread(labels, free))
        for key in self.measures:
            self.row((self.say[key], 1, 1), *self.spread([line[key] or "" for line in self.funding], free))
        self._note_unit()

    def _pairs(self) -> None:
        self.funding[1:] = []
        self.truth["funding"] = self.funding
        if self.execution_in == "none":
            self.truth["execution"] |= {"weight": None, "score": None, "reason": None}
        cells: list[tuple[str, int, int]] = []
        for key in self.measures:
            cells += [(self.say[key], 1, 1), (self.funding[0][key] or "", 1, 1)]
        if 2 * len(self.measures) > self.sheet.width:
            self.extra += 2 * len(self.measures) - self.sheet.width
            self.sheet.width = 2 * len(self.measures)
        self.row(*cells)

    def _asked(self) -> None:
        amount = self.funding[0]["budget"]
        self.truth["funding"] = [
            {"source": source, "initial": amount, "budget": None, "executed": None, "rate": None}
            for source in ("total", "fiscal")
        ]
        self.row(("资金情况（万元）", 1, 2), ("年度资金总额：", 2, 1), (amount, self.sheet.width - 3, 1))
        self.row(("其中：财政拨款", 2, 1), (amount, self.sheet.width - 3, 1))
        self.truth["money_unit"] = "万元"
        self.truth["execution"] = {"weight": None, "rate": None, "score": None, "reason": None}

    def _once(self) -> None:
        """The head of the block stands in a row of its own, as in Excel forms."""
        self.row(("项目资金（万元）", self.sheet.width, 1))
        self.truth["money_unit"] = "万元"
        self.say["funding_block"] = ""
        super()._funding()
        header = self.sheet.rows[-len(self.funding) - 1]
        header[0:2] = [("", header[0][1] + header[1][1], 1)]
        for row in self.sheet.rows[-len(self.funding) :]:
            row[0] = (row[0][0], row[0][1] + 1, 1)

    def _note_unit(self) -> None:
        if "万元" in self.say["funding_block"]:
            self.truth["money_unit"] = "万元"

    def _goal(self) -> None:
        if self.flavour != "goal_rows":
            super()._goal()
            return
        half = (self.sheet.width - 2) // 2
        rest = self.sheet.width - 2 - half
        goal = self.truth["goal"]
        self.row(
            ("项目基本情况", 1, 3),
            ("1.项目年度目标完成情况", 1, 2),
            ("项目年度目标", half, 1),
            ("年度目标完成情况", rest, 1),
        )
        self.row((goal["expected"], half, 1), (goal["actual"], rest, 1))
        self.row(("2.项目实施内容及过程概述", 1, 1), ("按照方案组织实施。", half + rest, 1))

    def _cells(self, values: dict[str, str], skip: int = 0) -> list[tuple[str, int, int]]:
        extras = {"review": "4", "rule": "完成得满分", "done": "100%", "remark": "", "number": ""}
        if "review" in values or "level1" in values:
            return super()._cells(values, skip)
        return super()._cells(extras | values if "target" in values else values, skip)

    def _indicators(self) -> None:
        if self.flavour == "no_level2":
            self.columns.remove("level2")
            self.extra += 1
            for indicator in self.indicators:
                indicator["level2"] = None
        super()._indicators()
        start = next(i for i, row in enumerate(self.sheet.rows) if any(self.say["level1"] == cell[0] for cell in row))
        if self.flavour == "two_rows":
            self._two_rows(start)
        elif self.flavour == "split_words":
            self._split_words(start)

    def _two_rows(self, start: int) -> None:
        """目标值及完成值 over two columns; the other labels are two rows high."""
        upper: list[tuple[str, int, int]] = []
        lower: list[tuple[str, int, int]] = []
        for text, columns, rows in self.sheet.rows[start]:
            if text == self.say["target"]:
                upper.append(("指标值及完成情况", 2, 1))
            if text in (self.say["target"], self.say["actual"]):
                lower.append((text, columns, 1))
            else:
                upper.append((text, columns, rows + 1))
        self.sheet.rows[start : start + 1] = [upper, lower]

    def _split_words(self, start: int) -> None:
        """A header whose words stand in two rows without any merge (年度 / 指标值)."""
        words = {
            "level1": ("一级", "指标"),
            "level2": ("二级", "指标"),
            "level3": ("三级", "指标"),
            "target": ("年度", "指标值"),
            "actual": ("实际", "完成值"),
            "weight": ("分值", ""),
            "score": ("得分", ""),
            "reason": ("偏差原因", "分析"),
        }
        upper, lower = [], []
        offset = int(self.block)
        if self.block:
            text, columns, rows = self.sheet.rows[start][0]
            upper.append((text, columns, rows + 1))
        for key, (_, columns, _) in zip(self.columns, self.sheet.rows[start][offset:], strict=True):
            upper.append((words[key][0], columns, 1))
            lower.append((words[key][1], columns, 1))
        self.sheet.rows[start : start + 1] = [upper, lower]

    def _levels(
        self, index: int, row: dict[str, Any], previous: dict[str, Any], style: str
    ) -> list[tuple[str, int, int]]:
        cells = super()._levels(index, row, previous, style)
        if self.flavour == "no_level2":
            same = row["level1"] == previous.get("level1")
            return cells[: 0 if style == "merged" and same else 1]
        if self.flavour == "number_column":
            return [(str(index + 1), 1, 1), *cells]
        return cells

    def _as_target(self) -> None:
        for indicator in self.truth["indicators"]:
            indicator |= {"actual": None, "score": None, "reason": None}
        self.truth["total"] = {"weight": self.truth["total"]["weight"], "score": None}
