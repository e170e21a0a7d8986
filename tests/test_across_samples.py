"""The shared samples held against each other: copies of one document agree, wrong tables do not fit their text."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cli_runner import Runner

OFFICE = (".docx", ".pdf", ".html", ".xlsx")


def found(jixiao_cli: Runner, *arguments: object) -> dict[str, list[dict[str, object]]]:
    """Give the findings that speak of another file, by file; sound files have none."""
    lines = [json.loads(line) for line in jixiao_cli("check", *arguments, "--jsonl").out.splitlines()]
    return {
        line["source"]["name"]: [each for each in line["findings"] if any(figure["file"] for figure in each["figures"])]
        for line in lines
    }


@pytest.mark.slow
def test_the_same_documents_in_several_formats_agree(jixiao_cli: Runner, samples: Path, tmp_path: Path) -> None:
    for file in (samples / "office").iterdir():
        if file.suffix in OFFICE and "broken" not in file.name:
            shutil.copy(file, tmp_path)
    findings = found(jixiao_cli, tmp_path)
    assert len(findings) > 8
    each_file = (each for of_file in findings.values() for each in of_file)
    contradictions = [each for each in each_file if str(each["rule"]).startswith("across.")]
    assert [each["message"] for each in contradictions if each["severity"] == "error"] == []


def test_the_text_in_one_file_and_the_tables_in_another(jixiao_cli: Runner, samples: Path) -> None:
    text = samples / "office" / "leshan-jingyan-2024-accounts.docx"
    sound, broken = (samples / "office" / f"jingyan-2024-tables{name}.xlsx" for name in ("", "-broken"))
    assert not any(found(jixiao_cli, text, sound).values())
    wrong = found(jixiao_cli, text, broken)[broken.name]
    assert {str(each["severity"]) for each in wrong} == {"error"}
    named = {figure["stated"] for each in wrong for figure in each["figures"]}  # type: ignore[attr-defined]
    assert {"1,202.79", "1,176.34", "0.50"} <= named


def test_the_forms_annexed_to_accounts_fit_them(jixiao_cli: Runner, samples: Path) -> None:
    file = samples / "office" / "leshan-jinkouhe-2023-accounts.docx"
    shown = json.loads(jixiao_cli("check", file, "--json").out)
    ended = {each["rule"]: each["outcome"] for each in shown["checked"]["rules"]}
    assert ended["across.form.executed"] == ended["across.form.sum"] == "holds"
