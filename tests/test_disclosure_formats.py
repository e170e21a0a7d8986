"""A disclosure as docx, pdf and html: read back figure by figure and table by table, with no finding."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import jixiao
from jixiao.check import check_documents
from jixiao.knowledge.disclosure_tables import table_set
from jixiao.model.accounts import FinalAccounts
from jixiao.write.disclosure import load_wording, write_disclosure
from jixiao.write.formats import written
from jixiao.write.paper import Paper
from paper_layout import read_back
from test_disclosure_sound import stated, tagged
from unit_years import unit_year

FORMATS = (".docx", ".pdf", ".html")
MANY = 25


def cells(accounts: FinalAccounts) -> Counter[tuple[str, str, str, str]]:
    return Counter(
        (table.id, row.code.text or row.label.text or "", column, value.text)
        for table in accounts.tables
        for row in table.rows
        for column, value in row.values.items()
        if value.text
    )


def differing(paper: Paper, told: Counter[tuple[str, str]], suffix: str, folder: Path) -> list[str]:
    """Give what a file does not say as the paper does, and every finding on it."""
    file = folder / f"决算公开{suffix}"
    file.write_bytes(written(paper, suffix))
    read = jixiao.read(file)
    [own] = read_back(paper).accounts
    [accounts] = read.accounts
    wrong = [f"text {each}" for each in [*(told - stated(accounts)), *(stated(accounts) - told)]]
    wrong += [f"cell {each}" for each in [*(cells(own) - cells(accounts)), *(cells(accounts) - cells(own))]]
    return wrong + [f"{each.severity} {each.rule}: {each.message}" for each in check_documents(read).findings]


def hold(seed: int, wording: str, suffix: str, folder: Path) -> list[str]:
    year = unit_year(seed)
    paper = write_disclosure(year, load_wording(wording), table_set(wording)).paper
    return differing(paper, tagged(paper, year), suffix, folder)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_disclosure_is_read_back_from_every_format(suffix: str, tmp_path: Path) -> None:
    assert hold(0, "sichuan", suffix, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("wording", ["sichuan", "national"])
@pytest.mark.parametrize("suffix", FORMATS)
def test_many_disclosures_are_read_back_from_every_format(suffix: str, wording: str, tmp_path: Path) -> None:
    wrong = {seed: found for seed in range(MANY) if (found := hold(seed, wording, suffix, tmp_path))}
    assert wrong == {}
