"""Whether two rows at a page end are halves of one row."""

from __future__ import annotations

import pytest

from jixiao.read.formats.pdf_halves import Halves, is_cut, label_reads_on, reads_on
from jixiao.read.formats.pdf_table import PageCell

SIZE = 10.0
PAD = 2.0
TOP = 700.0


def cell(text: str, em: float, rows: int = 1, height: float | None = None) -> PageCell:
    """A cell whose text has `em` characters of room in a line, its lines from the top down."""
    printed = text.split("\n") if text else []
    height = max(1, len(printed)) * 12 + 2 if height is None else height
    made = PageCell(0, 0, rows, 1, (0.0, TOP, em * SIZE + 2 * PAD, TOP + height))
    made.text = text
    made.lines = [
        (PAD, TOP + 12 * at, PAD + width(line), TOP + 12 * at + SIZE, line) for at, line in enumerate(printed)
    ]
    return made


def width(line: str) -> float:
    return sum(SIZE if char > "~" else 0.55 * SIZE for char in line)


WIDTHS = [4, 4, 5, 3.3, 3, 3, 5]  # 一级 二级 三级 指标值 分值 得分 原因
INDICATORS = [
    ["", "数量指标", "参保人数", "≥98%", "10", "10", ""],
    ["", "质量指标", "覆盖率", "≥95%", "10", "9", "外出务工"],
    ["", "时效指标", "完成时限", "12月", "10", "10", ""],
    ["", "成本指标", "补助标准", "60元", "10", "10", ""],
]


def halves(first: list[str], second: list[str], others: list[list[str]] = INDICATORS, unused: float = 0.0) -> Halves:
    """Two rows at a page end in a table of other rows."""
    widths = WIDTHS if len(first) == len(WIDTHS) else [4, *[20] * (len(first) - 1)]
    height = 12 * max(text.count("\n") + 1 for text in first) + 2
    above = [cell(text, em, height=height) for text, em in zip(first, widths, strict=True)]
    below = [cell(text, em) for text, em in zip(second, widths, strict=True)]
    columns = [[cell(row[at], em) for row in others] for at, em in enumerate(widths)]
    return Halves(list(zip(above, below, strict=True)), columns, PAD, unused)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["", "成本指标", "居民医保参", "≥98%", "10", "10", ""], ["", "", "保人数", "", "", "", ""]),
        (["", "可持续", "环境改善", "≥287", "10", "10", ""], ["", "影响指标", "", "处", "", "", ""]),
        (["产出指标", "数量指标", "参保人数", "≥98%", "10", "9", "受疫情影响"], ["", "", "", "", "", "", "推迟到下年"]),
        (["产出指标", "数量指标", "参保人数", "≥98%", "10", "10", ""], ["（50分）", "", "", "", "", "", ""]),
        (["", "数量指标", "参保人数", "≥98%", "10", "9", ""], ["", "", "", "", "", "", "受疫情影响，\n推迟到下年"]),
    ],
    ids=["name", "label and target", "reason", "points of a label", "reason wholly below"],
)
def test_halves(first: list[str], second: list[str]) -> None:
    assert is_cut(halves(first, second))


def test_halves_of_a_row_cut_after_its_first_line() -> None:
    found = halves(["效益", "社会", "受益", "≥95", "10", "10", "受"], ["指标", "效益", "人数", "%", "", "", "灾"])
    narrow = [(cell(first.text, width(first.text) / SIZE), second) for first, second in found.pairs]
    assert is_cut(found._replace(pairs=narrow))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["", "数量指标", "居民医保参", "≥98%", "10", "10", ""], ["", "质量指标", "居民医保覆", "≥95%", "10", "9", ""]),
        (["", "数量指标", "参保人数", "≥98%", "10", "10", ""], ["", "经济效益", "", "", "", "", ""]),
        (["", "经济效益", "", "", "", "", ""], ["", "", "居民医保参", "≥98%", "10", "10", ""]),
        (["", "", "指标1：", "", "", "", ""], ["", "", "指标2：", "", "", "", ""]),
        (
            ["一级指标", "二级指标", "三级指标", "指标值", "分值", "得分", "原因"],
            ["产出指标", "数量指标", "", "", "", "", ""],
        ),
        (["", "成本指标", "补助标准", "60元", "10", "10", ""], ["总分", "", "", "", "100", "98", ""]),
        (["", "", "", "", "", "", ""], ["", "成本指标", "补助标准", "60元", "10", "10", ""]),
        (["", "成本指标", "补助标准", "60元", "10", "10", ""], ["", "", "", "", "", "", ""]),
    ],
    ids=["two rows", "blank row below", "blank row above", "template", "head", "total", "empty above", "empty below"],
)
def test_two_rows(first: list[str], second: list[str]) -> None:
    assert not is_cut(halves(first, second))


def test_narrative_rows() -> None:
    full = "坚持稳中求进的总基调，加快构建多层次的体"
    goes_on = ["年度目标", full, "已完成。"], ["", "系，保障适度可持续。", ""]
    assert is_cut(halves(*goes_on, others=[]))
    new_row = ["存在问题", full], ["改进措施", "加强政策宣传引导。"]
    assert not is_cut(halves(*new_row, others=[]))
    ended = ["存在问题", "资金拨付不及时。"], ["", "另有说明。"]
    assert not is_cut(halves(*ended, others=[]))


def test_a_page_that_was_not_used_to_its_end_speaks_against_it() -> None:
    full = "坚持稳中求进的总基调，加快构建多层次的体"
    rows = ["年度目标", full], ["", "系，保障适度可持续。"]
    assert is_cut(halves(*rows, others=[]))
    assert not is_cut(halves(*rows, others=[], unused=60))


@pytest.mark.parametrize(
    ("first", "second", "em", "expected"),
    [
        ("居民医保参", "保人数", 5, True),
        ("居民医保", "参保人数", 6, False),  # there was room for two more characters
        ("355.3", "8", 2.8, True),  # a number too long for its cell
        ("2.5", "6", 2.6, False),
        ("100%", "100%", 2.5, False),
        ("60", "元/人/年", 4, True),  # what hangs together by slashes is not divided
        ("分值", "（100分）", 5, True),
        ("（一）数量", "（二）质量", 9, False),
        ("1.加强宣传。\n2.规范行为。", "3.加强对接。", 20, True),
        ("1.加强宣传。", "1.项目概况。", 20, False),
    ],
)
def test_text_that_reads_on(first: str, second: str, em: float, expected: bool) -> None:
    assert reads_on(cell(first, em), cell(second, em), PAD) is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("满意度指", "标", True),
        ("产出指标", "（50分）", True),
        ("产出指标", "效益指标", False),
        ("（50分）", "效益", False),
        ("产出", "效益指标", False),
    ],
)
def test_labels_that_read_on(first: str, second: str, expected: bool) -> None:
    assert label_reads_on(cell(first, 4), cell(second, 4), PAD, []) is expected


def test_a_label_with_room_below_it_is_complete() -> None:
    assert label_reads_on(cell("满意度指", 4, rows=3), cell("标", 4), PAD, [])
    assert not label_reads_on(cell("满意度指", 4, rows=3, height=80), cell("标", 4), PAD, [])


def test_a_label_that_ends_as_others_do_is_complete() -> None:
    others = [cell("质量指标", 4), cell("时效指标", 4)]
    assert not label_reads_on(cell("数量指标", 4), cell("效益", 4), PAD, others)
    assert label_reads_on(cell("社会效益", 4), cell("指标", 4), PAD, others)
    assert label_reads_on(cell("社会效", 3), cell("益指标", 4), PAD, others, is_sure=True)
