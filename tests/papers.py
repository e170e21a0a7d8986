"""Papers of an invented county to write: a small form, and a disclosure of some thirty pages."""

from __future__ import annotations

from decimal import Decimal

from jixiao.write.paper import Block, Cell, Chart, Contents, Figure, Heading, PageBreak, Paper, Paragraph, Series, Table

UNIT = "示例县医疗保障局"
SENTENCE = (
    "主要变动原因是本年新增城乡居民基本医疗保险参保补助项目，并按规定调整了机关事业单位人员基本工资标准；"
    "同时严格落实过紧日子要求，压减一般性支出（会议费、培训费和“三公”经费）。"
)
SECTIONS = [
    ("第一部分 部门概况", ["一、部门职责", "二、机构设置"]),
    (
        "第二部分 2024年度部门决算情况说明",
        [
            "一、收入支出决算总体情况说明",
            "二、收入决算情况说明",
            "三、支出决算情况说明",
            "四、财政拨款收入支出决算总体情况说明",
            "五、一般公共预算财政拨款支出决算情况说明",
            "六、一般公共预算财政拨款基本支出决算情况说明",
            "七、财政拨款“三公”经费支出决算情况说明",
            "八、政府性基金预算支出决算情况说明",
            "九、国有资本经营预算支出决算情况说明",
            "十、其他重要事项的情况说明",
        ],
    ),
    ("第三部分 名词解释", []),
]


def number(text: str, places: int = 2) -> Cell:
    """A cell with a number."""
    return Cell(text, align="right", number=Decimal(text.replace(",", "")), places=places)


def label(text: str, rows: int = 1, columns: int = 1) -> Cell:
    """A cell with words of the form."""
    return Cell(text, rows, columns, label=True)


