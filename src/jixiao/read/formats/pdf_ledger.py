"""Ledgers: tables of figures without lines down. Figures and headers together tell the columns."""

from __future__ import annotations

from itertools import groupby, pairwise
from statistics import median

from jixiao.read.formats.pdf_chars import Run, joined
from jixiao.read.formats.pdf_edges import FIGURE, HEADER, LABEL, Column, Span, column_strips, settled
from jixiao.read.formats.pdf_groups import place
from jixiao.read.formats.pdf_lattice import merged
from jixiao.read.formats.pdf_ledger_rows import PAD, Body, column_at, table_by_figures
from jixiao.read.formats.pdf_lines import rows_of, stretches
from jixiao.read.formats.pdf_pitch import goes_on, is_figure, is_numbered, line_pitch
from jixiao.read.formats.pdf_rules import Rule
from jixiao.read.formats.pdf_storeys import head_cells, header_blocks, levels, lowest
from jixiao.read.formats.pdf_table import PageTable

_TALL = 1.25  # times the text height: a title
_APART = 2.5  # text heights of white: what stands so far apart is not in one table
_FEWEST_FIGURES = 4
_FEWEST_HEADED = 2  # where every column has a header, as where a page ends below the numbers of the columns
_MOST_LINES = 300
_MOST_COLUMNS = 130
_MOST_HEAD_LINES = 16
_WIDE_LINE = 0.6  # of the table's width: a line of text above the header
_NEXT_LINE = 0.6  # of the text height: the next line of a cell is nearer than that
_LABEL_LENGTH = 20  # text heights: a longer line below the figures is no end of a label
_PURE = 0.6  # of the texts in a column of figures are figures
_OVERLAP = 0.15  # of the height: texts that overlap more are beside each other
_MARKS = frozenset("“”‘’《》")
_BLANK_INSIDE = 4.0  # text heights: so wide may the blank between the two characters of 合  计 be


def lines_of_page(runs: list[Run], height: float) -> list[list[Run]]:
    """Give runs by line, what is printed without more than the blank around Latin characters put together."""
    return [_spaced(line) for line in rows_of(stretches(runs))] if runs and height else []


def find_ledgers(lines: list[list[Run]], across: list[Rule], height: float) -> list[PageTable]:
    """Give the tables of figures among the lines of a page, top to bottom; `height` is that of the text.

    `across` are the lines drawn across the page.
    """
    lines = [_spaced(line) for line in lines]
    numbered = [is_numbered(line) for line in lines]
    if not any(numbered) or len(lines) > _MOST_LINES:
        return []
    across = merged(across)
    tables = []
    for start, end in _parts(lines, numbered, height):
        rows = [at for at in range(start, end) if numbered[at]]
        if rows:
            ledger = _Ledger(lines[start:end], rows[0] - start, rows[-1] - start, across, height)
            if ledger.is_one():
                tables.append(ledger.table())
    return tables


def head_lines(lines: list[list[Run]], width: float) -> list[list[Run]]:
    """Give the last of some lines that a header above figures may be; `width` is that of the table."""
    kept: list[list[Run]] = []
    for line in reversed(lines[-_MOST_HEAD_LINES:]):
        if len(line) == 1 and line[0][2] - line[0][0] > _WIDE_LINE * width:
            break
        kept.append(line)
    return kept[::-1]


def _spaced(line: list[Run]) -> list[Run]:
    """Put together the two characters of a word that is set with a blank inside: 合  计, 收  入 and 支  出."""
    found: list[Run] = []
    for are_signs, group in groupby(_with_marks(line), _is_sign):
        runs = list(group)
        if are_signs and len(runs) in (2, 4) and _are_pairs(runs):
            found += [joined(runs[at : at + 2]) for at in range(0, len(runs), 2)]
        else:
            found += runs
    return found


def _with_marks(line: list[Run]) -> list[Run]:
    """Put marks that another font has set apart (“三公”) together with the words beside them."""
    found = line[:1]
    for run in line[1:]:
        before = found[-1]
        at_mark = before[4][-1] in _MARKS or run[4][0] in _MARKS
        if at_mark and run[0] - before[2] < run[3] - run[1]:
            found[-1] = joined([before, run])
        else:
            found.append(run)
    return found


def _is_sign(run: Run) -> bool:
    return len(run[4]) == 1 and run[4] > "\u2e80"


def _are_pairs(runs: list[Run]) -> bool:
    """Whether single characters stand nearer to each other by twos than these do."""
    gaps = [after[0] - before[2] for before, after in pairwise(runs)]
    most = [_BLANK_INSIDE * (runs[0][3] - runs[0][1]), *(gap / 2 for gap in gaps[1::2])]
    return max(gaps[0::2]) < min(most)


def _parts(lines: list[list[Run]], numbered: list[bool], height: float) -> list[tuple[int, int]]:
    """Cut the lines of a page where a title stands or much white is."""
    whites = [
        _white(one, other) for at, (one, other) in enumerate(pairwise(lines)) if numbered[at] and numbered[at + 1]
    ]
    apart = max(_APART * height, 2 * median(whites) if whites else 0.0)
    words = [run[3] - run[1] for line in lines for run in line if not is_figure(run[4])]
    tall = _TALL * (median(words) if words else height)
    cuts = [at for at in range(1, len(lines)) if _white(lines[at - 1], lines[at]) > apart or _is_title(lines[at], tall)]
    return list(pairwise([0, *cuts, len(lines)]))


