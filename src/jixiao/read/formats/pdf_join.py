"""Tables that run over pages become one grid, with repeated header rows left out and cut rows put together."""

from __future__ import annotations

from jixiao.read.formats.pdf_lines import Line
from jixiao.read.formats.pdf_margins import is_running
from jixiao.read.formats.pdf_page import PageContent
from jixiao.read.formats.pdf_table import PageCell, PageTable, meet

_EDGE = 3.0  # points: how far the edges of a table may shift from page to page
_SAME_SHARE = 0.6  # of the inner edges of such a table are where they were on the page before
_FOOT = 0.15  # of the page's height: a table that ends higher up than this does not go on
_TOGETHER = 0.3  # of the page's height: programs keep the rows beside a merged cell together up to that
_HEAD = 0.25  # of the page's height: a table that begins lower down is not the rest of one
_RESTART_ROWS = 4
_LABEL_ROW_CELLS = 4


class Part:
    """The part of a table that is on one page.

    `skipped` are its header rows and `heading` the lines above it, where both are printed again from the page before.
    """

    __slots__ = ("heading", "page", "skipped", "table")

    def __init__(self, page: PageContent, table: PageTable) -> None:
        self.page = page
        self.table = table
        self.skipped = 0
        self.heading: list[Line] = []


def chains(pages: list[PageContent]) -> list[list[Part]]:
    """Give the tables of a document in order, each as its parts on successive pages."""
    found: list[list[Part]] = []
    for index, page in enumerate(pages):
        for place, table in enumerate(page.tables):
            part = Part(page, table)
            if place == 0 and index and found and _goes_on(found[-1], pages, index, part):
                found[-1].append(part)
            else:
                found.append([part])
    return found


def _goes_on(chain: list[Part], pages: list[PageContent], index: int, part: Part) -> bool:
    """Whether a page's first table is the rest of the last table of the page before."""
    first, last, before = chain[0], chain[-1], pages[index - 1]
    if last.page is not before or last.table is not before.tables[-1] or not _same_sides(last.table, part.table):
        return False
    if (last.table.head_rows is None) != (part.table.head_rows is None):
        return False
    if _body(_below(last), pages, index - 1):
        return False
    skipped = _repeated_rows(first.table, part.table)
    heading = _body(_above(part), pages, index)
    if heading and not (skipped and _texts(heading) == _texts(_above(first))):
        return False
    if (part.table.head_rows or 0) > max(skipped, 1):
        return False
    if _starts_anew(first.table, part.table, skipped) or not (skipped or _fills_page(last, part)):
        return False
    part.skipped, part.heading = skipped, heading
    return True


def _same_sides(one: PageTable, other: PageTable) -> bool:
    if one.is_ruled and other.is_ruled:
        return abs(one.xs[0] - other.xs[0]) <= _EDGE and abs(one.xs[-1] - other.xs[-1]) <= _EDGE
    inner = other.xs[1:-1]
    same = sum(1 for x in inner if any(meet(other.strip(x), one.strip(edge)) for edge in one.xs))
    return one.is_ruled == other.is_ruled and same > 0 and same >= _SAME_SHARE * len(inner)


def _above(part: Part) -> list[Line]:
    return [line for line in part.page.lines if line[1] < part.table.ys[0]]


def _below(part: Part) -> list[Line]:
    return [line for line in part.page.lines if line[3] > part.table.ys[-1]]


def _texts(lines: list[Line]) -> list[str]:
    return [line[4] for line in lines]


def _body(lines: list[Line], pages: list[PageContent], index: int) -> list[Line]:
    """Leave out running heads and feet."""
    page = pages[index]
    neighbours = [other.lines for other in pages[max(0, index - 1) : index + 2] if other is not page]
    return [line for line in lines if not is_running(line, neighbours, page.view.height, page.usual_height)]


def _fills_page(last: Part, part: Part) -> bool:
    """Whether the page before had no room for what comes next, and the rest begins at the top of its page."""
    height = last.page.view.height
    room = height - last.table.ys[-1]
    return room <= _FOOT * height + _held(part) and part.table.ys[0] <= _HEAD * part.page.view.height


def _held(part: Part) -> float:
    """The height of the rows at the top of a part that a merged cell may have kept together: one row, or some."""
    top, most = part.table.ys[0], _TOGETHER * part.page.view.height
    begun = [cell.area[3] - top for cell in part.table.cells if cell.row == 0]
    return max([part.table.ys[1] - top, *(height for height in begun if height <= most)])


def _repeated_rows(first: PageTable, table: PageTable) -> int:
    """How many rows at the top of a table repeat the first rows of the table it goes on from."""
    count = 0
    for one, other in zip(_signatures(first), _signatures(table), strict=False):
        if not one or one != other:
            break
        count += 1
    while count and any(cell.row < count < cell.row + cell.rows for cell in table.cells):
        count -= 1
    return count


def _signatures(table: PageTable) -> list[list[tuple[int, str]]]:
    """The rows of a table by place and text of their cells."""
    return [[(round(cell.area[0] / _EDGE), cell.text) for cell in row] for row in table.row_cells()]


def _starts_anew(first: PageTable, table: PageTable, skipped: int) -> bool:
    """Whether the same form begins again: below the same head the same label stands beside another value."""
    if skipped >= min(len(first.ys), len(table.ys)) - 1:
        return True  # the whole form printed twice
    rows = list(zip(first.row_cells(), table.row_cells(), strict=False))[skipped : skipped + _RESTART_ROWS]
    return any(_same_label(one, other) for one, other in rows)


def _same_label(one: list[PageCell], other: list[PageCell]) -> bool:
    """Rows of a label and its value or two such pairs; an indicator row repeats its label 产出指标 rightly."""
    return 1 < len(one) == len(other) <= _LABEL_ROW_CELLS and bool(one[0].text) and one[0].text == other[0].text
