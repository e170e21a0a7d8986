"""Printed lines as pieces: what stands between blanks is a cell or, where a cell wraps over lines, a part of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from jixiao.knowledge.vocabulary import normal, vocabulary, without_remarks
from jixiao.read.layout import Paragraph
from jixiao.read.recognise.words import words

_MOST_PARTS = 6  # 绩/效/指/标 and its points
_LONGEST_LABEL = 24
# blanks that PDF readers put between digits and Chinese inside of one word: 10 分, 2023 年 4 月 24 日
_POINTS_BLANK = re.compile(r"(?<=\d) (?=分(?:\s|$))")
_YEAR_BLANK = re.compile(r"(?<=\d{4}) (?=年(?: ?\d{1,2} ?(?:月|$)|$))")
_MONTH_BLANK = re.compile(r"(?<=\d{4}年) (?=\d{1,2} ?(?:月|$))|(?<=\d) (?=月)|(?<=月) (?=\d{1,2} ?日)|(?<=\d) (?=日)")
_REMARK = re.compile(r"[(（][^()（）]{0,12}[)）]")
_PAGE_NUMBER = re.compile(r"\s*(?:[-—–－]+\s*\d{1,4}\s*[-—–－]+|第?\s*\d{1,4}\s*页(?:[,，]?\s*共\s*\d{1,4}\s*页)?)\s*")
# the end of a reason, printed in one with the label of the next row: 费预算执行率（10分）
_GLUED = re.compile(r"(.{1,5}?)(预算执行率[(（]\d+(?:\.\d+)?分[)）])")


class Piece:
    """A piece of a printed line; `starts` where it is the first of its line."""

    __slots__ = ("paragraph", "starts", "text", "width")

    def __init__(self, text: str, paragraph: Paragraph, starts: bool) -> None:
        self.width = len(text) - len(text.encode("ascii", "ignore")) / 2  # in Chinese characters
        self.text = text
        self.paragraph = paragraph
        self.starts = starts

    def __repr__(self) -> str:
        return f"Piece({self.text!r})"


def pieces_of(paragraphs: Iterable[Paragraph]) -> list[Piece]:
    """Give the pieces of printed lines in reading order."""
    found: list[Piece] = []
    for paragraph in paragraphs:
        for line in paragraph.text.split("\n"):
            if _PAGE_NUMBER.fullmatch(line):
                continue
            parts = _joined_inside(" ".join(line.split())).split(" ") if line.strip() else []
            for number, part in enumerate(parts):
                found += [Piece(text, paragraph, not number) for text in ((part,) if number else _unglued(part))]
    return found


def _joined_inside(line: str) -> str:
    for blank in (_POINTS_BLANK, _YEAR_BLANK, _MONTH_BLANK):
        line = blank.sub("", line)
    return line


def _unglued(part: str) -> tuple[str, ...]:
    glued = _GLUED.fullmatch(part)
    label = words(part) if glued else None
    return glued.groups() if glued and label and "row" not in label.keys else (part,)


def line_from(pieces: Sequence[Piece], at: int) -> Sequence[Piece]:
    """Give the pieces from one on to the end of its line."""
    end = at + 1
    while end < len(pieces) and not pieces[end].starts:
        end += 1
    return pieces[at:end]


def text_of(pieces: Sequence[Piece]) -> str:
    """Give a cell's text: its pieces, a line feed where it wraps."""
    parts = [("\n" if piece.starts else " ") + piece.text for piece in pieces]
    return "".join(parts)[1:]


def spelled_label_at(pieces: Sequence[Piece], at: int, *contexts: str) -> tuple[str, int] | None:
    """Give the same as `label_at`, but only for labels that the vocabulary spells out."""
    found = label_at(pieces, at, *contexts)
    if found is None:
        return None
    text = "".join(piece.text for piece in pieces[at : at + found[1]])
    return found if _key(text, contexts, spelled=True) else None


def label_at(pieces: Sequence[Piece], at: int, *contexts: str) -> tuple[str, int] | None:
    """Give the key of the label that begins at a piece, and of how many pieces it is made, None where none begins.

    The longest label counts that the vocabulary spells out. Two labels of one line stay two (三级指标 | 分值); levels
    and amounts do not take the next one into themselves on a new line either (产出 | 数量指标, 执行率 | 得分). Labels
    that only fit a pattern are never put together.
    """
    joined, found = "", None
    closed = "column" not in contexts
    for count in range(1, min(_MOST_PARTS, len(pieces) - at) + 1):
        joined += pieces[at + count - 1].text
        if len(joined) > _LONGEST_LABEL:
            break
        key = _key(joined, contexts, spelled=count > 1)
        if key is None:
            continue
        last = pieces[at + count - 1]
        if found and (closed or not last.starts) and key != found[0] and _key(last.text, contexts, spelled=True):
            break
        found = (key, count)
    return _with_remark(pieces, at, found) if found else None


def _key(text: str, contexts: tuple[str, ...], *, spelled: bool) -> str | None:
    if spelled:
        keys = _spelled_keys(text)
    else:
        label = words(text)
        keys = label.keys if label else {}
    return next((keys[context] for context in contexts if context in keys), None) if keys else None


@lru_cache(maxsize=8192)
def _spelled_keys(text: str) -> dict[str, str]:
    """Give the keys by context of a text that is, but for its remarks, spelled out in the vocabulary."""
    full = normal(text)
    plain = without_remarks(full)
    found: dict[str, str] = {}
    for context, labels in vocabulary().exact.items():
        key = labels.get(full) or labels.get(plain)
        if key is not None:
            found[context] = key
    return found


def _with_remark(pieces: Sequence[Piece], at: int, found: tuple[str, int]) -> tuple[str, int]:
    """A remark in brackets behind a label, such as （50分） or （A）, belongs to it."""
    key, count = found
    after = at + count
    if after < len(pieces) and _REMARK.fullmatch(pieces[after].text):
        return key, count + 1
    return found
