"""The overviews there are (总览的各页), in the order of their tabs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from jixiao.workbench.overview.choice import Choice
from jixiao.workbench.overview.compare import compared
from jixiao.workbench.overview.filing_rows import filing_list
from jixiao.workbench.overview.found import found
from jixiao.workbench.overview.gaps import gaps
from jixiao.workbench.overview.late import late
from jixiao.workbench.overview.listing import Listing
from jixiao.workbench.overview.progress import progress, progress_sheets
from jixiao.workbench.overview.scores import scores
from jixiao.workbench.overview.spending import spending

Make = Callable[[Choice], list[Listing]]


class Subject(NamedTuple):
    """An overview: the end of its address, what it is called, its lists, and those of its workbook if others."""

    slug: str
    title: str
    make: Make
    sheets: Make | None = None


SUBJECTS = (
    Subject("", "进度", progress, progress_sheets),
    Subject("spending/", "预算执行", spending),
    Subject("scores/", "得分和等级", scores),
    Subject("gaps/", "结果好于支出", gaps),
    Subject("findings/", "核对结果", found),
    Subject("late/", "逾期", late),
    Subject("years/", "年度对比", compared),
    Subject("filings/", "填报件", lambda choice: [filing_list(choice)]),
)
