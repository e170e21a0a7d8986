"""Where a reason (原因) is owed: the cells that the rules about reasons ask for, for a form that is being filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jixiao.model.form import Form
from jixiao.model.form_pointers import get_value, row_of
from jixiao.model.result import Finding

_RULES = frozenset(
    {"form.reason.execution", "form.reason.deduction", "form.actual.overshoot", "form.actual.over_100"}
)  # each of them ends with: 应说明原因
EXECUTION = "/execution/reason"


def reasons_owed(form: Form, findings: Iterable[Finding]) -> dict[str, str]:
    """Give the blank cells of reasons that findings ask for, by pointer, each with the sentence that asks for it."""
    owed: dict[str, str] = {}
    asking = [finding for finding in findings if finding.rule in _RULES and finding.severity != "info"]
    places = {id(value): pointer for pointer, value in form.values()} if asking else {}
    for finding in asking:
        for pointer in _reasons(places, finding):
            owed.setdefault(pointer, finding.message)
    return {pointer: why for pointer, why in owed.items() if not get_value(form, pointer)}


def _reasons(places: Mapping[int, str], finding: Finding) -> Iterable[str]:
    """The cell of the reason in each row that a finding speaks of, and that of the execution rate."""
    for figure in finding.figures:
        pointer = places.get(id(figure.value), "")
        row = row_of(pointer)
        if row is not None and row[0] == "indicators":
            yield f"/indicators/{row[1]}/reason"
        elif pointer.startswith("/execution/"):
            yield EXECUTION
