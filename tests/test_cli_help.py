"""Help pages, calls that are off, and how fast the command starts."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from cli_runner import Runner
from jixiao import __version__
from jixiao.cli import COMMANDS


def test_help_lists_the_commands_in_chinese(jixiao_cli: Runner) -> None:
    ran = jixiao_cli("--help")
    assert ran.status == 0
    assert all(name in ran.out and summary in ran.out for name, summary in COMMANDS.items())
    assert "Usage" not in ran.out


def test_without_a_command_the_help_page_is_shown(jixiao_cli: Runner) -> None:
    assert jixiao_cli().out == jixiao_cli("--help").out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_chinese_help_page(jixiao_cli: Runner, command: str) -> None:
    ran = jixiao_cli(command, "--help")
    assert ran.status == 0
    assert ran.out.startswith(f"用法：jixiao {command}")
    assert "选项：" in ran.out


def test_version(jixiao_cli: Runner) -> None:
    assert jixiao_cli("--version").out == f"jixiao {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc", "a.docx"], "没有“chekc”这个命令，可用的命令有：read、check"),
        (["check"], "缺少参数“文件...”"),
        (["check", "--rapport", "a.docx"], "没有选项 --rapport"),
        (["check", "--severity", "bad", "a.docx"], "选项 --severity 的值不对：应为 error、warning、info 之一"),
        (["check", "a.docx", "--report"], "选项 --report 后面"),
    ],
)
def test_a_call_that_is_off_gets_one_chinese_sentence(
    jixiao_cli: Runner,
    arguments: list[str],
    said: str,
) -> None:
    ran = jixiao_cli(*arguments)
    assert ran.status == 2
    assert ran.out == ""
    assert said in ran.err
    assert ran.err.count("\n") == 1


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


HEAVY = {"rich", "typer", "pypdfium2", "xlrd", "undoc", "openpyxl", "lxml", "html.parser", "xml.etree.ElementTree"}


def test_importing_the_library_loads_no_format() -> None:
    loaded = loaded_by("import jixiao")
    assert not loaded & (HEAVY | {"click"})
    assert not any(name.startswith("jixiao.") for name in loaded)


def test_starting_the_command_line_loads_no_room() -> None:
    loaded = loaded_by("import jixiao.cli")
    assert not loaded & (HEAVY | {"importlib.metadata", "pkg_resources"})
    assert {name for name in loaded if name.startswith("jixiao.")} == {
        "jixiao.cli", "jixiao.command", "jixiao.command.chinese", "jixiao.command.width", "jixiao.model",
        "jixiao.model.failure",
    }  # fmt: skip


def cpu_seconds(*arguments: str) -> float:
    """Give the least time that a processor worked for Python with these arguments; waiting is not counted."""
    resource = pytest.importorskip("resource")
    taken = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken)


def test_help_starts_fast() -> None:
    """What we add to Python and Click is less than these two alone: 0.065 s against 0.05 s where it was measured."""
    assert cpu_seconds("-m", "jixiao", "--help") < 2 * cpu_seconds("-c", "import click")


def completed(words: str) -> list[str]:
    """Give what Bash is offered for the last of these words."""
    environment = {"_JIXIAO_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    command = [sys.executable, "-c", "from jixiao.cli import main; main()"]
    ran = subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, check=False)
    return [line.split(",", 1)[1] for line in ran.stdout.splitlines()]


def test_the_shell_completes_commands_options_and_names() -> None:
    assert completed("jixiao sc") == ["score", "schemes"]
    assert completed("jixiao check --rep") == ["--report"]
    assert completed("jixiao score --scheme national-2") == ["national-2020", "national-2021"]
    assert "form.score.total" in completed("jixiao rules form.score.")
