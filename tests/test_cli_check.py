"""`jixiao check`: exit status, findings for people and programs, the report file."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import jixiao
from cli_runner import Runner
from fakes import fake_check
from jixiao.command.report_file import ReportRefused, write_whole

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SLIPS = EXAMPLES / "01-省级一体化版式.docx"
XLSX = EXAMPLES / "03-县级汇总.xlsx"
SCHEMA = json.loads((Path(__file__).parent / "contract" / "findings.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def faked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `check` find what the fake finds, whatever the file."""
    monkeypatch.setattr("jixiao.check.check_documents", lambda *_: fake_check())


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `check` find nothing of severity error."""
    result = fake_check()
    result.findings = [finding for finding in result.findings if finding.severity != "error"]
    monkeypatch.setattr("jixiao.check.check_documents", lambda *_: result)


def test_json_is_that_of_the_contract(jixiao_cli: Runner) -> None:
    ran = jixiao_cli("check", SLIPS, "--json")
    shown = json.loads(ran.out)
    jsonschema.validate(shown, SCHEMA)
    assert (ran.status, ran.err) == (1, "")
    assert shown == jixiao.check(SLIPS).to_dict()


def test_the_slips_of_the_examples_are_found(jixiao_cli: Runner) -> None:
    found = {finding["rule"] for line in jixiao_cli("check", EXAMPLES, "--jsonl").out.splitlines()
             for finding in json.loads(line)["findings"]}  # fmt: skip
    expected = {
        "form.score.total", "form.actual.unit", "form.text.instruction", "form.score.missed_full",
        "form.funding.rate", "form.execution.score", "form.funding.overspent", "form.text.spreadsheet",
    }  # fmt: skip
    assert expected <= found


def test_the_sound_form_of_the_examples_is_left_alone(jixiao_cli: Runner) -> None:
    findings = json.loads(jixiao_cli("check", SLIPS, "--json").out)["findings"]
    assert {finding["document"] for finding in findings if finding["severity"] == "error"} == {0}


@pytest.mark.usefixtures("sound")
def test_status_0_where_nothing_is_an_error(jixiao_cli: Runner) -> None:
    assert jixiao_cli("check", SLIPS).status == 0


def test_status_2_wins_over_1(jixiao_cli: Runner, tmp_path: Path) -> None:
    assert jixiao_cli("check", SLIPS, tmp_path / "没有.docx").status == 2


@pytest.mark.usefixtures("faked")
def test_people_see_each_finding_under_its_form(jixiao_cli: Runner) -> None:
    out = jixiao_cli("check", SLIPS).out
    form, whole = (
        out.index("医保信息系统运行维护费（项目支出绩效自评表，2024年）：错误 1 处，警告 1 处，提示 1 处"),
        out.index("整个文件："),
    )
    assert form < out.index("    错误  总分写成 95，各项得分相加是 89.6。") < whole
    for fact in (
        "          算式  9.6 + 50 + 30 = 89.6 ≠ 95",
        "          应为  总分 89.6（表中为 95）",
        "          位置  第1个表第5行第6列（总分）",
        "          建议  把总分改为 89.6",
        "          依据  表中各项得分之和等于总分（规则 form.total）",
    ):
        assert fact in out
    assert out.index("同一张表印了两次。") > whole
    assert out.endswith(
        "共 1 个文件、1 份表：错误 2 处，警告 1 处，提示 1 处。\n"
        "核对了 14 个数字、5 条关系，另有 1 条规则因缺少数据没有核对。\n"
    )


@pytest.mark.usefixtures("faked")
def test_several_files_end_with_a_table(jixiao_cli: Runner) -> None:
    out = jixiao_cli("check", SLIPS, XLSX).out
    assert out.count("| 示例县自评表.docx |    1 |    2 |    1 |    1 |") == 2
    assert "共 2 个文件、2 份表：错误 4 处" in out


@pytest.mark.usefixtures("faked")
@pytest.mark.parametrize(("severity", "count"), [("error", 2), ("warning", 3), ("info", 4)])
def test_severity_leaves_out_what_is_less_severe(jixiao_cli: Runner, severity: str, count: int) -> None:
    ran = jixiao_cli("check", SLIPS, "--json", "--severity", severity)
    assert len(json.loads(ran.out)["findings"]) == count
    assert ran.status == 1


@pytest.mark.usefixtures("sound")
def test_severity_does_not_change_the_status(jixiao_cli: Runner) -> None:
    assert jixiao_cli("check", SLIPS, "--severity", "info").status == 0


def test_a_file_without_forms_is_told_and_is_no_failure(jixiao_cli: Runner, tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_text("关于开展防汛工作的通知。\n各科室：请做好准备。\n", encoding="utf-8")
    ran = jixiao_cli("check", file, "--json")
    assert ran.status == 0
    assert "没有认出绩效表" in ran.err
    assert json.loads(ran.out)["checked"]["documents"] == 0


def test_the_report_is_written_and_told(jixiao_cli: Runner, tmp_path: Path) -> None:
    target = tmp_path / "报告.html"
    ran = jixiao_cli("check", SLIPS, XLSX, tmp_path / "没有.docx", "--report", target)
    page = target.read_text(encoding="utf-8")
    assert str(target) in ran.err
    assert all(name in page for name in (SLIPS.name, XLSX.name, "没有.docx：找不到这个文件"))
    assert [file.name for file in tmp_path.iterdir()] == ["报告.html"]


def test_a_report_is_replaced_and_is_no_input_of_its_folder(jixiao_cli: Runner, tmp_path: Path) -> None:
    (tmp_path / "表.docx").write_bytes(SLIPS.read_bytes())
    target = tmp_path / "报告.html"
    first, second = (jixiao_cli("check", tmp_path, "--report", target, "--jsonl") for _ in range(2))
    assert first.status == second.status == 1
    assert len(second.out.splitlines()) == 1


@pytest.mark.parametrize(
    ("target", "reason"),
    [("表.html", "报告不能覆盖它"), ("报告.docx", "请以 .html 结尾"), ("没有/报告.html", "没有这个文件夹")],
)
def test_a_report_that_may_not_be_written_is_refused_before_anything_is_read(
    jixiao_cli: Runner, tmp_path: Path, target: str, reason: str
) -> None:
    file = tmp_path / "表.html"
    file.write_text("<table></table>", encoding="utf-8")
    ran = jixiao_cli("check", file, "--report", tmp_path / target)
    assert (ran.status, ran.out) == (2, "")
    assert reason in ran.err
    assert file.read_text(encoding="utf-8") == "<table></table>"


def test_a_report_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "报告.html"
    target.write_text("旧", encoding="utf-8")

    def fail(self: Path, other: Path) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ReportRefused, match="写不进去"):
        write_whole(target, b"new")
    assert target.read_text(encoding="utf-8") == "旧"
    assert [file.name for file in tmp_path.iterdir()] == ["报告.html"]


def test_a_written_report_can_be_read_by_others(tmp_path: Path) -> None:
    target = tmp_path / "报告.html"
    write_whole(target, b"x")
    assert target.stat().st_mode & 0o777 == 0o666 & ~umask()


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def piped(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "jixiao", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env=os.environ | environment, check=False)


def test_json_is_utf8_whatever_the_terminal_speaks() -> None:
    ran = piped("check", SLIPS, "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert json.loads(ran.stdout.decode("utf-8"))["source"]["name"] == SLIPS.name


def test_a_terminal_without_chinese_gets_marks_and_no_traceback() -> None:
    ran = piped("check", SLIPS, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr


def test_a_reader_that_stops_reading_ends_the_call_quietly() -> None:
    command = f'"{sys.executable}" -m jixiao rules --json | head -n 1; exit "${{PIPESTATUS[0]}}"'
    ran = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert ran.stdout == b"[\n"
    assert ran.stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
def test_colours_are_for_terminals_only_and_can_be_declined() -> None:
    assert re.search(r"\x1b\[31m", on_terminal("check", str(SLIPS)))
    assert "\x1b[" not in on_terminal("check", str(SLIPS), NO_COLOR="1")
    assert b"\x1b[" not in piped("check", SLIPS).stdout


def test_progress_is_shown_on_a_terminal_with_many_files() -> None:
    shown = on_terminal("check", *[str(SLIPS)] * 5)
    assert "3/5 " in shown
    assert "\x1b[K" in shown
    assert b"3/5" not in piped("check", *[SLIPS] * 5).stderr


def on_terminal(*arguments: str, **environment: str) -> str:
    """Run the command with a pseudo-terminal for both outputs and give what it wrote."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "jixiao", *arguments],
        stdin=theirs, stdout=theirs, stderr=theirs, env=os.environ | environment,
    )  # fmt: skip
    os.close(theirs)
    written = bytearray()
    try:
        while chunk := os.read(ours, 65536):
            written += chunk
    except OSError:  # how Linux tells that the terminal's last writer has gone
        pass
    process.wait()
    return written.decode("utf-8")


