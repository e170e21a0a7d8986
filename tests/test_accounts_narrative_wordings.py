"""The narrative of final accounts in the wordings of many places: each file of tests/wordings marks its figures.

Behind every figure stands ⟨what it is⟩: concept[item].measure with ↑ or ↓ for its direction, - where it is none that is
known; several where it is said of several (均为). A file without its marks is what the reader gets.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jixiao.model.accounts import FinalAccounts, Statement
from jixiao.read.layout import Layout, Paragraph
from jixiao.read.recognise.accounts import recognise_accounts

_FILES = sorted((Path(__file__).parent / "wordings").glob("*.txt"))
_MARK = re.compile(r"(-?(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?)([^⟨⟩0-9]{0,8})⟨([^⟩]*)⟩")
_ARROWS = {"up": "↑", "down": "↓", None: "", "flat": "="}


def paragraphs(text: str) -> Layout:
    """Give the lines of a text as the paragraphs of a file."""
    lines = [line for line in text.splitlines() if line.strip()]
    return Layout([Paragraph(line, number) for number, line in enumerate(lines, 1)])


def shown(statement: Statement) -> tuple[str, str]:
    """Give value and meaning of a statement in the way that the files write them."""
    if statement.concept is None:
        return statement.value.text or "", "-"
    item = f"[{statement.item}]" if statement.item else ""
    measure = "" if statement.measure == "amount" else f".{statement.measure}"
    return statement.value.text or "", f"{statement.concept}{item}{measure}{_ARROWS[statement.direction]}"


def read_marked(text: str) -> list[FinalAccounts]:
    """Read a text whose figures are marked."""
    return recognise_accounts(paragraphs(re.sub(r"⟨[^⟩]*⟩", "", text)))


@pytest.mark.parametrize("file", _FILES, ids=[file.stem for file in _FILES])
def test_every_figure_of_a_wording_means_what_it_says(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    expected = [(value, each) for value, _, meaning in _MARK.findall(text) for each in meaning.split("；")]
    found = [shown(statement) for document in read_marked(text) for statement in document.statements]
    assert [value for value, _ in found] == [value for value, _ in expected]
    assert found == expected
