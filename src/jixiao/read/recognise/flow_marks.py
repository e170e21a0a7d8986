"""Where the rows of the indicators begin in printed lines, told by labels: header, totals, execution row, levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.read.recognise.flow_ends import ends_block
from jixiao.read.recognise.flow_pieces import Piece, label_at
from jixiao.read.recognise.flow_split import is_points, is_value
from jixiao.read.recognise.words import Words, words

Cells = dict[str, Sequence[Piece]]

LEVELS = ("level1", "level2")
_RESULTS = frozenset(("target", "actual", "score"))


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


class Mark:
    """Where a labelled row begins: its labels by column, and where its content begins."""

    __slots__ = ("begin", "cells", "content", "kind")

    def __init__(self, kind: str, begin: int, content: int, cells: Cells) -> None:
        self.kind = kind
        self.begin = begin
        self.content = content
        self.cells = cells


def marks_from(pieces: Sequence[Piece], at: int) -> Iterator[Mark]:
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
    yield Mark("end", at, at, {})


def _mark_at(pieces: Sequence[Piece], at: int, level1: str, only_full: bool) -> Mark | None:
    header = header_at(pieces, at)
    if header is not None:
        return Mark("header", at, at + size_of(header), {})
    row = label_at(pieces, at, "row")
    if row is not None and row[0] in ("total", "execution") and _is_followed_by_value(pieces, at + row[1]):
        return Mark(row[0], at, at + row[1], {"label": pieces[at : at + row[1]]})
    return _level_mark(pieces, at, level1, only_full)


def _is_followed_by_value(pieces: Sequence[Piece], at: int) -> bool:
    return at < len(pieces) and (is_points(pieces[at].text) or is_value(pieces[at].text))


def _level_mark(pieces: Sequence[Piece], at: int, level1: str, only_full: bool) -> Mark | None:
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
    return Mark("level", at, here, cells)


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
        return LEVELS
    label = _label(pieces, *spans[0])
    first, second = label.get("level1"), label.get("level2")
    if first is None:
        return ("level2",)
    if second is None or label.points or label.text in ("满意度指标", "满意度"):
        return ("level2",) if first == level1 else ("level1",)
    return ("level2",) if level1 in (first, "output", "benefit") else ("level1",)


def _level1_key(mark: Mark) -> str | None:
    found = mark.cells.get("level1")
    return _label(found, 0, len(found)).get("level1") if found else None


def _spells_levels_out(pieces: Sequence[Piece], at: int) -> bool:
    full = sum(
        piece.starts and piece.text.endswith("指标") and label_at(pieces, number, "level1", "level2") is not None
        for number, piece in enumerate(pieces[at:], at)
    )
    return full >= 3
