"""`jixiao form` and `jixiao layouts`: data in any readable shape becomes a form in a county's layout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli_runner import Runner
from form_papers import make_form
from jixiao import read

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
FORM = EXAMPLES / "02-国家通用版式.docx"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "填报.json"
    forms = [make_form(seed).to_dict() for seed in (1, 2)]
    file.write_text(json.dumps({"documents": forms}, ensure_ascii=False), encoding="utf-8")
    return file


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf", ".html"])
def test_several_forms_go_into_one_file_of_any_format(
    jixiao_cli: Runner, data: Path, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"自评表{suffix}"
    ran = jixiao_cli("form", data, "-o", out, "--layout", "F-SC")
    assert ran.status == 0, ran.err
    names = [form.project.name.text for form in read(out).forms]
    assert names == [make_form(seed).project.name.text for seed in (1, 2)]


def test_a_folder_gets_a_file_for_each_form(jixiao_cli: Runner, data: Path, tmp_path: Path) -> None:
    ran = jixiao_cli("form", data, "-o", f"{tmp_path / '自评表'}/", "--format", "xlsx")
    assert ran.status == 0, ran.err
    assert sorted(file.suffix for file in (tmp_path / "自评表").iterdir()) == [".xlsx", ".xlsx"]


def test_a_form_of_another_layout_is_rewritten(jixiao_cli: Runner, tmp_path: Path) -> None:
    out = tmp_path / "本县.docx"
    ran = jixiao_cli("form", FORM, "-o", out, "--layout", "F-LS")
    assert ran.status == 0, ran.err
    [before], [after] = read(FORM).forms, read(out).forms
    assert after.title.text == "区级项目支出绩效自评表"
    assert after.project.name.text == before.project.name.text
    assert [row.score.text for row in after.indicators] == [row.score.text for row in before.indicators]


def test_errors_of_a_form_are_told(jixiao_cli: Runner, tmp_path: Path) -> None:
    form = make_form(1).to_dict()
    form["total"] = {"weight": "100", "score": "1"}
    file = tmp_path / "错.json"
    file.write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    ran = jixiao_cli("form", file, "-o", tmp_path / "错.docx")
    assert ran.status == 0
    assert "处错误" in ran.err


def test_a_target_form_from_self_evaluation_data(jixiao_cli: Runner, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "目标表.docx"
    assert jixiao_cli("form", data, "-o", out, "--kind", "target").status == 0
    assert [form.kind for form in read(out).forms] == ["performance_target"] * 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "表.odt"], "文件名请以 .docx"),
        (["-o", "没有/表.docx"], "没有这个文件夹"),
        (["-o", "表.docx", "--layout", "火星"], "没有名为“火星”的表样"),
        (["-o", "表.docx", "--project", "火星"], "没有名称含“火星”的项目"),
    ],
)
def test_a_call_that_is_off_is_told_in_one_sentence(
    jixiao_cli: Runner, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = jixiao_cli("form", data, *arguments)
    assert ran.status == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_the_data_is_never_overwritten(jixiao_cli: Runner, tmp_path: Path) -> None:
    file = tmp_path / "表.docx"
    file.write_bytes(FORM.read_bytes())
    ran = jixiao_cli("form", file, "-o", file)
    assert ran.status == 2
    assert file.read_bytes() == FORM.read_bytes()


def test_layouts_are_listed(jixiao_cli: Runner) -> None:
    shown = json.loads(jixiao_cli("layouts", "--json").out)
    assert {"F-N20", "F-SC", "F-LS", "F-HB", "F-XZ"} <= {layout["name"] for layout in shown}
    assert "F-SC" in jixiao_cli("layouts").out
