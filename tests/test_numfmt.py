"""Number formats: what a cell shows."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.read.formats.numfmt import builtin, formatter, general

DECEMBER_31 = "45657"  # 2024-12-31

NUMBERS = [
    # percent and decimals, rounded half up on the decimal number
    ("0.00%", "0.8636", "86.36%"), ("0%", "0.8636", "86%"), ("0%", "0.865", "87%"), ("0.00%", "1", "100.00%"),
    ("0.00", "8.6", "8.60"), ("0.00", "1.005", "1.01"), ("0.00", "1.0049999999999999", "1.01"), ("0", "2.5", "3"),
    ("0.0", "-0.25", "-0.3"), ("0.00%", "0.28499999999999998", "28.50%"),
    # thousands
    ("#,##0.00", "1234.5", "1,234.50"), ("#,##0.00", "-1234567.885", "-1,234,567.89"), ("#,##0", "0.4", "0"),
    ("#,##0,", "1234567", "1,235"), ("#,##0", "100", "100"), ("##,#00", "1234567", "1,234,567"),
    ('0!.0,"万"', "123456", "12.3万"), ("0\\.0,", "1234567", "123.5"),
    # sections
    ("0.00_ ;-0.00", "-3.2", "-3.20"), ("0.00_);(0.00)", "-3.2", "(3.20)"), ("_ * #,##0.00_ ", "5", "5.00"),
    ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"_ ;_ @_ ', "0", "-"), ("[Red]0.00;[Green]-0.0", "-1.25", "-1.3"),
    ('[=0]"";General', "0", ""), ('[=0]"";General', "2.5", "2.5"), ('[=0]"";General', "-2.5", "-2.5"),
    ('[>100]"大";[<0]"负";0.0', "101", "大"), ('[>100]"大";[<0]"负";0.0', "-1", "负"), ("0;0;", "0", ""),
    ('[>100]"大";[<0]"负";0.0', "5", "5.0"), (";;;", "5", ""), ("0.00;;", "-1", ""), ("[>5]0.0", "1", "1"),
    # words
    ('#,##0.00"万元"', "12.345", "12.35万元"), ('0"人"', "31015", "31015人"), ("0人", "31015", "31015人"),
    ('General"元"', "5.5", "5.5元"), ('G/通用格式"元"', "-5", "-5元"), ("[$¥-804]#,##0.00", "1234", "¥1,234.00"),
    ('@"元"', "5", "5元"), ("@", "0.965857143", "0.965857143"), ("", "3.50", "3.5"),
    # odd places
    ("000-0000", "1234567", "123-4567"), ("#.##", "0.5", ".5"), ("#.##", "5", "5."), ("0.0#", "5", "5.0"),
    ("0000", "7", "0007"), ("??0", "7", "  7"), ("0.0?", "5.5", "5.5 "), ("#,##0000", "12345678", "12,345,678"),
    # powers, fractions
    ("0.00E+00", "12345", "1.23E+04"), ("0.00E+00", "9.9999", "1.00E+01"), ("##0.0E+0", "12345", "12.3E+3"),
    ("0.0E-0", "0.00012", "1.2E-4"), ("0.00E+00", "0", "0.00E+00"), ("# ?/?", "0.5", "0.5"),
    # Chinese numerals
    ("[DBNum1][$-804]General", "100010", "一十万〇一十"), ("[DBNum2]General", "1234.5", "壹仟贰佰叁拾肆.伍"),
    ("[DBNum1]General", "100000001", "一亿〇一"), ("[DBNum1]0", "2024", "二〇二四"), ("[DBNum1]General", "0", "〇"),
]  # fmt: skip

DATES = [
    ('yyyy"年"m"月"d"日"', DECEMBER_31, "2024年12月31日"), ("m/d/yyyy", DECEMBER_31, "12/31/2024"),
    ("yyyy-mm-dd", DECEMBER_31, "2024-12-31"), ("yy.mm.dd", DECEMBER_31, "24.12.31"),
    ("e年m月", DECEMBER_31, "2024年12月"), ("h:mm AM/PM", "0", "12:00 AM"), ("yyyy", "3000000", "3000000"),
    ("yyyy/m/d h:mm", "45657.75", "2024/12/31 18:00"), ("h:mm AM/PM", "0.75", "6:00 PM"),
    ('上午/下午h"时"mm"分"', "0.75", "下午6时00分"), ("[h]:mm", "1.5", "36:00"), ("[mm]:ss", "0.0625", "90:00"),
    ("mm:ss.0", "0.000725", "01:02.6"), ("h:mm:ss", "0.999999", "0:00:00"),
    ("yyyy-mm-dd", "59", "1900-02-28"), ("yyyy-mm-dd", "61", "1900-03-01"), ("yyyy-mm-dd", "1", "1900-01-01"),
    ("d-mmm-yy", DECEMBER_31, "31-Dec-24"), ("dddd, mmmm d", DECEMBER_31, "Tuesday, December 31"),
    ("[$-804]aaaa", DECEMBER_31, "星期二"), ("[$-804]ddd", DECEMBER_31, "周二"), ("mmmmm", DECEMBER_31, "D"),
    ("[$-F800]dddd, mmmm dd, yyyy", DECEMBER_31, "2024年12月31日"), ("yyyy-mm-dd", "-1", "-1"),
    ('[DBNum1][$-804]yyyy"年"m"月"d"日"', DECEMBER_31, "二〇二四年十二月三十一日"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "stored", "shown"), NUMBERS + DATES)
def test_number_shows_as_in_a_cell(code: str, stored: str, shown: str) -> None:
    assert formatter(code).number(stored) == shown


@pytest.mark.parametrize(
    ("number", "stored", "shown"),
    [(2, "8.6", "8.60"), (9, "0.86", "86%"), (10, "0.8636", "86.36%"), (4, "1234.5", "1,234.50"), (43, "0", "-"),
     (14, DECEMBER_31, "2024/12/31"), (22, "45657.5", "2024/12/31 12:00"), (31, DECEMBER_31, "2024年12月31日"),
     (57, DECEMBER_31, "2024年12月"), (58, DECEMBER_31, "12月31日"), (33, "0.5", "12时00分00秒"), (999, "1.50", "1.5")],
)  # fmt: skip
def test_built_in_formats_show_as_in_a_chinese_program(number: int, stored: str, shown: str) -> None:
    assert formatter(builtin(number)).number(stored) == shown


def test_dates_of_old_macintoshes_count_from_1904() -> None:
    assert formatter("yyyy-mm-dd").number("44195", from_1904=True) == "2024-12-31"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("0.8635625", "0.8635625"), ("0.30000000000000004", "0.3"), ("0.965857143", "0.965857143"), ("100.0", "100"),
     ("9.6760000000000002", "9.676"), ("1E-3", "0.001"), ("-0", "0"), ("123456789012345678", "123456789012346000"),
     ("1E+25", "1E+25"), ("1.5E-12", "1.5E-12"), ("12345678901", "12345678901"), ("007", "7"), ("text", "text"),
     ("1E5000", "1E5000"), ("0E-9", "0")],
)  # fmt: skip
def test_general_format_has_no_float_noise(stored: str, shown: str) -> None:
    assert general(stored) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("0.00", "优"),
        ("@", "优"),
        ('@"级"', "优级"),
        ('0;0;0;"评"@', "评优"),
        (";;;", ""),
        ("0;-0;;@", "优"),
        ("", "优"),
    ],
)
def test_text_shows_as_in_a_cell(code: str, shown: str) -> None:
    assert formatter(code).text("优") == shown


STORED = st.floats().map(repr) | st.from_regex(r"-?\d{1,20}(\.\d{1,20})?(E[+-]?\d{1,9})?", fullmatch=True)


@given(st.decimals(-1_000_000, 1_000_000, places=4), st.integers(0, 4))
def test_decimals_are_rounded_half_up(value: Decimal, places: int) -> None:
    code = "0." + "0" * places if places else "0"
    expected = abs(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert formatter(code).number(str(value)) == ("-" if value < 0 else "") + str(expected)


@given(st.decimals(-1_000_000, 1_000_000, places=4))
def test_the_quick_way_and_the_way_by_places_show_the_same(value: Decimal) -> None:
    by_places = formatter('#,##0"".00')  # a word amid the digits, if an empty one, takes the long way
    assert formatter("#,##0.00").number(str(value)) == by_places.number(str(value))


@given(st.text(st.sampled_from('0#?.,%;[]"\\_*@/Ee+-yYmdhsAP年G<=>1$ '), max_size=20), STORED)
def test_no_code_breaks_the_reader(code: str, stored: str) -> None:
    understood = formatter(code)
    assert isinstance(understood.number(stored), str)
    assert isinstance(understood.text("优"), str)
