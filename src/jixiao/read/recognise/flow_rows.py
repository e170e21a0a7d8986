"""The rows of the indicator block in printed lines, by the points at their ends and by what their cells are like.

A row ends with its points (weight, score); behind them stands the reason, before them levels, name, target and result.
Labels say where rows begin, the cells between labels and points are cut by cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.read.recognise.flow_marks import LEVELS, Cells, Mark, marks_from
from jixiao.read.recognise.flow_pieces import Piece, line_from
from jixiao.read.recognise.flow_split import is_points, split

_POINTS = ("weight", "score", "review_score")
_LONGEST_ROW = 80  # pieces
_MOST_CANDIDATES = 3
_NO_SCORE = 4.0  # costs of a row that prints its weight only
_NO_SCORE_IN_RUN = 2.0
_EXCESS = 1.0
_NO_REASON = 0.5  # where marks are off
_REASON_UNASKED = 3.0  # after full marks
_TORN = 1.0
_NEARLY = 0.5  # of a Chinese character


def rows_from(pieces: Sequence[Piece], at: int, columns: Sequence[str]) -> tuple[list[Cells], int]:
    """Give the rows below a header and the piece behind the block."""
    marks = list(marks_from(pieces, at))
    end = marks.pop().begin
    reader = _Rows(columns)
    if marks and marks[0].begin > at:
        reader.content(pieces[at : marks[0].begin])
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        reader.marked(mark, pieces[mark.content : following.begin if following else end])
    reader.flush()
    return reader.rows, end


class _Rows:
    """Collects the rows; a level that stands alone waits for the row that it begins."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.rows: list[Cells] = []
        self._waiting: Cells = {}
        self._name_width = 0.0
        values = [key for key in columns if key not in (*LEVELS, "number", "remark")]
        self._has_reason = "reason" in values
        values = [key for key in values if key != "reason"]
        size = next((n for n, key in enumerate(reversed(values)) if key not in _POINTS), len(values))
        self._middle, self._tail = values[: len(values) - size], values[len(values) - size :]

    def marked(self, mark: Mark, content: Sequence[Piece]) -> None:
        """Take a labelled row with the pieces up to the next label."""
        if mark.kind == "header":
            self.content(content)
        elif mark.kind == "level":
            self._level(mark, content)
        else:
            self.flush()
            self._labelled(mark, content)

    def content(self, pieces: Sequence[Piece]) -> None:
        """Take the rows that some pieces hold; the levels that wait belong to the first."""
        before: Cells = {}
        while pieces:
            cells, pieces = self._next_row(pieces, before)
            if not cells:
                break
            if "reason" in cells:
                before["reason"] = cells.pop("reason")
            elif not before:
                self._learn(cells.get("name", ()))
            before = {**self._waiting, **cells}
            self.rows.append(before)
            self._waiting = {}
        if pieces and before:
            before["reason"] = pieces
        elif pieces and self.rows and not self._waiting:
            self._go_on(pieces)
        elif pieces:
            self.rows.append({**self._waiting, **self._cut(pieces, self._middle)[1]})
            self._waiting = {}

    def flush(self) -> None:
        """Give a row of its own to levels that no row followed."""
        if self._waiting:
            self.rows.append(self._waiting)
            self._waiting = {}

    def _level(self, mark: Mark, content: Sequence[Piece]) -> None:
        if "level2" in self._waiting or "level1" in mark.cells:
            self.flush()
        self._waiting = {**self._waiting, **mark.cells}
        if content:
            self.content(content)

    def _labelled(self, mark: Mark, content: Sequence[Piece]) -> None:
        """A total or the execution row: points, behind them the reason."""
        keys = self._middle[1:] if mark.kind == "execution" else []
        run = next(_runs(content), (0, 0)) if not keys else max(_runs(content), key=_ending, default=(0, 0))
        points = content[max(run[0], run[1] - len(self._tail)) : run[1]]
        row: Cells = {"label": mark.cells["label"], **dict.fromkeys(self._tail, ())}
        row.update({key: [piece] for key, piece in zip(self._tail_of(len(points)), points, strict=True)})
        row.update(self._cut(content[: run[1] - len(points)], keys)[1] if keys else {})
        if content[run[1] :]:
            row["reason"] = content[run[1] :]
        self.rows.append(row)

    def _tail_of(self, count: int) -> Sequence[str]:
        """The columns of some points: a single one is the score, unless no row above has scores."""
        scored = not self.rows or any("score" in row for row in self.rows)
        return self._tail[len(self._tail) - count :] if scored else self._tail[:count]

    def _go_on(self, pieces: Sequence[Piece]) -> None:
        """Pieces behind a header that was printed again: the rest of the last row's reason."""
        last = self.rows[-1]
        last["reason"] = [*last.get("reason", []), *pieces]

    def _next_row(self, pieces: Sequence[Piece], before: Cells) -> tuple[Cells, Sequence[Piece]]:
        """Give the cheapest first row that ends with points (its key reason is that of the row before) and the rest."""
        found: list[tuple[float, int, Cells]] = []
        for begin, end, tail, cost in self._ends(pieces, first=not before):
            points = {key: [piece] for key, piece in zip(tail, pieces[begin:end], strict=True)}
            for middle_cost, cells in self._cuts(pieces[:begin], before):
                found.append((cost + middle_cost, end, {**cells, **points}))
        if not found:
            return {}, pieces
        _, end, cells = min(found, key=_cost_first)
        return cells, pieces[end:]

    def _cuts(self, pieces: Sequence[Piece], before: Cells) -> Iterator[tuple[float, Cells]]:
        """Give the cells between two points: those of one row, and with the reason of the row before them."""
        asked = not _is_full_score(before)
        may_have_reason = bool(before) and self._has_reason
        if not may_have_reason or pieces[:1] == [] or pieces[0].starts:
            cost, cells = self._cut(pieces, self._middle)
            yield cost + _NO_REASON * (may_have_reason and asked), cells
        if may_have_reason and pieces:
            cost, cells = self._cut(pieces, ["reason", *self._middle])
            yield cost + (0.0 if asked else _REASON_UNASKED) + self._torn(cells), cells

    def _learn(self, name: Sequence[Piece]) -> None:
        """Take in how wide the column of names is, from a name that wraps."""
        if len(name) > 1:
            self._name_width = max(self._name_width, *(piece.width for piece in name))

    def _torn(self, cells: Cells) -> float:
        """A last line of a reason that is as long as names are wide is rather the first line of the name."""
        reason = cells.get("reason")
        torn = reason and self._name_width and abs(reason[-1].width - self._name_width) <= _NEARLY
        return _TORN if torn else 0.0

    def _ends(self, pieces: Sequence[Piece], *, first: bool) -> Iterator[tuple[int, int, list[str], float]]:
        """Give the places where the points of the next row may stand, with their columns and their cost.

        Only the first row below a label may print its weight alone: a number in a reason is no row.
        """
        size = len(self._tail)
        candidates = 0
        for begin, end in _runs(pieces):
            if candidates == _MOST_CANDIDATES or size == 0 or begin > _LONGEST_ROW:
                return
            candidates += end - begin >= size
            # a number that begins the reason may stand right behind the points
            reason_number = end - begin > size and end < len(pieces) and not pieces[end].starts
            for last in (end, end - 1) if reason_number else (end,):
                if last - begin >= size:
                    yield last - size, last, self._tail, _excess_cost(pieces[last - size : last])
            if size == 2 and end - begin == 1 and first:
                yield begin, end, self._tail[:1], _NO_SCORE
            elif end - begin >= size == 2 and _excess_cost(pieces[end - 2 : end]):
                yield end - 1, end, self._tail[:1], _NO_SCORE_IN_RUN

    def _cut(self, pieces: Sequence[Piece], keys: Sequence[str]) -> tuple[float, Cells]:
        if len(pieces) > _LONGEST_ROW:
            return float(len(pieces)), {"name": pieces}
        cost, cells = split(pieces, keys)
        return cost, {key: cell for key, cell in zip(keys, cells, strict=True) if cell}


def _runs(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Give the runs of pieces that are nothing but points; a further line belongs to one if it holds nothing else."""
    at = 0
    while at < len(pieces):
        begin = at
        while at < len(pieces) and is_points(pieces[at].text) and (at == begin or _goes_on(pieces, at)):
            at += 1
        if at > begin:
            yield begin, at
        at = max(at, begin + 1)


def _goes_on(pieces: Sequence[Piece], at: int) -> bool:
    return not pieces[at].starts or all(is_points(piece.text) for piece in line_from(pieces, at))


def _points(piece: Piece) -> float:
    return float(piece.text.rstrip("分"))


def _ending(run: tuple[int, int]) -> tuple[int, int]:
    return min(run[1] - run[0], 2), -run[0]


def _excess_cost(points: Sequence[Piece]) -> float:
    """More points than the weight allows are a slip of the form at times, more often a wrong cut."""
    return _EXCESS if len(points) == 2 and _points(points[1]) > _points(points[0]) else 0.0


def _is_full_score(row: Cells) -> bool:
    return "weight" in row and "score" in row and _points(row["weight"][0]) == _points(row["score"][0])


def _cost_first(found: tuple[float, int, Cells]) -> float:
    return found[0]
