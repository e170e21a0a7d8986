"""PDF printed by LibreOffice: rows cut by page ends in ever other places are the rows of the Word document."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path
from random import Random

import docx as word
import pytest
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as VERTICAL
from docx.shared import Cm, Pt
from docx.table import Table

from jixiao.read.formats.pdf import read_layout
from jixiao.read.layout import Grid
from jixiao.read.source import Source
from printing import convert

DOCUMENTS = 30
BAR = 0.998

WIDTHS = [1.6, 1.9, 3.2, 2.2, 2.2, 1.2, 1.2, 3.2]  # centimetres
HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
LEVELS = [
    ("产出指标（50分）", "数量指标 质量指标 时效指标 成本指标"),
    ("效益指标（30分）", "社会效益指标 可持续影响指标"),
]
NAMES = [
    "居民医保参保人数",
    "资金拨付及时率",
    "完成时限",
    "困难群众资助参保人数及其他特殊人员资助参保覆盖情况",
    "培训合格率",
    "减轻困难群众医疗费用负担，防止因病致贫返贫现象发生",
    "参保群众对医疗保障经办服务工作的总体满意程度",
]
VALUES = [
    "≥98%",
    "31015人",
    "22.51万人",
    "≥287处",
    "2024年12月31日前",
    "≤160万元",
    "60元/人/年",
    "有效提升",
    "＝1篇（部）",
]
REASONS = [
    "",
    "",
    "",
    "因受疫情影响，部分工作推迟到下一年度开展，下一步将加快进度",
    "部分参保人员外出务工，未在本地参保。",
]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def rows_of(random: Random) -> list[list[str]]:
    """The rows of a form; a label that spans rows stands in the first of them, "^" in the others."""
    rows = [HEAD]
    for first, seconds in LEVELS:
        level1 = first
        for level2 in seconds.split():
            for number in range(random.randint(1, 3)):
                value, weight = random.choice(VALUES), random.choice(["4", "5", "10", "2.5"])
                label = level2 if number == 0 else "^"
                rows.append([level1, label, random.choice(NAMES), value, value, weight, weight, random.choice(REASONS)])
                level1 = "^"
    return [*rows, ["总分", "", "", "", "", "100", "96.5", ""]]


def make(file: Path, seed: int) -> list[list[str]]:
    """Write a form whose rows may be cut; give its slots, with the text of a merged cell in each of them."""
    random = Random(seed)
    document = word.Document()
    document.styles["Normal"].font.size = Pt(random.choice([9, 10, 10.5, 12]))
    document.styles["Normal"].paragraph_format.space_after = Pt(0)
    for number in range(random.randint(18, 34)):
        document.add_paragraph(f"填报说明第{number}条：请如实填写。")
    rows = rows_of(random)
    table = document.add_table(len(rows), len(HEAD), style="Table Grid")
    table.autofit = False
    fill(table, rows, random.choice([VERTICAL.TOP, VERTICAL.CENTER]))
    document.save(str(file))
    for above, row in pairwise(rows):
        row[:] = [above[at] if text == "^" else text for at, text in enumerate(row)]
    return rows


def fill(table: Table, rows: list[list[str]], alignment: VERTICAL) -> None:
    for number, row in enumerate(rows):
        for at, text in enumerate(row):
            cell = table.cell(number, at)
            cell.width = Cm(WIDTHS[at])
            if text != "^":
                cell.text, cell.vertical_alignment = text, alignment
    for at in (0, 1):
        starts = [number for number, row in enumerate(rows) if row[at] != "^"]
        for start, end in pairwise([*starts, len(rows)]):
            if end > start + 1:
                text = rows[start][at]
                merged = table.cell(start, at).merge(table.cell(end - 1, at))
                merged.text, merged.vertical_alignment = text, alignment


def slots(grid: Grid) -> list[list[str]]:
    """The texts of a grid slot by slot, without white space."""
    found = [[""] * len(HEAD) for _ in grid.rows()]
    for cell in grid.cells:
        for row in found[cell.row : cell.row + cell.rows]:
            row[cell.column : cell.column + cell.columns] = ["".join(cell.text.split())] * cell.columns
    return found


def differences(printed: Path, rows: list[list[str]]) -> list[tuple[str, str, str]]:
    """Where the grid of a printed form is not what was written: file, text found, text written."""
    (grid,) = read_layout(Source(printed.name, printed.read_bytes(), "pdf")).grids()
    found = slots(grid)
    if len(found) != len(rows):
        return [(printed.name, f"{len(found)} rows", f"{len(rows)} rows")] * len(rows)
    pairs = [pair for one, other in zip(found, rows, strict=True) for pair in zip(one, other, strict=True)]
    return [(printed.name, text, wanted) for text, wanted in pairs if text != wanted]


def test_cut_rows(tmp_path: Path) -> None:
    files = [tmp_path / f"{seed:02}.docx" for seed in range(DOCUMENTS)]
    wanted = [make(file, seed) for seed, file in enumerate(files)]
    convert(files, "pdf", tmp_path)
    written = sum(len(rows) * len(HEAD) for rows in wanted)
    wrong = [
        wrong for file, rows in zip(files, wanted, strict=True) for wrong in differences(file.with_suffix(".pdf"), rows)
    ]
    assert len(wrong) <= (1 - BAR) * written, wrong
