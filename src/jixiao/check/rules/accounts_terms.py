"""名词解释: covers every term and subject that the text uses, and no subject that it does not use."""

from __future__ import annotations

from jixiao.check.accounts_context import AccountsContext
from jixiao.check.accounts_terms import Term
from jixiao.check.accounts_text import number_of
from jixiao.check.rule import HOLDS, Broken, Verdicts, accounts_rule, figure, suspect
from jixiao.check.say import listed
from jixiao.check.subject_names import path_of, subject_key
from jixiao.knowledge.accounts_patterns import account_lists
from jixiao.model.accounts import Statement

EXPLAINED = "部门决算公开应当对专业性较强的名词进行解释"
_FEWEST = 2  # subjects of a list that the terms are compared with


def _subjects(document: AccountsContext) -> list[Statement]:
    """The amounts by subject with at least a 款, of all budgets."""
    return [
        statement
        for concept, statements in document.by_concept.items()
        if concept.endswith(".function")
        for statement in statements
        if statement.measure == "amount" and "/" in (statement.item or "")
    ]


@accounts_rule(
    "accounts.terms.unexplained",
    sentence="正文用到的名词和科目，名词解释中应有解释。",
    severity="warning",
    basis=EXPLAINED,
    good="支出有人大事务（款）行政运行（项），名词解释也有",
    bad="支出有人大事务（款）行政运行（项），名词解释没有",
    lacking="没有名词解释",
)
def unexplained(document: AccountsContext) -> Verdicts:
    """Subjects (where the document explains subjects at all) and kinds of money that are used and not explained."""
    if not document.terms:
        return
    lacking: dict[str, Statement] = {}
    for statement in _subjects(document) if any(term.level == "项" for term in document.terms) else ():
        if any(_explains(term, path_of(statement)) for term in document.terms):
            yield HOLDS
        elif number_of(statement):
            lacking.setdefault((statement.item or "").replace("/", "·"), statement)
    for concept, words in account_lists("terms").items():
        used = next((each for each in document.stated(concept) if number_of(each)), None)
        if used is not None and not any(word in term.label for word in words for term in document.terms):
            lacking.setdefault(words[0], used)
        elif used is not None:
            yield HOLDS
    if lacking:
        yield Broken(
            f"名词解释中没有{listed(lacking)}",
            [figure(name, statement.value) for name, statement in lacking.items()],
            suggestion="补上这些名词的解释。",
            cause="terms unexplained",
        )


def _explains(term: Term, path: tuple[str, ...]) -> bool:
    return term.explains(path) or _misnamed(term, path)


def _misnamed(term: Term, path: tuple[str, ...]) -> bool:
    """Say whether a term means a subject and has a part of its name wrong: 医疗保障管理事务行政运行（款）."""
    if len(path) < 3 or term.path.get("项") != path[2]:
        return False
    section = term.path.get("款") or ""
    return section != path[1] and (section.startswith(path[1]) or path[1].startswith(section)) and bool(section)


@accounts_rule(
    "accounts.terms.unused",
    sentence="名词解释中的科目应是正文用到的，名称应与正文一致。",
    severity="warning",
    basis=EXPLAINED,
    good="名词解释只有五（三）列出的科目",
    bad="名词解释有就业补助（款）社会保险补贴（项），正文没有这项支出",
    lacking="没有名词解释，或没有按项列出支出",
)
def unused(document: AccountsContext) -> Verdicts:
    """A 项 that is explained and not listed, or listed under another name."""
    paths = [path_of(statement) for statement in _subjects(document)]
    if len(paths) < _FEWEST:
        return
    for term in document.terms:
        if term.level != "项":
            continue
        if any(term.explains(path) for path in paths) or subject_key(term.name) in document.table_names:
            yield HOLDS
            continue
        near = next((path for path in paths if _misnamed(term, path)), None)
        yield Broken(
            f"名词解释的“{term.value.text}”" + (f"，款名与正文的“{near[1]}”不一致" if near else "，正文没有这项支出"),
            [suspect("名词解释", term.value)],
            suggestion="统一科目名称；删去没有用到的名词，或补上漏列的支出。",
            cause="terms unused",
        )