def test_own_relations_are_checked_too_and_a_mistake_is_told(jixiao_cli: Runner, tmp_path: Path) -> None:
    accounts = tmp_path / "部门决算.txt"
    lines = ["某县医疗保障局2024年度部门决算", "第二部分 2024年度部门决算情况说明", "一、收入支出决算总体情况说明"]
    lines += ["2024年度收、支总计均为100.00万元。", "二、政府采购支出情况说明", "2024年度政府采购支出总额30.00万元。"]
    lines += ["三、机关运行经费支出情况说明", "2024年度机关运行经费支出20.00万元。"]
    accounts.write_text("\n".join(lines), "utf-8")
    own = tmp_path / "本县关系.toml"
    relation = '[[relation]]\nid = "own.limit"\nsentence = "一句话。"\nbasis = "依据"\nformula = "{}"\n'
    own.write_text(relation.format("政府采购支出总额 <= 机关运行经费"), "utf-8")
    found = json.loads(jixiao_cli("check", accounts, "--relations", own, "--json").out)["findings"]
    assert "own.limit" in {finding["rule"] for finding in found}
    own.write_text(relation.format("政府采购支出总额 <= 机关运行经非"), "utf-8")
    ran = jixiao_cli("check", accounts, "--relations", own)
    assert ran.status == 2
    assert "本县关系.toml 第5行第24列：不认识的名称“机关运行经非”，是否应为 机关运行经费" in ran.err
