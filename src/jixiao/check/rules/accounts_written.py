"""Figures that jixiao wrote: whether they are still what was written."""

from __future__ import annotations

from jixiao.check.accounts_context import AccountsContext
from jixiao.check.figure_tags import RETYPED, label_of
from jixiao.check.rule import HOLDS, Broken, Verdicts, accounts_rule, suspect
from jixiao.model.accounts import Written
from jixiao.model.value import Value


@accounts_rule(
    RETYPED,
    sentence="由程序写出的数字应与写出时一致，手工改写的应当说明。",
    severity="warning",
    basis="公开文本的数字与填报数据一致",
    good="支出总计1176.34万元，写出时即为1176.34",
    bad="支出总计1167.34万元，写出时为1176.34",
    lacking="没有由本程序写出的数字",
)
def retyped(document: AccountsContext) -> Verdicts:
    """A figure in a control that no longer holds what was written in it."""
    for written in document.document.written:
        if written.same:
            yield HOLDS
            continue
        label = label_of(written.tag) or "数字"
        before = f"，写出时为{written.text}" if written.text else ""
        shown = written.value.text or "空白"
        yield Broken(
            f"{label}{shown}是手工改写的{before}",
            [suspect(label, _own(document, written), written.text)],
            suggestion="改得对的，改正填报数据后重新生成；改得不对的，恢复原数。",
        )


def _own(document: AccountsContext, written: Written) -> Value:
    """Give the document's own value of the figure, so that all that is said of it is one finding."""
    place = written.value.place
    if place is None:
        return written.value
    spot = (place.paragraph, place.start, place.table, place.row, place.column)
    for _, value in document.document.values():
        known = value.place
        if known and spot == (known.paragraph, known.start, known.table, known.row, known.column):
            return value
    return written.value
