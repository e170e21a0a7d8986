"""The national nine drawn on PDF pages without lines, or with few: every figure in its table, row and column."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest

import word_writer
from accounts_tables_made import make_tables
from disclosure_drawn import SONG, Look, draw
from disclosures import disclosure
from jixiao.read import read_layout
from jixiao.read.gate import open_source
from jixiao.read.layout import Layout
from jixiao.read.recognise.accounts import recognise_accounts
from jixiao.read.recognise.accounts.tables import read_tables
from jixiao.read.source import Source
from printing import convert
from test_accounts_tables_made import Key, read, wanted

LOOKS = {
    "all lines": Look(rules="all", landscape=True),
    "dotted lines": Look(rules="dotted", landscape=True),
    "lines across": Look(rules="horizontal", landscape=True),
    "lines across, portrait": Look(rules="horizontal", size=6.5, pad=(3, 2)),
    "lines across, figures at the top": Look(rules="horizontal", landscape=True, mixed=True, digits="Times-Roman"),
    "lines down": Look(rules="down", landscape=True),
    "three lines": Look(rules="three", landscape=True),
    "a frame": Look(rules="outer", landscape=True),
    "shaded rows": Look(rules="shaded", landscape=True),
    "no lines": Look(landscape=True),
    "no lines, portrait": Look(size=6.5, pad=(3, 2)),
    "no lines, tight": Look(landscape=True, pad=(3, 1), size=8),
    "no lines, all centred": Look(landscape=True, across="centre", figures="centre"),
    "no lines, figures at the left": Look(landscape=True, figures="left", digits="Helvetica"),
    "no lines, figures at the top": Look(landscape=True, mixed=True, digits="Times-Roman"),
    "no lines, wrapped": Look(landscape=True, even=True, size=8),
    "no lines, header again": Look(landscape=True, repeated=True, pad=(4, 5)),
    "no lines, page on its side": Look(landscape=True, turned=1),
    "no lines, narrow": Look(landscape=True, size=7, narrow=0.8, pad=(2.5, 2)),
}
ACROSS_PAGES = {
    "one after the other": Look(landscape=True, each_page=False, start=0.6),
    "lines across, one after the other": Look(rules="horizontal", landscape=True, each_page=False, start=0.7),
    "three lines, one after the other": Look(rules="three", landscape=True, each_page=False, start=0.8, size=8),
}
WORD_LOOKS = [
    word_writer.Look(size=9, margin=40, landscape=True, rules="none"),
    word_writer.Look(size=9, margin=40, landscape=True, rules="horizontal"),
    word_writer.Look(size=7.5, margin=36, landscape=True, rules="none", centred=True),
    word_writer.Look(size=6, margin=30, rules="horizontal"),
    word_writer.Look(size=9, margin=40, landscape=True, rules="horizontal", repeated=2),
]
WORD_BAR = 0.975
NARRATIVE_BAR = 0.97
ANY_BAR = 0.97  # the same where every choice is by dice
BAR = 0.98  # of the figures are right, and of what is read


def both(seed: int, look: Look) -> tuple[Counter[Key], Counter[Key]]:
    """The figures that are drawn and those that are read."""
    made = make_tables(seed)
    data = draw([table.sheet for table in made], look)
    return wanted(made), read(read_tables(read_layout(Source("disclosure.pdf", data, "pdf"))))


@pytest.mark.parametrize("look", LOOKS)
def test_looks(look: str) -> None:
    drawn, found = both(sum(look.encode()) % 4, LOOKS[look])
    assert found == drawn


@pytest.mark.parametrize("look", ACROSS_PAGES)
def test_page_ends(look: str) -> None:
    drawn, found = both(2, ACROSS_PAGES[look])
    right = (drawn & found).total()
    assert right >= BAR * max(drawn.total(), found.total())


@pytest.mark.slow
@pytest.mark.parametrize("look", [*LOOKS, *ACROSS_PAGES])
def test_looks_of_many(look: str) -> None:
    right = most = 0
    for seed in range(30):
        drawn, found = both(seed, (LOOKS | ACROSS_PAGES)[look])
        right += (drawn & found).total()
        most += max(drawn.total(), found.total())
    assert right >= BAR * most


def any_look(seed: int) -> Look:
    """A look that nobody thought of: every choice by dice."""
    dice = Random(seed)
    landscape = dice.random() < 0.6
    return Look(
        rules=dice.choice(["none", "none", "horizontal", "three", "shaded", "outer", "down", "dotted", "all"]),
        size=dice.choice([6.5, 7.5, 8, 9, 10] if landscape else [6, 6.5, 7, 7.5]),
        pad=(dice.choice([2, 3, 4, 5]), dice.choice([1, 2, 3, 5, 8])),
        across=dice.choice(["left", "left", "centre"]),
        figures=dice.choice(["right", "right", "centre", "left"]),
        height=dice.choice(["top", "middle", "bottom"]),
        mixed=dice.random() < 0.2,
        digits=dice.choice([SONG, "Times-Roman", "Helvetica"]),
        shift=dice.choice([0, 0, 1.0, -1.0]),
        leading=dice.choice([1.1, 1.25, 1.4, 1.6]),
        landscape=landscape,
        turned=dice.choice([0, 0, 1, 3]),
        narrow=dice.choice([1, 0.9, 0.8]),
        even=dice.random() < 0.25,
        repeated=dice.random() < 0.25,
        each_page=dice.random() < 0.6,
        start=dice.choice([0, dice.random() * 0.85]),
        numbered=dice.random() < 0.8,
    )


@pytest.mark.slow
def test_any_looks() -> None:
    right = most = 0
    for seed in range(40):
        drawn, found = both(seed, any_look(seed))
        right += (drawn & found).total()
        most += max(drawn.total(), found.total())
    assert right >= ANY_BAR * most


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_printed_without_lines(tmp_path: Path) -> None:
    """Word tables without lines down have no white between rows but that of the lines: the hardest to read."""
    for number, look in enumerate(WORD_LOOKS):
        (tmp_path / f"{number}.docx").write_bytes(
            word_writer.docx([table.sheet for table in make_tables(number)], look)
        )
        (tmp_path / f"text{number}.docx").write_bytes(word_writer.docx(disclosure(number).written(), look))
    convert(sorted(tmp_path.glob("*.docx")), "pdf", tmp_path)
    for number in range(len(WORD_LOOKS)):
        drawn = wanted(make_tables(number))
        found = read(read_tables(read_layout(open_source(tmp_path / f"{number}.pdf"))))
        assert (drawn & found).total() >= WORD_BAR * max(drawn.total(), found.total())
        said = statements(disclosure(number).layout())
        told = statements(read_layout(open_source(tmp_path / f"text{number}.pdf")))
        assert (said & told).total() >= NARRATIVE_BAR * max(said.total(), told.total())


def statements(layout: Layout) -> Counter[tuple[str | None, str | None]]:
    """What the text of a disclosure says: concepts with their figures."""
    found = [statement for document in recognise_accounts(layout) for statement in document.statements]
    return Counter((statement.concept, statement.value.text) for statement in found)
