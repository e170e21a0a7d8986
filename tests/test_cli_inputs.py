"""What FILE may stand for."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from jixiao.command import inputs
from jixiao.command.inputs import STANDARD_INPUT, Input, NotFound, expand, is_several


def names(*arguments: str) -> list[str]:
    return [item.name if isinstance(item, Input) else f"没有：{item}" for item in expand(arguments)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("乙.docx", "甲.xlsx", "子/丙.pdf", "~$乙.docx", ".hidden.docx", "说明.md", ".git/x.txt", "[1].docx"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_stands_for_the_office_files_in_it(folder: Path) -> None:
    assert names(".") == ["[1].docx", "乙.docx", "甲.xlsx", os.path.join("子", "丙.pdf")]  # noqa: PTH118


def test_a_named_file_is_always_tried(folder: Path) -> None:
    assert names("说明.md") == ["说明.md"]


def test_order_is_that_of_the_arguments(folder: Path) -> None:
    assert names("甲.xlsx", "乙.docx") == ["甲.xlsx", "乙.docx"]


def test_a_pattern(folder: Path) -> None:
    assert names("*.xlsx") == ["甲.xlsx"]
    assert names("**/*.pdf") == [os.path.join("子", "丙.pdf")]  # noqa: PTH118


def test_a_name_that_looks_like_a_pattern_is_a_name_where_the_file_exists(folder: Path) -> None:
    assert names("[1].docx") == ["[1].docx"]
    assert not is_several(("[1].docx",))


@pytest.mark.parametrize("argument", ["没有.docx", "没有/*.docx", "空"])
def test_what_leads_to_nothing_is_a_failure_that_names_it(folder: Path, argument: str) -> None:
    (folder / "空").mkdir()
    [failure] = expand((argument,))
    assert isinstance(failure, NotFound)
    assert argument in str(failure)


def test_several(folder: Path) -> None:
    assert is_several(("甲.xlsx", "乙.docx"))
    assert is_several((".",))
    assert is_several(("*.xlsx",))
    assert not is_several(("甲.xlsx",))
    assert not is_several(("-",))


def test_own_reports_are_no_input(folder: Path) -> None:
    (folder / "报告.html").write_text('<!DOCTYPE html>\n<meta name="generator" content="jixiao">', encoding="utf-8")
    (folder / "表.html").write_text("<table></table>", encoding="utf-8")
    found = names(".")
    assert "表.html" in found
    assert "报告.html" not in found


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"abc")))
    [item] = expand(("-",))
    assert isinstance(item, Input)
    assert item.source() == (b"abc", STANDARD_INPUT)


def test_endless_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_STANDARD_INPUT", 2)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"abc")))
    with pytest.raises(inputs.TooLong, match=STANDARD_INPUT):
        Input(STANDARD_INPUT, None).source()
