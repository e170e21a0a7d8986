"""The national nine drawn on PDF pages without lines, or with few: every figure in its table, row and column."""

from __future__ import annotations

from collections import Counter

import pytest

from accounts_tables_made import make_tables
from disclosure_drawn import Look, draw
from jixiao.read import read_layout
from jixiao.read.recognise.accounts.tables import read_tables
from jixiao.read.source import Source
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
    for seed in range(6):
        drawn, found = both(seed, (LOOKS | ACROSS_PAGES)[look])
        right += (drawn & found).total()
        most += max(drawn.total(), found.total())
    assert right >= BAR * most