def form_table(project: str = "城乡居民基本医疗保险参保补助", indicators: int = 12) -> Table:
    """A self-evaluation form (自评表) of nine columns."""
    rows: list[list[tuple[int, Cell]]] = [
        [(0, label("项目名称", columns=2)), (2, Cell(project, columns=7))],
        [
            (0, label("主管部门", columns=2)),
            (2, Cell(UNIT, columns=3)),
            (5, label("实施单位")),
            (6, Cell(UNIT, columns=3)),
        ],
        [
            (0, label("项目资金\n（万元）", rows=3, columns=2)),
            *((2 + at, label(text)) for at, text in enumerate(("", "年初预算数", "全年预算数", "全年执行数"))),
            *((6 + at, label(text)) for at, text in enumerate(("分值", "执行率", "得分"))),
        ],
        [
            (2, label("年度资金总额")),
            *_money("1,200.00", "1,260.50", "1,176.34"),
            (6, Cell("10")),
            (7, Cell("93.32%")),
            (8, Cell("9.33")),
        ],
        [
            (2, label("其中：财政拨款")),
            *_money("1,200.00", "1,260.50", "1,176.34"),
            (6, Cell("-")),
            (7, Cell("93.32%")),
            (8, Cell("-")),
        ],
        [(0, label("年度总体目标")), (1, label("预期目标", columns=4)), (5, label("实际完成情况", columns=4))],
        [
            (0, label("")),
            (1, Cell(SENTENCE, columns=4, align="left")),
            (5, Cell(SENTENCE * 2, columns=4, align="left")),
        ],
        [
            (at, label(text))
            for at, text in enumerate(
                ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析", "备注")
            )
        ],
    ]
    for at in range(indicators):
        first: list[tuple[int, Cell]] = [(0, label("产出指标", rows=indicators))] if not at else []
        if at % 3 == 0:
            first.append(
                (1, label(("数量指标", "质量指标", "时效指标", "成本指标")[at // 3 % 4], rows=min(3, indicators - at)))
            )
        rows.append(
            [
                *first,
                (2, Cell(f"参保人数补助发放第{at + 1}项", align="left")),
                (3, Cell("≥99%")),
                (4, Cell("99.6%")),
                (5, Cell("5")),
                (6, Cell("5")),
                (7, Cell("")),
                (8, Cell("")),
            ]
        )
    rows.append([(0, label("总分", columns=5)), (5, Cell("100")), (6, Cell("98.33")), (7, Cell("")), (8, Cell(""))])
    return Table(
        project,
        "项目支出绩效自评表",
        [7, 8, 15, 11, 11, 8, 8, 16, 8],
        rows,
        0,
        left_line="",
        unit_line="（2024年度）",
        notes=["注：偏差原因由实施单位填写。"],
    )


def _money(*texts: str) -> list[tuple[int, Cell]]:
    return [(3 + at, number(text)) for at, text in enumerate(texts)]


def accounts_table(at: int, columns: int = 9, rows: int = 14, *, landscape: bool = True) -> Table:
    """A table of the accounts with a code, a name and numbers."""
    count = columns - 2
    header: list[list[tuple[int, Cell]]] = [
        [(0, label("项目", columns=2)), (2, label("本年支出合计", rows=2)), (3, label("其中", columns=count - 1))],
        [
            (0, label("科目编码")),
            (1, label("科目名称")),
            *((3 + each, label(f"第{each + 1}类支出")) for each in range(count - 1)),
        ],
        [(0, label("栏次", columns=2)), *((2 + each, label(str(each + 1))) for each in range(count))],
        [(0, label("合计", columns=2)), *((2 + each, number(f"{1000 + each}.{each:02d}")) for each in range(count))],
    ]
    body = [
        [
            (0, Cell(f"21015{row:02d}", align="left")),
            (1, Cell(f"医疗保障管理事务第{row}项", align="left")),
            *((2 + each, number(f"{row * 100 + each}.{(row + each) % 100:02d}")) for each in range(count)),
        ]
        for row in range(rows)
    ]
    return Table(
        f"表{at}",
        f"第{at}号支出决算表",
        [9, 16, *[10.0] * count],
        header + body,
        3,
        left_line=f"部门：{UNIT}",
        unit_line="单位：万元",
        notes=["注：本表反映部门本年度各项支出情况。"],
        landscape=landscape,
        outline=True,
        heading=[f"公开{at:02d}表"],
    )


def chart(at: int) -> Chart:
    """Columns of two years, or a pie of five parts."""
    if at % 2:
        two = [
            Series("2023年", [Decimal("1076.34"), Decimal("900")]),
            Series("2024年", [Decimal("1176.34"), Decimal("950.5")]),
        ]
        return Chart("column", f"图{at}：收、支决算总计变动情况图", ["收入总计", "支出总计"], two)
    parts = ["社会保障和就业支出", "卫生健康支出", "住房保障支出", "农林水支出", "其他支出"]
    values = [Decimal(text) for text in ("86.11", "1012.5", "55.2", "3.1", "0")]
    return Chart("pie", f"图{at}：支出决算结构图", parts, [Series("支出", values)])


def sentences(at: int) -> list[Block]:
    """Paragraphs of a section, with figures."""
    runs = [
        "2024年度收、支总计均为",
        Figure("1176.34", "totals.all"),
        "万元。与2023年度相比，收、支总计各增加",
        Figure("100.00", "totals.all.change"),
        "万元，增长",
        Figure("9.29", "totals.all.growth"),
        "%。" + SENTENCE,
    ]
    return [Paragraph(list(runs)) for _ in range(1 + at % 2)]


def disclosure(tables: int = 13, forms: int = 7, charts: int = 7) -> Paper:
    """Final accounts as published: cover, contents, text with charts, forms, tables."""
    blocks: list[Block] = [
        Paragraph([UNIT], "cover"),
        Paragraph(["2024年度部门决算"], "cover"),
        Paragraph(["公开时间：2025年9月15日"], "centered"),
        PageBreak(),
        Contents(),
    ]
    drawn = 0
    for part, sections in SECTIONS:
        blocks.append(Heading(1, part, new_page=True))
        for at, section in enumerate(sections):
            blocks += [Heading(2, section), *sentences(at)]
            if at > 1:
                blocks += [Heading(3, "（一）总体情况"), *sentences(at), Heading(4, "1.结构情况"), *sentences(at)]
            if part.startswith("第二") and drawn < charts:
                drawn += 1
                blocks.append(chart(drawn))
        if not sections:
            blocks += [paragraph for at in range(4) for paragraph in sentences(at)]
    blocks += [Heading(1, "第四部分 附件", new_page=True), Paragraph(["附件1"], "annex")]
    blocks += [Paragraph([f"{UNIT}2024年部门整体支出绩效自评报告"], "title"), *sentences(1), *sentences(2)]
    blocks += [form_table(f"第{at + 1}号补助项目") for at in range(forms)]
    blocks.append(Heading(1, "第五部分 附表", new_page=True))
    blocks += [accounts_table(at + 1, 9 if at % 3 else 6, landscape=bool(at % 3)) for at in range(tables)]
    return Paper(f"{UNIT}2024年度部门决算", blocks, UNIT)


def form_paper(at: int = 0) -> Paper:
    """A paper of one form."""
    return Paper("项目支出绩效自评表", [form_table(f"第{at}号补助项目")], UNIT)
