"""Labels beside several rows of a table without lines: which rows each of them stands for."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.read.formats.pdf_rows import Piece

_JOINED = 0.6  # of the text height: lines nearer than that are one label
_UPRIGHT = 2.0  # of the text height: the same for a label written downwards, one character a line (绩/效/指/标)
_LEVEL = 0.15  # of the text height: so exactly a label of one row stands beside it
_OPENING = "（("
_OFF = 0.8  # of the text height: how far labels may be off the place they should have


class Extent(NamedTuple):
    """From top to bottom of a row or a label."""

    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height in the middle."""
        return (self.top + self.bottom) / 2


def blocks_of(pieces: list[Piece], rows: list[Extent], height: float) -> list[Extent]:
    """Give the labels of a column from its pieces of text; `rows` are those that the labels stand beside."""
    blocks: list[Extent] = []
    above: Piece | None = None
    for piece in sorted(pieces, key=lambda piece: piece.top):
        if above and _is_same_label(above, piece, blocks[-1], rows, height):
            blocks[-1] = Extent(blocks[-1].top, piece.bottom)
        else:
            blocks.append(Extent(piece.top, piece.bottom))
        above = piece
    return blocks


def _is_same_label(above: Piece, piece: Piece, label: Extent, rows: list[Extent], height: float) -> bool:
    """Whether a line goes on with the label above it, whose last line is `above`."""
    blank = piece.top - above.bottom
    if len(above.text) == len(piece.text) == 1:
        return blank < _UPRIGHT * height
    return blank < _JOINED * height and not (_is_of_row(piece, rows, height) and _is_at_row(label, rows, height))


def _is_of_row(piece: Piece, rows: list[Extent], height: float) -> bool:
    """Whether a line of a label is the label of one row by itself, such as 总分."""
    return piece.text[0] not in _OPENING and _is_at_row(Extent(piece.top, piece.bottom), rows, height)


def _is_at_row(label: Extent, rows: list[Extent], height: float) -> bool:
    return any(abs(label.middle - row.middle) < _LEVEL * height for row in rows)


def label_spans(labels: list[Extent], rows: list[Extent], height: float) -> list[tuple[int, int]]:
    """Give for each label the first and the last row it stands for: centred beside them or beside the first."""
    centred, topped = _centred(labels, rows), _topped(labels, rows)
    best = min(centred, topped)
    if best[0] > _OFF * height * len(labels):
        return [(row, row) for row, _ in topped[1]]
    return best[1]


def _centred(labels: list[Extent], rows: list[Extent]) -> tuple[float, list[tuple[int, int]]]:
    """Rows divided among the labels in turn, and how far off the labels are in all."""
    spans: list[tuple[int, int]] = []
    off, first = 0.0, 0
    for label in labels:
        first = min(first, len(rows) - 1)
        distance, last = min((_distance(label, rows[first], rows[last]), last) for last in range(first, len(rows)))
        spans.append((first, last))
        off += distance
        first = last + 1
    return off, spans


def _distance(label: Extent, first: Extent, last: Extent) -> float:
    """How far a label is from the middle of some rows."""
    return abs((first.top + last.bottom) / 2 - label.middle)


def _topped(labels: list[Extent], rows: list[Extent]) -> tuple[float, list[tuple[int, int]]]:
    """Each label from the row it stands beside to the one before the next label."""
    firsts = [min(range(len(rows)), key=lambda row: abs(rows[row].top - label.top)) for label in labels]
    off = sum(abs(rows[first].top - label.top) for first, label in zip(firsts, labels, strict=True))
    lasts = [max(first, following - 1) for first, following in zip(firsts, [*firsts[1:], len(rows)], strict=True)]
    return off, list(zip(firsts, lasts, strict=True))
