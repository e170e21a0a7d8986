"""Highlights in PDF: each over its figure, with its note, in a sound file that reads as the original does."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from annotated import MADE, cells, finding, lines, marked, read, says_the_same
from jixiao.model.place import Place
from jixiao.model.result import CheckResult, Severity
from jixiao.model.value import Value
from jixiao.read.gate import open_source
from jixiao.write.annotate import annotate
from pdf_draw import FONT, pdf, strokes, texts, together, write

NAME = "a.pdf"
LINE = "2024年度支出 12.5 万元，其中12.5万元为基本支出，占比 100%。"
TABLE = together(strokes, write)
PROSE = texts((60, 400, LINE), (60, 440, "下一行"))


class Mark(NamedTuple):
    """A note as pikepdf reads it: its page, kind, text, and the text of the page under it as PDFium reads that."""

    page: int
    kind: str
    note: str
    under: str


def marks(data: bytes) -> list[Mark]:
    document = pikepdf.open(io.BytesIO(data))
    assert document.check_pdf_syntax() == []
    shown = pypdfium2.PdfDocument(data)
    found = []
    for number, page in enumerate(document.pages):
        text = shown[number].get_textpage()
        for note in page.get("/Annots", []):
            if "/T" in note and str(note.T) == "绩效核对（jixiao）":
                left, bottom, right, top = map(float, note.Rect)
                under = words(text.get_text_bounded(left + 0.5, bottom + 0.5, right - 0.5, top - 0.5))
                found.append(Mark(number + 1, str(note.Subtype), str(note.Contents), under))
    return found


def notes(data: bytes, page: int = 1) -> list[dict[str, Any]]:
    """The notes of a page by the names of their entries."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return [{name: _plain(entry) for name, entry in note.items()} for note in document.pages[page - 1].Annots]


def _plain(entry: Any) -> Any:
    return tuple(map(float, entry)) if isinstance(entry, pikepdf.Array) else str(entry)


def words(text: str | None) -> str:
    return "".join((text or "").split())


def made(*paints: Any, **how: Any) -> bytes:
    return pdf(*(paints or (together(TABLE, PROSE),)), **how)


def in_line(data: bytes, figure: str, after: str = "") -> Value:
    """A figure in the line of text behind some words."""
    (line,) = (line for line in read(data, NAME).layout.paragraphs() if "年度支出" in line.text)
    start = line.text.index(figure, line.text.index(after))
    return Value(words(figure), line.place()._replace(start=start + 1, end=start + len(figure)))


def encrypted() -> bytes:
    return _saved(encryption=pikepdf.Encryption(owner="x", user="", R=6))


def compressed() -> bytes:
    return _saved(object_stream_mode=pikepdf.ObjectStreamMode.generate)


def cropped() -> bytes:
    """A page of which only a part is shown."""
    document = pikepdf.open(io.BytesIO(made()))
    document.pages[0].obj["/CropBox"] = pikepdf.Array([40, 30, 570, 820])
    return _bytes(document)


def _saved(**how: Any) -> bytes:
    return _bytes(pikepdf.open(io.BytesIO(made())), **how)


def _bytes(document: pikepdf.Pdf, **how: Any) -> bytes:
    file = io.BytesIO()
    document.save(file, **how)
    return file.getvalue()


