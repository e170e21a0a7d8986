"""Two years of invented disclosures: nothing is found between sound ones, what was told otherwise is."""

from __future__ import annotations

import pytest

from disclosure_book import Book
from disclosure_years import COMPARED, two_years
from disclosures import Disclosure
from jixiao.check import check_documents
from jixiao.check.across.desk import Desk
from jixiao.check.golden import as_read
from jixiao.model.result import CheckResult, Finding, ReadResult
from jixiao.read.recognise.accounts import recognise_accounts

FEW, MANY = 4, 24
CLOSINGS = ("general.closing", "fund.closing", "other.closing")


def read(disclosure: Disclosure, name: str) -> ReadResult:
    return as_read(recognise_accounts(disclosure.layout()), name)


def compared(last: Disclosure, this: Disclosure) -> CheckResult:
    """Check this year's disclosure with `--prior` last year's."""
    return Desk([("上年.docx", read(last, "上年.docx"))]).compare(check_documents(read(this, "本年.docx")), "本年.docx")


def between(result: CheckResult) -> list[Finding]:
    return [finding for finding in result.findings if any(figure.elsewhere for figure in finding.figures)]


def evaluated(result: CheckResult) -> int:
    return sum(outcome.evaluated for outcome in result.outcomes if outcome.rule.startswith("across."))


def nothing_is_found(seed: int) -> None:
    result = compared(*two_years(seed))
    assert [finding.message for finding in result.findings if finding.severity == "error"] == []
    assert [finding.message for finding in between(result)] == []
    assert evaluated(result) >= 8


@pytest.mark.parametrize("seed", range(FEW))
def test_between_sound_years_nothing_is_found(seed: int) -> None:
    nothing_is_found(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(FEW, MANY))
def test_between_many_sound_years_nothing_is_found(seed: int) -> None:
    nothing_is_found(seed)


def mistold(seed: int) -> list[tuple[str, list[Finding]]]:
    """Tell each amount of last year otherwise in turn; give what is found where both texts speak of it.

    This year's agrees with itself: only last year's tells that the figure is another one.
    """
    found = []
    for name, concept in {**COMPARED, **dict.fromkeys(CLOSINGS, "")}.items():
        amount = Book(seed + 5000).amounts[name]
        wrong = amount * 9 // 10 - 30_000
        if wrong < 0:
            continue
        last, this = two_years(seed, {name: wrong})
        result = compared(last, this)
        assert result.count("error") == 0
        if not concept or (
            f"{concept}.change" in told(this) and told(last) & {f"{each}.amount" for each in SAME[concept]}
        ):
            found.append((name, between(result)))
    return found


SAME = {concept: {concept} for concept in COMPARED.values()}
SAME["totals.all"] |= {"income.total"}
SAME["fiscal.total"] |= {"fiscal.income.total"}


def told(disclosure: Disclosure) -> set[str]:
    """What a text states, by concept and measure."""
    statements = recognise_accounts(disclosure.layout())[0].statements
    return {f"{statement.concept}.{statement.measure}" for statement in statements}


@pytest.mark.parametrize("seed", range(2))
def test_what_last_year_published_otherwise_is_found(seed: int) -> None:
    found = mistold(seed)
    assert len(found) >= 3
    assert [name for name, findings in found if not findings] == []
    for _, findings in found:
        for finding in findings:
            assert finding.severity == "warning"
            assert "上年.docx" in finding.message


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 16))
def test_what_last_year_published_otherwise_is_found_in_many(seed: int) -> None:
    assert [name for name, findings in mistold(seed) if not findings] == []


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_the_years_does_not_matter(seed: int) -> None:
    """Without --prior, last year's file among those of the call is enough, whichever comes first."""
    last, this = two_years(seed, {"general.expenditure": 40_000_000})
    files = [("上年.docx", read(last, "上年.docx")), ("本年.docx", read(this, "本年.docx"))]
    rules = []
    for order in (files, files[::-1]):
        desk = Desk()
        results = [desk.compare(check_documents(each), name) for name, each in order]
        assert between(results[0]) == []
        rules.append({finding.rule for finding in between(results[1])})
    assert rules[0] == rules[1] != set()
