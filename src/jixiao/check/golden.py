"""Golden cases: for each rule and each way it can end, a small form that ends so (cases/*.toml).

A case is what it changes in one invented, consistent form (cases/base.toml), so that its point is seen at once. On a
form without any content no rule can run: that is the case of "not_run" for all of them. The cases of the rules on
final accounts are in golden_accounts.py; those of rules between files tell the documents of each file (cases/across).
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, cast, get_args

from jixiao.check import golden_accounts
from jixiao.check.engine import check_documents
from jixiao.check.rule import ALL_KINDS, Rule
from jixiao.check.rules import all_rules
from jixiao.model.accounts import AccountsKind, FinalAccounts
from jixiao.model.form import Execution, Form, FundingLine, Goal, Indicator, Part, Project, Signatures, Total
from jixiao.model.result import CheckResult, Document, Outcome, ReadResult, SourceInfo
from jixiao.model.value import Value

_PARTS: dict[str, type] = {
    "project": Project,
    "goal": Goal,
    "execution": Execution,
    "total": Total,
    "signatures": Signatures,
}
_VALUES = (
    *("title", "department", "unit", "money_unit", "conclusion", "problems", "improvements"),
    *("execution_points", "indicator_points"),
)
_ROWS: dict[str, type] = {"funding": FundingLine, "indicators": Indicator}


class Golden(NamedTuple):
    """One case: the rule, how it must end, the documents, and texts that the rule's findings must name.

    `before` are the documents of the files that are read before it, for rules between files.
    """

    rule: str
    outcome: Outcome
    documents: Sequence[Document]
    names: list[str]
    before: Sequence[Sequence[Document]] = ()


@cache
def golden_cases() -> tuple[Golden, ...]:
    """Give all golden cases: not run, holds on the base form, then those of the data files."""
    cases = [Golden(rule.id, "not_run", [_blank(rule)], []) for rule in all_rules()]
    cases += [Golden(rule, "holds", [_form({})], []) for rule in _data("base.toml")["holds"]]
    folder = files("jixiao.check").joinpath("cases")
    names = sorted(file.name for file in folder.iterdir() if file.is_file() and file.name != "base.toml")
    cases += [_golden(case) for name in names for case in _data(name)["case"]]
    cases += [_golden_accounts(case, documents) for case, documents in golden_accounts.cases()]
    return (*cases, *(_golden_across(case) for case in _data("across/files.toml")["case"]))


def checked(case: Golden) -> CheckResult:
    """Give what the check finds in the documents of a case, held against those of the files before."""
    if not case.rule.startswith("across."):
        return check_documents(as_read(case.documents))
    from jixiao.check.across.desk import Desk

    desk = Desk()
    files = [*case.before, case.documents]
    reads = [as_read(documents, f"示例{number}.docx") for number, documents in enumerate(files, 1)]
    return [desk.compare(check_documents(read), read.source.name) for read in reads][-1]


def as_read(documents: Sequence[Document], name: str = "示例.docx") -> ReadResult:
    """Give what reading a file with these documents would give."""
    return ReadResult(SourceInfo(name, "docx", name), documents)


def changed_form(changes: dict[str, object] | None = None, without: tuple[Part, ...] = ()) -> Form:
    """Give the consistent form with some of its values changed, by JSON Pointer, and without some of its parts."""
    return _form({"set": changes or {}, "without": without})


def _blank(rule: Rule) -> Document:
    kind = rule.kinds[0]
    if rule.scope == "accounts" or kind not in ALL_KINDS:
        return FinalAccounts(cast(AccountsKind, kind))
    return Form(kind)


def _golden_accounts(case: dict[str, Any], documents: list[Document]) -> Golden:
    """Forms that stand beside the accounts are given as those of the other cases are."""
    forms = [_form(change) for change in case.get("form", [])]
    return Golden(case["rule"], case["outcome"], [*forms, *documents], case.get("names", []))


def _golden_across(case: dict[str, Any]) -> Golden:
    """`file` are the files in the order that they are read in, the last one is that of the findings."""
    *before, own = [_file(file) for file in case["file"]]
    return Golden(case["rule"], case["outcome"], own, case.get("names", []), before)


def _file(data: dict[str, Any]) -> list[Document]:
    """`form` are forms, each told by what differs; `accounts` are accounts as golden_accounts.py has them."""
    forms = [_form(change) for change in data.get("form", [])]
    return [*forms, *(golden_accounts.documents_of(data["accounts"]) if "accounts" in data else [])]


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(files("jixiao.check").joinpath("cases", name).read_text("utf-8"))


@cache
def _base() -> dict[str, Any]:
    form: dict[str, Any] = _data("base.toml")["form"]
    return form


def _golden(case: dict[str, Any]) -> Golden:
    """`set` changes the first document, each entry of `more` adds one that differs from the base in the same way."""
    changes = [case, *case.get("more", [])]
    return Golden(case["rule"], case["outcome"], [_form(change) for change in changes], case.get("names", []))


def _form(change: dict[str, Any]) -> Form:
    """`set` names values by pointer, `empty` lists that have no entry, `blank` columns, `without` missing parts."""
    data = copy.deepcopy(_base())
    for pointer, text in change.get("set", {}).items():
        _set(data, pointer, text)
    for name in change.get("empty", []):
        data[name] = []
    for column in change.get("blank", []):
        for row in data["indicators"]:
            row.pop(column, None)
    form = form_of(data)
    form.parts = set(get_args(Part)) - set(change.get("without", []))
    return form


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


def form_of(data: dict[str, Any]) -> Form:
    """Give the form that a table of texts describes, in the shape of the contract (read.schema.json)."""
    form = Form(kind=data["kind"], year=data["year"])
    for name in _VALUES:
        setattr(form, name, _value(data.get(name)))
    for name, part in _PARTS.items():
        setattr(form, name, _filled(part, data.get(name) or {}))
    for name, part in _ROWS.items():
        setattr(form, name, [_filled(part, row) for row in data.get(name, [])])
    form.totals = [form.total, *(_filled(Total, row) for row in data.get("totals", []))]
    form.texts = {label: _value(text) for label, text in data.get("texts", {}).items()}
    return form


def _filled(part: type, texts: dict[str, str]) -> Any:
    return part(**{name: text if name == "source" else _value(text) for name, text in texts.items()})


def _value(text: str | None) -> Value:
    return Value(text or None)
