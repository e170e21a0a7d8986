"""What the columns of a list of projects (项目清单) are called, and what stands in them (project_columns.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from jixiao.knowledge.vocabulary import normal, without_remarks


def project_column(label: str) -> str | None:
    """Give what a column of a list of projects holds (code, name, unit …) by its label, None where that is unknown."""
    plain = normal(label)
    return _labels().get(plain) or _labels().get(without_remarks(plain))


def meaning(column: str, text: str) -> str | None:
    """Give what a cell of `nature` (T, Y, R) or `term` (permanent, stage) means, None where that is unknown."""
    plain = normal(text)
    return next((key for key, words in _data()[column].items() if any(word in plain for word in words)), None)


def is_no_project(name: str) -> bool:
    """Tell whether a name is that of a row of totals."""
    return normal(name) in _data()["skip"]["names"]


@cache
def _labels() -> dict[str, str]:
    return {normal(label): key for key, labels in _data()["column"].items() for label in labels}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("jixiao.knowledge").joinpath("project_columns.toml").read_text(encoding="utf-8"))
