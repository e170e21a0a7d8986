"""Quantities: what stands in cells and running text, conversions, targets against results."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jixiao.model.interval import Interval
from jixiao.model.quantity import (
    Quantity,
    assume_unit,
    base,
    comparable,
    convert,
    meets,
    numbers,
    parse,
    parse_target,
)

# text | dimension | number | unit | comparator (a dash where there is none)
AMOUNTS = r"""
31015人 | persons | 31015 | 人 | -
22.51万人 | persons | 22.51 | 万人 | -
5万人　 | persons | 5 | 万人 | -
３名 | persons | 3 | 名 | -
1.2万人次 | person_times | 1.2 | 万人次 | -
200人/次 | person_times | 200 | 人次 | -
49户 | households | 49 | 户 | -
3万户 | households | 3 | 万户 | -
≥99% | percent | 99 | % | ≥
100.00% | percent | 100.00 | % | -
９８％ | percent | 98 | % | -
98﹪ | percent | 98 | % | -
≥100百分比 | percent | 100 | % | ≥
百分之九十五 | percent | 95 | % | -
不低于百分之九十五 | percent | 95 | % | ≥
百分之95以上 | percent | 95 | % | ≥
5个百分点 | percent | 5 | 个百分点 | -
3‰ | percent | 3 | ‰ | -
95%（含）以上 | percent | 95 | % | ≥
达到95%以上 | percent | 95 | % | ≥
100%完成 | percent | 100 | % | -
≤160万元 | money | 160 | 万元 | ≤
50000元 | money | 50000 | 元 | -
12 万元 | money | 12 | 万元 | -
3.2亿元 | money | 3.2 | 亿元 | -
5千元 | money | 5 | 千元 | -
300百万元 | money | 300 | 百万元 | -
一百二十万元 | money | 120 | 万元 | -
壹佰万元整 | money | 100 | 万元 | -
人民币12万元 | money | 12 | 万元 | -
￥5,000.00 | money | 5000.00 | 元 | -
成本控制在5万元以内 | money | 5 | 万元 | ≤
2元/人 | rate | 2 | 元/人 | -
1600元／亩 | rate | 1600 | 元/亩 | -
≥1次/年 | rate | 1 | 次/年 | ≥
0.8635625 | number | 0.8635625 | - | -
1,234.50 | number | 1234.50 | - | -
1，234 | number | 1234 | - | -
1 234 | number | 1234 | - | -
１，２３４．５０ | number | 1234.50 | - | -
-3.2 | number | -3.2 | - | -
−1.5 | number | -1.5 | - | -
－1.5 | number | -1.5 | - | -
＋1.5 | number | 1.5 | - | -
（5.00） | number | -5.00 | - | -
(5.00) | number | -5.00 | - | -
△5 | number | -5 | - | -
8.5E-05 | number | 0.000085 | - | -
23.45万 | number | 23.45 | 万 | -
854万(高标准农田建设400万元,示范建设295万元,畅通工程159万元) | number | 854 | 万 | -
≤4 | number | 4 | - | ≤
三十五 | number | 35 | - | -
二百零三人 | persons | 203 | 人 | -
十五个 | count | 15 | 个 | -
两次 | count | 2 | 次 | -
不少于12种 | count | 12 | 种 | ≥
8次及以上 | count | 8 | 次 | ≥
5个行政村 | count | 5 | 个 | -
12乡镇 | count | 12 | 乡镇 | -
1篇（部） | count | 1 | 篇(部) | -
≥100公里 | length | 100 | 公里 | ≥
≥200亩 | area | 200 | 亩 | ≥
3500公斤 | mass | 3500 | 公斤 | -
5分 | score | 5 | 分 | -
9.5 分 | score | 9.5 | 分 | -
2倍 | ratio | 2 | 倍 | -
1年 | duration | 1 | 年 | -
12个月 | duration | 12 | 个月 | -
30天 | duration | 30 | 天 | -
5个工作日内 | duration | 5 | 个工作日 | ≤
不超过24小时 | duration | 24 | 小时 | ≤
18周岁 | age | 18 | 周岁 | -
>=5 | number | 5 | - | ≥
=>5 | number | 5 | - | ≥
=<5 | number | 5 | - | ≤
≧5 | number | 5 | - | ≥
≦5 | number | 5 | - | ≤
﹥5 | number | 5 | - | >
＞5 | number | 5 | - | >
＜5 | number | 5 | - | <
＝5 | number | 5 | - | =
大于等于5个 | count | 5 | 个 | ≥
不大于5个 | count | 5 | 个 | ≤
低于5% | percent | 5 | % | <
超过5% | percent | 5 | % | >
5%以下 | percent | 5 | % | ≤
5万余元 | money | 5 | 万元 | -
3千余人 | persons | 3 | 千人 | -
5w元 | money | 5 | 万元 | -
5美元 | money | 5 | 美元 | -
百分百 | percent | 100 | % | -
90%以上满意 | percent | 90 | % | ≥
100%足额发放 | percent | 100 | % | -
“100%” | percent | 100 | % | -
≥5%* | percent | 5 | % | ≥
3台/套 | count | 3 | 台/套 | -
5000m2 | area | 5000 | 平方米 | -
31015\n人 | persons | 31015 | 人 | -
"""

QUALITIES = """优 良 中 差 好 较好 一般 长效 据实 合格 达标 完成 已完成 全部完成 显著 明显 效果明显 有效提升
不断提高 持续提升 达成预期指标 部分达成预期指标并具有一定效果 未达成预期指标且效果较差 进一步提高 逐步完善
按时完成 按月足额发放 运行正常 应保尽保 与上年持平 未发生重大事故 达到预期 优（95） 达成预期指标。
符合相关规定 有所改善 得到有效保障 基本满意 无投诉 全覆盖 据实结算"""
BLANKS = ["", "  ", "/", "-", "—", "——", "无", "不适用", "……", "N/A", "　\n"]
ERRORS = ["#DIV/0!", "#REF!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#####", "#div/0!"]
FORMULAS = ["60元/人/年*当年度城乡居民参保人数", "56.8万元*15%=8.52万元", "120×5"]
TEXTS = [
    "开展学术交流、对外宣传等工作",
    "51081122T000006557674",
    "3优2良",
    "财预〔2020〕10号",
    "0-6岁儿童",
    "1/3",
    "三农",
    "万元",
    "一期",
    "5A",
    "每月10日前",
]

DATES = r"""
2024年12月31日前 | 2024-12-31 | 2024-12-31 | ≤
2024年12月31\n日前 | 2024-12-31 | 2024-12-31 | ≤
2023年4月24日 | 2023-04-24 | 2023-04-24 | -
二〇二四年十二月三十一日 | 2024-12-31 | 2024-12-31 | -
2024年12月底 | 2024-12-31 | 2024-12-31 | -
2024-12-31 | 2024-12-31 | 2024-12-31 | -
2024.12.31 | 2024-12-31 | 2024-12-31 | -
2024/12 | 2024-12-01 | 2024-12-31 | -
2023年2月 | 2023-02-01 | 2023-02-28 | -
2024年2月 | 2024-02-01 | 2024-02-29 | -
12月底前 | --12-31 | --12-31 | ≤
9月前 | --09-01 | --09-30 | <
2024年底前 | 2024-12-31 | 2024-12-31 | ≤
年底前 | --12-31 | --12-31 | ≤
2024年内 | 2024-01-01 | 2024-12-31 | ≤
2024年度 | 2024-01-01 | 2024-12-31 | -
第四季度 | --10-01 | --12-31 | -
2024年上半年 | 2024-01-01 | 2024-06-30 | -
24年底 | 2024-12-31 | 2024-12-31 | -
2024年1-12月 | 2024-01-01 | 2024-12-31 | -
2024年1月1日至2024年12月31日 | 2024-01-01 | 2024-12-31 | -
2021-2023年 | 2021-01-01 | 2023-12-31 | -
≤2024年12月31日 | 2024-12-31 | 2024-12-31 | ≤
2024年6月起 | 2024-06-01 | 2024-06-30 | ≥
2022年年底前 | 2022-12-31 | 2022-12-31 | ≤
2023.1-2023.12 | 2023-01-01 | 2023-12-31 | -
2023-01-01至2023-12-31 | 2023-01-01 | 2023-12-31 | -
2024年12月31日24时前 | 2024-12-31 | 2024-12-31 | ≤
2024-12-31 00:00:00 | 2024-12-31 | 2024-12-31 | -
每年12月底前 | --12-31 | --12-31 | ≤
12月31日前完成 | --12-31 | --12-31 | ≤
"""

RANGES = """
90%-95% | 90 | 95 | %
90%～95% | 90 | 95 | %
90-95% | 90 | 95 | %
3—5个 | 3 | 5 | 个
1至2 | 1 | 2 | -
100±5 | 95 | 105 | -
"""


def _rows(table: str) -> list[list[str]]:
    return [[part.strip(" ") for part in line.split("|")] for line in table.strip("\n").splitlines()]


def _said(value: str | None) -> str:
    return "-" if value is None else value


@pytest.mark.parametrize("row", _rows(AMOUNTS), ids=lambda row: row[0])
def test_amounts_of_cells(row: list[str]) -> None:
    text, dimension, number, unit, comparator = row
    found = parse(text.replace("\\n", "\n"))
    assert found.number is not None
    assert [found.dimension, f"{found.number:f}", _said(found.unit), _said(found.comparator)] == [
        dimension,
        number,
        unit,
        comparator,
    ]


@pytest.mark.parametrize("row", _rows(DATES), ids=lambda row: row[0])
def test_dates(row: list[str]) -> None:
    text, first, last, comparator = row
    found = parse(text.replace("\\n", "\n"))
    assert found.dimension == "date" and found.date is not None
    assert [str(found.date.first), str(found.date.last), _said(found.comparator)] == [first, last, comparator]


@pytest.mark.parametrize("text", ["2023年2月30日", "2023年13月", "2023-13-01", "2023年4月31日前"])
def test_days_that_do_not_exist_are_no_dates(text: str) -> None:
    assert parse(text).dimension != "date"


@pytest.mark.parametrize("row", _rows(RANGES), ids=lambda row: row[0])
def test_ranges(row: list[str]) -> None:
    text, low, high, unit = row
    found = parse(text)
    assert (found.number, found.upper, found.comparator) == (Decimal(low), Decimal(high), "~")
    assert _said(found.unit) == unit


@pytest.mark.parametrize("text", QUALITIES.split())
def test_quality_words(text: str) -> None:
    assert parse(text).dimension == "quality"


@pytest.mark.parametrize(
    ("texts", "dimension"), [(BLANKS, "blank"), (ERRORS, "error"), (FORMULAS, "formula"), (TEXTS, "text")]
)
def test_what_is_no_amount(texts: list[str], dimension: str) -> None:
    assert {text: parse(text).dimension for text in texts} == dict.fromkeys(texts, dimension)


def test_flags() -> None:
    assert parse("据实").unquantified and not parse("优").unquantified
    assert parse("/").marker and not parse("").marker
    assert parse("约40%").approximate and parse("100余人").approximate and parse("95%左右").approximate
    assert not parse("(5)").certain and parse("(5.00)").certain


def test_the_only_number_of_a_text_is_embedded() -> None:
    found = parse("年度预算220万元")
    assert (found.number, found.unit, found.embedded, found.certain) == (Decimal(220), "万元", True, False)
    used = parse("按进度执行，已使用约40%")
    assert (used.number, used.unit, used.approximate, used.embedded) == (Decimal(40), "%", True, True)
    assert parse("2024年12月底前完成全部工程建设").embedded
    assert parse("群众满意度≥95%").certain
    assert parse("举办活动5场，培训120人").dimension == "text"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("62.17", "62.165", "62.175"),
        ("160万元", "159.5", "160.5"),
        ("31015人", "31015", "31015"),
        ("22.51万人", "22.505", "22.515"),
        ("5分", "5", "5"),
        ("1年", "1", "1"),
        ("0", "0", "0"),
        ("0.00", "-0.005", "0.005"),
        ("(5.00)", "-5.005", "-4.995"),
        ("90%-95%", "89.5", "95.5"),
    ],
)
def test_printed_precision(text: str, low: str, high: str) -> None:
    assert parse(text).interval == Interval(Decimal(low), Decimal(high))


def test_precision_of_the_document_narrows_the_interval() -> None:
    assert parse("18.7").within(2) == Interval(Decimal("18.695"), Decimal("18.705"))
    assert parse("18.701").within(2) == parse("18.701").interval
    assert parse("40").within(2) == Interval(Decimal("39.995"), Decimal("40.005"))


@pytest.mark.parametrize(
    ("text", "unit", "number", "interval"),
    [
        ("138.17万元", "元", "1381700", ("1381650", "1381750")),
        ("50000元", "万元", "5", ("4.99995", "5.00005")),
        ("3.2亿元", "万元", "32000", ("31500", "32500")),
        ("5千元", "元", "5000", ("4500", "5500")),
        ("22.51万人", "人", "225100", ("225050", "225150")),
        ("29293人", "万人", "2.9293", ("2.9293", "2.9293")),
        ("0.95", "%", "95", ("94.5", "95.5")),
        ("95%", None, "0.95", ("0.945", "0.955")),
        ("1年", "个月", "12", ("12", "12")),
        ("2万元/亩", "元/亩", "20000", ("15000", "25000")),
    ],
)
def test_conversion(text: str, unit: str | None, number: str, interval: tuple[str, str]) -> None:
    found = convert(parse(text), unit)
    assert found is not None and found.number is not None
    assert (found.number, found.unit) == (Decimal(number), unit)
    assert "E" not in str(found.number)
    assert found.interval == Interval(Decimal(interval[0]), Decimal(interval[1]))


@pytest.mark.parametrize(("text", "unit"), [("5万元", "人"), ("5%", "元"), ("优", "元"), ("1年", "天"), ("", "元")])
def test_units_that_do_not_convert(text: str, unit: str) -> None:
    assert convert(parse(text), unit) is None


def test_base_units() -> None:
    for text, number, unit in (("3万元", 30000, "元"), ("2万人", 20000, "人"), ("95%", Decimal("0.95"), None)):
        found = base(parse(text))
        assert found is not None and (found.number, found.unit) == (number, unit)
    assert base(parse("优")) is None


def test_a_unit_that_stands_elsewhere() -> None:
    assert assume_unit(parse("160"), "万元").unit == "万元"
    assert assume_unit(parse("160元"), "万元").unit == "元"
    assert assume_unit(parse("23.45万"), "人").unit == "万人"
    assert assume_unit(parse("5"), "人").interval == Interval.exact(Decimal(5))


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (("≥", "98", "%"), "≥98%"),
        (("≤", "50000", "元"), "≤50000元"),
        (("＝", "1", "处"), "=1处"),
        (("≥", "5", "万人"), "≥5万人"),
        (("定性", "优", "其他"), "优"),
        (("/", "98%", "/"), "98%"),
        ((None, "≥95%", None), "≥95%"),
        (("≥", "≥95%", "%"), "≥95%"),
        (("反向", "3", "天"), "≤3天"),
        (("≥", "12", "乡镇"), "≥12乡镇"),
        (("≥", "0.95", "%"), "≥95%"),
        (("≤", "3", "其他"), "≤3"),
    ],
)
def test_target_of_three_columns(cells: tuple[str | None, str | None, str | None], shown: str) -> None:
    assert parse(parse_target(*cells).shown())._replace(text="") == parse(shown)._replace(text="")


# target | actual | actual in the target's unit | certain
COMPARABLE = """
≥90% | 0.95 | 95 | yes
≥90% | 92 | 92 | yes
100% | 1 | 100 | no
≤1% | 0.5 | 0.5 | no
≥98% | 98% | 98 | yes
0.5 | 50% | 0.5 | yes
98 | 98% | 98 | yes
≥18万人 | 17.67万人 | 17.67 | yes
≥18万人 | 17.67 | 17.67 | yes
≥18万人 | 176700 | 17.67 | no
≥25800人次 | 50938 | 50938 | yes
≤90万元 | 90 | 90 | yes
≤160万元 | 1381700元 | 138.17 | yes
≥2000 | 0.3万人 | 3000 | yes
31015人 | 2.93万 | 29300 | yes
≥8次 | 15场 | 15 | no
≥10 | 10个 | 10 | yes
"""


@pytest.mark.parametrize("row", _rows(COMPARABLE), ids=lambda row: " ".join(row[:2]))
def test_actual_in_the_unit_of_its_target(row: list[str]) -> None:
    target, actual, number, certain = row
    pair = comparable(parse(target), parse(actual))
    assert pair is not None and pair[1].number == Decimal(number)
    assert pair[1].certain == (certain == "yes")


@pytest.mark.parametrize(
    ("target", "actual"), [("≤5万元", "100%"), ("31015人", "5万元"), ("优", "95%"), ("1年", "30天"), ("≥5户", "3人次")]
)
def test_what_does_not_compare(target: str, actual: str) -> None:
    assert comparable(parse(target), parse(actual)) is None
    assert meets(parse(target), parse(actual)) is None


# target | actual | met?
MET = """
≥99% | 86% | no
≥99% | 110% | yes
31015人 | 29293人 | no
≤160万元 | 138.17万元 | yes
≤329.77万元 | 338.31万元 | no
≤5万元 | 100% | ?
＝67万元 | 40.9万元 | no
＝1处 | 3 | ?
＞5 | 5个 | no
＜5 | 4个 | yes
90%-95% | 92% | yes
90%-95% | 89% | no
≥95% | 95%以上 | yes
≥95% | 90%以上 | ?
100% | 1 | yes
12万元 | 10万元 | ?
12万元 | 12万元 | yes
2023年10月31日前 | 2023年4月24日 | yes
2023年10月31日前 | 2023年11月1日 | no
2023年10月31日前 | 2023年10月 | yes
2023年10月15日前 | 2023年10月 | ?
2023年10月31日前 | 2023年7月31日前 | yes
2024年12月31日前 | 2024年12月31日前 | yes
2024年12月31日前 | 2025年1月31日前 | ?
11月前 | 10月 | yes
11月前 | 11月 | ?
11月前 | 12月 | no
9月前 | 2023年7月 | yes
优 | 优 | yes
优 | 良 | no
良 | 优 | yes
长效 | 达成预期指标 | yes
严格执行相关制度规定 | 达成预期指标 | yes
显著提升 | 部分达成预期指标并具有一定效果 | no
效果明显 | 较好 | ?
据实 | 64人 | ?
开展学术交流、对外宣传等工作 | 开展学术交流、对外宣传等工作 | yes
≥8次 | 5场 | ?
≥5次 | / | ?
≥5次 | #DIV/0! | ?
 | 138.17万元 | ?
