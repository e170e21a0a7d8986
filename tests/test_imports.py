"""The house: data flows one way, and only the rooms below may be imported (the contract is in pyproject.toml)."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import jixiao

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "jixiao"


def test_rooms_import_downward_only(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    from importlinter.cli import lint_imports

    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


def test_files_and_lines_keep_to_the_house_s_size() -> None:
    written = [path for path in SOURCE.rglob("*.py") if path.parent.name != "migrations"]  # those Django writes
    long = [path.name for path in written if len(path.read_text(encoding="utf-8").splitlines()) > 400]
    assert long == []


def test_nothing_outside_the_workbench_imports_django() -> None:
    offenders = [
        path.name
        for path in SOURCE.rglob("*.py")
        if "workbench" not in path.parts
        and re.search(r"^\s*(import|from) django", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert offenders == []


def test_the_library_face_stays_callable_after_its_rooms_are_imported() -> None:
    import jixiao.check
    import jixiao.read
    import jixiao.score

    assert sys.modules["jixiao.read"] is jixiao.read
    for name in ("read", "check", "score"):
        assert callable(getattr(jixiao, name))
    assert jixiao.read(SOURCE.parents[1] / "examples" / "02-国家通用版式.docx").documents


def test_the_face_is_small() -> None:
    assert jixiao.__all__ == ["__version__", "check", "read", "score"]
