"""Subjects (科目) of 五（三）: each named once, in full, under a 类 of the structure, as the tables have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from jixiao.check.accounts_context import AccountsContext
from jixiao.check.accounts_text import number_of
from jixiao.check.relations.numbers import printed
from jixiao.check.rule import HOLDS, Broken, Verdicts, accounts_rule, figure, suspect
from jixiao.check.subject_names import path_of, subject_key
from jixiao.knowledge.accounts_patterns import account_words
from jixiao.knowledge.subjects import group_stems
from jixiao.model.accounts import Statement, TableRow
from jixiao.model.result import FindingFigure

BY_ITEM = "支出按功能分类公开到项级科目"
_ITEM_DIGITS = 7
_DEPTH = 3  # 类, 款, 项
_FEWEST = 3  # items with 类, 款 and 项 that make it the habit of a document


def _listed(document: AccountsContext) -> list[Statement]:
    """The amounts of subjects with at least a 款, in the order of the text."""
    found = document.by_concept.get("general.function", ())
    return [each for each in found if each.measure == "amount" and each.item and "/" in each.item]


def _structure(document: AccountsContext) -> list[Statement]:
    """The amounts of 类 in 五（二）."""
    found = document.by_concept.get("general.function", ())
    return [each for each in found if each.measure == "amount" and each.item and "/" not in each.item]


@accounts_rule(
    "accounts.item.twice",
    sentence="同一类、款、项只应列出一次。",
    severity="error",
    basis=BY_ITEM,
    good="6.…行政运行（项）；7.…其他医疗保障管理事务支出（项）",
    bad="6.…行政运行（项）：110.07万元；7.…行政运行（项）：192.94万元",
    lacking="没有按项列出支出",
)
def twice(document: AccountsContext) -> Verdicts:
    """The same 项 with two amounts in one list: one of them is another 项."""
    seen: dict[tuple[object, ...], Statement] = {}
    for statement in _listed(document):
        path = path_of(statement)
        first = seen.setdefault((statement.section, statement.year, *path), statement)
        if first is statement or len(path) < _DEPTH or number_of(first) == number_of(statement):
            yield HOLDS
            continue
        yield Broken(
            f"“{_shown(statement)}”{_how(document, statement)}{first.value.text}和{statement.value.text}",
            [*_named_figures(document, first), *_named_figures(document, statement, wrong=True)],
            suggestion=_unused(document) or "核对其中一处是否应为另一科目。",
        )


def _how(document: AccountsContext, statement: Statement) -> str:
    """Say whether a subject stands in the list twice, or once with two amounts."""
    words = document.words_before(statement)
    again = words is not None and (statement.item or "").split("/")[-1] in (words.text or "")
    return "列出两次，金额分别为" if again else "写了两个不同的金额："


def _unused(document: AccountsContext) -> str | None:
    """Name the 项 that 名词解释 explains and the list lacks: the likely name of the second."""
    used = {path_of(statement)[-1] for statement in _listed(document)}
    spare = [term.name for term in document.terms if term.level == "项" and subject_key(term.name) not in used]
    return f"其中一处可能应为“{spare[0]}（项）”。" if len(spare) == 1 else None


def _named_figures(document: AccountsContext, statement: Statement, *, wrong: bool = False) -> list[FindingFigure]:
    """Give the name of a subject as the text has it, and its amount."""
    words = document.words_before(statement)
    named = [FindingFigure("科目", words, None, wrong)] if words else []
    return [*named, FindingFigure(statement.label, statement.value, None, wrong and not named)]


def _shown(statement: Statement) -> str:
    return "".join(
        f"{name}（{level}）" for name, level in zip((statement.item or "").split("/"), "类款项", strict=False)
    )


@accounts_rule(
    "accounts.item.level",
    sentence="支出应当列到项级科目。",
    severity="warning",
    basis=BY_ITEM,
    good="农林水支出（类）…（款）其他…支出（项）：支出决算为0.85万元",
    bad="农林水支出（类）…（款）：支出决算为0.85万元",
    lacking="没有按项列出支出",
)
def level(document: AccountsContext) -> Verdicts:
    """A 款 without its 项 in a list whose other entries all have one."""
    listed = _listed(document)
    if sum(len(path_of(statement)) == _DEPTH for statement in listed) < _FEWEST:
        return
    for statement in listed:
        path = path_of(statement)
        below = any(path_of(other)[: len(path)] == path for other in listed if other is not statement)
        if len(path) == _DEPTH or below:
            yield HOLDS
        else:
            yield Broken(
                f"“{_shown(statement)}”只列到款，没有写项",
                _named_figures(document, statement, wrong=True),
                suggestion="补上项级科目。",
            )


@accounts_rule(
    "accounts.item.class",
    sentence="五（三）列出的科目，它的类应在五（二）的结构中；结构中的类应在五（三）有科目。",
    severity="warning",
    basis="同一支出的结构与明细一致",
    good="结构有卫生健康支出，明细有卫生健康支出（类）",
    bad="结构没有农林水支出，明细有农林水支出（类）",
    lacking="没有支出结构或没有按项列出支出",
)
def item_class(document: AccountsContext) -> Verdicts:
    """A 类 that only one of structure and list has."""
    classes = {path_of(statement)[0]: statement for statement in reversed(_structure(document))}
    listed: dict[str, Statement] = {path_of(statement)[0]: statement for statement in reversed(_listed(document))}
    if not classes or not listed or _begins_with_groups(listed.values()):
        return
    for key in sorted(classes.keys() | listed.keys()):
        statement = classes.get(key) or listed[key]
        if (key in classes and key in listed) or not number_of(statement) or _named(document, key):
            yield HOLDS
            continue
        where, other = ("支出结构", "具体情况") if key in classes else ("具体情况", "支出结构")
        yield Broken(
            f"{where}有“{(statement.item or '').split('/')[0]}”，{other}没有这一类",
            [suspect(statement.label, statement.value)],
            suggestion="核对科目名称，或补上缺少的科目。",
        )


def _begins_with_groups(listed: Iterable[Statement]) -> bool:
    """Say whether the list names subjects from the 款 on, and so no 类: 住房改革支出（款）住房公积金（项）."""
    return any((each.item or "").split("/")[0].removesuffix("支出") in group_stems() for each in listed)


def _named(document: AccountsContext, key: str) -> bool:
    """Say whether a 类 is named in both sections, whatever the figures were read as."""
    sections = account_words("items", "structure"), account_words("items", "detail")
    texts = (
        "".join(paragraph.text for paragraph in document.paragraphs if paragraph.kind in each) for each in sections
    )
    return all(key in text for text in texts)


@accounts_rule(
    "accounts.item.table",
    sentence="文中的科目名称应与决算表一致。",
    severity="error",
    basis="文字说明以决算表为准",
    good="表：文化旅游体育与传媒支出；文：文化旅游体育与传媒支出（类）",
    bad="表：文化旅游体育与传媒支出；文：文化体育与传媒支出（类）",
    lacking="没有按项列出支出，或没有列到项的决算表",
)
def item_table(document: AccountsContext) -> Verdicts:
    """A subject that no table has; an error where a row of the same amount has another name that the text lacks."""
    rows = [row for row in _rows(document) if row.label.text and row.code.text]
    if sum(len(row.code.text or "") == _ITEM_DIGITS for row in rows) < 2:
        return
    names = {subject_key(row.label.text or "") for row in rows}
    told = {name for statement in _listed(document) for name in path_of(statement)}
    known = sum(path_of(statement)[-1] in names for statement in _listed(document))
    if known * 2 < len(_listed(document)):
        return  # the tables were read in part, or are of another kind
    for statement in _listed(document):
        missing = [name for name in path_of(statement) if name not in names]
        if not missing:
            yield HOLDS
            continue
        row = _row_of(rows, number_of(statement), told)
        shown = [figure("决算表的科目", row.label)] if row else []
        yield Broken(
            f"“{_shown(statement)}”的“{missing[-1]}”在决算表中没有" + (f"，表中是“{row.label.text}”" if row else ""),
            [suspect(statement.label, statement.value, row.label.text if row else None), *shown],
            severity="error" if row else "warning",
            cause=f"subject {missing[-1]}",
        )


def _rows(document: AccountsContext) -> Iterator[TableRow]:
    kinds = ("general_expenditure", "expenditure")
    return (row for table in document.document.tables if table.id in kinds for row in table.rows)


def _row_of(rows: list[TableRow], amount: Decimal | None, told: set[str]) -> TableRow | None:
    """Give the row of a 项 with an amount whose name the text does not have."""
    for row in rows:
        numbers = (printed(value.text) for value in row.values.values())
        same = amount and any(number and number.number == amount for number in numbers)
        if same and len(row.code.text or "") == _ITEM_DIGITS and subject_key(row.label.text or "") not in told:
            return row
    return None
