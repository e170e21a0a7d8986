"""Old blanks: converted first where LibreOffice is there, else refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

import jixiao
from blanks import blank_of
from cli_runner import Runner
from jixiao.read.formats import office_convert
from jixiao.read.formats.office_convert import convert, program
from layouts import generate
from word_writer import docx
from writers import xls


def write_blank(folder: Path, kind: str) -> Path:
    sheet, _ = blank_of(generate(4)[0])
    data = xls(sheet) if kind == "xls" else convert(docx(sheet), "docx", kind)
    assert data is not None
    file = folder / f"空白表.{kind}"
    file.write_bytes(data)
    return file


@pytest.mark.slow
@pytest.mark.skipif(program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("kind", "other"), [("xls", "xlsx"), ("doc", "docx")])
def test_an_old_blank_is_converted_and_filled_in(kind: str, other: str, tmp_path: Path, jixiao_cli: Runner) -> None:
    blank = write_blank(tmp_path, kind)
    data = tmp_path / "填好的.docx"
    data.write_bytes(docx(generate(4)[0]))
    out = tmp_path / f"自评表.{other}"
    ran = jixiao_cli("fill", blank, data, "-o", out)
    assert (ran.status, ran.err) == (0, f"1 张表填好后写到了 {out}。\n")
    form, read = jixiao.read(data).forms[0], jixiao.read(out).forms[0]
    assert [each.name.text for each in read.indicators] == [each.name.text for each in form.indicators]


def test_without_libreoffice_an_old_blank_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jixiao_cli: Runner
) -> None:
    monkeypatch.setattr(office_convert, "program", lambda: None)
    monkeypatch.setattr("jixiao.write.fill.convert.program", lambda: None)
    blank = tmp_path / "空白表.xls"
    blank.write_bytes(xls(blank_of(generate(4)[0])[0]))
    ran = jixiao_cli("fill", blank, blank, "-o", tmp_path / "自评表.xlsx")
    assert ran.status == 2
    assert "要先转换成 xlsx" in ran.err
    assert len(ran.err.splitlines()) == 1
