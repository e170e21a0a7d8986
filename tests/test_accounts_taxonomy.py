"""The taxonomy and the sections hold together: what an entry refers to exists, and every word can be found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.knowledge.sections import section_kinds, section_of
from jixiao.knowledge.taxonomy import expansions, normal, taxonomy

_CONCEPTS = taxonomy().concepts


def test_what_a_concept_refers_to_is_a_concept() -> None:
    for concept in _CONCEPTS.values():
        for other in (concept.parent, concept.share_of, *concept.pair):
            assert other is None or other in _CONCEPTS, concept.id


def test_no_concept_is_part_of_itself() -> None:
    for concept in _CONCEPTS.values():
        above, parent = {concept.id}, concept.parent
        while parent is not None:
            assert parent not in above
            above.add(parent)
            parent = _CONCEPTS[parent].parent


def test_labels_tell_concepts_of_a_family_apart() -> None:
    labels = [(concept.family, concept.label) for concept in _CONCEPTS.values()]
    assert len(labels) == len(set(labels))


def test_what_a_section_speaks_of_is_a_concept_of_its_family() -> None:
    for kind in section_kinds():
        named = [kind.concept, kind.items, *kind.words.values()]
        assert all(name is None or _CONCEPTS[name].family == kind.family for name in named), kind.id


def test_every_word_is_found_in_its_own_text() -> None:
    for word in taxonomy().meanings:
        found = taxonomy().last_word(word)
        assert found is not None
        assert found[1] == len(word), word


def test_the_longest_word_is_taken() -> None:
    text = normal("2023年度一般公共预算财政拨款基本支出决算")
    start, end = taxonomy().last_word(text) or (0, 0)
    assert text[start:end] == "一般公共财政拨款基本支出"


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("收入", ["收入"]),
        ("[本年]收入", ["收入", "本年收入"]),
        ("收[入](、|)支", ["收、支", "收支", "收入、支", "收入支"]),
        ("[甲|乙]丙", ["丙", "甲丙", "乙丙"]),
    ],
)
def test_a_template_stands_for_all_its_words(template: str, words: list[str]) -> None:
    assert sorted(expansions(template)) == sorted(words)


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("“三公”经费支出决算", "三公经费支出"),
        ("因公出国(境)费", "因公出国费"),
        ("一般公共预算财政拨款支出", "一般公共财政拨款支出"),
        ("国有资本经营预算收入", "国有资本经营收入"),
        ("预算数", "预算数"),
    ],
)
def test_the_normal_form_drops_what_some_print_and_others_do_not(printed: str, plain: str) -> None:
    assert normal(printed) == plain


@given(st.text(alphabet="收入支出决算预算财政拨款一般公共政府性基金(境)“”、的", max_size=24))
def test_the_normal_form_loses_nothing_when_taken_again_but_what_then_meets(text: str) -> None:
    assert set(normal(text)) <= set(text)
    assert len(normal(text)) <= len(text)


@pytest.mark.parametrize(
    ("heading", "within", "identifier"),
    [
        ("收入支出决算总体情况说明", (), "totals"),
        ("收入决算情况说明", (), "income"),
        ("支出决算情况说明", (), "expenditure"),
        ("财政拨款收入支出决算总体情况说明", (), "fiscal"),
        ("财政拨款支出决算情况说明", (), "fiscal"),
        ("一般公共预算财政拨款支出决算情况说明", (), "general"),
        ("一般公共预算财政拨款支出决算结构情况", ("general",), "general.structure"),
        ("一般公共预算财政拨款支出决算具体情况", ("general",), "general.detail"),
        ("一般公共预算财政拨款基本支出决算情况说明", (), "general_basic"),
        ("基本支出情况", ("expenditure",), "expenditure.basic"),
        ("财政拨款“三公”经费支出决算情况说明", (), "three_public"),
        ("一般公共预算财政拨款“三公”经费支出决算情况说明", (), "three_public"),
        ("政府性基金预算财政拨款收入支出决算情况说明", (), "fund"),
        ("国有资本经营预算财政拨款支出决算情况说明", (), "capital"),
        ("关于机关运行经费支出说明", (), "operating_cost"),
        ("机构运行经费支出决算情况说明", (), "operating_cost"),
        ("政府采购支出情况", ("other",), "procurement"),
        ("国有资产占用情况说明", (), "assets"),
        ("关于2023年度预算绩效情况的说明", (), "performance"),
        ("2.支出情况"[2:], ("general",), None),
        ("名词解释", (), "terms"),
        ("2023年度部门决算表", (), "tables"),
        ("附表", (), "tables"),
        ("部门职责", ("overview",), "duties"),
        ("其他重要事项的情况说明", (), "other"),
        ("常年项目绩效分析", ("report.department",), "report.regular_projects"),
        ("履职效能", ("report.department",), None),
    ],
)
def test_headings_of_many_places_name_their_section(
    heading: str, within: tuple[str, ...], identifier: str | None
) -> None:
    found = section_of(heading, within)
    assert (found.id if found else None) == identifier
