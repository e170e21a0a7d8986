"""The solver prints nothing: standard output belongs to the JSON of the command line."""

from __future__ import annotations

import pytest

from jixiao.check.locate.solver import _new_solver


def test_a_solver_is_made_and_run_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    solver = _new_solver()
    solver.run()
    assert capfd.readouterr() == ("", "")
