"""Words in pictures: what a chart says stands in no table, however neatly its numbers are aligned."""

from __future__ import annotations

from jixiao.read.formats.pdf_chars import Run
from jixiao.read.formats.pdf_native import Page, is_pictured


def without_pictures(page: Page, runs: list[Run]) -> tuple[list[Run], list[Run]]:
    """Give the runs of a page outside of pictures and those inside; only tagged documents tell them apart."""
    if not page.tagged:
        return runs, []
    inside = {id(run) for run in runs if is_pictured(page.char_object(run[5]))}
    if not inside:
        return runs, []
    return [run for run in runs if id(run) not in inside], [run for run in runs if id(run) in inside]
