"""“三公”经费 beside other tables: within the economic subjects that pay it, its cars beside those of the assets."""

from __future__ import annotations

from jixiao.check.accounts_context import AccountsContext
from jixiao.check.relations.numbers import money_factor, printed
from jixiao.check.rule import HOLDS, Broken, Verdicts, accounts_rule, figure, suspect
from jixiao.model.accounts import AccountsTable, Statement, TableRow
from jixiao.model.interval import Interval, around
from jixiao.model.value import Value

_SUBJECTS = {  # 部门预算支出经济分类科目 that pay a part of 三公
    "three_public.abroad": "30212",
    "three_public.reception": "30217",
    "three_public.vehicles.operation": "30231",
}
_WHOLE = "fiscal_detail"  # the table of all 财政拨款支出 by economic subject


@accounts_rule(
    "accounts.three_public.within_subjects",
    sentence="“三公”经费各项决算数，不应大于财政拨款支出决算明细表中相应经济科目的支出。",
    severity="error",
    basis="公务接待费列30217，因公出国（境）费用列30212，公务用车运行维护费列30231",
    good="公务接待费0.25万元，财政拨款支出决算明细表30217公务接待费0.25万元",
    bad="公务接待费0.52万元，财政拨款支出决算明细表30217公务接待费0.25万元",
    lacking="没有财政拨款支出决算明细表，或没有写明“三公”经费的各项支出",
)
def within_subjects(document: AccountsContext) -> Verdicts:
    """A part of 三公 that is more than was spent on its subject."""
    for table in document.document.tables:
        if table.id != _WHOLE:
            continue
        for concept, code in _SUBJECTS.items():
            rows = [row for row in table.rows if row.code.text == code]
            spent, stated = _cell(table, rows[0]) if len(rows) == 1 else None, _stated(document, concept)
            if spent is None or stated is None or stated[1].low <= spent[1].high:
                if spent is not None and stated is not None:
                    yield HOLDS
                continue
            statement, cell = stated[0], spent[0]
            yield Broken(
                f"{statement.label}{statement.value.text}{statement.unit or ''}，"
                f"大于《财政拨款支出决算明细表》{code}的{cell.text}{table.unit or '万元'}",
                [suspect(statement.label, statement.value), figure(f"{code}{rows[0].label.text or ''}", cell)],
                suggestion="核对“三公”经费决算数与经济科目。",
            )


def _cell(table: AccountsTable, row: TableRow) -> tuple[Value, Interval] | None:
    """Give what a row spends in all, in 万元."""
    value, factor = row.values.get("total"), money_factor(table.unit)
    number = printed(value.text) if value is not None else None
    if value is None or number is None or factor is None:
        return None
    return value, around(number.number, number.places).scale(factor)


def _stated(document: AccountsContext, concept: str) -> tuple[Statement, Interval] | None:
    """Give an amount of the text with what it may be, in 万元; None where its places do not agree."""
    stated = document.stated(concept)
    number = printed(stated[0].value.text) if stated and document.amount(concept) is not None else None
    factor = money_factor(stated[0].unit) if stated else None
    if number is None or factor is None:
        return None
    return stated[0], around(number.number, number.places).scale(factor)


@accounts_rule(
    "accounts.three_public.vehicles_both",
    sentence="“三公”经费部分写的公务用车保有量与国有资产部分写的车辆数，不应一个为0、一个不为0。",
    severity="warning",
    basis="公务用车是单位占有使用的车辆",
    good="单位共有公务用车1辆；共有车辆1辆",
    bad="单位共有公务用车2辆；共有车辆0辆",
    lacking="没有同时写公务用车保有量和车辆数",
)
def vehicles_both(document: AccountsContext) -> Verdicts:
    """Cars held where the assets have none; the assets may have vehicles that are paid from elsewhere."""
    held, owned = document.amount("three_public.vehicles.held"), document.amount("assets.vehicles")
    if held is None or owned is None:
        return
    if not held or owned:
        yield HOLDS
        return
    first = document.stated("three_public.vehicles.held", "count")[0]
    second = document.stated("assets.vehicles", "count")[0]
    yield Broken(
        f"{first.label}{first.value.text}{first.unit or ''}，而{second.label}{second.value.text}{second.unit or ''}",
        [suspect(first.label, first.value), suspect(second.label, second.value)],
        suggestion="核对公务用车保有量和占有使用的车辆数。",
    )
