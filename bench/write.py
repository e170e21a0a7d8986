"""Measure writing papers, Word documents beside docxtpl in the same run: python bench/write.py [--quick]

docxtpl fills templates that hold the same tables, with a row that is repeated for each indicator or account. It makes
no charts, no contents and no merged cells in repeated rows, so that it does less. Prints times (the least of several
runs) and ratios; the status is 1 where a bar is not reached.
"""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import NamedTuple

import make_inputs  # noqa: F401  (shows the way to the tests)

from jixiao.write.docx import write_docx
from jixiao.write.html import write_html
from jixiao.write.paper import Cell, Paper, Table
from jixiao.write.pdf import write_pdf
from papers import accounts_table, disclosure, form_paper, form_table

FORMS = 1_000
TABLES = 13
INDICATORS = 12
LEAST_RATIO = 3.0
FORM_ROWS = 8  # above the indicators
Cells = list[tuple[int, Cell]]


class Line(NamedTuple):
    """A measured thing: seconds, the most that it may take (none where it is a peer)."""

    name: str
    seconds: float
    bar: float | None = None


def main() -> None:
    """Run everything and print it."""
    quick = "--quick" in sys.argv[1:]
    forms = 100 if quick else FORMS
    rounds = 2 if quick else 5
    papers = [form_paper(number) for number in range(forms)]
    form_template, table_template = template(form_table()), template(*tables())
    filled = [form_data(paper.tables[0]) for paper in papers]
    whole = disclosure()
    lines = [
        Line("disclosure: 13 tables, 7 charts, 7 forms", fastest(lambda: write_docx(whole), rounds), 0.3),
        Line(f"{forms} forms", fastest(lambda: [write_docx(paper) for paper in papers], rounds), 4.0 * forms / FORMS),
        Line(f"{forms} forms, docxtpl", fastest(lambda: [peer(form_template, data) for data in filled], 1)),
        Line(f"{TABLES} tables", fastest(lambda: write_docx(Paper("", list(tables()))), rounds)),
        Line(f"{TABLES} tables, docxtpl", fastest(lambda: peer(table_template, table_data()), rounds)),
        Line("disclosure as pdf", fastest(lambda: write_pdf(whole), rounds), 0.4),
        Line("disclosure as html", fastest(lambda: write_html(whole), rounds), 0.2),
    ]
    ratios = {"forms": lines[2].seconds / lines[1].seconds, "tables": lines[4].seconds / lines[3].seconds}
    print(
        *map(shown, lines),
        *(f"{name}: {ratio:.1f} times as fast as docxtpl" for name, ratio in ratios.items()),
        sep="\n",
    )
    missed = any(line.bar is not None and line.seconds > line.bar for line in lines)
    sys.exit(1 if missed or min(ratios.values()) < LEAST_RATIO else 0)


def shown(line: Line) -> str:
    """Give a line of the report."""
    bar = f"  (at most {line.bar:.2f})" if line.bar is not None else ""
    return f"{line.name:44}{line.seconds:8.3f} s{bar}"


def fastest(work: Callable[[], object], rounds: int) -> float:
    """Give the shortest of several runs in seconds, after a warm-up where there are several."""
    times = []
    for _ in range(rounds + (rounds > 1)):
        gc.collect()
        begun = perf_counter()
        work()
        times.append(perf_counter() - begun)
    return min(times)


def tables() -> list[Table]:
    """Give the tables of a disclosure."""
    return [accounts_table(number + 1) for number in range(TABLES)]


# --- docxtpl -------------------------------------------------------------------------------------------------------


def peer(made: bytes, data: dict[str, object]) -> bytes:
    """Fill a template."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(io.BytesIO(made))
    document.render(data)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def template(*given: Table) -> bytes:
    """Give tables as a template: a place for each text of the head, one row that is repeated for all others."""
    return write_docx(Paper("", [_template(number, table) for number, table in enumerate(given)]))


def _template(number: int, table: Table) -> Table:
    head = _head_rows(table)
    rows: list[Cells] = [
        [(column, replace(cell, text=f"{{{{ h{number}[{row}][{at}] }}}}")) for at, (column, cell) in enumerate(cells)]
        for row, cells in enumerate(table.cells[:head])
    ]
    repeated: Cells = [(column, Cell(f"{{{{ row[{column}] }}}}")) for column in range(table.columns)]
    around = [[(0, Cell(f"{{%tr {tag} %}}", columns=table.columns))] for tag in (f"for row in r{number}", "endfor")]
    return replace(table, cells=[*rows, around[0], repeated, around[1]])


def form_data(table: Table) -> dict[str, object]:
    """Give the texts of a form for the template."""
    return _data(0, table)


def table_data() -> dict[str, object]:
    """Give the texts of all tables for the template."""
    data: dict[str, object] = {}
    for number, table in enumerate(tables()):
        data |= _data(number, table)
    return data


def _data(number: int, table: Table) -> dict[str, object]:
    head = _head_rows(table)
    texts = [[cell.text for _, cell in cells] for cells in table.cells[:head]]
    rows = [_spread(cells, table.columns) for cells in table.cells[head:]]
    return {f"h{number}": texts, f"r{number}": rows}


def _head_rows(table: Table) -> int:
    return table.header_rows or FORM_ROWS


def _spread(cells: Cells, columns: int) -> list[str]:
    texts = dict.fromkeys(range(columns), "") | {column: cell.text for column, cell in cells}
    return list(texts.values())


if __name__ == "__main__":
    main()
