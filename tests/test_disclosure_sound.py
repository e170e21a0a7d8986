"""Disclosures of invented units: nothing lacking, read back figure by figure, no error and no warning of our making."""

from __future__ import annotations

from collections import Counter

import pytest

from jixiao.check import check_documents
from jixiao.check.relations.items import code_path, is_code
from jixiao.knowledge.disclosure_tables import table_set
from jixiao.model.accounts import FinalAccounts
from jixiao.model.unit_year import UnitYear
from jixiao.write.disclosure import Disclosure, load_wording, write_disclosure
from jixiao.write.disclosure.figures import Figures
from jixiao.write.disclosure.gaps import MARK
from jixiao.write.paper import Figure, Paper, Paragraph
from paper_layout import read_back
from unit_years import unit_year

FEW, MANY = 10, 500
WORDINGS = ("sichuan", "national")
STATED_BY_THE_TEMPLATE = {"assets.equipment.threshold"}  # 单价100万元: a figure of the words, not of the data


def written(year: UnitYear, wording: str) -> Disclosure:
    return write_disclosure(year, load_wording(wording), table_set(wording))


def tagged(paper: Paper, year: UnitYear) -> Counter[tuple[str, str]]:
    """The figures of the running text: what they are, subjects by name, and as printed."""
    figures = Figures(year, load_wording("sichuan"))
    runs = (run for block in paper.blocks if isinstance(block, Paragraph) for run in block.runs)
    return Counter((_named(run.tag, figures), run.text) for run in runs if isinstance(run, Figure))


def _named(tag: str, figures: Figures) -> str:
    concept, bracket, item = tag.rstrip("]").partition("[")
    if not bracket:
        return tag
    return f"{concept}[{'/'.join(figures.names(code_path(item))) if is_code(item) else item}]"


def stated(accounts: FinalAccounts) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for statement in accounts.statements:
        told = statement.to_dict()
        if told["concept"] not in STATED_BY_THE_TEMPLATE:
            concept = str(told["concept"]).removesuffix(".count")
            found[f"{concept}[{told['item']}]" if told["item"] else concept, told["value"]] += 1
    return found


def hold(seed: int, wording: str) -> list[str]:
    """Give what does not hold of a disclosure."""
    year = unit_year(seed)
    made = written(year, wording)
    if made.gaps:
        return [gap.sentence for gap in made.gaps]
    read = read_back(made.paper)
    [accounts] = read.accounts
    told, expected = stated(accounts), tagged(made.paper, year)
    wrong = [f"not read: {each}" for each in expected - told] + [f"read: {each}" for each in told - expected]
    result = check_documents(read)
    return wrong + [f"{each.severity} {each.rule}: {each.message}" for each in result.findings]


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize("seed", range(FEW))
def test_a_disclosure_is_read_back_and_has_no_finding(seed: int, wording: str) -> None:
    assert hold(seed, wording) == []


@pytest.mark.slow
@pytest.mark.parametrize("wording", WORDINGS)
def test_many_disclosures_are_read_back_and_have_no_finding(wording: str) -> None:
    wrong = {seed: found for seed in range(MANY) if (found := hold(seed, wording))}
    assert wrong == {}


def test_nothing_of_a_finished_disclosure_is_left_to_fill_in() -> None:
    text = "".join(
        block.text for block in written(unit_year(3), "sichuan").paper.blocks if isinstance(block, Paragraph)
    )
    assert MARK[:3] not in text
    assert "增加/减少" not in text
    assert "主要原因是无" not in text
