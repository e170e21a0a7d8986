"""Words in pictures: what a chart says is neither a table, however neatly its numbers are aligned, nor running text."""

from __future__ import annotations

from jixiao.read.formats.pdf_chars import Run
from jixiao.read.formats.pdf_native import Page, is_pictured


def without_pictures(page: Page, runs: list[Run]) -> list[Run]:
    """Give the runs of a page outside of pictures; only tagged documents tell them apart.

    A page that is all picture is a scan with its words behind it: these are kept.
    """
    if not page.tagged:
        return runs
    outside = [run for run in runs if not is_pictured(page.char_object(run[5]))]
    return outside or runs