"""


@pytest.mark.parametrize("row", _rows(MET), ids=lambda row: " ".join(row[:2]))
def test_target_met(row: list[str]) -> None:
    target, actual, expected = row
    assert meets(parse(target), parse(actual)) is {"yes": True, "no": False, "?": None}[expected]


def test_the_comparator_of_the_caller_stands_in() -> None:
    assert meets(parse("1%"), parse("0.5%"), "≤") is True
    assert meets(parse("12万元"), parse("10万元"), "≤") is True
    assert meets(parse("≥12"), parse("10"), "≤") is False


RUNNING = """
服务费每年预算9.5万元（封顶数），23年与24年共计19万元，资金到位率100%。 | 9.5万元 19万元 100%
按照广府办规（2022）1号、广医保发〔2022〕22号文件规定，2024年为85万元 | 85万元
51081122T000006557674-城乡居民医疗，补助50000元 | 50000元
1.城乡居民参保率98%以上；2、保障3名派遣人员；（3）培训8次及以上 | 98%以上 3名 8次及以上
0-6岁儿童1200人，2023年4月24日拨付12 万元 | 0-6岁 1200人 12 万元
增长-3.2%，第十四届，第3季度，100余户，三十五人，A4纸5包 | 3.2% 100余户 三十五人 5包
单价100万元（含）以上设备0台（套），电话13812345678 | 100万元（含）以上 0台（套）
救助总额56.8万元*15%=8.52万元 | 56.8万元 15% 8.52万元
一是抓落实，二是促改革，达到百分之九十五，不少于3个 | 百分之九十五 不少于3个
2024年1-12月完成，2021-2023年共三年，3月份 | -
图 1 收入，附件 2 说明，井委编委发 2019〔23〕号，#DIV/0!，文件3份 | 3份
近100万余元，5万多元，1万余人 | 近100万余元 5万多元 1万余人
"""


@pytest.mark.parametrize("row", _rows(RUNNING), ids=lambda row: row[0][:16])
def test_amounts_of_running_text(row: list[str]) -> None:
    text, expected = row
    found = [text[each.span[0] : each.span[1]].replace(" ", "") for each in numbers(text) if each.span]
    assert found == ([] if expected == "-" else expected.replace("12 万元", "12万元").split())


def test_running_text_has_its_signs_and_ranges() -> None:
    assert [each.number for each in numbers("增长-3.2%，为-5.1万元，下降 2%")] == [
        Decimal("-3.2"),
        Decimal("-5.1"),
        Decimal(2),
    ]
    (ranged,) = numbers("达到90%-95%")
    assert (ranged.number, ranged.upper) == (Decimal(90), Decimal(95))


def test_numbers_apart_by_a_space_stay_apart() -> None:
    assert [each.number for each in numbers("收入 391.87 18.70 支出")] == [Decimal("391.87"), Decimal("18.70")]


def test_what_parsed_shows() -> None:
    assert parse("≥99%").to_dict() == {
        "dimension": "percent",
        "number": "99",
        "unit": "%",
        "comparator": "≥",
        "low": "98.5",
        "high": "99.5",
    }
    assert parse("2024年12月31日前").to_dict() == {"dimension": "date", "comparator": "≤", "date": "2024-12-31"}
    assert parse("/").to_dict() == {"dimension": "blank", "marker": True}
    json.dumps([parse(text).to_dict() for text, *_ in _rows(AMOUNTS)])


def _documents(samples: Path) -> Iterator[dict[str, Any]]:
    for path in sorted([*samples.glob("truth/*.json"), *samples.glob("provinces/*/truth.json")]):
        yield from json.loads(path.read_text(encoding="utf-8"))["documents"]


def _cells(samples: Path, *names: str) -> set[str]:
    rows = [row for document in _documents(samples) for row in document.get("indicators", [])]
    return {row[name] for row in rows for name in names if row.get(name)}


def test_points_of_real_forms_are_numbers(samples: Path) -> None:
    points = _cells(samples, "weight", "score")
    assert points
    assert {text for text in points if parse(text).dimension not in ("number", "score")} == set()


def test_targets_and_results_of_real_forms_are_understood(samples: Path) -> None:
    cells = _cells(samples, "target", "actual")
    with_digits = {text for text in cells if any(character.isdigit() for character in text)}
    vague = {text for text in with_digits if parse(text).dimension == "text"}
    assert len(with_digits) > 50
    assert {text for text in vague if len(text) <= 40} == set()
    worded = {text for text in cells - with_digits if parse(text).dimension not in ("quality", "blank")}
    assert all(len(text) > 8 for text in worded)


def test_funding_of_real_forms_is_read(samples: Path) -> None:
    lines = [line for document in _documents(samples) for line in document.get("funding", [])]
    texts = {line[name] for line in lines for name in ("initial", "budget", "executed", "rate") if line.get(name)}
    read: dict[str, Quantity] = {text: parse(text) for text in texts}
    assert texts and all(each.number is not None or each.dimension == "error" for each in read.values())
