"""Forms for tests: from the truth files of the samples, which have the shape of the contract (read.schema.json)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

from jixiao.model.form import Execution, Form, FundingLine, Goal, Indicator, Part, Project, Signatures, Total
from jixiao.model.result import ReadResult, SourceInfo
from jixiao.model.value import Value

_KINDS = {"performance_goal": "performance_target"}
_PARTS = {"project": Project, "goal": Goal, "execution": Execution, "total": Total, "signatures": Signatures}


def form_from_dict(truth: dict[str, Any]) -> Form:
    """Give the form that a truth file describes; every part and column counts as present."""
    form = Form(kind=_KINDS.get(truth["kind"], truth["kind"]), year=truth["year"] and int(truth["year"]))
    for name in ("department", "unit", "money_unit", "conclusion", "problems", "improvements", "title"):
        setattr(form, name, Value(truth.get(name)))
    for name, part in _PARTS.items():
        setattr(form, name, _filled(part, truth.get(name) or {}))
    form.funding = [_filled(FundingLine, line) for line in truth.get("funding", [])]
    form.indicators = [_filled(Indicator, row) for row in truth.get("indicators", [])]
    form.totals = [form.total]
    form.parts = set(truth.get("parts", get_args(Part)))
    return form


def _filled(part: type, texts: dict[str, str | None]) -> Any:
    return part(**{name: text if name == "source" else Value(text) for name, text in texts.items()})


def read_result(*forms: Form) -> ReadResult:
    """Give what reading a file with these forms gives."""
    return ReadResult(SourceInfo("test.docx", "docx", "0" * 64), list(forms))


def truth_result(path: Path) -> ReadResult:
    """Give what reading the document of a truth file without a fault gives."""
    truths = json.loads(path.read_text(encoding="utf-8"))["documents"]
    return read_result(*(form_from_dict(truth) for truth in truths))
