"""Tables of figures cut by a page end: a header at the foot of a page, the last rows alone at the top of the next.

Neither is a table by itself: the header is put above the figures that follow, the rows are read by the columns above.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from itertools import pairwise

from jixiao.read.formats.pdf_chars import Run
from jixiao.read.formats.pdf_edges import HEADER, Span
from jixiao.read.formats.pdf_groups import place
from jixiao.read.formats.pdf_ledger import head_lines, lines_of_page, settle_again
from jixiao.read.formats.pdf_ledger_rows import rows_below
from jixiao.read.formats.pdf_lines import Line, lines_of
from jixiao.read.formats.pdf_margins import is_running
from jixiao.read.formats.pdf_page import PageContent
from jixiao.read.formats.pdf_pitch import is_figure, line_pitch
from jixiao.read.formats.pdf_storeys import Block, header_blocks, levels, lowest
from jixiao.read.formats.pdf_table import PageCell, PageTable

_FOOT = 0.5  # of the page's height: a header that goes with the next page is below that
_HEAD = 0.2  # of the page's height: figures that go with the page before begin above that
_HEADED = 0.6  # of the columns have a header of their own
_BEYOND = 12.0  # points: how far headers may reach beyond the figures
_INSET = 0.3  # of the height: so far may a text reach into the next column
_LONGEST_LABEL = 30
_THIN = 0.01  # points: rows that are on the page before have no height


def join_cut(pages: list[PageContent]) -> None:
    """Put headers above their figures and rows below theirs, where a page ends between them."""
    for before, page in pairwise(pages):
        table = page.tables[0] if page.tables else None
        top = _HEAD * page.view.height if table is None else table.ys[0]
        heads = [line for line in page.lines if _is_running(line, page, before)]
        above = [line for line in page.lines if line[1] < top and line not in heads]
        last = before.tables[-1] if before.tables else None
        goes_on = last is not None and _goes_on(before, last, page)
        if table is not None and table.head_rows is not None and top < _HEAD * page.view.height and not above:
            is_rest = last and goes_on and not _is_header(last) and table.head_rows == 0
            if not (last and is_rest and _take_columns(last, table, page)):
                _carry_header(before, table, page)
        elif above and last and goes_on:
            _carry_rows(last, page, max([0.0, *(line[3] for line in heads if line[3] < top)]), top)


def _is_running(line: Line, page: PageContent, other: PageContent) -> bool:
    return is_running(line, [other.lines], page.view.height, page.usual_height)


def _goes_on(page: PageContent, table: PageTable, following: PageContent) -> bool:
    """Whether a table of figures may go on below the end of its page."""
    below = [line for line in page.lines if line[1] > table.ys[-1]]
    if table.head_rows is None or not all(_is_running(line, page, following) for line in below):
        return False
    return table.ys[-1] > _FOOT * page.view.height


def _take_columns(last: PageTable, table: PageTable, page: PageContent) -> bool:
    """Read the rows of a table by the columns of the one that it goes on with, where all of its texts are in these."""
    runs = [run for cell in table.cells for run in cell.runs]
    figures = _figure_columns(last)
    lines = lines_of_page(sorted(runs, key=lambda run: run[5]), page.usual_height)
    at_home = [all(_is_at_home(run, last, figures) for run in line) for line in lines]
    end = len(lines)
    while end and not at_home[end - 1] and not any(is_figure(run[4]) for run in lines[end - 1]):
        end -= 1
    if not end or not all(at_home[:end]):
        return False
    page.tables[0] = rows_below(lines[:end], last, page.usual_height)
    notes = lines_of([run for line in lines[end:] for run in line])
    page.lines = sorted([*page.lines, *notes], key=lambda line: line[1])
    return True


def _carry_header(before: PageContent, table: PageTable, page: PageContent) -> None:
    lost = [other for other in before.tables if _is_header(other)]
    runs = before.outside + [run for other in lost for cell in _head_cells(other) for run in cell.runs]
    end = max([_FOOT * before.view.height, *(other.ys[-1] for other in before.tables if other not in lost)])
    foot = lines_of_page([run for run in runs if end < run[1] < before.lowest], before.usual_height)
    head = head_lines(foot, table.xs[-1] - table.xs[0])
    below = [[run for cell in row for run in cell.runs] for row in table.row_cells()]
    pitch = line_pitch([row for row in below if row], before.usual_height)
    blocks = header_blocks(head, before.across, before.usual_height, pitch)
    if not blocks or not _stand_above(blocks, table, before.usual_height):
        return
    _put_above(blocks, table, before)
    top = min(block.top for block in blocks)
    before.tables = [other for other in before.tables if other not in lost or other.ys[-1] < top]
    before.lines = [line for line in before.lines if line[3] < top or line[1] > before.lowest]


def _carry_rows(table: PageTable, page: PageContent, start: float, end: float) -> None:
    """Read the first lines of a page by the columns of a table that goes on from the page before."""
    figures = _figure_columns(table)
    lines: list[list[Run]] = []
    for line in lines_of_page([run for run in page.outside if start <= run[1] < end], page.usual_height):
        if not all(_is_at_home(run, table, figures) for run in line):
            break
        lines.append(line)
    while lines and not any(is_figure(run[4]) for run in lines[-1]):
        lines.pop()
    if lines:
        rest = rows_below(lines, table, page.usual_height)
        page.tables.insert(0, rest)
        page.lines = [line for line in page.lines if not rest.ys[0] < (line[1] + line[3]) / 2 < rest.ys[-1]]


def _figure_columns(table: PageTable) -> set[int]:
    """The columns of a table that have figures, and few texts below the header."""
    counts: Counter[tuple[int, bool]] = Counter(
        (cell.column, is_figure(cell.text)) for cell in table.cells if cell.text and cell.row >= (table.head_rows or 0)
    )
    return {column for column, known in counts if known and counts[column, True] > counts[column, False]}


def _is_at_home(run: Run, table: PageTable, figures: set[int]) -> bool:
    """Whether a text stands in one column and is what stands there: a figure among figures, else a label."""
    inset = min(_INSET * (run[3] - run[1]), (run[2] - run[0]) / 2)
    columns = range(table.column_at(run[0] + inset), table.column_at(run[2] - inset) + 1)
    if run[0] < table.xs[0] - _BEYOND or run[2] > table.xs[-1] + _BEYOND:
        return False
    if is_figure(run[4]):
        return len(columns) == 1 and columns[0] in figures
    return len(run[4]) <= _LONGEST_LABEL and not figures.intersection(columns)


def _is_header(table: PageTable) -> bool:
    """Whether a table told from its texts is a header without figures, or with those that number the columns."""
    if table.is_ruled:
        return False
    head = table.head_rows or 0
    figures = [cell.text for cell in table.cells if cell.row >= head and is_figure(cell.text)]
    numbers = [str(number) for number in range(1, len(figures) + 1)]
    return figures == numbers if table.head_rows is not None else not figures


def _head_cells(table: PageTable) -> list[PageCell]:
    return [cell for cell in table.cells if table.head_rows is None or cell.row < table.head_rows]


def _stand_above(blocks: list[Block], table: PageTable, height: float) -> bool:
    """Whether the texts are headers of the columns of a table."""
    xs = table.xs
    if min(block.left for block in blocks) < xs[0] - _BEYOND or max(block.left for block in blocks) > xs[-1]:
        return False
    single = lowest(blocks, height)
    headed = sum(1 for cell in _head_cells(table) if cell.text and not is_figure(cell.text)) > _HEADED * (len(xs) - 1)
    if not headed:
        settle_again(table, [Span(head.left, head.right, HEADER) for head in single])
    place(blocks, table.xs, height)
    if headed:
        return len(single) > 1 and _share_out(single, table, height)
    return len({block.first for block in blocks if block.first == block.last}) >= max(2, _HEADED * (len(xs) - 1))


def _share_out(heads: list[Block], table: PageTable, height: float) -> bool:
    """Whether texts share out all columns and stand in the middle of theirs: the upper storey of a cut header."""
    xs = table.xs
    off = [abs(xs[head.first] + xs[head.last + 1] - 2 * head.centre) / 2 for head in heads]
    columns = [column for head in heads for column in range(head.first, head.last + 1)]
    return sorted(columns) == list(range(len(xs) - 1)) and max(off) < height


def _put_above(blocks: list[Block], table: PageTable, before: PageContent) -> None:
    heights = levels(blocks, before.usual_height)
    edges = [(one + other) / 2 for one, other in pairwise(heights)]
    cells = [_cell(block, edges, table.xs, before) for block in blocks]
    for cell in table.cells:
        cell.row += len(heights)
    table.cells = sorted([*cells, *table.cells], key=lambda cell: (cell.row, cell.column))
    table.ys = [table.ys[0] - _THIN * number for number in range(len(heights), 0, -1)] + table.ys
    table.head_rows = len(heights) + (table.head_rows or 0)
    table.changed()


def _cell(block: Block, edges: list[float], xs: list[float], before: PageContent) -> PageCell:
    first, last = (bisect(edges, _middle(run)) for run in (block.runs[0], block.runs[-1]))
    area = (xs[block.first], block.top, xs[block.last + 1], block.bottom)
    cell = PageCell(first, block.first, last - first + 1, block.last - block.first + 1, area)
    cell.page, cell.box = before.number, before.view.on_display(area)
    cell.runs = block.runs
    cell.lines = lines_of(block.runs)
    cell.text = "\n".join(line[4] for line in cell.lines)
    return cell


def _middle(run: Run) -> float:
    return (run[1] + run[3]) / 2
