"""`jixiao indicators`."""

from __future__ import annotations

import json
from pathlib import Path

from cli_runner import Runner


def test_a_search_shows_target_explanation_and_evidence(jixiao_cli: Runner) -> None:
    out = jixiao_cli("indicators", "参保群众满意度").out
    [found] = json.loads(jixiao_cli("indicators", "参保群众满意度", "--json", "--most", "1").out)
    assert all(found[key] in out.replace("\n", "").replace(" ", "") for key in ("name", "evidence"))
    assert "≥90%" in out


def test_levels_sectors_and_numbers_narrow_it_down(jixiao_cli: Runner) -> None:
    found = json.loads(jixiao_cli("indicators", "--sector", "教育", "--level", "时效", "--json").out)
    assert found
    assert {(each["sector"], each["level2"]) for each in found} == {("教育", "时效指标")}
    assert "列出前2个" in jixiao_cli("indicators", "满意度", "--most", "2").out


def test_sectors_are_listed(jixiao_cli: Runner) -> None:
    listed = json.loads(jixiao_cli("indicators", "--sectors", "--json").out)
    assert listed[0]["sector"] == "医疗保障"
    assert all(each["indicators"] >= 25 for each in listed)
    assert "生态环境" in jixiao_cli("indicators", "--sectors").out


def test_nothing_found_is_said(jixiao_cli: Runner) -> None:
    assert "没有找到" in jixiao_cli("indicators", "火星移民").out


def test_one_s_own_file_is_searched_too_and_its_faults_are_told(jixiao_cli: Runner, tmp_path: Path) -> None:
    file = tmp_path / "本局.toml"
    entry = '{ name = "火星移民人数", target = "≥ 5 人", measures = "移民人数", evidence = "船票" }'
    file.write_text(
        f'sector = "本局"\n[[group]]\nlevel1 = "产出指标"\nlevel2 = "数量指标"\nindicator = [\n{entry},\n]\n',
        encoding="utf-8",
    )
    assert "本局.toml" in jixiao_cli("indicators", "火星", "--own", str(file)).out
    file.write_text(file.read_text(encoding="utf-8").replace("≥ 5 人", "许多"), encoding="utf-8")
    ran = jixiao_cli("indicators", "火星", "--own", str(file))
    assert ran.status == 2
    assert "第6行：target" in ran.err
