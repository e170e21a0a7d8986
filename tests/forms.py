"""Forms for tests: from the truth files of the samples, which have the shape of the contract (read.schema.json)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

from jixiao.check.golden import as_read, form_of
from jixiao.model.form import Form, Part
from jixiao.model.result import ReadResult

KINDS = {"performance_goal": "performance_target"}


def form_from_dict(truth: dict[str, Any]) -> Form:
    """Give the form that a truth file describes; every part and column counts as present."""
    kind, year = truth["kind"], truth["year"]
    form = form_of({**truth, "kind": KINDS.get(kind, kind), "year": year and int(year)})
    form.parts = set(get_args(Part))
    return form


def truth_result(path: Path) -> ReadResult:
    """Give what reading the document of a truth file without a fault gives."""
    truths = json.loads(path.read_text(encoding="utf-8"))["documents"]
    return as_read([form_from_dict(truth) for truth in truths])
