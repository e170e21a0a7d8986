"""Word documents that jixiao writes, held against the schemas of the format and opened by LibreOffice."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings

from annotated import members
from jixiao.write.docx import write_docx
from jixiao.write.paper import Figure, Paper, Paragraph
from jixiao.write.zipped import member, zip_file
from paper_strategies import papers
from papers import accounts_table, disclosure, form_paper
from printing import convert

pytestmark = pytest.mark.slow
office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")

PAPERS = {
    "disclosure": disclosure,
    "form": form_paper,
    "wide": lambda: Paper("a", [accounts_table(7, 102, 30)]),
    "empty": lambda: Paper("a"),
}
# The validator misses a theme; the format does not demand one, and Word uses none where all fonts are named.
_THEME = "Sem_MissingRelationshipType"


def faults(data: bytes, folder: Path) -> list[str]:
    """What the port of Microsoft's validator says of a document and of the workbooks in it."""
    from openxml_audit import OpenXmlValidator

    books = [content for name, content in members(data).items() if name.endswith(".xlsx")]
    found = []
    for number, content in enumerate([data, *books[:1]]):
        file = folder / f"a.{'xlsx' if number else 'docx'}"
        file.write_bytes(content)
        found += [
            f"{each.part_uri}: {each}" for each in OpenXmlValidator().validate(str(file)).errors if each.id != _THEME
        ]
    return found


@pytest.mark.parametrize("name", PAPERS)
def test_a_document_is_valid(name: str, tmp_path: Path) -> None:
    assert faults(write_docx(PAPERS[name]()), tmp_path) == []


def test_the_validator_would_see_a_wrong_order(tmp_path: Path) -> None:
    parts = members(write_docx(form_paper()))
    text = parts["word/document.xml"].decode()
    wrong = text.replace('<w:vAlign w:val="center"/></w:tcPr>', "</w:tcPr>").replace(
        "<w:tcPr>", '<w:tcPr><w:vAlign w:val="center"/>'
    )
    parts["word/document.xml"] = wrong.encode()
    assert faults(zip_file([member(name, content) for name, content in parts.items()]), tmp_path)


@given(papers)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_paper_makes_a_valid_document(tmp_path_factory: pytest.TempPathFactory, paper: Paper) -> None:
    assert faults(write_docx(paper), tmp_path_factory.mktemp("valid")) == []


@cache
def printed(folder: Path) -> dict[str, Path]:
    """All papers as LibreOffice prints them."""
    for name, paper in PAPERS.items():
        (folder / f"{name}.docx").write_bytes(write_docx(paper()))
    convert([folder / f"{name}.docx" for name in PAPERS], "pdf", folder)
    return {name: folder / f"{name}.pdf" for name in PAPERS}


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return printed(tmp_path_factory.mktemp("printed"))


def text_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in document))


@office
def test_nothing_is_lost_in_print(prints: dict[str, Path]) -> None:
    for name in ("disclosure", "form", "wide"):
        shown = text_of(prints[name])
        paper = PAPERS[name]()
        words = {re.sub(r"\s", "", cell.text) for table in paper.tables for row in table.cells for _, cell in row}
        runs = [run for block in paper.blocks if isinstance(block, Paragraph) for run in block.runs]
        words |= {run.text for run in runs if isinstance(run, Figure)}
        assert [word for word in words if len(word) < 20 and word not in shown] == []


@office
def test_a_form_stays_on_one_page(prints: dict[str, Path]) -> None:
    assert len(pypdfium2.PdfDocument(prints["form"])) == 1


@office
def test_pages_in_the_contents_are_nearly_all_right(prints: dict[str, Path]) -> None:
    document = pypdfium2.PdfDocument(prints["disclosure"])
    text = members(write_docx(disclosure()))["word/document.xml"].decode()
    stored = re.findall(r"<w:hyperlink .*?<w:t(?: [^>]*)?>([^<]*)</w:t>.*?<w:t>(\d+)</w:t>", text)
    titles = {title for title, _ in stored}
    marks = [mark for mark in document.get_toc() if mark.get_title() in titles]
    real = [(mark.get_title(), mark.get_dest().get_index() + 1) for mark in marks]
    assert [title for title, _ in real] == [title for title, _ in stored]
    off = [abs(page - int(told)) for (_, page), (_, told) in zip(real, stored, strict=True)]
    assert sum(map(bool, off)) <= len(off) * 0.05
