"""Subjects that a text names without those above them are those that the tables of the document have by that name."""

from __future__ import annotations

from jixiao.check.relations.items import Items
from jixiao.check.subject_names import subject_key
from jixiao.model.accounts import AccountsTable, TableRow
from jixiao.model.value import Value

ROWS = [
    ("208", "社会保障和就业支出"),
    ("20805", "行政事业单位养老支出"),
    ("2080505", "机关事业单位基本养老保险缴费支出"),
    ("20899", "其他社会保障和就业支出"),
    ("2089999", "其他社会保障和就业支出"),
    ("213", "农林水支出"),
    ("21302", "林业和草原"),
    ("2130201", "行政运行"),
    ("21303", "水利"),
    ("2130301", "行政运行"),
    ("2130304", "水利行业业务管理"),
    ("221", "住房保障支出"),
    ("2210201", "住房公积金"),
    ("30108", "机关事业单位基本养老保险缴费"),
    ("30113", "住房公积金"),
]


def items() -> Items:
    rows = [TableRow(Value(label), Value(code), {}) for code, label in ROWS]
    return Items([AccountsTable("expenditure", Value("支出决算表"), "万元", {}, rows)])


def test_one_name_is_the_item_that_has_it() -> None:
    found = items()
    assert found.path_of_names(["水利行业业务管理"]) == ("213", "21303", "2130304")
    assert found.path_of_names(["农林水支出"]) == ("213",)


def test_a_name_that_several_have_is_of_no_class() -> None:
    assert items().path_of_names(["行政运行"]) == ("", "", "行政运行")


def test_the_books_are_told_apart() -> None:
    found = items()
    assert found.path_of_names(["住房公积金"])[-1] == "2210201"
    assert found.path_of_names(["住房公积金"], "3")[-1] == "30113"
    assert found.path_of_names(["机关事业单位基本养老保险缴费支出"])[-1] == "2080505"


def test_a_group_and_its_item_without_their_class() -> None:
    found = items()
    assert found.path_of_names(["水利", "行政运行"]) == ("213", "21303", "2130301")
    assert found.path_of_names(["其他社会保障和就业支出"] * 2)[-1] == "2089999"


def test_names_are_compared_without_quotation_marks() -> None:
    assert subject_key("“两房”建设") == subject_key("两房建设")


def test_a_name_that_a_section_shares_with_its_item_is_the_items() -> None:
    assert items().path_of_names(["其他社会保障和就业支出"]) == ("208", "20899", "2089999")
