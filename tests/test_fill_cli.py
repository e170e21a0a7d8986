"""`jixiao fill` as people call it: where files go, what is said, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import jixiao
from cli_runner import Runner
from wordml import p, package, table

FORM = (
    "项目名称 _+6 | 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分"
    " | 产出指标 数量指标 _ _ _ _ _ | 预算执行率+3 _ _ _ _ | 总分+5 _ _"
)


def form(name: str) -> dict[str, object]:
    row = {
        "level1": "产出指标",
        "level2": "数量指标",
        "name": "里程",
        "target": "≥10公里",
        "actual": "9公里",
        "weight": "90",
    }
    return {"year": 2024, "project": {"name": name}, "indicators": [row], "conclusion": "完成得好"}


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    file = tmp_path / "空白表.docx"
    file.write_bytes(package(p("项目支出绩效自评表（    年度）"), table(FORM)))
    return file


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "填报.json"
    file.write_text(json.dumps([form("修路"), form("架桥")], ensure_ascii=False), encoding="utf-8")
    return file


def test_projects_go_into_one_file_and_what_finds_no_place_is_told(
    blank: Path, data: Path, tmp_path: Path, jixiao_cli: Runner
) -> None:
    out = tmp_path / "自评表.docx"
    ran = jixiao_cli("fill", blank, data, "-o", out)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.splitlines() == [
        "修路：评价结论在空白表中没有地方填：完成得好",
        "架桥：评价结论在空白表中没有地方填：完成得好",
        f"2 张表填好后写到了 {out}。",
    ]
    assert [each.project.name.text for each in jixiao.read(out).forms] == ["修路", "架桥"]


def test_a_file_for_each_project(blank: Path, data: Path, tmp_path: Path, jixiao_cli: Runner) -> None:
    assert jixiao_cli("fill", blank, data, "-o", tmp_path / "{项目}自评表.docx").status == 0
    assert jixiao_cli("fill", blank, data, "-o", f"{tmp_path}/报送/").status == 0
    names = sorted(file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.docx"))
    assert names == sorted(["修路自评表.docx", "架桥自评表.docx", "报送/修路.docx", "报送/架桥.docx", "空白表.docx"])


def test_scores_are_reckoned_on_demand(blank: Path, data: Path, tmp_path: Path, jixiao_cli: Runner) -> None:
    out = tmp_path / "自评表.docx"
    jixiao_cli("fill", blank, data, "-o", out)
    assert jixiao.read(out).forms[0].indicators[0].score.text is None
    jixiao_cli("fill", blank, data, "-o", out, "--score")
    assert jixiao.read(out).forms[0].indicators[0].score.text in ("81", "81.00")


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("自评表.pdf", "文件名请以 .docx"),
        ("没有/自评表.docx", "没有这个文件夹"),
        ("空白表.docx", "不能覆盖它"),
    ],
)
def test_a_target_that_cannot_be_right_is_refused(
    out: str, said: str, blank: Path, data: Path, tmp_path: Path, jixiao_cli: Runner
) -> None:
    before = blank.read_bytes()
    ran = jixiao_cli("fill", blank, data, "-o", tmp_path / out)
    assert ran.status == 2
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1
    assert blank.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("表.txt", "项目支出绩效自评表", "不能直接填写"),
        ("表.html", "<p>通知</p>", "没有认出绩效表"),
        ("没有.docx", None, "找不到这个文件"),
    ],
)
def test_what_is_no_blank_form_is_refused(
    name: str, content: str | None, said: str, data: Path, tmp_path: Path, jixiao_cli: Runner
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_text(content, encoding="utf-8")
    ran = jixiao_cli("fill", file, data, "-o", tmp_path / f"好{file.suffix}")
    assert ran.status == 2
    assert said in ran.err
    assert not (tmp_path / f"好{file.suffix}").exists()
