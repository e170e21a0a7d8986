"""Measure jixiao against the bare limits of the formats and against its peers, on the same files in the same run.

    python bench/run.py [--quick]

Prints ratios first, then times; medians, after a warm-up. The files are made by make_inputs.py; the sample documents
are measured too where their folder is beside the project's. The status is 1 where a bar is not reached.
"""

from __future__ import annotations

import sys
from pathlib import Path

import accounts
import memory
from make_inputs import FORMS, ROOT, TABLES, make
from race import Race, Runner
from runners import docx_race, pdf_race, xlsx_race
from start import Start, starts

INPUTS = ROOT / "build" / "bench"
SAMPLES = ROOT.parent / "shared" / "samples"
MOST_GROWTH = 100  # KB for 1,000 checks: what an allocator's jitter may look like
WIDTH = 30


def main() -> None:
    """Run everything and print it."""
    quick = "--quick" in sys.argv[1:]
    make(INPUTS)
    documents = accounts.make(INPUTS)
    races = _races() + accounts.races(documents)
    for race in races:
        race.run(5 if quick else 7)
    begun = starts(INPUTS / "form-00.docx")
    limits = accounts.limits(documents)
    held = memory.measure(_mixed(), 1_000 if quick else memory.TIMES)
    print(_ratios(races, begun, limits, held))
    print(_times(races, begun, limits, held))
    sys.exit(1 if _missed(races, begun, limits, held) else 0)


def _races() -> list[Race]:
    docx, xlsx, pdf = (sorted(INPUTS.glob(f"form-*.{kind}")) for kind in ("docx", "xlsx", "pdf"))
    races = [
        docx_race(f"docx, {FORMS} forms", docx, FORMS),
        xlsx_race(f"xlsx, {FORMS} forms", "a form", xlsx, FORMS),
        xlsx_race(f"xlsx, a workbook of {TABLES} tables", "a table", [INPUTS / "tables.xlsx"], TABLES),
    ]
    if pdf:
        races.append(pdf_race(f"PDF, {FORMS} forms", pdf))
    return races + _sample_races()


def _sample_races() -> list[Race]:
    if not SAMPLES.is_dir():
        return []
    office = SAMPLES / "office"
    return [
        docx_race("docx, samples of two counties (9 forms)", sorted(office.glob("*-forms.docx")), 9),
        docx_race("docx, samples of provinces", found := sorted(SAMPLES.glob("provinces/*/form.docx")), len(found)),
        xlsx_race("xlsx, a sample of 7 forms", "a form", sorted(office.glob("*-forms.xlsx")), 7),
        pdf_race("PDF, samples of three counties", sorted(office.glob("*-forms.pdf"))),
        pdf_race("PDF, samples of provinces", sorted(SAMPLES.glob("provinces/*/form.pdf"))),
    ]


def _mixed() -> list[Path]:
    return [*sorted(INPUTS.glob("form-0*.*")), INPUTS / "tables.xlsx"]


# --- What is printed ----------------------------------------------------------------------------------------------


def _ratios(races: list[Race], begun: list[Start], limits: list[accounts.Limit], held: memory.Memory) -> str:
    lines = ["RATIOS (medians; 1 is the bare limit)"]
    for race in races:
        lines += ["", race.title, *(_ratio_line(race, runner) for runner in race.runners)]
    lines += ["", "bars that are no ratios"]
    lines += [f"  {start.call:{WIDTH}}{start.seconds / start.bar:8.2f} of the bar{_verdict(start.seconds, start.bar)}"
              for start in begun if start.bar]  # fmt: skip
    lines += [f"  {limit.name:{WIDTH}}{limit.value / limit.bar:8.2f} of the bar{_verdict(limit.value, limit.bar)}"
              for limit in limits]  # fmt: skip
    lines.append(f"  {'memory after / settled':{WIDTH}}{held.after / held.settled:8.3f} {_flat(held)}")
    return "\n".join([*lines, ""])


def _ratio_line(race: Race, runner: Runner) -> str:
    ratio = race.ratio(runner)
    bar = f"   bar {runner.bar:g}{_verdict(ratio, runner.bar)}" if runner.bar else ""
    return f"  {runner.name:{WIDTH}}{ratio:8.2f}{bar}"


def _verdict(value: float, bar: float) -> str:
    return " ok" if value <= bar else " OVER"


def _flat(held: memory.Memory) -> str:
    return "flat" if held.growth <= MOST_GROWTH else "GROWS"


def _times(races: list[Race], begun: list[Start], limits: list[accounts.Limit], held: memory.Memory) -> str:
    lines = ["TIMES (medians)"]
    for race in races:
        lines += ["", race.title]
        lines += [f"  {r.name:{WIDTH}}{race.seconds(r) * 1000:9.3f} ms {race.unit}" for r in race.runners]
    lines += ["", "whole processes"]
    lines += [f"  {start.call:{WIDTH}}{start.seconds:9.3f} s" for start in begun]
    lines += ["", "final accounts, a sound document from file to findings"]
    lines += [f"  {limit.name:{WIDTH}}{limit.value:9.4f} {limit.unit}" for limit in limits]
    lines += ["", f"memory, {held.times:,} checks of mixed files in one process"]
    lines.append(
        f"  before {held.before:.1f} MB, settled {held.settled:.1f} MB, after {held.after:.1f} MB, "
        f"growth {held.growth:.1f} KB per 1,000 checks"
    )
    return "\n".join(lines)


def _missed(races: list[Race], begun: list[Start], limits: list[accounts.Limit], held: memory.Memory) -> bool:
    slow = any(race.ratio(r) > r.bar for race in races for r in race.runners if r.bar)
    over = any(limit.value > limit.bar for limit in limits)
    return slow or over or any(s.bar and s.seconds > s.bar for s in begun) or held.growth > MOST_GROWTH


if __name__ == "__main__":
    main()