FILES = {
    "plain": made(),
    "two pages": made(together(TABLE, PROSE), together(TABLE, texts((60, 400, "另一页")))),
    "turned": made(rotation=90),
    "upside down": made(rotation=180),
    "turned back": made(rotation=270),
    "cropped": cropped(),
    "encrypted": encrypted(),
    "compressed": compressed(),
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_every_cell_and_line_is_highlighted_once(data: bytes) -> None:
    layout = read(data, NAME).layout
    values = [*cells(layout), *lines(layout)]
    assert len(values) > 20
    copy = marked(data, NAME, *values)
    found = {mark.note.split("】")[1].split("\n")[0]: mark for mark in marks(copy)}
    assert len(marks(copy)) == len(found) == len(values)
    for number, value in enumerate(values, 1):
        mark = found[f"第{number}个问题 <&>。"]
        assert (mark.page, mark.kind) == (value.place.page, "/Highlight")  # type: ignore[union-attr]
        assert sorted(mark.under) == sorted(words(value.text))
    assert says_the_same(copy, data, NAME)


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_a_figure_within_a_line_is_highlighted_alone(data: bytes) -> None:
    values = [in_line(data, "12.5"), in_line(data, "12.5", "其中"), in_line(data, "2024"), in_line(data, "100%")]
    copy = marked(data, NAME, *values)
    assert [mark.under for mark in marks(copy)] == ["12.5", "12.5", "2024", "100%"]
    first, second, *_ = notes(copy)
    assert first["/Rect"] != second["/Rect"]


def test_words_that_go_on_in_the_next_line_are_highlighted_to_the_end_of_theirs() -> None:
    data = FILES["plain"]
    value = in_line(data, "100%")
    (mark,) = marks(marked(data, NAME, Value("100%。下一行", value.place)))
    assert mark.under == "100%。"


def test_what_the_page_does_not_spell_is_marked_as_a_line() -> None:
    data = FILES["plain"]
    value = in_line(data, "12.5")
    (mark,) = marks(marked(data, NAME, Value("99.9", value.place)))
    assert mark.under == words(LINE)


def test_bold_that_is_printed_twice() -> None:
    twice = texts((60, 400, LINE), (60.3, 400, LINE))
    data = made(together(TABLE, twice))
    assert {mark.under[:2] for mark in marks(marked(data, NAME, in_line(data, "12.5", "其中")))} == {"12"}


def test_notes_without_a_place_stand_in_the_corner() -> None:
    data = FILES["two pages"]
    copy = marked(data, NAME, Value("x", Place(page=2)), Value("y", Place(page=2)), Value("z", Place(page=9)))
    assert [(mark.page, mark.kind) for mark in marks(copy)] == [(2, "/Text")] * 3
    first, second, _ = notes(copy, page=2)
    assert first["/Rect"] != second["/Rect"]


def test_a_finding_without_a_place_stands_where_its_document_begins() -> None:
    (mark,) = marks(marked(made(TABLE), NAME, None))
    assert (mark.page, mark.kind, mark.under) == (1, "/Highlight", "城乡居民医保补助")
    (mark,) = marks(marked(made(texts((60, 400, "没有表格的一页"))), NAME, None))
    assert (mark.page, mark.kind) == (1, "/Text")


def test_a_note_says_who_when_and_how_severe() -> None:
    data = FILES["plain"]
    result = read(data, NAME)
    severities: list[Severity] = ["error", "warning", "info"]
    findings = [finding(1, cells(result.layout)[2], severity=severity) for severity in severities]
    copy = annotate(open_source(data, NAME), CheckResult(result, findings, []), MADE)
    found = notes(copy)
    assert [note["/Contents"][:4] for note in found] == ["【错误】", "【警告】", "【提示】"]
    assert {note["/M"] for note in found} == {"D:20250301093000"}
    assert len({note["/C"] for note in found}) == 3


def test_a_file_stays_encrypted() -> None:
    data = FILES["encrypted"]
    copy = marked(data, NAME, *cells(read(data, NAME).layout)[:1])
    assert pikepdf.open(io.BytesIO(copy)).is_encrypted
    assert marks(copy)[0].note.startswith("【错误】第1个问题")


def test_notes_of_others_and_typed_fields_stay() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    TABLE(canvas)
    canvas.setFont(FONT, 9)
    canvas.acroForm.textfield(name="a", value="98.64", x=100, y=300, width=80, height=20)
    canvas.showPage()
    canvas.save()
    data = file.getvalue()
    values = cells(read(data, NAME).layout)
    copy = marked(data, NAME, *values)
    assert len(marks(copy)) == len(values)
    kinds = [note["/Subtype"] for note in notes(copy)]
    assert kinds.count("/Widget") == 1
    assert says_the_same(copy, data, NAME)


def test_samples_are_marked_cell_by_cell_and_line_by_line(samples: Path) -> None:
    for file in sorted([*(samples / "office").glob("*.pdf"), *(samples / "provinces").glob("*/*.pdf")]):
        data = file.read_bytes()
        layout = read(data, NAME).layout
        values = [value for value in [*cells(layout), *lines(layout)] if value.text]
        copy = marked(data, NAME, *values)
        found = marks(copy)
        assert len(found) == len(values), file
        covered = sum(sorted(mark.under) == sorted(words(value.text)) for mark, value in _paired(found, values))
        assert covered >= 0.9 * len(values), (
            file
        )  # the rest: cells cut by a page end, signs that PDFium spells otherwise
        assert says_the_same(copy, data, NAME), file
        assert file.read_bytes() == data


def _paired(found: list[Mark], values: list[Value]) -> list[tuple[Mark, Value]]:
    numbers = [int(mark.note.split("第", 1)[1].split("个", 1)[0]) for mark in found]
    return [(mark, values[number - 1]) for mark, number in zip(found, numbers, strict=True)]
