"""Data that people give for writing (填报数据): from JSON, TOML, the workbook of `jixiao init`, or papers as read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jixiao.model.form import Form
    from jixiao.model.unit_year import UnitYear

__all__ = ["load_forms", "load_unit_year"]


def load_forms(path: str | Path, remarks: list[str] | None = None) -> list[Form]:
    """Give the forms (绩效表) of a file in their order, whatever its format; see `forms_file.load_forms`."""
    from jixiao.read.data.forms_file import load_forms as load  # formats are loaded when they are met

    return load(path, remarks)


def load_unit_year(
    paths: str | Path | Sequence[str | Path],
    *,
    prior: str | Path | Sequence[str | Path] = (),
    year: int | None = None,
    remarks: list[str] | None = None,
) -> UnitYear:
    """Give what a unit reports for a year, from any mix of files; see `load.load_unit_year`."""
    from jixiao.read.data.load import load_unit_year as load

    return load(paths, prior=prior, year=year, remarks=remarks)
