"""Golden cases: for each rule and each way it can end, a small form that ends so (cases/*.toml).

A case is what it changes in one invented, consistent form (cases/base.toml), so that its point is seen at once.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, get_args

from jixiao.model.form import Execution, Form, FundingLine, Goal, Indicator, Part, Project, Signatures, Total
from jixiao.model.result import Outcome, ReadResult, SourceInfo
from jixiao.model.value import Value

_PARTS: dict[str, type] = {
    "project": Project,
    "goal": Goal,
    "execution": Execution,
    "total": Total,
    "signatures": Signatures,
}
_TEXTS = ("title", "department", "unit", "money_unit", "conclusion", "problems", "improvements")


class Golden(NamedTuple):
    """One case: the rule, how it must end, the documents, and texts that the rule's findings must name."""

    rule: str
    outcome: Outcome
    documents: list[Form]
    names: list[str]


@cache
def golden_cases() -> tuple[Golden, ...]:
    """Give all golden cases."""
    folder = files("jixiao.check").joinpath("cases")
    sources = sorted((file for file in folder.iterdir() if file.name != "base.toml"), key=lambda file: file.name)
    return tuple(_golden(case) for file in sources for case in tomllib.loads(file.read_text("utf-8"))["case"])


def as_read(documents: list[Form]) -> ReadResult:
    """Give what reading a file with these documents would give."""
    return ReadResult(SourceInfo("示例.docx", "docx", ""), documents)


def _golden(case: dict[str, Any]) -> Golden:
    """`set` changes the first document, each entry of `more` adds one that differs from the base in the same way."""
    changes = [case, *case.get("more", [])]
    return Golden(case["rule"], case["outcome"], [_form(change) for change in changes], case.get("names", []))


def _form(change: dict[str, Any]) -> Form:
    data = copy.deepcopy(_base())
    for pointer, text in change.get("set", {}).items():
        _set(data, pointer, text)
    for name in change.get("empty", []):
        data[name] = []
    form = _filled_form(data)
    form.parts = set(get_args(Part)) - set(change.get("without", []))
    return form


@cache
def _base() -> dict[str, Any]:
    return tomllib.loads(files("jixiao.check").joinpath("cases", "base.toml").read_text("utf-8"))


def _set(data: Any, pointer: str, text: object) -> None:
    """Set the place that a JSON Pointer names; a list grows by the entry after its last."""
    *steps, last = pointer.split("/")[1:]
    for step in steps:
        if isinstance(data, list):
            if int(step) == len(data):
                data.append({})
            data = data[int(step)]
        else:
            data = data.setdefault(step, {})
    data[last] = text


def _filled_form(data: dict[str, Any]) -> Form:
    form = Form(kind=data["kind"], year=data["year"] or None)
    for name in _TEXTS:
        setattr(form, name, _value(data.get(name)))
    for name, part in _PARTS.items():
        setattr(form, name, _filled(part, data.get(name, {})))
    form.funding = [_filled(FundingLine, line) for line in data["funding"]]
    form.indicators = [_filled(Indicator, row) for row in data["indicators"]]
    form.totals = [form.total, *(_filled(Total, row) for row in data.get("totals", []))]
    form.execution_points = _value(data.get("execution_points"))
    form.indicator_points = _value(data.get("indicator_points"))
    form.texts = {label: _value(text) for label, text in data.get("texts", {}).items()}
    return form


def _filled(part: type, texts: dict[str, str]) -> Any:
    return part(**{name: text if name == "source" else _value(text) for name, text in texts.items()})


def _value(text: str | None) -> Value:
    return Value(text or None)


def changes() -> Iterator[str]:
    """Give the ids of the rules that have cases, for the manual."""
    yield from dict.fromkeys(case.rule for case in golden_cases())
