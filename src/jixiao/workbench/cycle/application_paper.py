"""结果应用 as a table to hand on (xlsx): a row for each project, sums at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jixiao.score.rounding import plain
from jixiao.workbench.cycle.application import Standing
from jixiao.workbench.cycle.models import Decision, Year
from jixiao.write.paper import Addend, Cell, Paper, Table

_HEADER = ("单位", "项目", "等级", "得分", "依据", "下年申请数", "建议下限", "建议上限", "核定数", "说明", "建议")
_WIDTHS = [20.0, 28.0, 8.0, 8.0, 10.0, 12.0, 12.0, 12.0, 12.0, 24.0, 48.0]
_AMOUNTS = (5, 6, 7, 8)


def application_paper(year: Year, standings: Sequence[Standing]) -> Paper:
    """Give the table of a year's applied results; amounts in 万元."""
    rows = [list(enumerate(Cell(text, label=True) for text in _HEADER))]
    rows += [list(enumerate(_cells(each))) for each in standings]
    if standings:
        rows.append(_sums(rows[1:]))
    title = f"{year}绩效评价结果应用表"
    table = Table("结果应用", title, _WIDTHS, rows, header_rows=1, unit_line="单位：万元", landscape=True)
    return Paper(title, [table], str(year.region))


def _cells(standing: Standing) -> list[Cell]:
    filing = standing.filing
    decision: Decision | None = getattr(filing, "decision", None)
    amounts = (decision.requested, decision.low, decision.high, decision.decided) if decision else (None,) * 4
    texts = (decision.note, decision.explanation) if decision else ("", "")
    return [
        Cell(filing.unit.name, align="left"),
        Cell(str(filing.project or ""), align="left"),
        Cell(standing.grade),
        _number(standing.score),
        Cell(standing.whose if standing.grade else ""),
        *map(_number, amounts),
        *(Cell(text, align="left") for text in texts),
    ]


def _sums(rows: Sequence[list[tuple[int, Cell]]]) -> list[tuple[int, Cell]]:
    """The row of sums, as formulas where the format has them."""
    sums = []
    for column in _AMOUNTS:
        cell = _number(sum((row[column][1].number or Decimal(0) for row in rows), Decimal(0)))
        cell.addends = [Addend(row, column) for row in range(1, len(rows) + 1)]
        sums.append((column, cell))
    return [(0, Cell("合计", columns=5, label=True)), *sums, (9, Cell("")), (10, Cell(""))]


def _number(value: Decimal | None) -> Cell:
    if value is None:
        return Cell("")
    text = plain(value)
    return Cell(text, number=value, places=len(text.partition(".")[2]))
