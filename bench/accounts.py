"""Final accounts (部门决算) from file to findings: an invented disclosure of 25 pages or so, as PDF and in Word.

python bench/accounts.py [DIR]     (default: build/bench)

The document is sound, so its check needs no search for a wrong figure. The PDF needs LibreOffice.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

import relations
from make_inputs import ROOT, print_to_pdf
from race import Race, Runner
from runners import bare_docx, bare_pdf, check, layout, pages, pdfplumber, peers, python_docx

from disclosures import disclosure  # isort: skip  (make_inputs shows the way to the tests)
from word_writer import Look, docx  # isort: skip

from jixiao.check.relations.constraints import Span, holds
from jixiao.read import read_file

SEED = 6  # Sichuan wording, nine tables with a fund table that is filled
LOOK = Look(size=14, margin=70, landscape=True)
ROUNDS = 9
MOST_SECONDS, MOST_WORD_SECONDS, MOST_SUMS_SECONDS, MOST_MEGABYTES = 0.5, 0.1, 0.005, 250
_MEASURED = """
import resource, sys, jixiao
jixiao.check(sys.argv[1])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


class Limit(NamedTuple):
    """Something measured, what it may be at most, and its unit."""

    name: str
    value: float
    bar: float
    unit: str


def make(folder: Path) -> list[Path]:
    """Give the document in a folder, as Word document and, where LibreOffice is there, as PDF; written once."""
    word = folder / "accounts.docx"
    if word.exists():
        return [file for file in (word, word.with_suffix(".pdf")) if file.exists()]
    word.write_bytes(docx(disclosure(SEED).written(), LOOK))
    print_to_pdf([word], folder)
    return [file for file in (word, word.with_suffix(".pdf")) if file.exists()]


def races(files: list[Path]) -> list[Race]:
    """Give the races beside the bare limits; the bars are the times of limits()."""
    ours = [Runner("jixiao: layout", layout), Runner("jixiao: read", read_file), Runner("jixiao: check", check)]
    word, *printed = files
    bare = Runner("zipfile + xml.etree", bare_docx)
    found = [
        Race("docx, final accounts", "a document", [word], 1, [bare, *ours, *peers(docx=("python-docx", python_docx))])
    ]
    for file in printed:
        runners = [Runner("PDFium: characters, boxes", bare_pdf), *ours, *peers(pdfplumber=("pdfplumber", pdfplumber))]
        found.append(Race(f"PDF, final accounts of {pages([file])} pages", "a document", [file], 1, runners))
    return found


def limits(files: list[Path]) -> list[Limit]:
    """Give what has a bar of its own: times from file to findings, the most memory, sums of intervals."""
    word, *printed = files
    found = [Limit("accounts, docx", _seconds(lambda: check(word)), MOST_WORD_SECONDS, "s")]
    for file in printed:
        found.append(Limit("accounts, PDF", _seconds(lambda: check(file)), MOST_SECONDS, "s"))  # noqa: B023
        found.append(Limit("accounts, PDF, memory", _megabytes(file), MOST_MEGABYTES, "MB"))
    found.append(Limit("1,000 interval sums", relations.fastest(_sums()) / 1_000, MOST_SUMS_SECONDS, "s"))
    return found


def _sums() -> Callable[[], object]:
    values, sums = relations.made()
    spans = [Span(value - relations.HALF, value + relations.HALF) for value in values]
    return lambda: [holds(each, spans) for each in sums]


def _seconds(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        work()
        times.append(perf_counter() - begun)
    return median(times)


def _megabytes(file: Path) -> float:
    """The most that a process of its own held."""
    command = [sys.executable, "-c", _MEASURED, str(file)]
    return float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def main() -> None:
    """Print ratios, times and limits."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    files = make(folder)
    for race in races(files):
        race.run(3)
        print(race.title)
        for runner in race.runners:
            print(f"  {runner.name:30}{race.ratio(runner):8.2f}{race.seconds(runner) * 1000:10.1f} ms")
    for limit in limits(files):
        print(f"{limit.name:32}{limit.value:10.4f} {limit.unit}   bar {limit.bar:g}")


if __name__ == "__main__":
    main()
