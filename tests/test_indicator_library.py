"""The indicator library (绩效指标库): sound entries, a search that finds the nearest, faults of a bureau's own file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.knowledge.indicator_failure import BadEntry, LibraryFailure, UnknownSector, UnreadableLibrary
from jixiao.knowledge.indicator_levels import as_of_2021, levels
from jixiao.knowledge.indicator_library import LibraryIndicator, library, own_indicators, sector_indicators
from jixiao.knowledge.indicator_search import search
from jixiao.knowledge.indicator_words import sector_of, sectors, synonyms, weakness
from jixiao.model.quantity.units import counted_unit, unit_named

LEAST, LEAST_HEALTHCARE = 25, 60
OWN = """sector = "医疗保障"
basis = "本局"
[[group]]
level1 = "产出指标"
level2 = "数量指标"
indicator = [
  { name = "甲数", target = "≥ 5 次", measures = "甲的次数", evidence = "甲台账", also = ["甲"] },
  { name = "乙数", target = "据实", measures = "乙的次数", evidence = "乙台账" },
]
"""


def by_name(name: str) -> LibraryIndicator:
    return next(each for each in library() if each.name == name)


@pytest.mark.parametrize("sector", [each.name for each in sectors()])
def test_every_sector_has_enough_indicators_of_every_kind(sector: str) -> None:
    found = sector_indicators(sector)
    assert len(found) >= (LEAST_HEALTHCARE if sector == "医疗保障" else LEAST)
    assert {each.level1 for each in found} == set(levels("2021"))
    assert {"数量指标", "质量指标", "时效指标", "经济成本指标"} <= {each.level2 for each in found}


def test_the_words_of_the_levels_are_those_of_both_sets() -> None:
    for each in library():
        for level_set in ("2020", "2021"):
            level1, level2 = each.levels(level_set)
            assert level2 in levels(level_set)[level1], each.name
    cost = by_name("项目总成本")
    assert cost.levels("2021") == ("成本指标", "经济成本指标")
    assert cost.levels("2020") == ("产出指标", "成本指标")


def test_every_target_means_what_its_unit_says() -> None:
    for each in library():
        quantity = each.quantity
        assert quantity.certain and not quantity.embedded, each.name
        if each.comparator == "定性" or quantity.unquantified:
            assert quantity.dimension == "quality" and not each.unit, each.name
        elif not each.unit:
            assert quantity.dimension == "date", each.name
        else:
            unit = unit_named(each.unit) or counted_unit(each.unit)
            assert unit is not None and quantity.dimension == unit.dimension, each.name
            assert quantity.comparator, each.name


def test_weak_targets_are_marked_and_say_what_to_do() -> None:
    weak = [each for each in library() if weakness(each.quantity)]
    assert len(weak) > 10
    assert all(each.weak for each in weak)
    assert all(len(each.weak) > 10 for each in library() if each.weak)
    assert "年底前" in by_name("各项经费支出时间").weak
    assert "据实" in by_name("临时性工作经费支出").weak
    assert any(each.quantity.unquantified for each in sector_indicators("医疗保障"))


def test_nothing_stands_there_twice() -> None:
    counted = Counter((each.sector, each.name) for each in library())
    assert [name for name, count in counted.items() if count > 1] == []


def test_evidence_and_explanation_are_given_and_are_not_the_name() -> None:
    for each in library():
        assert len(each.measures) >= 6 and each.measures != each.name
        assert len(each.evidence) >= 2


def test_the_basis_is_named() -> None:
    assert all("财预〔2021〕101号" in each.basis for each in library())


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("参保群众满意度", "参保群众满意度"),
        ("DRG", "按病种（病组）付费住院费用占比"),
        ("救助 满意", "救助对象满意度"),
        ("生育", "生育保险参保人数"),
        ("一站式", "医疗救助“一站式”即时结算率"),
        ("居民补助人数", "城乡居民医保财政补助人数"),  # characters in order
    ],
)
def test_the_nearest_comes_first(words: str, first: str) -> None:
    assert search(words, "医疗保障")[0].name == first


def test_a_name_that_begins_with_the_word_comes_before_one_that_has_it_inside() -> None:
    names = [each.name for each in search("救助", "民政")]
    assert names.index("救助资金社会化发放率") < names.index("临时救助人次")


def test_another_word_for_the_same_is_found() -> None:
    assert "骗保" in synonyms()
    names = [each.name for each in search("五保", "民政")]
    assert names[0] == "特困人员供养人数"


def test_every_word_must_be_found() -> None:
    assert search("公路 火星") == []
    assert search("火星移民计划") == []


def test_words_run_together_find_what_resembles_them() -> None:
    assert search("医保骗保举报奖励", "医疗保障")[0].name.startswith(("符合条件的举报奖励", "举报奖励"))


@pytest.mark.parametrize(
    ("level1", "level2", "found"),
    [
        ("产出指标（50分）", "时效（进度）指标", {"时效指标"}),
        ("效益指标", "环境效益", {"生态效益指标"}),
        ("满意度", "帮扶对象满意度指标", {"服务对象满意度指标"}),
        ("产出指标", "成本指标", {"经济成本指标", "社会成本指标", "生态环境成本指标"}),
        ("成本指标", None, {"经济成本指标", "社会成本指标", "生态环境成本指标"}),
        ("成本指标", "社会成本指标", {"社会成本指标"}),
        ("产出指标", "社会效益指标", set()),
    ],
)
def test_levels_are_taken_as_forms_print_them(level1: str, level2: str | None, found: set[str]) -> None:
    assert {each.level2 for each in search("", level1=level1, level2=level2)} == found


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        (("产出", "成本指标"), ("成本指标", "经济成本指标")),
        (("满意度指标", "满意度指标"), ("满意度指标", "服务对象满意度指标")),
        (("产出指标", "满意度指标"), None),
        (("过程指标", "数量指标"), None),
    ],
)
def test_levels_of_one_s_own_file_are_given_their_names_of_2021(
    printed: tuple[str, str], names: tuple[str, str] | None
) -> None:
    assert as_of_2021(*printed) == names


def test_levels_narrow_it_down_with_or_without_the_word_indicator() -> None:
    found = search("", "教育", "成本指标", "经济成本")
    assert found
    assert {each.level2 for each in found} == {"经济成本指标"}
    assert search("标准", "教育", level1="成本") == search("标准", "教育", level1="成本指标")


@given(st.sampled_from(library()))
def test_an_indicator_is_found_by_its_own_name(indicator: LibraryIndicator) -> None:
    assert search(indicator.name, indicator.sector)[0].name == indicator.name


def test_a_search_is_quick() -> None:
    search("满意度")
    best = min(_seconds("居民 参保") for _ in range(20))
    assert best < 0.002 * 2  # twice what is wanted, for a machine that others use


def _seconds(words: str) -> float:
    start = process_time()
    search(words)
    return process_time() - start


@pytest.mark.parametrize(
    ("unit", "sector"),
    [("禾源县医疗保障局", "医疗保障"), ("禾源县第一中学", "教育"), ("禾源县社会保险事业中心", "人力资源社会保障")],
)
def test_the_name_of_a_unit_tells_its_sector(unit: str, sector: str) -> None:
    found = sector_of(unit)
    assert found is not None and found.name == sector


def test_a_unit_of_no_sector_is_not_guessed() -> None:
    assert sector_of("禾源县统计局") is None


def test_an_unknown_sector_is_told_with_those_that_exist() -> None:
    with pytest.raises(UnknownSector, match="没有“航天”这个行业；有：医疗保障、教育"):
        search("甲", "航天")


def own_file(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "本局指标.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_bureau_s_own_indicators_come_first(tmp_path: Path) -> None:
    own = own_indicators(own_file(tmp_path, OWN.replace("甲数", "参保群众满意度")))
    found = search("参保群众满意度", own=own)
    assert [each.file for each in found[:2]] == ["本局指标.toml", ""]
    assert own[0].shown == "≥5次"
    assert "不能考核" in own[1].weak


@pytest.mark.parametrize(
    ("change", "line", "key"),
    [
        (('evidence = "乙台账"', 'evidence = ""'), 8, "evidence"),
        ((', evidence = "甲台账"', ""), 7, "evidence"),
        (("≥ 5 次", "很多"), 7, "target"),
        (('also = ["甲"]', "also = [1]"), 7, "also"),
        (('also = ["甲"]', 'alias = "甲"'), 7, "alias"),
        (("数量指标", "数目指标"), 5, "level2"),
        (('name = "乙数"', "name = 3"), 8, "name"),
        (('sector = "医疗保障"', ""), None, "sector"),
    ],
)
def test_a_fault_in_one_s_own_file_is_told_with_line_and_key(
    tmp_path: Path, change: tuple[str, str], line: int | None, key: str
) -> None:
    with pytest.raises(BadEntry) as told:
        own_indicators(own_file(tmp_path, OWN.replace(*change)))
    assert (told.value.line, told.value.key) == (line, key)
    assert str(told.value).startswith("指标库文件 本局指标.toml ")


@pytest.mark.parametrize("text", ["sector = ", "[[group]]\nlevel1 = '一", "sector = '一'\ngroup = 3"])
def test_a_file_that_is_no_library_is_told_in_one_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(LibraryFailure, match=r"^指标库文件 本局指标.toml .*。$"):
        own_indicators(own_file(tmp_path, text))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableLibrary, match="文件打不开"):
        own_indicators(tmp_path / "没有.toml")


def test_the_example_of_the_manual_loads(tmp_path: Path) -> None:
    page = Path(__file__).resolve().parents[1] / "docs" / "manual" / "indicators.md"
    example = page.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    assert [each.unit for each in own_indicators(own_file(tmp_path, example))] == ["场", "%"]
