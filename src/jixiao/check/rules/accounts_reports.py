"""Annexed reports (评价报告) against the accounts: one score, the same totals, as many projects."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from jixiao.check.accounts_context import AccountsContext
from jixiao.check.accounts_text import number_of
from jixiao.check.relations.numbers import printed
from jixiao.check.rule import HOLDS, REPORTS, Broken, Verdicts, accounts_rule, figure, suspect
from jixiao.model.accounts import FinalAccounts, Statement
from jixiao.model.interval import around
from jixiao.model.value import Value

ONE_FACT = "同一文件中同一事实的数应一致"
_TOTALS = ("income.total", "expenditure.total")  # which 收支总计 states together
_FULL = Decimal(100)
_PROBLEMS = ("问题", "不足")
_LONGEST_HEADING = 16


@accounts_rule(
    "accounts.score.same",
    sentence="正文写的部门整体绩效自评得分，应与所附的报告和自评表一致。",
    severity="error",
    basis=ONE_FACT,
    good="正文：自评得分96.5分；报告：得分96.5分",
    bad="正文：自评得分96.5分；报告：得分95.6分",
    lacking="正文没有写得分，或没有所附的报告和部门整体自评表",
)
def score(document: AccountsContext) -> Verdicts:
    """The department's score in 十（四） against the report's and the form's."""
    for statement in document.department_scores:
        for name, value in _scores(document):
            stated = printed(value.text)
            if stated is None:
                continue
            if stated.number == number_of(statement):
                yield HOLDS
                continue
            yield Broken(
                f"正文写{statement.label}{statement.value.text}分，{name}是{value.text}分",
                [suspect(statement.label, statement.value), suspect(f"{name}的得分", value)],
                severity="error" if "整体" in _words(document, statement) else "warning",
                relation=f"{statement.value.text} ≠ {value.text}",
            )


def _words(document: AccountsContext, statement: Statement) -> str:
    words = document.words_before(statement)
    return f"{statement.label}{words.text if words else ''}"


def _scores(document: AccountsContext) -> Iterator[tuple[str, Value]]:
    for report in document.read.accounts:
        if report.kind == "department_self_evaluation_report":
            yield "部门整体绩效自评报告", report.score
    for form in document.read.forms:
        if form.kind == "department_self_evaluation":
            yield "部门整体绩效自评表", form.total.score


@accounts_rule(
    "accounts.report.totals",
    sentence="报告中的收支数应与决算一致。",
    severity="warning",
    basis=ONE_FACT,
    good="报告：决算收入总计1176.52万元；决算：收入、支出总计1176.52万元",
    bad="报告：决算收入总计1167.52万元；决算：收入、支出总计1176.52万元",
    lacking="没有部门决算，或报告没有写决算的收支数",
    kinds=REPORTS[:1],
)
def totals(document: AccountsContext) -> Verdicts:
    """Amounts of the year that report and accounts both state; they may be of other units, so no certain error."""
    accounts = _accounts(document)
    for concept, statements in document.by_concept.items() if accounts else ():
        for statement in statements:
            if statement.measure != "amount" or statement.item or statement.year != document.year:
                continue
            other = _same(accounts, concept)
            if other is None:
                continue
            if _meet(statement, other):
                yield HOLDS
                continue
            yield Broken(
                f"报告写{statement.label}{statement.value.text}，决算是{other.value.text}{other.unit or ''}",
                [suspect(statement.label, statement.value), figure(f"决算的{other.label}", other.value)],
                relation=f"{statement.value.text} ≠ {other.value.text}",
                suggestion="核对报告与决算的口径是否一致。",
            )


def _accounts(document: AccountsContext) -> FinalAccounts | None:
    """Give the final accounts of the same year in the file."""
    found = (each for each in document.read.accounts if each.kind == "final_accounts")
    return next((each for each in found if each.year == document.year), None)


def _same(accounts: FinalAccounts | None, concept: str) -> Statement | None:
    """Give where the accounts state an amount of the year."""
    concepts = (concept, "totals.all") if concept in _TOTALS else (concept,)
    stated = (each for each in accounts.statements if each.measure == "amount" and not each.item) if accounts else ()
    return next((each for each in stated if each.concept in concepts and each.year == accounts.year), None)  # type: ignore[union-attr]


def _meet(one: Statement, other: Statement) -> bool:
    """Say whether two printed amounts may be of the same value; those in different units are not compared."""
    first, second = printed(one.value.text), printed(other.value.text)
    if first is None or second is None or one.unit != other.unit:
        return True
    return around(first.number, first.places).meets(around(second.number, second.places))


@accounts_rule(
    "accounts.report.projects",
    sentence="报告中的项目总数应与决算说明的项目数一致。",
    severity="warning",
    basis=ONE_FACT,
    good="报告：项目总数7个；决算：对7个项目开展绩效自评",
    bad="报告：项目总数28个；决算：对7个项目开展绩效自评",
    lacking="没有部门决算，或没有写项目总数",
    kinds=REPORTS[:1],
)
def projects(document: AccountsContext) -> Verdicts:
    """常年项目 and 一次性项目 together against the projects with targets or self-evaluations."""
    accounts = _accounts(document)
    concepts = ("report.regular_projects", "report.one_off_projects")
    stated = [each for concept in concepts for each in document.stated(concept, "count")]
    other = next(
        (each for each in (accounts.statements if accounts else ()) if _is_number_of_projects(each)),
        None,
    )
    if not stated or other is None:
        return
    total = sum((number_of(each) or Decimal(0) for each in stated), Decimal(0))
    if total == number_of(other):
        yield HOLDS
        return
    yield Broken(
        f"报告的项目总数是{total}个，决算说明{other.label}是{other.value.text}个",
        [*(suspect(each.label, each.value) for each in stated if number_of(each)), figure(other.label, other.value)],
        relation=f"{total} ≠ {other.value.text}",
    )


def _is_number_of_projects(statement: Statement) -> bool:
    """Say whether a figure counts all projects evaluated, not those of one budget."""
    return statement.concept == "performance.self_evaluated" and statement.item is None


@accounts_rule(
    "accounts.report.full_marks",
    sentence="列出了问题的报告，一般不应是满分。",
    severity="info",
    basis="自评应当客观反映存在的问题",
    good="评价总分95分，存在问题：宣传力度不够",
    bad="评价总分100分，存在问题：宣传力度不够",
    lacking="报告没有写得分",
    kinds=REPORTS,
)
def full_marks(document: AccountsContext) -> Verdicts:
    """100 points and a list of problems."""
    value = document.document.score
    stated = printed(value.text)
    if stated is None:
        return
    problem = next(_problems(document.document), None)
    if stated.number < _FULL or problem is None:
        yield HOLDS
        return
    yield Broken(
        f"评价得分{value.text}分，又列出了存在的问题",
        [figure("得分", value), figure("存在的问题", problem)],
    )


def _problems(report: FinalAccounts) -> Iterator[Value]:
    """Give what stands below the headings of problems: 存在问题."""
    values = [value for section in report.sections for value in (section.heading, *section.paragraphs)]
    for heading, below in pairwise(values):
        text = heading.text or ""
        named = len(text) <= _LONGEST_HEADING and any(word in text for word in _PROBLEMS)
        if named and "预设" not in text and len(below.text or "") > len("无。"):
            yield below
