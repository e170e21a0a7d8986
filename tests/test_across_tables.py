"""Accounts whose text and tables stand in two files, and accounts that are published twice."""

from __future__ import annotations

import pytest

from disclosure_book import WAN, Book, Item
from disclosures import disclosed, disclosure
from jixiao.check import check_documents
from jixiao.check.across.desk import Desk
from jixiao.check.golden import as_read
from jixiao.model.result import CheckResult, Finding, ReadResult
from jixiao.read.layout import Cell, Grid, Layout, Paragraph
from jixiao.read.recognise.accounts import recognise_accounts

FEW, MANY = 4, 24
FIRST_OF_TABLES = 1000  # the number of the first paragraph before the tables, see Disclosure.layout


def read(layout: Layout, name: str) -> ReadResult:
    return as_read(recognise_accounts(layout), name)


def halves(layout: Layout) -> tuple[Layout, Layout]:
    """The text of a disclosure in one file, its tables in another."""
    text = [block for block in layout.blocks if isinstance(block, Paragraph) and block.number < FIRST_OF_TABLES]
    tables = [block for block in layout.blocks if isinstance(block, Grid) or block.number >= FIRST_OF_TABLES]
    return Layout([*text]), Layout([*tables])


def compared(*files: ReadResult) -> CheckResult:
    """Give what is found in the last file, held against those before it."""
    desk = Desk()
    return [desk.compare(check_documents(each), each.source.name) for each in files][-1]


def between(result: CheckResult) -> list[Finding]:
    return [finding for finding in result.findings if any(figure.elsewhere for figure in finding.figures)]


def evaluated(result: CheckResult, rule: str) -> int:
    return sum(outcome.evaluated for outcome in result.outcomes if outcome.rule == rule)


@pytest.mark.parametrize("seed", [*range(FEW), *(pytest.param(s, marks=pytest.mark.slow) for s in range(FEW, MANY))])
@pytest.mark.parametrize("text_first", [True, False])
def test_a_sound_text_agrees_with_its_tables_in_another_file(seed: int, *, text_first: bool) -> None:
    text, tables = halves(disclosure(seed).layout())
    files = [read(text, "文字.docx"), read(tables, "表.xlsx")]
    result = compared(*(files if text_first else files[::-1]))
    assert [finding.message for finding in between(result) if finding.severity != "info"] == []
    assert evaluated(result, "across.accounts.tables") > 25


class Moved(Book):
    """A sound book in which one 项 has spent 1万元 more on projects, and another as much less."""

    def _items(self) -> list[Item]:
        items = super()._items()
        less = max(items, key=lambda item: item.project)
        more = next(item for item in items if item is not less and not item.fund)
        less.project, more.project = less.project - WAN, more.project + WAN
        return items


@pytest.mark.parametrize("seed", [*range(2), *(pytest.param(s, marks=pytest.mark.slow) for s in range(2, 12))])
def test_a_text_that_tells_the_items_otherwise_than_the_tables_is_found(seed: int) -> None:
    """Text and tables are sound, each by itself."""
    text = read(halves(disclosure(seed).layout())[0], "文字.docx")
    tables = read(halves(disclosed(Moved(seed), seed).layout())[1], "表.xlsx")
    assert check_documents(text).count("error") == check_documents(tables).count("error") == 0
    for files in ((text, tables), (tables, text)):
        found = [finding for finding in between(compared(*files)) if finding.severity == "error"]
        assert found
        assert all("文字在“文字.docx”，表在“表.xlsx”" in finding.message for finding in found)


@pytest.mark.parametrize("seed", range(FEW))
def test_accounts_published_twice_agree(seed: int) -> None:
    layout = disclosure(seed).layout()
    result = compared(read(layout, "一.docx"), read(layout, "二.pdf"))
    assert between(result) == []
    assert evaluated(result, "across.accounts.same") > 50


def test_an_amount_that_the_second_publication_prints_otherwise_is_an_error() -> None:
    first = disclosure(1).layout()
    second = Layout([_reprinted(block) for block in first.blocks])
    [finding] = [
        each for each in between(compared(read(first, "一.docx"), read(second, "二.docx"))) if "采购" in each.message
    ]
    assert finding.severity == "error"
    assert "“一.docx”" in finding.message


def _reprinted(block: Paragraph | Grid) -> Paragraph | Grid:
    if not isinstance(block, Paragraph):
        return block
    before, mark, after = block.text.partition("政府采购支出总额")
    return Paragraph(f"{before}{mark}9{after}", block.number) if mark else block


def test_a_budget_of_the_year_is_not_held_against_the_accounts() -> None:
    accounts = disclosure(1).layout()
    budget = Layout([_of_budget(block) for block in accounts.blocks])
    assert [document.kind for document in recognise_accounts(budget)] == ["final_accounts"]
    result = compared(read(budget, "预算.docx"), read(accounts, "决算.docx"))
    assert between(result) == []
    assert evaluated(result, "across.accounts.same") == 0


def _of_budget(block: Paragraph | Grid) -> Paragraph | Grid:
    if isinstance(block, Paragraph):
        return Paragraph(block.text.replace("决算", "预算"), block.number)
    cells = [
        Cell(cell.text.replace("决算", "预算"), cell.row, cell.column, cell.rows, cell.columns) for cell in block.cells
    ]
    return Grid(cells, block.table)


def test_accounts_that_differ_nearly_everywhere_are_of_two_scopes_and_it_is_said() -> None:
    """Neither says whether it is 部门决算 or 单位决算."""
    files = [halves(disclosure(seed).layout())[1] for seed in (1, 5)]
    result = compared(*(read(tables, f"{number}.xlsx") for number, tables in enumerate(files)))
    assert between(result) == []
    [reason] = [outcome.reason for outcome in result.outcomes if outcome.rule == "across.accounts.same"]
    assert reason is not None and "口径不同" in reason
