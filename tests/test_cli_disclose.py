"""`jixiao disclose`: asks for what is lacking, writes when it is whole, spares what was there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import jixiao
from cli_runner import Runner
from jixiao.read.data.typed_year import unit_year_to_dict
from unit_years import unit_year


def write(file: Path, data: dict[str, Any]) -> Path:
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return file


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "填报.json", unit_year_to_dict(unit_year(3)))


@pytest.fixture
def lacking(tmp_path: Path) -> Path:
    whole = unit_year_to_dict(unit_year(3))
    del whole["texts"]["部门职责"]
    whole["texts"]["机构设置"] = " "
    return write(tmp_path / "填报.json", whole)


def test_a_whole_year_is_written_and_has_no_error(data: Path, jixiao_cli: Runner) -> None:
    out = data.with_name("决算公开.docx")
    assert jixiao_cli("disclose", data, "--missing").status == 0
    ran = jixiao_cli("disclose", data, "-o", out)
    assert (ran.status, ran.out) == (0, "")
    assert "决算公开写到了" in ran.err
    result = jixiao.check(out)
    assert [finding.message for finding in result.findings] == []
    [accounts] = result.read.accounts
    assert (accounts.year, len(accounts.tables)) == (2023, 13)
    assert len(accounts.statements) > 80


def test_what_is_lacking_is_listed_and_nothing_is_written(lacking: Path, jixiao_cli: Runner) -> None:
    out = lacking.with_name("决算公开.docx")
    ran = jixiao_cli("disclose", lacking, "-o", out)
    assert ran.status == 2
    assert "还缺2项内容" in ran.err
    assert "部门职责" in ran.err
    assert not out.exists()
    asked = jixiao_cli("disclose", lacking, "--missing")
    assert (asked.status, asked.err) == (1, "")
    assert "还缺2项。" in asked.out
    told = json.loads(jixiao_cli("disclose", lacking, "--missing", "--json").out)
    assert [(gap["name"], gap["sheet"]) for gap in told["missing"]] == [("部门职责", "文字"), ("机构设置", "文字")]


def test_a_draft_is_marked_and_check_finds_it(lacking: Path, jixiao_cli: Runner) -> None:
    out = lacking.with_name("草稿.docx")
    assert jixiao_cli("disclose", lacking, "-o", out, "--draft").status == 0
    found = jixiao.check(out).findings
    assert {(finding.rule, finding.severity) for finding in found} == {("accounts.text.placeholder", "error")}
    assert len(found) == 2


def test_the_tables_alone_want_no_texts(lacking: Path, jixiao_cli: Runner) -> None:
    out = lacking.with_name("决算公开表.xlsx")
    ran = jixiao_cli("disclose", lacking, "-o", out)
    assert (ran.status, "待填" in ran.err) == (0, False)
    assert len(jixiao.read(out).accounts[0].tables) == 13


def test_the_wording_chooses_the_tables(data: Path, jixiao_cli: Runner) -> None:
    for arguments, count in ((("--wording", "national"), 9), (("--wording", "national", "--tables", "sichuan"), 13)):
        out = data.with_name("决算公开.xlsx")
        assert jixiao_cli("disclose", data, "-o", out, *arguments).status == 0
        [accounts] = jixiao.read(out).accounts
        assert len(accounts.tables) == count


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "请用 -o 写明写到哪个文件"),
        (("-o", "决算公开.txt"), "之一结尾"),
        (("--wording", "某县", "--missing"), "没有名为“某县”的措辞"),
        (("--tables", "某县", "--missing"), "没有名为“某县”的公开表格式"),
        (("--layout", "某县", "--missing"), "某县"),
        (("--year", "2019", "--missing"), "没有2019年度的数据"),
    ],
)
def test_a_call_that_is_off_is_one_sentence(
    data: Path, jixiao_cli: Runner, arguments: tuple[str, ...], sentence: str
) -> None:
    ran = jixiao_cli("disclose", data, *arguments)
    assert ran.status == 2
    assert sentence in ran.err
    assert len(ran.err.splitlines()) == 1


def test_the_data_is_never_overwritten(tmp_path: Path, jixiao_cli: Runner) -> None:
    data = write(tmp_path / "填报.json", unit_year_to_dict(unit_year(3)))
    book = tmp_path / "决算表.xlsx"
    assert jixiao_cli("disclose", data, "-o", book).status == 0
    before = book.read_bytes()
    ran = jixiao_cli("disclose", data, book, "-o", book)
    assert (ran.status, book.read_bytes()) == (2, before)
    assert "不能覆盖" in ran.err


def test_a_paper_of_another_year_is_no_last_year(data: Path, jixiao_cli: Runner) -> None:
    other = unit_year_to_dict(unit_year(3)) | {"year": 2019, "prior": None}
    ran = jixiao_cli("disclose", data, "--prior", write(data.with_name("上年.json"), other), "--missing")
    assert (ran.status, ran.err) == (2, "上年.json：是2019年度的，不能用作上年的数据，上年应是2022年度。\n")


def test_tables_that_contradict_each_other_are_told(data: Path, jixiao_cli: Runner) -> None:
    wrong = json.loads(data.read_text(encoding="utf-8"))
    row = next(row for row in wrong["tables"][0]["rows"] if row.get("concept") == "income.total")
    row["values"]["amount"] = "1.00"
    ran = jixiao_cli("disclose", write(data, wrong), "-o", data.with_name("决算公开.docx"))
    assert ran.status == 0
    assert "处错误，请更正后重新写出：" in ran.err
    assert "收入总计1.00" in ran.err.replace("“", "").replace("”", "")


def test_the_example_for_people_is_whole_and_without_a_finding(tmp_path: Path, jixiao_cli: Runner) -> None:
    example = Path(__file__).resolve().parents[1] / "examples" / "06-2024年度填报工作簿.xlsx"
    out = tmp_path / "决算公开.docx"
    assert jixiao_cli("disclose", example, "-o", out).status == 0
    result = jixiao.check(out)
    assert [each.message for each in result.findings if each.rule.startswith("accounts")] == []
    assert len(result.read.forms) == 3
