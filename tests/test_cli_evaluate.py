"""`jixiao evaluate`: what is missing is asked for by name; a complete report is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli_runner import Runner
from form_papers import make_form
from jixiao import read


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "填报.json"
    forms = [make_form(1).to_dict(), make_form(2, "performance_target").to_dict()]
    forms = [form | {"year": 2024} for form in forms]
    facts = {"expenditure.total": "1000.00", "expenditure.current": "950.00", "income.total": "1000.00"}
    shown = {"unit": {"name": "禾源县医疗保障局"}, "year": 2024, "facts": facts, "forms": forms, "texts": {}}
    file.write_text(json.dumps(shown, ensure_ascii=False), encoding="utf-8")
    return file


def fill(data: Path, missing: list[dict[str, str]]) -> None:
    shown = json.loads(data.read_text(encoding="utf-8"))
    for each in missing:
        shown["texts"][each["name"]] = "良" if each["name"].startswith("评分") else "各项工作按期完成。"
    data.write_text(json.dumps(shown, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize("kind", ["department", "project", "ex-ante"])
def test_a_report_is_written_when_nothing_is_missing(jixiao_cli: Runner, data: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "报告.docx"
    refused = jixiao_cli("evaluate", data, "-o", out, "--kind", kind)
    assert refused.status == 2
    assert "还缺少下列内容" in refused.err
    assert not out.exists()
    fill(data, json.loads(jixiao_cli("evaluate", data, "--kind", kind, "--missing", "--json").out))
    assert jixiao_cli("evaluate", data, "--kind", kind, "--missing").out == "没有缺少的内容。\n"
    ran = jixiao_cli("evaluate", data, "-o", out, "--kind", kind)
    assert ran.status == 0, ran.err
    assert read(out).source.format == "docx"


def test_a_draft_marks_what_is_missing(jixiao_cli: Runner, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告.docx"
    assert jixiao_cli("evaluate", data, "-o", out, "--draft").status == 0
    assert "待填" in jixiao_cli("check", out).out


def test_no_target_and_no_question_is_a_call_that_is_off(jixiao_cli: Runner, data: Path) -> None:
    ran = jixiao_cli("evaluate", data)
    assert ran.status == 2
    assert "-o" in ran.err


def test_data_that_is_not_used_is_told(jixiao_cli: Runner, data: Path) -> None:
    shown = json.loads(data.read_text(encoding="utf-8"))
    shown["forms"][0]["year"] = 2019
    data.write_text(json.dumps(shown, ensure_ascii=False), encoding="utf-8")
    assert "是2019年度的，没有使用" in jixiao_cli("evaluate", data, "--missing").err
