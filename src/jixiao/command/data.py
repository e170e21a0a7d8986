"""The data that a call writes from: what was found in it and not used is told on standard error, never dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from jixiao.model.form import Form
    from jixiao.model.unit_year import UnitYear


def forms_of(files: Sequence[str]) -> list[Form]:
    """Give the forms of all files in their order; raises Failure for a file that has none."""
    from jixiao.read.data.forms_file import load_forms

    remarks: list[str] = []
    forms = [form for file in files for form in load_forms(file, remarks)]
    _tell(remarks)
    return forms


def year_of(files: Sequence[str], prior: Sequence[str] = (), year: int | None = None) -> UnitYear:
    """Give what a unit reports for a year; raises Failure where the files do not say it."""
    from jixiao.read.data import load_unit_year

    remarks: list[str] = []
    found = load_unit_year(files, prior=prior, year=year, remarks=remarks)
    _tell(remarks)
    return found


def _tell(remarks: Sequence[str]) -> None:
    for remark in remarks:
        click.echo(remark, err=True)
