"""`jixiao check` with several files and `--prior`: what is said, where, and with which exit status."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

import jixiao
from cli_runner import Runner
from jixiao.check.golden_accounts import base_text
from jixiao.command.inputs import Input
from jixiao.command.together import shown_names
from years_of_base import text_of_last_year

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SCHEMA = json.loads((Path(__file__).parent / "contract" / "findings.schema.json").read_text(encoding="utf-8"))
_ANNEX = "第四部分 附件"


def this_year() -> str:
    return base_text().partition(_ANNEX)[0]


def last_year() -> str:
    """Last year's accounts: 机关运行经费 is 31.00, where this year's text goes by 32.00."""
    text = text_of_last_year({"机关运行经费支出32.00万元": "机关运行经费支出31.00万元"})
    return text.partition(_ANNEX)[0]


@pytest.fixture
def years(tmp_path: Path) -> tuple[Path, Path]:
    """This year's and last year's accounts, under one name in two folders."""
    files = []
    for folder, text in (("今年", this_year()), ("去年", last_year())):
        (tmp_path / folder).mkdir()
        files.append(tmp_path / folder / "部门决算.txt")
        files[-1].write_text(text, encoding="utf-8")
    return files[0], files[1]


def test_prior_finds_what_last_year_published_otherwise(jixiao_cli: Runner, years: tuple[Path, Path]) -> None:
    this, last = years
    ran = jixiao_cli("check", this, "--prior", last, "--json")
    shown = json.loads(ran.out)
    jsonschema.validate(shown, SCHEMA)
    assert (ran.status, ran.err) == (0, "")  # warnings only
    found = next(each for each in shown["findings"] if "机关运行经费" in each["message"])
    assert (found["rule"], found["severity"], found["document"]) == ("across.last.change", "warning", 0)
    files = {figure["file"] for figure in found["figures"]}
    assert files == {None, "去年/部门决算.txt"}  # both are called 部门决算.txt, so the folder is told too
    other = next(figure for figure in found["figures"] if figure["file"])
    assert (other["stated"], other["file_document"], other["where"]["line"] > 0) == ("31.00", 0, True)
    assert other["pointer"].startswith("/statements/")


def test_people_see_both_files_and_both_places(jixiao_cli: Runner, years: tuple[Path, Path]) -> None:
    this, last = years
    out = "".join(jixiao_cli("check", this, "--prior", last).out.replace("\n", "").split())
    assert "机关运行经费支出减少2.00万元，而“去年/部门决算.txt”的机关运行经费支出31.00万元，按它应为1万元" in out
    assert "“去年/部门决算.txt”第" in out


def test_a_folder_of_last_year_is_as_good(jixiao_cli: Runner, years: tuple[Path, Path]) -> None:
    this, last = years
    ran = jixiao_cli("check", this.parent, "--prior", last.parent, "--jsonl")
    assert "across.last.change" in {finding["rule"] for finding in json.loads(ran.out)["findings"]}


def test_a_file_that_is_not_last_years_is_told_and_is_no_failure(
    jixiao_cli: Runner, years: tuple[Path, Path], tmp_path: Path
) -> None:
    this, _ = years
    ran = jixiao_cli("check", this, "--prior", this, "--json")
    assert ran.status == 0
    assert ran.err == "部门决算.txt：这是2024年度的决算，应是2023年度的，没有与它核对上年数。\n"
    outcomes = {each["rule"]: each for each in json.loads(ran.out)["checked"]["rules"]}
    assert outcomes["across.opening.all"]["outcome"] == "not_run"
    assert "应是2023年度" in outcomes["across.opening.all"]["reason"]


@pytest.mark.parametrize("broken", ["没有.docx", "空.docx"])
def test_a_file_of_last_year_that_cannot_be_read_leads_to_2_and_the_others_are_done(
    jixiao_cli: Runner, years: tuple[Path, Path], tmp_path: Path, broken: str
) -> None:
    this, last = years
    (tmp_path / "空.docx").write_bytes(b"")
    report = tmp_path / "报告.html"
    ran = jixiao_cli("check", this, "--prior", tmp_path / broken, "--prior", last, "--json", "--report", report)
    assert ran.status == 2
    assert broken in ran.err and "Traceback" not in ran.err
    assert "across.last.change" in {finding["rule"] for finding in json.loads(ran.out)["findings"]}
    assert broken in report.read_text(encoding="utf-8")


def test_one_file_by_itself_is_held_against_nothing(jixiao_cli: Runner, years: tuple[Path, Path]) -> None:
    shown = json.loads(jixiao_cli("check", years[0], "--json").out)
    assert not any(each["rule"].startswith("across.") for each in shown["checked"]["rules"])


def test_every_file_has_one_line_and_streams_in_order(jixiao_cli: Runner, years: tuple[Path, Path]) -> None:
    files = [*years, EXAMPLES / "03-县级汇总.xlsx"]
    lines = [json.loads(line) for line in jixiao_cli("check", *files, "--jsonl").out.splitlines()]
    assert [line["source"]["name"] for line in lines] == [file.name for file in files]
    for line in lines:
        jsonschema.validate(line, SCHEMA)
    said = [finding["rule"] for finding in lines[1]["findings"]]
    assert "across.last.change" in said  # the later file has it, though it is the earlier one that is of this year


def test_the_report_marks_the_figures_of_the_file_itself(
    jixiao_cli: Runner, years: tuple[Path, Path], tmp_path: Path
) -> None:
    this, last = years
    report = tmp_path / "报告.html"
    jixiao_cli("check", this, "--prior", last, "--report", report)
    page = report.read_text(encoding="utf-8")
    assert "“去年/部门决算.txt”的机关运行经费支出31.00万元，按它应为1万元" in page
    links = set(re.findall(r'<a href="#([^"]+)"', page))
    assert links and links <= set(re.findall(r'id="([^"]+)"', page))


def test_severity_leaves_them_out_too(jixiao_cli: Runner, years: tuple[Path, Path]) -> None:
    this, last = years
    shown = json.loads(jixiao_cli("check", this, "--prior", last, "--json", "--severity", "error").out)
    assert not any(each["rule"].startswith("across.") for each in shown["findings"])


def test_own_relations_between_years_are_checked(jixiao_cli: Runner, years: tuple[Path, Path], tmp_path: Path) -> None:
    this, last = years
    own = tmp_path / "本县.toml"
    own.write_text(
        '[[relation]]\nid = "own.limit"\nsentence = "一句话。"\nbasis = "依据"\n'
        'formula = "政府采购支出总额 >= 上年决算:机关运行经费"\n',
        encoding="utf-8",
    )
    ran = jixiao_cli("check", this, "--prior", last, "--relations", own, "--json")
    assert ran.status == 1
    assert "own.limit" in {finding["rule"] for finding in json.loads(ran.out)["findings"]}


def test_files_of_one_name_are_told_apart_by_their_folders() -> None:
    inputs = [Input(name, Path(name)) for name in ("甲/决算.docx", "乙/决算.docx", "甲/自评表.docx")]
    assert shown_names(inputs) == {
        "甲/决算.docx": "甲/决算.docx",
        "乙/决算.docx": "乙/决算.docx",
        "甲/自评表.docx": "自评表.docx",
    }


def test_the_library_takes_the_year_before_too(years: tuple[Path, Path]) -> None:
    this, last = years
    found = jixiao.check(this, prior=last).findings
    assert "across.last.change" in {finding.rule for finding in found}
    assert jixiao.check(this, prior=jixiao.read(last)).findings[0].message == found[0].message
