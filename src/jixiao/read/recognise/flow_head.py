"""What stands above the indicators of a form in printed lines: project and bodies, funding, goal; row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from jixiao.knowledge.vocabulary import normal, vocabulary, without_remarks
from jixiao.read.recognise.flow_ends import ends_tail, is_outside
from jixiao.read.recognise.flow_pieces import Piece, label_at, line_from, spelled_label_at
from jixiao.read.recognise.flow_split import is_points, split_texts
from jixiao.read.recognise.words import words

Row = list[Sequence[Piece]]  # the cells of a row, left to right; empty ones are empty sequences

_AMOUNT = re.compile(r"[-−(（]?[\d,，]+(?:\.\d+)?[)）]?(?:万?元|[%％分])?|[-—–/]+|#[A-Z/0]+[!?]?")
_RATE = re.compile(r"[-−]?\d+(?:\.\d+)?[%％]|#[A-Z/0]+[!?]?")
_STROKE = re.compile(r"[-—–/]+")
_NUMBERED = re.compile(r"[2-9][.、．]\D")
_LONGEST_LABEL = 14
_LABELS = ("head", "goal", "block", "source")


def head_rows(pieces: Sequence[Piece]) -> list[Row]:
    """Give the rows of the part of a form above its indicators."""
    reader = _Head(split_labels(pieces))
    while reader.at < len(reader.pieces):
        reader.step()
    return reader.rows


def tail_rows(pieces: Sequence[Piece], at: int) -> tuple[list[Row], int]:
    """Give the rows below the indicators that a label such as 评价结论 begins, and the piece behind them."""
    rows: list[Row] = []
    while at < len(pieces) and (found := spelled_label_at(pieces, at, "tail")) and not is_outside(pieces, at):
        begin = at + found[1]
        end = begin
        while end < len(pieces) and not (pieces[end].starts and ends_tail(pieces, end)):
            end += 1
        rows.append([pieces[at:begin], pieces[begin:end]])
        at = end
    return rows, at


def split_labels(pieces: Sequence[Piece]) -> list[Piece]:
    """Part what a colon joins: 项目名称：甲 into label and value, 补助年度： into the value before it and the label."""
    found: list[Piece] = []
    for piece in pieces:
        found += [Piece(text, piece.paragraph, piece.starts and not n) for n, text in enumerate(_parted(piece.text))]
    return found


def _parted(text: str) -> list[str]:
    head = re.match(r"[^:：]{2,}[:：]", text)
    if head is None:
        return [text]
    label, value = head[0], text[head.end() :]
    shortest = max(0, len(label) - _LONGEST_LABEL)
    cut = next((at for at in range(shortest, len(label) - 2) if _is_head(label[at:])), None)
    if cut is None:
        return [text]
    return [part for part in (label[:cut], label[cut:], value) if part]


def _is_head(label: str) -> bool:
    known = vocabulary().labels("head")
    plain = normal(label)
    return plain in known or without_remarks(plain) in known


def _until_repeated(found: Iterable[tuple[str, Sequence[Piece]]]) -> dict[str, Sequence[Piece]]:
    labels: dict[str, Sequence[Piece]] = {}
    for key, pieces in found:
        if key in labels:
            break
        labels[key] = pieces
    return labels


def _contexts(pieces: Sequence[Piece]) -> set[str]:
    label = words("".join(piece.text for piece in pieces))
    return set(label.keys) if label else set()


class _Head:
    """Goes over the pieces and takes one row after the other, by the label at its beginning."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self.at = 0
        self.rows: list[Row] = []
        self._measures: list[str] = []
        self._left: Row = []  # the label of the funding block, where there is one

    def step(self) -> None:
        """Take the next row."""
        if self._take_measures() or self._take_source() or self._take_goal() or self._take_labels():
            return
        block = label_at(self.pieces, self.at, "block")
        end = self.at + block[1] if block else self._next_label(self.at + 1)
        self.rows.append([self.pieces[self.at : end]])
        self.at = end

    def _take_measures(self) -> bool:
        """The header of the funding block: two amounts or more in a row, perhaps behind a label of the block."""
        found = self._measure_labels(self.at)
        corner: Sequence[Piece] = []
        if found and "block" in _contexts(found[0][1]) and found[0][0] in [key for key, _ in found[1:]]:
            corner, found = found[0][1], found[1:]
        labels = _until_repeated(found)
        if len(labels) < 2:
            return False
        self._measures = list(labels)
        self.at += len(corner) + sum(map(len, labels.values()))
        self._left = self._block_label()
        self.rows.append([*self._left, corner, *labels.values()])
        return True

    def _block_label(self) -> Row:
        """The label of the block (项目资金) in the row above stands left of the block, as in the table."""
        if self.rows and len(self.rows[-1]) == 1 and "block" in _contexts(self.rows[-1][0]):
            return [self.rows.pop()[0]]
        return []

    def _measure_labels(self, here: int) -> list[tuple[str, Sequence[Piece]]]:
        found: list[tuple[str, Sequence[Piece]]] = []
        while here < len(self.pieces) and (label := label_at(self.pieces, here, "measure")):
            found.append((label[0], self.pieces[here : here + label[1]]))
            here += label[1]
        return found

    def _take_source(self) -> bool:
        found = label_at(self.pieces, self.at, "source") if self._measures else None
        if found is None or not self.pieces[self.at].starts:
            return False
        begin = self.at + found[1]
        end = self._next_label(begin)
        left: Row = [[] for _ in self._left]
        self.rows.append([*left, self.pieces[self.at : begin], *self._amounts(self.pieces[begin:end])])
        self.at = end
        return True

    def _amounts(self, pieces: Sequence[Piece]) -> Row:
        """Amounts in the order of their columns; from the first text on it is the reason."""
        cells: list[list[Piece]] = [[] for _ in self._measures]
        column = 0
        for at, piece in enumerate(pieces):
            wanted = None
            if not piece.starts or all(_AMOUNT.fullmatch(other.text) for other in line_from(pieces, at)):
                wanted = self._column(piece.text, column, len(pieces))
            if wanted is None:
                cells[self._reason()] += pieces[at:]
                break
            cells[wanted].append(piece)
            column = wanted + 1
        return list(cells)

    def _column(self, text: str, column: int, count: int) -> int | None:
        """Give the first column from `column` on that takes a value, None for running text."""
        free = range(column, len(self._measures))
        if _STROKE.fullmatch(text) and count < len(self._measures):
            return next((at for at in free if self._measures[at] in ("weight", "score")), None)
        if _RATE.fullmatch(text):
            return next((at for at in free if self._measures[at] == "rate"), next(iter(free), None))
        if text.endswith("分") and is_points(text):
            return next((at for at in free if self._measures[at] in ("weight", "score")), None)
        if _AMOUNT.fullmatch(text):
            return next((at for at in free if self._measures[at] != "reason"), None)
        return None

    def _reason(self) -> int:
        return self._measures.index("reason") if "reason" in self._measures else len(self._measures) - 1

    def _take_goal(self) -> bool:
        """预期目标 and 实际完成情况 side by side, below them the two texts."""
        first = label_at(self.pieces, self.at, "goal")
        if first is None:
            return False
        middle = self.at + first[1]
        second = label_at(self.pieces, middle, "goal") if middle < len(self.pieces) else None
        if second is None or second[0] == first[0]:
            return False
        begin = middle + second[1]
        end = self._next_label(begin)
        self.rows.append([[], self.pieces[self.at : middle], self.pieces[middle:begin]])
        self.rows.append([[], *split_texts(self.pieces[begin:end])])
        self.at = end
        return True

    def _take_labels(self) -> bool:
        """A line of labels, each with the value behind it."""
        cells: Row = []
        while self.at < len(self.pieces) and (found := self._head_label(self.at)):
            if cells and self.pieces[self.at].starts:
                break
            begin = self.at + found
            end = self._next_label(begin)
            cells += [self.pieces[self.at : begin], self.pieces[begin:end]]
            self.at = end
        if cells:
            self.rows.append(cells)
        return bool(cells)

    def _head_label(self, at: int) -> int:
        """Of how many pieces the label of a head value is made, 0 where none begins or a block's longer one does."""
        found = label_at(self.pieces, at, "head")
        block = label_at(self.pieces, at, "block", "goal")
        return found[1] if found and (block is None or block[1] <= found[1]) else 0

    def _next_label(self, at: int) -> int:
        """Where the value that begins at a piece ends: at a label of a new line, or of the head in the same line."""
        while at < len(self.pieces):
            if self._is_label_of_line(at) if self.pieces[at].starts else self._is_label_within(at):
                return at
            at += 1
        return at

    def _is_label_of_line(self, at: int) -> bool:
        if _NUMBERED.match(self.pieces[at].text) or self._is_spelled(at, *_LABELS):
            return True
        return len(self._measure_labels(at)) >= 2

    def _is_label_within(self, at: int) -> bool:
        """A label inside of a line stands there as the vocabulary spells it; a pattern could fit a value."""
        return self._is_spelled(at, "head")

    def _is_spelled(self, at: int, *contexts: str) -> bool:
        """The word 年度 is a label only in front of a year."""
        found = spelled_label_at(self.pieces, at, *contexts)
        if found is None or found[0] != "year":
            return found is not None
        after = self.pieces[at + found[1] : at + found[1] + 1]
        return bool(after) and after[0].text.startswith("20")
