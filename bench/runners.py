"""The races: jixiao against the bare limit of each format and against the libraries that others read it with.

A peer that is not installed is left out of its race.
"""

from __future__ import annotations

import ctypes
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from race import Race, Runner

from jixiao.check import check_documents
from jixiao.read import read_file, read_layout
from jixiao.read.gate import open_source

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def layout(file: Path) -> object:
    """Our neutral picture: cells with spans and places, paragraphs, remarks."""
    return read_layout(open_source(file))


def check(file: Path) -> object:
    """Our whole check: read, recognise, score, rules, findings."""
    return check_documents(read_file(file))


def peers(**known: tuple[str, Callable[[Path], object]]) -> list[Runner]:
    """Give those of the known libraries that are installed, as runners."""
    return [Runner(name, work) for module, (name, work) in known.items() if find_spec(module)]


# --- Word ---------------------------------------------------------------------------------------------------------


def bare_docx(file: Path) -> list[str]:
    """The limit: unzip, parse, join the text of every cell; no spans, no order, no places."""
    with zipfile.ZipFile(file) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    return ["".join(text.text or "" for text in cell.iter(_WORD + "t")) for cell in root.iter(_WORD + "tc")]


def python_docx(file: Path) -> list[str]:
    import docx

    return [cell.text for table in docx.Document(str(file)).tables for row in table.rows for cell in row.cells]


def undoc(file: Path) -> str:
    from undoc import parse_file

    with parse_file(str(file)) as document:
        return str(document.to_markdown())


def docx_race(title: str, files: list[Path], forms: int) -> Race:
    ours = [Runner("jixiao: layout", layout), Runner("jixiao: read", read_file, 2), Runner("jixiao: check", check, 3)]
    others = peers(undoc=("undoc to Markdown", undoc), docx=("python-docx", python_docx))
    return Race(title, "a form", files, forms, [Runner("zipfile + xml.etree", bare_docx), *ours, *others])


# --- Excel --------------------------------------------------------------------------------------------------------


def calamine(file: Path) -> list[object]:
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(str(file)) as book:
        return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def openpyxl(file: Path) -> list[object]:
    from openpyxl import load_workbook

    book = load_workbook(file, data_only=True)
    return [list(sheet.values) for sheet in book.worksheets]


def xlsx_race(title: str, unit: str, files: list[Path], units: int) -> Race:
    ours = [Runner("jixiao: layout", layout, 3), Runner("jixiao: read", read_file), Runner("jixiao: check", check)]
    runners = [*peers(python_calamine=("python-calamine", calamine)), *ours, *peers(openpyxl=("openpyxl", openpyxl))]
    return Race(title, unit, files, units, runners)


# --- PDF ----------------------------------------------------------------------------------------------------------


def bare_pdf(file: Path) -> list[tuple[int, float, float, float, float]]:
    """The limit: every character with its box by PDFium's own functions; no lines, no tables."""
    import pypdfium2.raw as pdfium

    data = file.read_bytes()
    document = pdfium.FPDF_LoadMemDocument(data, len(data), None)
    found = []
    for index in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, index)
        text = pdfium.FPDFText_LoadPage(page)
        found += _boxes(text)
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
    return found


def _boxes(text: object) -> list[tuple[int, float, float, float, float]]:
    import pypdfium2.raw as pdfium

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    found = []
    for index in range(pdfium.FPDFText_CountChars(text)):
        pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        code = pdfium.FPDFText_GetUnicode(text, index)
        found.append((code, left.value, right.value, bottom.value, top.value))
    return found


def pages(files: list[Path]) -> int:
    """Give the number of pages of some PDFs."""
    from pypdfium2 import PdfDocument

    return sum(len(PdfDocument(file)) for file in files)


def pdfplumber(file: Path) -> list[object]:
    import pdfplumber

    with pdfplumber.open(file) as document:
        return [table for page in document.pages for table in page.extract_tables()]


def pdf_race(title: str, files: list[Path]) -> Race:
    ours = [
        Runner("jixiao: layout", layout, 1.3),
        Runner("jixiao: read", read_file),
        Runner("jixiao: check", check, 2.5),
    ]
    others = peers(pdfplumber=("pdfplumber", pdfplumber))
    return Race(title, "a page", files, pages(files), [Runner("PDFium: characters, boxes", bare_pdf), *ours, *others])
