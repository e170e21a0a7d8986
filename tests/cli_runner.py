"""Run the command line inside the test process and give what it wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from jixiao.cli import run


class Ran(NamedTuple):
    """How a call ended: its exit status and what it wrote."""

    status: int
    out: str
    err: str


Runner = Callable[..., Ran]


@pytest.fixture
def jixiao_cli(capsys: pytest.CaptureFixture[str]) -> Runner:
    """Give a function that calls `jixiao` with arguments."""

    def call(*arguments: object) -> Ran:
        status = run([str(argument) for argument in arguments])
        return Ran(status, *capsys.readouterr())

    return call
