"""Printed lines of a PDF or a text, cut anywhere, give the same statements as the whole paragraphs of a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao.read.layout import Layout, Paragraph
from jixiao.read.recognise.accounts import recognise_accounts
from test_accounts_narrative_wordings import paragraphs, shown

_FILES = sorted((Path(__file__).parent / "wordings").glob("*.txt"))
_UNIT = re.compile(r"[（“]*(?:[0-9.,%—-]+|[^0-9])[，。；：、）”%]*")  # what no line end divides
_SIZE = 16.0
_LEFT, _TOP = 80.0, 100.0
_LINES = 22  # of a page


def wrapped(text: str, width: int, indent: int) -> Iterator[str]:
    """Give the lines of a paragraph, the first of them indented by so many characters."""
    line, room = "", width - indent
    for unit in _UNIT.findall(text):
        if ems(line + unit) > room and line:
            yield line
            line, room = "", width
        line += unit
    yield line


def ems(text: str) -> float:
    """Give how wide a text is, in Chinese characters."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def printed_lines(text: str, width: int) -> list[Paragraph]:
    """Give the lines of a text as a PDF has them: boxes, first lines indented, a page number below each page."""
    lines: list[Paragraph] = []
    row = 0
    for paragraph in filter(str.strip, text.splitlines()):
        for number, line in enumerate(wrapped(re.sub(r"⟨[^⟩]*⟩", "", paragraph), width, 2)):
            page, at = divmod(row, _LINES)
            left = _LEFT + (0 if number else 2 * _SIZE)
            top = _TOP + at * 1.8 * _SIZE
            box = (left, top, left + ems(line) * _SIZE, top + _SIZE)
            lines.append(Paragraph(line, 0, page=page + 1, box=box))
            row += 1
            if row % _LINES == 0:
                foot = (280.0, 760.0, 310.0, 775.0)
                lines.append(Paragraph(f"- {page + 1} -", 0, page=page + 1, box=foot))
    return lines


def text_lines(text: str, width: int) -> list[Paragraph]:
    """Give the lines of a text that a PDF was copied to: blanks around numbers, page numbers, nothing else."""
    lines: list[Paragraph] = []
    for paragraph in filter(str.strip, text.splitlines()):
        for line in wrapped(re.sub(r"⟨[^⟩]*⟩", "", paragraph), width, 2):
            spaced = re.sub(r"(?<=[^0-9.,% ])(?=[0-9])|(?<=[0-9])(?=[^0-9.,%])", " ", line)
            lines.append(Paragraph(spaced.strip(), len(lines) + 1, line=2 * len(lines) + 1))
            if len(lines) % _LINES == 0:
                lines.append(Paragraph(f"- {len(lines) // _LINES} -", len(lines) + 1, line=2 * len(lines) + 1))
    return lines


def whole(text: str) -> list[Paragraph]:
    """Give the paragraphs of a text as a Word file has them."""
    return list(paragraphs(re.sub(r"⟨[^⟩]*⟩", "", text)).paragraphs())


def statements(lines: list[Paragraph]) -> list[tuple[str, str]]:
    return [shown(each) for document in recognise_accounts(Layout(list(lines))) for each in document.statements]


@pytest.mark.parametrize("width", [24, 28, 37])
@pytest.mark.parametrize("file", _FILES, ids=[file.stem for file in _FILES])
def test_lines_with_boxes_give_the_statements_of_whole_paragraphs(file: Path, width: int) -> None:
    text = file.read_text(encoding="utf-8")
    assert statements(printed_lines(text, width)) == statements(whole(text))


@pytest.mark.parametrize("width", [24, 28, 37])
@pytest.mark.parametrize("file", _FILES, ids=[file.stem for file in _FILES])
def test_lines_without_boxes_give_the_statements_of_whole_paragraphs(file: Path, width: int) -> None:
    text = file.read_text(encoding="utf-8")
    assert statements(text_lines(text, width)) == statements(whole(text))


def test_notes_on_wide_pages_move_no_margin() -> None:
    """The notes below tables on pages on their side begin further left than the text; they indent none of its lines."""
    text = _FILES[0].read_text(encoding="utf-8")
    lines = printed_lines(text, 28)
    pages = {line.page for line in lines}
    note = "注：本表反映本部门本年度取得的各项收入的情况，不包括下属单位。"
    boxes = [(_LEFT - 3 * _SIZE, 80.0 + 20 * row, 700.0, 80.0 + 20 * row + 10) for row in range(12)]
    notes = [Paragraph(note, 0, page=len(pages) + 1, box=box) for box in boxes]
    assert statements([*lines, *notes]) == statements(lines)


@pytest.mark.parametrize(
    "name", ["leshan-jinkouhe-2023-accounts", "leshan-jingyan-2024-accounts"], ids=["2023", "2024"]
)
def test_one_document_in_three_formats_gives_the_same_statements(samples: Path, name: str) -> None:
    from jixiao.read import read_layout
    from jixiao.read.gate import open_source

    files = [samples / "office" / f"{name}.docx", samples / "office" / f"{name}.pdf", samples / "seeds" / f"{name}.txt"]
    found = []
    for file in files:
        documents = recognise_accounts(read_layout(open_source(file)))
        found.append([[(*shown(each), each.unit, each.year, each.section) for each in d.statements] for d in documents])
    assert found[0] == found[1] == found[2]
