"""The relations that come with the program: each has its examples, and they end as they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jixiao.check import listed_rules
from jixiao.check.relations.example import example_document
from jixiao.check.relations.file import shipped_relations
from jixiao.check.relations.findings import relation_rules
from jixiao.check.relations.relation import Relation
from jixiao.model.accounts import FinalAccounts
from relation_documents import related

ROOT = Path(__file__).resolve().parents[1]


def named(relation: Relation) -> str:
    return relation.id


@pytest.mark.parametrize("relation", shipped_relations(), ids=named)
def test_the_good_example_holds(relation: Relation) -> None:
    [outcome] = related(example_document(relation, relation.good), [relation]).outcomes
    assert (outcome.outcome, outcome.evaluated) >= ("holds", 1)


@pytest.mark.parametrize("relation", shipped_relations(), ids=named)
def test_the_bad_example_is_a_finding_that_says_why(relation: Relation) -> None:
    checked = related(example_document(relation, relation.bad), [relation])
    [outcome] = checked.outcomes
    assert outcome.outcome == "broken"
    for rule, broken in checked.failures:
        assert rule.id == relation.id
        assert (broken.severity or rule.severity) == relation.severity
        assert broken.message.endswith("。")
        assert broken.figures


@pytest.mark.parametrize("relation", shipped_relations(), ids=named)
def test_a_document_without_figures_says_what_is_lacking(relation: Relation) -> None:
    [outcome] = related(FinalAccounts(), [relation]).outcomes
    assert outcome.outcome == "not_run"
    assert outcome.reason


@pytest.mark.parametrize("relation", shipped_relations(), ids=named)
def test_a_relation_says_what_it_is(relation: Relation) -> None:
    assert re.fullmatch(r"accounts(\.[a-z_]+)+", relation.id)
    assert relation.sentence.endswith("。")
    assert relation.basis and relation.good and relation.bad


def test_relations_are_listed_as_rules_are() -> None:
    listed = {rule.id: rule for rule in listed_rules()}
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    for rule in relation_rules():
        assert listed[rule.id] is rule
        assert f"### `{rule.id}`" in page
        assert rule.good in page
        assert re.search(r"[a-z]", rule.good + rule.bad) is None, rule.id  # people read Chinese names, not ids


# Part 4 of the reference: which relation stands for each entry of its list that is arithmetic within one document.
REFERENCE = {
    "A1": "accounts.totals.balance",
    "A2": "accounts.income.sources",
    "A3": "accounts.income.total",
    "A4": "accounts.expenditure.total",
    "A5": "accounts.expenditure.functions",
    "A6": "accounts.same",
    "A7": "accounts.table.expenditure_row",
    "A8": "accounts.table.subjects",
    "A9": "accounts.table.fiscal_row",
    "A10": "accounts.fiscal.general_balance",
    "A11": "accounts.fiscal.income_same",
    "A12": "accounts.general.natures",
    "A13": "accounts.general.basic_parts",
    "A14": "accounts.general.personnel",
    "A15": "accounts.table.subjects",
    "A16": "accounts.three_public.parts",
    "A17": "accounts.three_public.reception_subject",
    "A18": "accounts.table.fund_row",
    "B1": "accounts.same",
    "B2": "accounts.growth",
    "B4": "accounts.completion",
    "B6": "accounts.share",
    "B7": "accounts.general.function_parts",
    "B8": "accounts.expenditure.natures",
    "B9": "accounts.operating_cost.same",
    "B10": "accounts.procurement.micro_within",
    "B11": "accounts.assets.vehicles",
    "B12": "accounts.three_public.changes",
}


@pytest.mark.parametrize("entry", REFERENCE)
def test_the_reference_list_is_covered(entry: str) -> None:
    assert REFERENCE[entry] in {relation.id for relation in shipped_relations()}
