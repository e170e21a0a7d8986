"""The relations between documents that come with the program: each ends as its examples say, and says what it lacks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jixiao.check.across.joined import Joined
from jixiao.check.across.papers import Paper
from jixiao.check.across.relations import Related, judge, relate
from jixiao.check.across.rounds import Round
from jixiao.check.relations.example import example_documents
from jixiao.check.relations.file import across_relations, parse_relations, with_across, with_shipped
from jixiao.check.relations.findings import relation_rules
from jixiao.check.relations.mistakes import RelationMistake
from jixiao.check.relations.relation import Relation
from jixiao.model.accounts import FinalAccounts
from jixiao.model.result import ReadResult, SourceInfo

ROOT = Path(__file__).resolve().parents[1]
OWN = '[[relation]]\nid = "own.limit"\nsentence = "一句话。"\nbasis = "依据"\nformula = "{}"\n'


def named(relation: Relation) -> str:
    return relation.id


def paper(name: str, document: FinalAccounts) -> Paper:
    return Paper(f"{name}.docx", 0, ReadResult(SourceInfo(name, "docx", name), [document]))


def related(relation: Relation, example: str) -> Related:
    """Join the documents of an example and judge the relation; they say that they are of one scope."""
    papers = {name: paper(name or "决算", document) for name, document in example_documents(relation, example).items()}
    for each in papers.values():
        each.accounts.title.text = "部门决算"
    joined = Joined(papers[""])
    for name, other in papers.items():
        if name:
            joined.add(name, other)
    return judge(Round([papers[""]], []), joined, [relation])


@pytest.mark.parametrize("relation", across_relations(), ids=named)
def test_the_good_example_holds(relation: Relation) -> None:
    [outcome] = related(relation, relation.good).outcomes
    assert (outcome.outcome, outcome.evaluated) >= ("holds", 1)


@pytest.mark.parametrize("relation", across_relations(), ids=named)
def test_the_bad_example_is_a_finding_that_names_both_files(relation: Relation) -> None:
    found = related(relation, relation.bad)
    [outcome] = found.outcomes
    assert outcome.outcome == "broken"
    for rule, broken in found.failures:
        assert rule.id == relation.id
        assert (broken.severity or rule.severity) == relation.severity
        assert ".docx”" in broken.message and broken.message.endswith("。")
        assert {figure.elsewhere is None for figure in broken.figures} == {True, False}
        assert any(figure.suspect for figure in broken.figures)


@pytest.mark.parametrize("relation", across_relations(), ids=named)
def test_without_the_other_document_it_says_what_is_lacking(relation: Relation) -> None:
    accounts = paper("决算", FinalAccounts())
    [alone] = relate(Round([accounts], []), [relation]).outcomes
    [none] = relate(Round([], []), [relation]).outcomes
    assert alone.outcome == none.outcome == "not_run"
    assert alone.reason and none.reason


@pytest.mark.parametrize("relation", across_relations(), ids=named)
def test_a_figure_that_is_lacking_is_named(relation: Relation) -> None:
    joined = Joined(paper("决算", FinalAccounts()))
    for name in {operand.of for operand in relation.operands} - {""}:
        joined.add(name, paper(name, FinalAccounts()))
    [outcome] = judge(Round([joined.paper], []), joined, [relation]).outcomes
    assert outcome.outcome == "not_run"
    assert outcome.reason


@pytest.mark.parametrize("relation", across_relations(), ids=named)
def test_a_relation_says_what_it_is(relation: Relation) -> None:
    assert re.fullmatch(r"across(\.[a-z_]+)+", relation.id)
    assert relation.is_across
    assert relation.sentence.endswith("。")
    assert relation.basis and relation.good and relation.bad


def test_they_are_listed_as_rules_are() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    rules = [rule for rule in relation_rules() if rule.id.startswith("across.")]
    assert len(rules) == len(across_relations())
    for rule in rules:
        assert f"### `{rule.id}`" in page
        assert re.search(r"[a-z]", rule.good + rule.bad) is None, rule.id  # people read Chinese names, not ids


def test_own_relations_go_where_they_belong() -> None:
    between, inside = (
        parse_relations(OWN.format(formula), "own.toml")
        for formula in ("机关运行经费 <= 上年决算：机关运行经费", "机关运行经费 <= 政府采购支出总额")
    )
    own = [*between, *(relation for relation in inside if relation)]
    assert [each.id for each in with_across(between) if each.id == "own.limit"] == ["own.limit"]
    assert all(not relation.is_across for relation in with_shipped(own))
    assert "own.limit" in {relation.id for relation in with_shipped(inside)}


def test_the_executed_sum_of_a_form_is_known_by_its_chinese_name() -> None:
    [relation] = parse_relations(OWN.format("项目自评表:全年执行数[*] <= form:budget[*]"), "own.toml")
    assert {(operand.of, operand.concept) for operand in relation.operands} == {
        ("form", "form.executed"),
        ("form", "form.budget"),
    }


def test_an_unknown_document_is_told_with_those_there_are() -> None:
    with pytest.raises(RelationMistake, match=r"不认识的文件“前年”.*上年决算"):
        parse_relations(OWN.format("机关运行经费 <= 前年:机关运行经费"), "own.toml")
