"""Text measured in terminal columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

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
    assert wrap("得分写成九点六，应改", 14) == ["得分写成九点六，", "应改"]


def test_line_breaks_are_kept() -> None:
    assert wrap("甲\n乙", 10) == ["甲", "乙"]


@given(st.text(st.sampled_from("得分，。ab1.% "), max_size=60), st.integers(4, 30))
def test_wrapping_loses_nothing_but_blanks(text: str, columns: int) -> None:
    assert "".join(wrap(text, columns)).replace(" ", "") == text.replace(" ", "")
