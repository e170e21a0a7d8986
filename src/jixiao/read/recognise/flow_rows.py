"""The indicator block of a form in printed lines: its header, and its rows by labels and by the points at their ends.

A row ends with its points (weight, score); behind them stands the reason, before them levels, name, target and result.
Levels, totals and the execution row are known by their labels, the cells between labels and points are cut by cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.read.recognise.flow_pieces import Piece, label_at, line_from, spelled_label_at
from jixiao.read.recognise.flow_split import is_points, is_value, split
from jixiao.read.recognise.title import form_kind
from jixiao.read.recognise.words import Words, words

Cells = dict[str, Sequence[Piece]]

_LEVELS = ("level1", "level2")
_RESULTS = frozenset(("target", "actual", "score"))
_POINTS = ("weight", "score", "review_score")
_ENDING = re.compile(
    r"(?:说明|备?注)\d*[:：.、]|注\d|填报人|填表人|制表人|联系人|审核人|附件|附表|项目负责人[:：]|单位负责人"
)
_RUNNING = re.compile(r"[，,。；;]")
_MOST_CANDIDATES = 3
_NO_SCORE = 4.0  # costs of a row that prints its weight only
_NO_SCORE_IN_RUN = 2.0
_EXCESS = 1.0
_NO_REASON = 0.5  # where marks are off
_REASON_UNASKED = 3.0  # after full marks
_TORN = 1.0
_NEARLY = 0.5  # of a Chinese character


def header_at(pieces: Sequence[Piece], at: int) -> Cells | None:
    """Give the labels of the header of indicators that begins at a piece, by column; None where none begins."""
    found: Cells = {}
    while at < len(pieces) and (label := label_at(pieces, at, "column")) and label[0] not in found:
        found[label[0]] = pieces[at : at + label[1]]
        at += label[1]
    enough = len(found) >= 4 and found.keys() & {"level1", "level2", "name"} and found.keys() & _RESULTS
    return found if enough else None


def size_of(header: Cells) -> int:
    """Give of how many pieces a header is made."""
    return sum(map(len, header.values()))


def rows_from(pieces: Sequence[Piece], at: int, columns: Sequence[str]) -> tuple[list[Cells], int]:
    """Give the rows below a header and the piece behind the block."""
    marks = list(_marks(pieces, at))
    end = marks.pop().begin
    reader = _Rows(columns)
    if marks and marks[0].begin > at:
        reader.content(pieces[at : marks[0].begin])
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        reader.marked(mark, pieces[mark.content : following.begin if following else end])
    reader.flush()
    return reader.rows, end


class _Mark:
    """Where a labelled row begins: its labels by column, and where its content begins."""

    __slots__ = ("begin", "cells", "content", "kind")

    def __init__(self, kind: str, begin: int, content: int, cells: Cells) -> None:
        self.kind = kind
        self.begin = begin
        self.content = content
        self.cells = cells


def _marks(pieces: Sequence[Piece], at: int) -> Iterator[_Mark]:
    """Give the labelled rows in order, repeated headers among them, and a last mark for the end of the block."""
    only_full = _spells_levels_out(pieces, at)
    level1 = ""
    seen_rows = False
    while at < len(pieces):
        mark = None
        if pieces[at].starts:
            if seen_rows and ends_block(pieces, at):
                break
            mark = _mark_at(pieces, at, level1, only_full)
        if mark is None:
            at += 1
            continue
        if mark.kind == "level":
            level1 = _level1_key(mark) or level1
        seen_rows = seen_rows or mark.kind != "header"
        yield mark
        at = mark.content
    yield _Mark("end", at, at, {})


def ends_block(pieces: Sequence[Piece], at: int) -> bool:
    """Tell whether the line that begins at a piece stands below the block: 评价结论, a note, a signature, a title."""
    return is_outside(pieces, at) or spelled_label_at(pieces, at, "tail") is not None


def is_outside(pieces: Sequence[Piece], at: int) -> bool:
    """Tell whether the line that begins at a piece stands outside of the table: a note, a signature, the next form."""
    line = line_at(pieces, at)
    return bool(_ENDING.match(line)) or is_title(line) or is_project_label(pieces, at)


def is_title(line: str) -> bool:
    """Tell whether a line is the title of a form; a line of running text is none."""
    return form_kind(line) is not None and not _RUNNING.search(line)


def line_at(pieces: Sequence[Piece], at: int) -> str:
    """Give the text of the line that begins at a piece."""
    return "".join(piece.text for piece in line_from(pieces, at))


def is_project_label(pieces: Sequence[Piece], at: int) -> bool:
    """Tell whether the label of a project (项目名称) begins at a piece."""
    found = label_at(pieces, at, "head")
    if found is not None:
        return found[0] == "project_name"
    label = words(pieces[at].text)
    return label is not None and label.inline is not None and label.inline[:2] == ("head", "project_name")


def _mark_at(pieces: Sequence[Piece], at: int, level1: str, only_full: bool) -> _Mark | None:
    header = header_at(pieces, at)
    if header is not None:
        return _Mark("header", at, at + size_of(header), {})
    row = label_at(pieces, at, "row")
    if row is not None and row[0] in ("total", "execution") and _is_followed_by_value(pieces, at + row[1]):
        return _Mark(row[0], at, at + row[1], {"label": pieces[at : at + row[1]]})
    return _level_mark(pieces, at, level1, only_full)


def _is_followed_by_value(pieces: Sequence[Piece], at: int) -> bool:
    return at < len(pieces) and (is_points(pieces[at].text) or is_value(pieces[at].text))


def _level_mark(pieces: Sequence[Piece], at: int, level1: str, only_full: bool) -> _Mark | None:
    """Level labels at the beginning of a line: one or two, and a third is the name of the indicator."""
    spans: list[tuple[int, int]] = []
    here = at
    while len(spans) < 2 and (found := label_at(pieces, here, "level1", "level2")):
        if (only_full and not _is_full(pieces, here, found[1])) or _names_indicator(pieces, here, found[1]):
            break
        if spans and not _is_below(pieces, spans[0], (here, here + found[1])):
            break
        spans.append((here, here + found[1]))
        here += found[1]
    if not spans:
        return None
    cells: Cells = {}
    for (begin, end), key in zip(spans, _level_keys(pieces, spans, level1), strict=True):
        cells[key] = pieces[begin:end]
    return _Mark("level", at, here, cells)


def _is_below(pieces: Sequence[Piece], first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Two level-2 labels that follow each other are two rows, the first of them empty."""
    upper, lower = _label(pieces, *first), _label(pieces, *second)
    return "level1" in upper.keys and "level2" in lower.keys


