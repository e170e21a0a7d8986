"""Where a form in printed lines ends: notes, signatures, the next title, the report around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.read.recognise.flow_pieces import Piece, label_at, line_from, spelled_label_at
from jixiao.read.recognise.flow_split import is_points
from jixiao.read.recognise.title import form_kind
from jixiao.read.recognise.words import words

_ENDING = re.compile(
    r"(?:说明|备?注)\d*[:：.、]|注\d|填报人|填表人|制表人|联系人|审核人|附件|附表|项目负责人[:：]|单位负责人"
)
_HEADING = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+[部章]")
_LONGEST_LINE = 30  # Chinese characters
_RUNNING = re.compile(r"[，,。；;]")


def ends_block(pieces: Sequence[Piece], at: int) -> bool:
    """Tell whether the line that begins at a piece stands below the block: 评价结论, a note, a title, running text."""
    return ends_tail(pieces, at) or _is_running_text(line_from(pieces, at))


def ends_tail(pieces: Sequence[Piece], at: int) -> bool:
    """Tell whether a line ends the text of 评价结论 and the like: the next of these labels, or no part of the table."""
    return is_outside(pieces, at) or spelled_label_at(pieces, at, "tail") is not None


def _is_running_text(line: Sequence[Piece]) -> bool:
    """Columns of indicators are narrow: a line as long as this, or a numbered heading, belongs to the report around."""
    if _HEADING.match(line[0].text):
        return True
    return sum(piece.width for piece in line) >= _LONGEST_LINE and not any(is_points(piece.text) for piece in line)


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
