"""Memory: one process that checks files over and over; what it holds must not grow.

python bench/memory.py FILE...     10,000 checks of these files in turn
"""

from __future__ import annotations

import gc
import os
import resource
import sys
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from jixiao.check import check_documents
from jixiao.read import read_file

TIMES = 10_000
SAMPLES = 50


class Memory(NamedTuple):
    """Resident memory in MB before the first check, after a tenth of them, at the end; growth in KB per 1,000 checks.

    The growth is the slope of a straight line through what was held after each part of the last nine tenths.
    """

    times: int
    before: float
    settled: float
    after: float
    growth: float


def measure(files: list[Path], times: int = TIMES) -> Memory:
    """Check the files in turn until `times` checks are done."""
    before = resident()
    turns = cycle([(file.read_bytes(), file.name) for file in files])
    held = []
    for _ in range(SAMPLES):
        for data, name in islice(turns, times // SAMPLES):
            check_documents(read_file(data, name))
        gc.collect()
        held.append(resident())
    settled = held[SAMPLES // 10 :]
    return Memory(times, before, settled[0], held[-1], slope(settled) * 1024 / (times / SAMPLES) * 1000)


def resident() -> float:
    """Give the memory that the process holds now in MB; where the system does not tell, the most it ever held."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def slope(values: list[float]) -> float:
    """Give the slope of the straight line that fits equally spaced values best."""
    middle, mean = (len(values) - 1) / 2, sum(values) / len(values)
    over = sum((index - middle) * (value - mean) for index, value in enumerate(values))
    return over / sum((index - middle) ** 2 for index in range(len(values)))


if __name__ == "__main__":
    print(measure([Path(name) for name in sys.argv[1:]]))
