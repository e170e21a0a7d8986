"""`jixiao score` and `jixiao schemes`."""

from __future__ import annotations

import json
from pathlib import Path

from cli_runner import Runner

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
DOCX = EXAMPLES / "02-国家通用版式.docx"


def test_json_has_the_scores_of_every_form(jixiao_cli: Runner) -> None:
    ran = jixiao_cli("score", DOCX, "--json")
    assert ran.status == 0
    shown = json.loads(ran.out)
    [document] = shown["documents"]
    assert shown["source"]["name"] == DOCX.name
    assert document["project"] == "医保政策宣传培训经费"
    assert document["execution"]["value"] == "9.20"
    assert len(document["indicators"]) == 7
    assert document["scheme"]["name"] == "national-2020"


def test_people_get_a_table_that_explains_every_score(jixiao_cli: Runner) -> None:
    out = jixiao_cli("score", DOCX).out
    assert "7.36 ÷ 8 × 10 = 9.2" in out
    assert "评分方案：" in out


def test_a_scheme_can_be_named(jixiao_cli: Runner) -> None:
    [document] = json.loads(jixiao_cli("score", DOCX, "--scheme", "hunan", "--json").out)["documents"]
    assert document["scheme"]["name"] == "hunan"


def test_an_unknown_scheme_is_told_once_before_any_file_is_read(jixiao_cli: Runner) -> None:
    for command in ("score", "check"):
        ran = jixiao_cli(command, DOCX, "没有.docx", "--scheme", "火星")
        assert ran.status == 2
        assert ran.out == ""
        assert "火星" in ran.err
        assert ran.err.count("\n") == 1


def test_a_file_without_forms_is_told(jixiao_cli: Runner, tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_text("关于开展防汛工作的通知。\n各科室：请做好准备。\n", encoding="utf-8")
    assert "没有认出绩效表" in jixiao_cli("score", file).err


def test_schemes_are_listed(jixiao_cli: Runner) -> None:
    out = jixiao_cli("schemes").out
    names = [scheme["name"] for scheme in json.loads(jixiao_cli("schemes", "--json").out)]
    assert "national-2020" in names
    assert all(name in out for name in names)


def test_a_scheme_is_explained_with_its_sources(jixiao_cli: Runner) -> None:
    out = jixiao_cli("schemes", "national-2020").out
    assert "财预〔2020〕10号" in out
    shown = json.loads(jixiao_cli("schemes", "national-2020", "--json").out)
    assert {"key", "label", "value", "unit", "source", "status"} <= set(shown["parameters"][0])


def test_a_scheme_that_does_not_exist(jixiao_cli: Runner) -> None:
    ran = jixiao_cli("schemes", "火星")
    assert ran.status == 2
    assert "national-2020" in ran.err
