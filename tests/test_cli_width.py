"""Text measured in terminal columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jixiao.command.table import draw_table, fit
from jixiao.command.width import pad, width, wrap


def test_a_chinese_character_takes_two_columns() -> None:
    assert width("得分9.68") == 8
    assert width("，％≤") == 5  # full-width punctuation is wide, a mathematical sign is not


def test_pad() -> None:
    assert pad("得分", 6) == "得分  "
    assert pad("得分", 2) == "得分"


def test_lines_break_between_characters_and_not_inside_numbers() -> None:
    assert wrap("预算执行率96.76%得分", 10) == ["预算执行率", "96.76%得分"]


def test_closing_punctuation_starts_no_line() -> None:
    assert wrap("得分写成九点六，应改", 14) == ["得分写成九点", "六，应改"]


def test_opening_punctuation_ends_no_line() -> None:
    assert wrap("执行率得分（表中为10）", 12) == ["执行率得分", "（表中为10）"]


def test_line_breaks_are_kept() -> None:
    assert wrap("甲\n乙", 10) == ["甲", "乙"]


TEXTS = st.text(st.sampled_from("得分，。ab1.% "), max_size=60)


@given(TEXTS, st.integers(4, 30))
def test_wrapping_loses_nothing_but_blanks_and_keeps_to_the_width(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= columns for line in lines)


def test_a_table_is_drawn_with_aligned_edges() -> None:
    assert draw_table(["项目", "得分"], [["总分", "95"]], 80, right=[1]) == [
        "┌──────┬──────┐",
        "│ 项目 │ 得分 │",
        "├──────┼──────┤",
        "│ 总分 │   95 │",
        "└──────┴──────┘",
    ]


def test_a_table_without_headings() -> None:
    assert draw_table([], [["年度", "2024"]], 80, drawn=False) == [
        "+------+------+",
        "| 年度 | 2024 |",
        "+------+------+",
    ]


def test_wide_columns_share_the_room_that_narrow_ones_leave() -> None:
    assert fit([4, 100, 6, 50], 63) == [4, 20, 6, 20]
    assert fit([4, 6], 80) == [4, 6]


@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=4), st.integers(40, 100))
def test_all_lines_of_a_table_are_equally_wide(rows: list[list[str]], columns: int) -> None:
    lines = draw_table([], rows, columns)
    assert {width(line) for line in lines} == {width(lines[0])}
    assert width(lines[0]) <= columns
