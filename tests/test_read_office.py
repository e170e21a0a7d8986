"""doc and wps by our own reader, with undoc and LibreOffice behind it; rtf and et."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from doc_streams import INNER_CELL_END, INNER_ROW_END, Written, document, row
from jixiao.read.failure import Unreadable
from jixiao.read.formats import office, office_convert
from jixiao.read.formats.doc import doc_layout, layout_of
from jixiao.read.formats.doc_file import DocFile, NotReadable
from jixiao.read.formats.office import read_layout
from jixiao.read.formats.office_undoc import undoc_layout
from jixiao.read.layout import Cell, Grid, Paragraph
from jixiao.read.source import Source
from layout_truth import cell_texts, values

needs_libreoffice = pytest.mark.skipif(office_convert.program() is None, reason="LibreOffice is not installed")

RTF = rb"""{\rtf1\ansi\ansicpg936
\trowd\cellx1000\cellx2000\pard\intbl A\cell B\cell\row
\trowd\cellx2000\pard\intbl C\cell\row \pard end\par}"""


def blocks(paragraphs: list[Written], **more: object) -> list[str | list[list[str]]]:
    layout, _ = layout_of(document(paragraphs, **more))  # type: ignore[arg-type]
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows()]
        for block in layout.blocks
    ]


def shapes(paragraphs: list[Written]) -> list[tuple[str, int, int, int, int]]:
    layout, _ = layout_of(document(paragraphs))
    (grid,) = layout.grids()
    return [(cell.text, cell.row, cell.column, cell.rows, cell.columns) for cell in grid.cells]


def test_paragraphs_and_tables_in_order() -> None:
    paragraphs = [("自评表", "\r", b""), ("", "\r", b""), *row("项目", "甲"), *row("总分", "90"), ("完", "\r", b"")]
    assert blocks(paragraphs) == ["自评表", [["项目", "甲"], ["总分", "90"]], "完"]


def test_empty_paragraphs_count_and_are_left_out() -> None:
    layout, complete = layout_of(document([("一", "\r", b""), ("", "\r", b""), ("二", "\r", b"")]))
    assert [(p.number, p.text) for p in layout.paragraphs()] == [(1, "一"), (3, "二")]
    assert complete


def test_text_of_one_byte_a_character() -> None:
    assert blocks([("caf\u00e9 \u20ac", "\r", b"")], one_byte=True) == ["caf\u00e9 \u20ac"]


def test_the_edges_of_all_rows_make_the_columns() -> None:
    assert shapes([*row("A", "B", edges=[0, 3000, 4000]), *row("C", "D", "E", edges=[0, 1000, 3010, 4000])]) == [
        ("A", 0, 0, 1, 2), ("B", 0, 2, 1, 1),
        ("C", 1, 0, 1, 1), ("D", 1, 1, 1, 1), ("E", 1, 2, 1, 1),
    ]  # fmt: skip


def test_merges_downwards_and_sideways() -> None:
    top, below, first, on = 3 << 5, 1 << 5, 1, 2
    assert shapes([*row("A", "B", "C", merges=[top, first, on]), *row("", "D", "E", merges=[below, 0, 0])]) == [
        ("A", 0, 0, 2, 1), ("B\nC", 0, 1, 1, 2), ("D", 1, 1, 1, 1), ("E", 1, 2, 1, 1),
    ]  # fmt: skip


def test_lines_of_a_cell_are_its_paragraphs_and_breaks() -> None:
    (_, _, cell), ending = row("x")
    assert blocks([("度量", "\r", cell), ("单\x0b位", "\x07", cell), ending]) == [[["度量\n单\n位"]]]


def test_a_table_in_a_cell_is_a_grid_of_its_own() -> None:
    (_, _, cell), ending = row("x")
    inner: list[Written] = [("内", "\r", INNER_CELL_END), ("", "\r", INNER_ROW_END)]
    assert blocks([*inner, ("外", "\x07", cell), ending]) == [[["外"]], [["内"]]]


def test_fields_show_their_result_and_signs_their_meaning() -> None:
    text = "第\x13 PAGE \x13 x \x15\x14" + "3\x15页\x01\x08 a\x1eb"
    assert blocks([(text, "\r", b"")]) == ["第3页 a-b"]


def test_deleted_and_hidden_text_is_left_out_and_revisions_are_remarked() -> None:
    runs = {0: b"\x00\x08\x01", 1: b"\x3c\x08\x01"}
    layout, _ = layout_of(document([("删藏留", "\r", b"")], runs=runs))
    assert [p.text for p in layout.paragraphs()] == ["留"]
    assert layout.remarks == ["文档有未接受的修订，按接受后的内容读取"]


def test_the_end_of_a_cell_outside_of_a_table_shows_that_a_table_was_missed() -> None:
    assert layout_of(document([("A", "\x07", b"")]))[1] is False


@pytest.mark.parametrize("data", [b"", b"\xec\xa5", b"\xec\xa5\xc1\0" + bytes(2000), b"x" * 5000])
def test_streams_that_are_no_document(data: bytes) -> None:
    with pytest.raises(NotReadable):
        list(DocFile(data, (b"", b""), b"").paragraphs())


def test_bytes_that_are_no_document_give_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    data = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(4000)
    with pytest.raises(Unreadable, match=r"^坏\.doc：.*另存为 docx.*。$"):
        read_layout(Source("坏.doc", data, "doc"))


@pytest.mark.parametrize(("kind", "other"), [("rtf", "docx"), ("et", "xlsx")])
def test_without_libreoffice_the_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, kind: str, other: str
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(Unreadable, match=f"需要安装 LibreOffice.*另存为 {other}"):
        read_layout(Source(f"表.{kind}", b"{\\rtf1 x}", kind))  # type: ignore[arg-type]


def test_the_richer_reading_counts_where_ours_misses_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    from jixiao.read.formats import doc, office_undoc
    from jixiao.read.layout import Layout

    poor = Layout([Paragraph("A", 1)])
    rich = Layout([Grid([Cell("A", 0, 0), Cell("B", 0, 1)], 1)])
    monkeypatch.setattr(doc, "doc_layout", lambda data: (poor, False))
    monkeypatch.setattr(office_undoc, "undoc_layout", lambda data: rich)
    monkeypatch.setattr(office, "program", lambda: None)
    assert read_layout(Source("x.doc", b"", "doc")) is rich


@needs_libreoffice
def test_rtf_through_libreoffice() -> None:
    layout = read_layout(Source("表.rtf", RTF, "rtf"))
    (grid,) = layout.grids()
    assert [(cell.text, cell.columns) for cell in grid.cells] == [("A", 1), ("B", 1), ("C", 2)]
    assert [paragraph.text for paragraph in layout.paragraphs()] == ["end"]


@needs_libreoffice
def test_a_document_of_libreoffice_reads_as_its_docx(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    written = docx.Document()
    written.add_paragraph("自评表")
    table = written.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "产出指标"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "数量"
    table.cell(2, 2).text = "90"
    written.save(tmp_path / "form.docx")
    data = office_convert.convert((tmp_path / "form.docx").read_bytes(), "docx", "doc")
    assert data is not None
    layout, complete = doc_layout(data)
    (grid,) = layout.grids()
    found = {cell.text: (cell.row, cell.column, cell.rows, cell.columns) for cell in grid.cells if cell.text}
    assert found == {"产出指标": (0, 0, 2, 1), "数量": (0, 1, 1, 2), "90": (2, 2, 1, 1)}
    assert complete
    undone = undoc_layout(data)
    assert undone is not None
    assert {"产出指标", "数量", "90"} <= cell_texts(undone.grids())


@needs_libreoffice
def test_a_converter_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_convert, "_SECONDS", 0.01)
    started = time.perf_counter()
    assert office_convert.convert(RTF, "rtf", "docx") is None
    assert time.perf_counter() - started < 10


def test_every_value_of_the_sample_is_a_cell(samples: Path) -> None:
    data = (samples / "office" / "guangyuan-zhaohua-2024-forms.doc").read_bytes()
    layout, complete = doc_layout(data)
    truth = values(samples / "truth" / "guangyuan-zhaohua-2024.json")
    assert complete
    assert truth - cell_texts(layout.grids()) == set()
    undone = undoc_layout(data)
    assert undone is not None
    assert truth - cell_texts(undone.grids()) == set()


def test_the_sample_has_the_cells_of_its_docx(samples: Path) -> None:
    from jixiao.read import read_layout as read_any
    from jixiao.read.gate import open_source

    def cells(grid: Grid) -> set[tuple[str, int, int, int, int]]:
        return {("".join(c.text.split()), c.row, c.column, c.rows, c.columns) for c in grid.cells}

    path = samples / "office" / "guangyuan-zhaohua-2024-forms.doc"
    old, _ = doc_layout(path.read_bytes())
    new = read_any(open_source(path.with_suffix(".docx")))
    assert [cells(grid) for grid in old.grids()] == [cells(grid) for grid in new.grids()]


def test_damaged_documents_end_without_a_traceback(samples: Path) -> None:
    whole = (samples / "office" / "guangyuan-zhaohua-2024-forms.doc").read_bytes()
    dice = random.Random(7)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(dice.choice([1, 10, 200])):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            layout, _ = doc_layout(bytes(data))
        except NotReadable:
            continue
        assert layout.blocks
