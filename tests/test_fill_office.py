"""Filled-in Office files held against the schemas of the format, and opened by LibreOffice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest

from blanks import blank_of, source_of
from jixiao.model.form import Form
from jixiao.read.recognise.forms import recognise
from jixiao.write.fill import fill
from layouts import generate
from printing import convert
from test_fill_xlsx import blank as rich_workbook
from test_fill_xlsx import data, furnished
from test_fill_xlsx import filled as filled_workbook

pytestmark = pytest.mark.slow
office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def faults(content: bytes, kind: str, folder: Path) -> set[str]:
    """What the port of Microsoft's validator says of a file, but for advice on where strings are best kept."""
    from openxml_audit import OpenXmlValidator

    file = folder / f"a.{kind}"
    file.write_bytes(content)
    said = [f"{each.part_uri}: {each}" for each in OpenXmlValidator().validate(str(file)).errors]
    return {each for each in said if "inline-string" not in each}


def further(seed: int) -> list[Form]:
    """Forms with more indicators, and of other levels, than a blank has rows for."""
    return [form for each in (seed + 1, seed + 2) for form in recognise(generate(each)[0].layout())[0]]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_wrong_that_was_right_in_the_blank(seed: int, kind: str, tmp_path: Path) -> None:
    source = source_of(blank_of(generate(seed)[0])[0], kind)
    filled = fill(source, further(seed)).data
    before = {each.partition(": ")[2] for each in faults(source.data, kind, tmp_path)}
    assert {each.partition(": ")[2] for each in faults(filled, kind, tmp_path)} <= before


def test_a_workbook_with_all_that_moves_is_valid(tmp_path: Path) -> None:
    forms = [data("养护里程"), data("养护里程", "修补面积", "清淤长度"), data("清淤长度")]
    assert faults(filled_workbook(rich_workbook(furnished), *forms).data, "xlsx", tmp_path) == set()


@office
@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_libreoffice_shows_every_indicator(kind: str, tmp_path: Path) -> None:
    forms = further(3)
    filled = fill(source_of(blank_of(generate(3)[0])[0], kind), forms)
    file = tmp_path / f"自评表.{kind}"
    file.write_bytes(filled.data)
    convert([file], "pdf", tmp_path)
    with pypdfium2.PdfDocument((tmp_path / "自评表.pdf").read_bytes()) as pdf:
        shown = "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)
    assert [each.name.text for form in forms for each in form.indicators if (each.name.text or "") not in shown] == []