def _white(line: list[Run], following: list[Run]) -> float:
    return min(run[1] for run in following) - max(run[3] for run in line)


def _is_title(line: list[Run], tall: float) -> bool:
    return len(line) == 1 and line[0][3] - line[0][1] > tall


class _Ledger:
    """Lines of a page with figures from the line `first` to `last`, the header above them."""

    def __init__(self, lines: list[list[Run]], first: int, last: int, across: list[Rule], height: float) -> None:
        self._height = height
        while last + 1 < len(lines) and _is_rest(lines[last], lines[last + 1], height):
            last += 1
        pitch = line_pitch(lines[first : last + 1], height)
        while first and _begins_label(lines[first - 1], lines[first : first + 2], pitch, height):
            first -= 1
        body = lines[first : last + 1]
        left, right = min(line[0][0] for line in body), max(line[-1][2] for line in body)
        self._blocks = header_blocks(head_lines(lines[:first], right - left), across, height, pitch)
        heads = [Span(head.left, head.right, HEADER) for head in lowest(self._blocks, height)]
        self._strips = column_strips([*_beside(body, height), heads], height)
        left, right = (
            min([left, *(block.left for block in self._blocks)]),
            max([right, *(block.right for block in self._blocks)]),
        )
        rough = [left - PAD, *((start + end) / 2 for start, end in self._strips), right + PAD]
        columns = _columns(Body(body, rough, across, height, pitch), heads)
        self._body = Body(body, settled(self._strips, columns, left, right), across, height, pitch)
        self._all_headed = len(heads) == len(columns)

    def is_one(self) -> bool:
        """Whether these lines are a table of figures: as many columns have nothing but figures as have texts."""
        xs = self._body.xs
        figures, texts = [0] * (len(xs) - 1), [0] * (len(xs) - 1)
        for run in (run for line in self._body.lines for run in line):
            (figures if is_figure(run[4]) else texts)[column_at((run[0] + run[2]) / 2, xs)] += 1
        if len(figures) > _MOST_COLUMNS or sum(figures) < (_FEWEST_HEADED if self._all_headed else _FEWEST_FIGURES):
            return False
        pure = sum(count > 0 and count >= _PURE * (count + text) for count, text in zip(figures, texts, strict=True))
        other = sum(text > 0 and count < _PURE * (count + text) for count, text in zip(figures, texts, strict=True))
        return pure >= max(1, other) and pure + other > 2

    def table(self) -> PageTable:
        """Give the table, its cells without text yet."""
        xs, blocks = self._body.xs, self._blocks
        ys = self._body.row_edges()
        heights = levels(blocks, self._height)
        if blocks:
            place(blocks, xs, self._height)
            top = min(block.top for block in blocks) - PAD
            ys = [top, *((one + other) / 2 for one, other in pairwise(heights)), *ys]
        cells = head_cells(blocks, xs, ys, len(heights)) + self._body.cells(ys, len(heights))
        table = table_by_figures(xs, ys, cells, self._strips)
        table.head_rows = len(heights)
        return table


def _columns(body: Body, heads: list[Span]) -> list[Column]:
    """What stands in each column."""
    texts: list[list[Span]] = [[] for _ in body.xs[1:]]
    for run in (run for line in body.lines for run in line):
        first, last = body.columns_of(run)
        if first == last:
            texts[first].append(_span(run))
    above = {column_at((head.left + head.right) / 2, body.xs): head for head in heads}
    return [Column(each, above.get(number)) for number, each in enumerate(texts)]


def settle_again(table: PageTable, heads: list[Span]) -> None:
    """Settle the column edges of a table anew by headers that were found for it; `heads` are those of its columns."""
    texts: list[list[Span]] = [[] for _ in table.xs[1:]]
    for cell in table.cells:
        if cell.columns == 1:
            texts[cell.column] += [Span(line[0], line[2], LABEL) for line in cell.lines]
    spans = [span for each in texts for span in each] + heads
    above = {column_at((head.left + head.right) / 2, table.xs): head for head in heads}
    columns = [Column(each, above.get(number)) for number, each in enumerate(texts)]
    strips = [table.strip(x) for x in table.xs[1:-1]]
    table.move_edges(settled(strips, columns, min(span.left for span in spans), max(span.right for span in spans)))


def _begins_label(line: list[Run], following: list[list[Run]], pitch: float, height: float) -> bool:
    """Whether a line is the beginning of labels that go on beside the first figures."""
    words = [run for other in following for run in other if not is_figure(run[4])]
    return all(any(goes_on(run, other, pitch, height) for other in words) for run in line if not is_figure(run[4]))


def _is_rest(line: list[Run], following: list[Run], height: float) -> bool:
    """Whether a line ends a label that the last figures stand beside."""
    is_near = _white(line, following) < _NEXT_LINE * height
    return is_near and all(run[2] - run[0] < _LABEL_LENGTH * height for run in following)


def _span(run: Run) -> Span:
    return Span(run[0], run[2], FIGURE if is_figure(run[4]) else LABEL)


def _beside(lines: list[list[Run]], height: float) -> list[list[Span]]:
    """For each line its texts and those that overlap them in height: texts of one row, centred on their cells."""
    rows = []
    for number, line in enumerate(lines):
        top, bottom = min(run[1] for run in line), max(run[3] for run in line)
        deep = _OVERLAP * height
        near = [run for other in lines[max(0, number - 1) : number + 2] for run in other]
        beside = [run for run in near if run[1] < bottom - deep and run[3] > top + deep]
        rows.append([_span(run) for run in beside])
    return rows
