"""Labels of charts in a PDF: left out between the text and the caption, and nothing else."""

from __future__ import annotations

import pytest

from jixiao.read.layout import Paragraph
from jixiao.read.recognise.accounts.lines import passages

BODY, SMALL = 16.0, 10.4
TEXT = "2024年度本年收入合计10.00万元，其中：财政拨款收入9.00万元，占90.00%；其他收入1.00万元。"


def lines(*parts: tuple[str, float, int]) -> list[str]:
    """The passages of lines, each with its height and page."""
    printed = []
    top = 100.0
    for number, (text, height, page) in enumerate(parts, 1):
        printed.append(Paragraph(text, number, page=page, box=(80.0, top, 80.0 + height * len(text), top + height)))
        top += 30
    return [passage.printed for passage in passages(printed)]


def test_labels_before_a_caption_are_left_out() -> None:
    found = lines(
        (TEXT, BODY, 5),
        ("单位：万元", 9.0, 5),
        ("其他收入 财政拨", SMALL + 4.8, 5),
        ("1.00万元，10.00% 款收入", SMALL, 5),
        ("图2：收入决算结构图", 12.0, 5),
        ("三、支出决算情况说明", 19.2, 5),
        (TEXT, BODY, 5),
    )
    assert found == [TEXT, "图2：收入决算结构图", "三、支出决算情况说明", TEXT]


def test_labels_below_a_caption_are_left_out() -> None:
    found = lines((TEXT, BODY, 5), ("图2：收入决算结构图", 12.0, 5), ("其他收入 1.00", SMALL, 5), (TEXT, BODY, 5))
    assert found == [TEXT, "图2：收入决算结构图", TEXT]


@pytest.mark.parametrize(
    "kept",
    [
        ("注：本图按决算表绘制。", SMALL, 5),  # a sentence
        ("1.支出10.00万元", SMALL, 5),  # an item of a list
        ("其他收入1.00万元", SMALL, 4),  # another page
        ("其他收入1.00万元", BODY, 5),  # running text
    ],
)
def test_what_is_no_label_stays(kept: tuple[str, float, int]) -> None:
    found = lines((TEXT, BODY, 4), kept, ("图2：收入决算结构图", 12.0, 5))
    assert any(kept[0] in passage for passage in found)


def test_small_type_without_a_caption_stays() -> None:
    assert lines((TEXT, BODY, 5), ("其他收入1.00万元", SMALL, 5), (TEXT, BODY, 5))[1:2] == ["其他收入1.00万元"]
