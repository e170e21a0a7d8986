"""Makes self-evaluation forms in layouts that no county may have printed yet: the same data, drawn in many ways.

`generate(seed)` gives a sheet (rows of cells with spans, lines around it) and the truth that a reader should get.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from jixiao.read.layout import Block, Cell, Grid, Layout, Paragraph

PROJECTS = ["农村道路养护", "义务教育保障经费", "城市绿化管护", "残疾人康复补助", "基层文化设施维修", "食品安全抽检"]
UNITS = ["东河县交通运输局", "西山市教育体育局", "南桥区住房和城乡建设局", "北岭县残疾人联合会", "中原县文化和旅游局"]
NAMES = [
    "养护里程",
    "受益学生人数",
    "绿化管护面积",
    "康复训练人次",
    "设施维修数量",
    "抽检批次",
    "验收合格率",
    "资金发放及时率",
    "完成时间",
    "项目总成本",
    "单位补助标准",
    "带动就业人数",
    "群众出行便利程度",
    "环境改善程度",
    "长效管护机制健全情况",
]
TARGETS = [
    ("≥120公里", "126公里"),
    ("3500人", "3420人"),
    ("100%", "98.6%"),
    ("≥95%", "96%"),
    ("2023年12月底前", "2023年11月20日"),
    ("≤85.5万元", "84.2万元"),
    ("持续提升", "持续提升"),
    ("明显改善", "明显改善"),
    ("12", "12"),
    ("不少于6次", "8次"),
    ("优", "良"),
]
LEVELS = {
    "产出指标": ["数量指标", "质量指标", "时效指标", "成本指标"],
    "效益指标": ["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"],
    "满意度指标": ["服务对象满意度指标"],
}
WORDS = {
    "name": ["项目名称", "项目支出名称", "专项名称", "项目名称："],
    "department": ["主管部门", "主管部门及代码", "主管部门："],
    "unit": ["实施单位", "项目实施单位", "实施单位（盖章）", "项目单位", "资金使用单位"],
    "initial": ["年初预算数", "年初预算", "年初\n预算数", "年初预算数（A）"],
    "budget": ["全年预算数", "全年预算数（A）", "调整后预算数", "全年\n预算数", "预算数(A)", "调整预算数"],
    "executed": ["全年执行数", "执行数(B)", "全年执行数（B）", "预算执行数", "实际支出", "全年\n执行数"],
    "rate": ["执行率", "预算执行率", "执行率（B/A）", "执行率(%)"],
    "weight": ["分值", "权重", "指标分值", "标准分值", "分值\n（100分）"],
    "score": ["得分", "自评得分", "得 分", "实际得分", "自评分"],
    "level1": ["一级指标", "一级\n指标", "一级绩效指标"],
    "level2": ["二级指标", "二级\n指标"],
    "level3": ["三级指标", "三级绩效指标", "指标名称", "三级指标名称"],
    "target": ["年度指标值", "指标值", "年度目标值", "年初目标值（A）", "目标值", "年度指标值(A)"],
    "actual": ["实际完成值", "全年完成值", "完成值", "全年实际值（B）", "实际完成情况", "实际完成值(B)"],
    "comparator": ["指标性质", "计算符号"],
    "unit_of_measure": ["度量单位", "计量单位"],
    "reason": ["偏差原因分析及改进措施", "未完成原因分析", "扣分原因分析", "未完成原因和改进措施", "偏差原因\n分析"],
    "total": ["总分", "合计", "总 分", "自评总分", "总计"],
    "expected": ["预期目标", "年初设定目标", "年初预期目标", "项目年度目标"],
    "goal_actual": ["实际完成情况", "全年实际完成情况", "年度目标完成情况", "目标实际完成情况"],
    "execution": ["预算执行率（10分）", "预算执行率", "执行率"],
    "source_total": ["年度资金总额", "年度资金总额：", "总额", "资金总额"],
    "fiscal": [
        "其中：财政拨款",
        "其中：当年财政拨款",
        "其中:本年财政拨款",
        "财政拨款",
        "其中：财政资金",
        "一般公共预算",
    ],
    "carryover": ["上年结转资金", "上年结转", "上年结转结余资金"],
    "other": ["其他资金", "其它资金"],
    "special_account": ["财政专户管理资金"],
    "unit_funds": ["单位资金", "自筹资金"],
    "funding_block": [
        "项目资金（万元）",
        "项目资金\n(万元)",
        "预算执行情况（10分）",
        "资金情况（万元）",
        "年度预算执行情况(万元)",
    ],
    "indicator_block": ["绩效指标", "绩\n效\n指\n标", "年度绩效指标", "绩效指标（90分）", "年度绩效指标完成情况"],
    "goal_block": ["年度总体目标", "年度\n总体\n目标", "总体目标", "年度总体目标完成情况"],
    "title": ["项目支出绩效自评表", "部门预算项目支出绩效自评表", "项目绩效自评表", "财政支出项目绩效自评表"],
    "conclusion": ["评价结论", "自评结论"],
    "problems": ["存在问题", "存在的主要问题"],
    "improvements": ["改进措施", "下一步改进措施"],
}


@dataclass
class Sheet:
    """Rows of (text, columns, rows) cells; a row begins at the first column that is free."""

    width: int
    rows: list[list[tuple[str, int, int]]] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    def cells(self) -> list[Cell]:
        taken: set[tuple[int, int]] = set()
        found: list[Cell] = []
        for row, cells in enumerate(self.rows):
            column = 0
            for text, columns, rows in cells:
                while (row, column) in taken:
                    column += 1
                found.append(Cell(text, row, column, rows, columns))
                taken.update((row + r, column + c) for r in range(rows) for c in range(columns))
                column += columns
        return found

    def layout(self) -> Layout:
        blocks: list[Block] = [Paragraph(text, i + 1) for i, text in enumerate(self.before)]
        blocks.append(Grid(self.cells(), 1))
        blocks += [Paragraph(text, 100 + i) for i, text in enumerate(self.after)]
        return Layout(blocks)


def generate(seed: int) -> tuple[Sheet, dict[str, Any]]:
    """Give a sheet and its truth."""
    return Maker(Random(seed)).make()


class Maker:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.say = {key: random.choice(options) for key, options in WORDS.items()}
        self.truth: dict[str, Any] = {}
        self.columns = self._indicator_columns()
        self.block = random.random() < 0.75  # a block label at the left
        self.wide = random.random() < 0.4  # the name takes two grid columns
        self.execution_in = random.choice(["funding", "funding", "row", "last"])
        if not {"weight", "score"} <= set(self.columns):
            self.execution_in = "funding"
        width = len(self.columns) + self.block + self.wide
        self.sheet = Sheet(max(width, 8))
        self.extra = self.sheet.width - width  # columns added to the last of a row

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def make(self) -> tuple[Sheet, dict[str, Any]]:
        self._data()
        self._head()
        blocks = [self._funding, self._goal]
        if self.chance(0.3):
            blocks.reverse()
        blocks.insert(2 if self.chance(0.9) else 0, self._indicators)
        for block in blocks:
            block()
        self._tail()
        return self.sheet, self.truth

    def row(self, *cells: tuple[str, int, int]) -> None:
        self.sheet.rows.append(list(cells))

    def spread(self, texts: list[str], free: int, rows: int = 1) -> list[tuple[str, int, int]]:
        """Share the free columns among texts, the last ones taking what is over."""
        each, over = divmod(free, len(texts))
        count = len(texts)
        return [(text, each + (i >= count - over), rows) for i, text in enumerate(texts)]

    def _data(self) -> None:
        pick = self.random.choice
        self.year = pick([2021, 2022, 2023, 2024])
        budget = self.random.randrange(1000, 90000) / 100
        executed = round(budget * self.random.choice([1, 0.97, 0.5, 0.883]), 2)
        rate = f"{executed / budget * 100:.2f}%"
        score = f"{executed / budget * 10:.2f}"
        reason = pick([None, "部分工程跨年实施"])
        self.execution = {"weight": "10", "rate": rate, "score": score, "reason": reason}
        self.funding = self._funding_rows(f"{budget:.2f}", f"{executed:.2f}", rate)
        self.indicators = self._indicator_rows()
        self.truth = {
            "kind": "project_self_evaluation",
            "year": self.year,
            "project": {"code": None, "name": pick(PROJECTS)},
            "department": pick(UNITS),
            "unit": pick(UNITS),
            "money_unit": None,
            "funding": self.funding,
            "goal": {"expected": "完成年度任务，改善群众生产生活条件。", "actual": "已按计划完成，群众满意。"},
            "execution": self.execution,
            "indicators": self.indicators,
            "total": {"weight": "100", "score": "96.5"},
            "conclusion": None,
            "problems": None,
            "improvements": None,
        }

    def _funding_rows(self, budget: str, executed: str, rate: str) -> list[dict[str, Any]]:
        with_initial = self.chance(0.6)
        self.measures = (["initial"] if with_initial else []) + ["budget", "executed", "rate"]
        rows = [("total", budget, executed, rate), ("fiscal", budget, executed, self.random.choice([rate, None]))]
        for source in ("carryover", "special_account", "unit", "other"):
            if self.chance(0.45):
                rows.append((source, None, None, None))
        return [
            {
                "source": source,
                "initial": amount if with_initial else None,
                "budget": amount,
                "executed": spent,
                "rate": share,
            }
            for source, amount, spent, share in rows
        ]

    def _indicator_columns(self) -> list[str]:
        values = ["target", "actual", "weight", "score"]
        if self.chance(0.3):
            values.remove("weight")
        order = self.random.choice(["plain", "plain", "weight_first", "shuffled"])
        if order == "shuffled":
            self.random.shuffle(values)
        elif order == "weight_first":
            values.sort(key=lambda key: key != "weight")
        if self.chance(0.25):
            at = values.index("target")
            values[at : at + 1] = ["comparator", "target", "unit_of_measure"]
        return ["level1", "level2", "level3", *values, *(["reason"] if self.chance(0.8) else [])]

    def _indicator_rows(self) -> list[dict[str, Any]]:
        names = self.random.sample(NAMES, len(NAMES))
        found = []
        for level1, seconds in LEVELS.items():
            points = f"（{self.random.choice([10, 30, 50])}分）" if self.chance(0.2) else ""
            for level2 in seconds:
                for _ in range(self.random.choice([0, 1, 1, 2]) if len(seconds) > 1 else 1):
                    found.append(self._indicator(level1 + points, level2, names.pop() if names else "其他事项"))
        return found or [self._indicator("产出指标", "数量指标", "办结事项")]

    def _indicator(self, level1: str, level2: str, name: str) -> dict[str, Any]:
        target, actual = self.random.choice(TARGETS)
        has = self.columns.__contains__
        split = has("comparator")
        return {
            "level1": level1,
            "level2": level2,
            "name": name,
            "comparator": self.random.choice("≥≤＝") if split else None,
            "target": target,
            "unit": self.random.choice(["%", "个", "万元"]) if split else None,
            "actual": actual,
            "weight": self.random.choice(["5", "10", "7.5"]) if has("weight") else None,
            "score": self.random.choice(["5", "10", "4.87"]),
            "reason": "受天气影响，部分推迟" if has("reason") and self.chance(0.3) else None,
        }

    def _head(self) -> None:
        title = self.say["title"]
        if self.chance(0.3):
            title = f"{self.year}年度{title}"
        else:
            self.sheet.before.append(f"（{self.year}年度）")
        if self.chance(0.3) and not self.sheet.before:
            self.row((title, self.sheet.width, 1))
        else:
            self.sheet.before.insert(0, title)
        width = self.sheet.width
        label = self.random.choice([1, 2])
        self.row((self.say["name"], label, 1), (self.truth["project"]["name"], width - label, 1))
        first, second = (self.say["department"], label, 1), (self.say["unit"], 1, 1)
        free = width - label - 1
        self.row(first, (self.truth["department"], free // 2, 1), second, (self.truth["unit"], free - free // 2, 1))

    def _funding(self) -> None:
        in_block = self.execution_in == "funding"
        columns = [*self.measures]
        if in_block:
            at = self.random.choice([len(columns), len(columns) - 1])
            columns[at:at] = ["weight"]
            columns.append("score")
        if self.chance(0.2):
            self.random.shuffle(columns)
        block = self.say["funding_block"]
        if "万元" in block:
            self.truth["money_unit"] = "万元"
        free = self.sheet.width - 1 - len(columns)
        label_columns = max(1, free)
        if free < 1:
            self.sheet.width += 1 - free
            self.extra += 1 - free
        rows = len(self.funding) + 1
        header = [("", label_columns, 1), *((self.say[key], 1, 1) for key in columns)]
        self.row((block, 1, rows), *header)
        for line in self.funding:
            self._funding_row(line, columns, label_columns)

    def _funding_row(self, line: dict[str, Any], columns: list[str], label_columns: int) -> None:
        names = {"total": "source_total", "unit": "unit_funds"}
        label = self.say[names.get(line["source"], line["source"])]
        blank = self.random.choice(["", "—", "/"])
        cells = []
        for key in columns:
            value = line.get(key) if key in line else (self.execution[key] if line["source"] == "total" else blank)
            cells.append((value or "", 1, 1))
        self.row((label, label_columns, 1), *cells)
        if self.execution_in == "funding":
            self.execution["reason"] = None

    def _goal(self) -> None:
        free = self.sheet.width - 1
        expected, actual = self.truth["goal"]["expected"], self.truth["goal"]["actual"]
        style = self.random.choice(["below", "below", "beside", "none"])
        if style == "none":
            self.truth["goal"] = {"expected": None, "actual": None}
        elif style == "below":
            self.row(
                (self.say["goal_block"], 1, 2), *self.spread([self.say["expected"], self.say["goal_actual"]], free)
            )
            self.row(*self.spread([expected, actual], free))
        else:
            self.row((self.say["goal_block"], 1, 2), (self.say["expected"], 1, 1), (expected, free - 1, 1))
            self.row((self.say["goal_actual"], 1, 1), (actual, free - 1, 1))

    def _cells(self, values: dict[str, str], skip: int = 0) -> list[tuple[str, int, int]]:
        cells = []
        for index, key in enumerate(self.columns):
            if index < skip:
                continue
            wide = 1 + (self.wide and key == "level3") + (self.extra if index == len(self.columns) - 1 else 0)
            cells.append((values.get(key) or "", wide, 1))
        return cells

    def _indicators(self) -> None:
        body = self._body()
        header = self._cells({key: self.say[key] for key in self.columns})
        block = [(self.say["indicator_block"], 1, len(body) + 1)] if self.block else []
        self.row(*block, *header)
        for cells in body:
            self.row(*cells)
        if not self.total_first:
            self._total_row()

    def _body(self) -> list[list[tuple[str, int, int]]]:
        self.total_first = self.chance(0.15) and "weight" in self.columns
        rows: list[list[tuple[str, int, int]]] = []
        if self.total_first:
            rows.append(self._total_cells(len(self.columns) + self.wide + self.extra, self.say["total"]))
        if self.execution_in == "row":
            rows.append(self._execution_cells())
        rows += self._indicator_body()
        if self.execution_in == "last":
            rows.append(self._execution_cells())
        return rows

    def _execution_cells(self) -> list[tuple[str, int, int]]:
        values = {"actual": self.execution["rate"], "weight": "10", "score": self.execution["score"]}
        if "reason" in self.columns:
            values["reason"] = self.execution["reason"]
        else:
            self.execution["reason"] = None
        lead = self.columns.index("level3") + 1
        return [(self.say["execution"], lead + self.wide, 1), *self._cells(values, lead)]

    def _indicator_body(self) -> list[list[tuple[str, int, int]]]:
        style = self.random.choice(["merged", "merged", "once", "repeated"])
        numbered = self.chance(0.2)
        rows = []
        previous: dict[str, Any] = {}
        for index, indicator in enumerate(self.indicators):
            values = {"level3": indicator["name"], "unit_of_measure": indicator["unit"]}
            values |= {key: indicator[key] for key in ("comparator", "target", "actual", "weight", "score", "reason")}
            if numbered:
                values["level3"] = f"指标{index + 1}：{indicator['name']}"
            lead = self.columns.index("level3")
            rows.append([*self._levels(index, indicator, previous, style), *self._cells(values, lead)])
            previous = indicator
            if style != "merged" and numbered and self.chance(0.3):
                rows.append([*[("", 1, 1)] * lead, *self._cells({"level3": "……"}, lead)])
        return rows

    def _levels(
        self, index: int, row: dict[str, Any], previous: dict[str, Any], style: str
    ) -> list[tuple[str, int, int]]:
        same1 = row["level1"] == previous.get("level1")
        same2 = same1 and row["level2"] == previous.get("level2")
        if style == "merged":
            following = self.indicators[index:]
            run1 = _run(following, lambda other: other["level1"] == row["level1"])
            run2 = _run(following, lambda other: (other["level1"], other["level2"]) == (row["level1"], row["level2"]))
            return [*([] if same1 else [(row["level1"], 1, run1)]), *([] if same2 else [(row["level2"], 1, run2)])]
        if style == "once":
            return [("" if same1 else row["level1"], 1, 1), ("" if same2 else row["level2"], 1, 1)]
        return [(row["level1"], 1, 1), (row["level2"], 1, 1)]

    def _total_cells(self, free: int, label: str) -> list[tuple[str, int, int]]:
        total = self.truth["total"]
        if "weight" not in self.columns:
            total["weight"] = None
        before = min(self.columns.index(key) for key in ("weight", "score") if key in self.columns)
        values = {"weight": total["weight"], "score": total["score"]}
        lead = before + self.wide
        return [(label, lead, 1), *self._cells(values, before)]

    def _total_row(self) -> None:
        free = self.sheet.width
        cells = self._total_cells(free, self.say["total"])
        text, columns, rows = cells[0]
        self.row((text, columns + self.block, rows), *cells[1:])

    def _tail(self) -> None:
        for key in ("conclusion", "problems", "improvements"):
            if self.chance(0.3):
                self.truth[key] = f"项目总体情况良好{key}"
                self.row((self.say[key], 1, 1), (self.truth[key], self.sheet.width - 1, 1))
        if self.chance(0.3):
            self.sheet.after.append("填报人：      联系电话：       填报日期：")


def _run(rows: list[dict[str, Any]], same: Any) -> int:
    count = 0
    for row in rows:
        if not same(row):
            break
        count += 1
    return count
