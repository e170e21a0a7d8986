"""Data that people give for writing (填报数据): from JSON, TOML, the workbook of `jixiao init`, or papers as read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from jixiao.model.form import Form

__all__ = ["load_forms"]


def load_forms(path: str | Path, remarks: list[str] | None = None) -> list[Form]:
    """Give the forms (绩效表) of a file in their order, whatever its format; see `forms_file.load_forms`."""
    from jixiao.read.data.forms_file import load_forms as load  # formats are loaded when they are met

    return load(path, remarks)
