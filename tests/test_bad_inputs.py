"""The samples of bad input: each is refused with one sentence or read correctly, quickly, within little memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from jixiao.model.form import Form
from jixiao.read import read_file
from jixiao.read.failure import Unreadable
from truth import measure

MOST_SECONDS, MOST_MEGABYTES = 5.0, 500
# What a refusal must say, by the beginning of the file's name.
REFUSED = {
    "01": "空",
    "02": "损坏",
    "03": "太大",
    "04": "外部实体",
    "07": "密码",
    "08": "密码",
    "10": "扫描件",
    "14": "图片",
    "27": "pdf",
}
# The form that all others hold, unless something else is said below.
MONEY = ("100", "120", "115.2", "96%")
POINTS = ["10分", "15分", "15分", "10分", "10分", "30分", "10分"]
SCORES = ["9.6分", "15分", "15分", "10分", "10分", "28分", "10分"]
TOTALS = [("100分", "97.6分")]
OWN_MONEY = {
    "18": ("100", "120", "115.2", "0.96"),  # worked out from formulas; the format of the cell shows no percent
    "19": ("100", "120", None, None),  # formulas that go round in a circle
    "22": ("100", "120", "-3.2", "-2.67%"),
}
OWN_POINTS: dict[str, list[str | None]] = {
    "23": [None] * 7,
    "25": ["10分", "25分", "15分", "10分", "10分", "30分", "10分"],
}
OWN_SCORES = {
    "18": ["9.6", *SCORES[1:]],
    "22": ["0分", *SCORES[1:]],
    "25": ["9.6分", "25分", *SCORES[2:]],
}
OWN_TOTALS = {
    "19": [("100分", None)],
    "23": [(None, "97.6分")],
    "24": [("100分", "97.6分"), ("100分", "95分")],
}
OTHER = {"12", "13", "15"}  # not that form: a seed text in two encodings, a table without any form
REMARKS = {"05": "外部内容", "06": "宏", "16": "修订", "18": "隐藏的工作表", "19": "未能计算"}

NUMBERS = [f"{number:02}" for number in range(1, 28)]
READ = [number for number in NUMBERS if number not in REFUSED and number not in OTHER]


@pytest.fixture
def bad(samples: Path, number: str) -> Path:
    """The bad input of a number."""
    return next((samples / "bad").glob(f"{number}-*"))


@pytest.mark.parametrize("number", REFUSED)
def test_refused_with_one_sentence(bad: Path, number: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_file(bad)
    sentence = str(refusal.value)
    assert sentence.startswith(f"{bad.name}：") and sentence.count("。") == 1 and "\n" not in sentence
    assert REFUSED[number] in sentence


@pytest.mark.parametrize("number", READ)
def test_read_as_it_stands(bad: Path, number: str) -> None:
    result = read_file(bad)
    (form,) = result.documents
    assert _money(form) == OWN_MONEY.get(number, MONEY)
    assert _column(form, "weight") == OWN_POINTS.get(number, POINTS)
    assert _column(form, "score") == OWN_SCORES.get(number, SCORES)
    assert [(total.weight.text, total.score.text) for total in form.totals] == OWN_TOTALS.get(number, TOTALS)
    assert REMARKS.get(number, "") in "".join(result.remarks)
    assert form.project.name.text == "医保信息系统运行维护费"


def _money(form: Form) -> tuple[str | None, ...]:
    line = form.funding_line("total")
    assert line is not None
    return line.initial.text, line.budget.text, line.executed.text, line.rate.text


def _column(form: Form, name: str) -> list[str | None]:
    return [getattr(item, name).text for item in (form.execution, *form.indicators)]


@pytest.mark.parametrize("number", ["12", "13"])
def test_an_encoding_of_its_own_changes_nothing(bad: Path, samples: Path) -> None:
    truth = json.loads((samples / "truth" / "zhuzhou-lukou-2023.json").read_text(encoding="utf-8"))["documents"]
    assert measure([form.to_dict() for form in read_file(bad).documents], truth).differences == []


@pytest.mark.parametrize("number", ["15"])
def test_a_table_without_a_form_is_listed(bad: Path) -> None:
    result = read_file(bad)
    assert result.documents == []
    assert result.unread


class Ran(NamedTuple):
    """How a call of the command line ended."""

    status: int
    out: str
    err: str
    seconds: float
    megabytes: float


@pytest.mark.parametrize("number", NUMBERS)
def test_the_command_line_survives(bad: Path, number: str, tmp_path: Path) -> None:
    ran = check(bad, tmp_path)
    assert ran.status in ({2} if number in REFUSED else {0, 1})
    assert "Traceback" not in ran.out + ran.err
    if number in REFUSED:
        assert len(ran.err.splitlines()) == 1 and ran.err.startswith(bad.name)
    assert ran.seconds <= MOST_SECONDS and ran.megabytes <= MOST_MEGABYTES
    assert list(tmp_path.iterdir()) == []


def check(file: Path, folder: Path) -> Ran:
    """Run `jixiao check` in a process of its own, in an empty folder, and take its time and its peak of memory."""
    script = (
        "import resource, subprocess, sys, time\n"
        "start = time.monotonic()\n"
        "child = subprocess.run(sys.argv[1:])\n"
        "peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
        "print(f'\\n{time.monotonic() - start} {peak}')\n"
        "sys.exit(child.returncode)\n"
    )
    command = [sys.executable, "-c", script, sys.executable, "-P", "-m", "jixiao", "check", str(file)]
    environment = os.environ | {"TMPDIR": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    out, _, figures = done.stdout.rstrip("\n").rpartition("\n")
    seconds, peak = figures.split()
    kilobyte = 1 << 10 if sys.platform == "darwin" else 1
    return Ran(done.returncode, out, done.stderr, float(seconds), float(peak) / kilobyte / 1024)
