"""The data that tables are read by: kinds, words, concepts, and the subjects of 政府收支分类."""

from __future__ import annotations

import pytest

from jixiao.knowledge.subjects import Book, economic_by_name, subject_name, subjects
from jixiao.knowledge.tables import (
    TableKind,
    header_word,
    header_words,
    kind_of_title,
    line_words,
    table_kind,
    table_words,
)
from jixiao.knowledge.taxonomy import taxonomy

KINDS = table_words().kinds


def concepts(kind: TableKind) -> set[str]:
    """Give every concept that a kind names."""
    groups = [*kind.words.values(), *kind.cells.values(), *kind.under.values(), kind.columns]
    named = {concept for group in groups for concept in group.values()}
    return named | set(kind.under) | set(kind.cells) | {concept for concept in (kind.rows, kind.total) if concept}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
class TestKinds:
    def test_its_name_is_a_title_of_it(self, kind: TableKind) -> None:
        assert kind_of_title(kind.name) is kind

    def test_its_concepts_are_in_the_taxonomy(self, kind: TableKind) -> None:
        assert concepts(kind) <= taxonomy().concepts.keys()

    def test_what_it_refers_to_is_there(self, kind: TableKind) -> None:
        assert kind.instead is None or table_kind(kind.instead) is not kind
        words = set(table_words().headers.values()) | {"economic", "label"}
        parts = {name for choices in kind.needs for name in choices}
        assert parts | set(kind.signature) <= words
        assert set(kind.words) <= {*kind.sides, "all"}


def test_words_are_in_their_normal_form() -> None:
    headers = table_words().headers
    assert [word for word in headers if header_words(word) != word] == []
    lines = {word for kind in KINDS for words in kind.words.values() for word in words}
    assert [word for word in lines if line_words(word) != word] == []


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("附件3：2023年度收入支出决算总表（公开01表）", "income_expenditure"),
        ("2.18单位财政拨款收支总表", "fiscal_income_expenditure"),
        ("部门一般公共预算支出功能分类预算表", "general_expenditure"),
        ("一般公共预算财政拨款收入支出决算表", "general_income_expenditure"),
        ("一般公共预算财政拨款基本支出决算明细表", "general_basic"),
        ("部门一般公共预算基本支出部门预算经济分类预算表", "general_basic"),
        ("国有资本经营预算财政拨款收入支出决算表", "capital"),
        ("“三公”经费、行政参公单位机关运行经费情况表", "three_public"),
        ("财政专户管理资金收入支出决算表", "special_account"),
        ("政府性基金预算“三公”经费支出预算表", "fund_three_public"),
        ("国有资产使用情况表", "assets"),
        ("政府采购情况表", "procurement"),
        ("项目支出绩效自评表", None),
        ("部门整体支出绩效目标表", None),
        ("一、收入支出决算总体情况说明", None),
        ("2024年收入支出情况，详见附表。", None),
        ("收入支出决算总表……………………15", None),
    ],
)
def test_titles(title: str, kind: str | None) -> None:
    found = kind_of_title(title)
    assert (found.id if found else None) == kind


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("因公出国（境）\n费用", "abroad"),
        ("公务用车购置及运行维护费", "vehicles"),
        ("2024年决算数", "amount"),
        ("其中：政府性基金预算财政拨款", "fund"),
        ("支出功能分类科目编码", "code"),
        ("项目（按支出性质和经济分类）", "label"),
        ("对附属单位补助支出", "affiliated"),
        ("一、一般公共预算财政拨款", None),
        ("满意度", None),
    ],
)
def test_headers(text: str, word: str | None) -> None:
    assert header_word("".join(text.split())) == word


class TestSubjects:
    @pytest.mark.parametrize("book", ["functional", "economic"])
    def test_every_subject_has_those_above_it(self, book: Book) -> None:
        known = subjects(book)
        assert len(known) > 150
        for code, names in known.items():
            assert len(code) in (3, 5, 7)
            assert len(code) == 3 or code[:-2] in known
            assert all(subject.name for subject in names)

    def test_every_class_of_expenditure_is_there(self) -> None:
        classes = {code for code in subjects("functional") if len(code) == 3}
        assert classes >= {str(code) for code in range(201, 235)} - {"209", "218", "225", "226", "228"}

    def test_names_change_by_year(self) -> None:
        assert subject_name("207", 2018) == "文化体育与传媒支出"
        assert subject_name("207", 2024) == subject_name("207") == "文化旅游体育与传媒支出"
        assert subject_name("21305", 2021) == "扶贫"
        assert subject_name("234", 2019) is None

    def test_items_that_administrations_share(self) -> None:
        assert subject_name("2101501") == subject_name("2010601") == "行政运行"
        assert subject_name("2101550") == "事业运行"
        assert subject_name("2240550") == "地震事业机构"

    def test_an_unknown_code_has_no_name(self) -> None:
        assert subject_name("2999999") is None
        assert subject_name("") is None

    def test_names_of_two_classes(self) -> None:
        assert economic_by_name()["办公设备购置"] == ["30902", "31002"]
        assert economic_by_name()["因公出国(境)费用"] == ["30212"]
