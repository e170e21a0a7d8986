"""`jixiao read`, and what holds for every command that takes files."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cli_runner import Runner
from jixiao.model.result import ReadResult

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
DOCX = EXAMPLES / "02-国家通用版式.docx"
XLSX = EXAMPLES / "03-县级汇总.xlsx"
SCHEMA = json.loads((Path(__file__).parent / "contract" / "read.schema.json").read_text(encoding="utf-8"))


def valid(document: Any) -> bool:
    jsonschema.validate(document, SCHEMA)
    return True


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("0*")), ids=lambda file: file.suffix)
def test_json_of_one_file_is_an_object_of_the_contract(jixiao_cli: Runner, file: Path) -> None:
    ran = jixiao_cli("read", file, "--json")
    shown = json.loads(ran.out)
    assert (ran.status, ran.err) == (0, "")
    assert valid(shown)
    assert shown["source"]["name"] == file.name
    assert shown["documents"]


def test_json_of_several_files_is_an_array_in_their_order(jixiao_cli: Runner) -> None:
    shown = json.loads(jixiao_cli("read", XLSX, DOCX, "--json").out)
    assert [item["source"]["name"] for item in shown] == [XLSX.name, DOCX.name]
    assert all(map(valid, shown))


def test_json_of_a_folder_is_an_array(jixiao_cli: Runner, tmp_path: Path) -> None:
    (tmp_path / "一.docx").write_bytes(DOCX.read_bytes())
    [shown] = json.loads(jixiao_cli("read", tmp_path, "--json").out)
    assert shown["source"]["name"] == "一.docx"


def test_jsonl_is_one_object_a_line(jixiao_cli: Runner) -> None:
    lines = jixiao_cli("read", XLSX, DOCX, "--jsonl").out.splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == [XLSX.name, DOCX.name]


def test_chinese_is_written_as_it_is(jixiao_cli: Runner) -> None:
    assert "医保政策宣传培训经费" in jixiao_cli("read", DOCX, "--json").out


def test_standard_input(jixiao_cli: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(DOCX.read_bytes())))
    shown = json.loads(jixiao_cli("read", "-", "--json").out)
    assert shown["source"]["name"] == "标准输入"
    assert shown["source"]["format"] == "docx"


def test_people_get_tables(jixiao_cli: Runner) -> None:
    out = jixiao_cli("read", DOCX).out
    assert out.startswith("02-国家通用版式.docx（docx，1 份表）\n")
    for shown in ("医保政策宣传培训经费", "| 宣传活动场次", "7.36", "| 预算执行率 |"):
        assert shown in out
    assert "\x1b[" not in out


def test_what_was_not_understood_is_listed(jixiao_cli: Runner, tmp_path: Path) -> None:
    file = tmp_path / "表.html"
    file.write_text(
        "<table><tr><td>天气</td><td>晴</td></tr><tr><td>气温</td><td>9</td></tr></table>", encoding="utf-8"
    )
    ran = jixiao_cli("read", file)
    assert "没有读懂" in ran.out


@pytest.mark.parametrize("command", ["read", "check", "score"])
def test_a_file_that_cannot_be_read_is_told_and_the_others_are_done(
    jixiao_cli: Runner, command: str, tmp_path: Path
) -> None:
    bad = tmp_path / "坏.docx"
    bad.write_bytes(b"")
    ran = jixiao_cli(command, bad, tmp_path / "没有.docx", DOCX, "--json")
    assert ran.status == 2
    assert [item["source"]["name"] for item in json.loads(ran.out)] == [DOCX.name]
    empty, missing = ran.err.splitlines()
    assert "坏.docx" in empty
    assert "没有.docx" in missing


def test_nothing_but_failures_is_an_empty_array(jixiao_cli: Runner, tmp_path: Path) -> None:
    ran = jixiao_cli("read", tmp_path / "甲", tmp_path / "乙", "--json")
    assert (ran.status, json.loads(ran.out)) == (2, [])


def broken(file: object, name: str | None = None) -> ReadResult:
    raise IndexError("坏了")


def test_an_unforeseen_error_is_one_sentence(jixiao_cli: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.read.read_file", broken)
    ran = jixiao_cli("read", DOCX)
    assert ran.status == 2
    assert "内部错误（IndexError），请把文件发给开发者。" in ran.err
    assert ran.err.count("\n") == 1


def test_debug_shows_where_it_happened(jixiao_cli: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.read.read_file", broken)
    assert "Traceback" in jixiao_cli("read", DOCX, "--debug").err


def test_an_interruption_ends_the_call_with_a_word(jixiao_cli: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(file: object, name: str | None = None) -> ReadResult:
        raise KeyboardInterrupt

    monkeypatch.setattr("jixiao.read.read_file", interrupted)
    assert jixiao_cli("read", DOCX, XLSX) == (130, "", "\n已中断。\n")