def _label(pieces: Sequence[Piece], begin: int, end: int) -> Words:
    label = words("".join(piece.text for piece in pieces[begin:end]))
    assert label is not None
    return label


def _is_full(pieces: Sequence[Piece], at: int, count: int) -> bool:
    """数量指标 or 产出（50分）, not a bare 质量 that may be the rest of a wrapped name."""
    label = _label(pieces, at, at + count)
    return "指标" in label.text or label.points is not None


def _names_indicator(pieces: Sequence[Piece], at: int, count: int) -> bool:
    """群众满意度 in front of a target is the indicator itself."""
    after = at + count
    if "指标" in _label(pieces, at, after).text or after == len(pieces):
        return False
    return is_value(pieces[after].text) and not pieces[after].starts


def _level_keys(pieces: Sequence[Piece], spans: list[tuple[int, int]], level1: str) -> Sequence[str]:
    if len(spans) == 2:
        return _LEVELS
    label = _label(pieces, *spans[0])
    first, second = label.get("level1"), label.get("level2")
    if first is None:
        return ("level2",)
    if second is None or label.points or label.text in ("满意度指标", "满意度"):
        return ("level2",) if first == level1 else ("level1",)
    return ("level2",) if level1 in (first, "output", "benefit") else ("level1",)


def _level1_key(mark: _Mark) -> str | None:
    found = mark.cells.get("level1")
    return _label(found, 0, len(found)).get("level1") if found else None


def _spells_levels_out(pieces: Sequence[Piece], at: int) -> bool:
    full = sum(
        piece.starts and piece.text.endswith("指标") and label_at(pieces, number, "level1", "level2") is not None
        for number, piece in enumerate(pieces[at:], at)
    )
    return full >= 3


class _Rows:
    """Collects the rows; a level that stands alone waits for the row that it begins."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.rows: list[Cells] = []
        self._waiting: Cells = {}
        self._name_width = 0.0
        values = [key for key in columns if key not in (*_LEVELS, "number", "remark")]
        self._has_reason = "reason" in values
        values = [key for key in values if key != "reason"]
        size = next((n for n, key in enumerate(reversed(values)) if key not in _POINTS), len(values))
        self._middle, self._tail = values[: len(values) - size], values[len(values) - size :]

    def marked(self, mark: _Mark, content: Sequence[Piece]) -> None:
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

    def _level(self, mark: _Mark, content: Sequence[Piece]) -> None:
        if "level2" in self._waiting or "level1" in mark.cells:
            self.flush()
        self._waiting = {**self._waiting, **mark.cells}
        if content:
            self.content(content)

    def _labelled(self, mark: _Mark, content: Sequence[Piece]) -> None:
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
            if candidates == _MOST_CANDIDATES or size == 0:
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
