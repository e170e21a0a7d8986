"""Isolation: whatever a child process does, the caller gets a result or one sentence."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import pytest

import isolated_work
from jixiao.read import read_file
from jixiao.read.failure import Unreadable
from jixiao.read.isolate import Broken, Exhausted, Limits, read_isolated, run_isolated
from wordml import p, package, table

LIMITS = Limits(memory=1 << 30, processor=5, elapsed=10)


def test_the_result_comes_back() -> None:
    assert run_isolated("a.docx", LIMITS, isolated_work.double, 21, plus=1) == 43


def test_a_refusal_comes_back_as_it_was() -> None:
    with pytest.raises(Unreadable, match=r"^内\.docx：文件设有密码。$"):
        run_isolated("a.docx", LIMITS, isolated_work.refuse)


@pytest.mark.skipif(sys.platform == "win32", reason="the system knows no such limits")
@pytest.mark.parametrize(
    ("work", "limits", "what"),
    [
        (isolated_work.take_memory, LIMITS, "所用内存"),
        (isolated_work.spin, Limits(processor=1, elapsed=20), "用时"),
        (isolated_work.sleep, Limits(elapsed=1), "用时"),
    ],
)
def test_a_limit_reached_is_a_sentence(work: Callable[[], object], limits: Limits, what: str) -> None:
    started = time.perf_counter()
    with pytest.raises(Exhausted, match=rf"^a\.docx：读取时{what}超过限制"):
        run_isolated("a.docx", limits, work)
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    ("work", "how"),
    [
        (isolated_work.fail, "ZeroDivisionError"),
        (isolated_work.die, "进程状态 3"),
        (isolated_work.give_unpicklable, "PicklingError|AttributeError"),
    ],
)
def test_a_failing_program_is_a_sentence(work: Callable[[], object], how: str) -> None:
    with pytest.raises(Broken, match=how):
        run_isolated("a.docx", LIMITS, work)


def test_a_file_is_read_in_a_child_as_it_is_here() -> None:
    data = package(p("项目支出绩效自评表"), table("甲 乙"))
    isolated, here = read_isolated(data, "表.docx"), read_file(data, "表.docx")
    assert isolated.to_dict() == here.to_dict()
    with pytest.raises(Unreadable, match=r"^空\.docx：文件是空的"):
        read_isolated(b"", "空.docx")
