"""Reasons (原因): a figure that changed, or that misses its budget, is explained where it is told."""

from __future__ import annotations

from decimal import Decimal

from jixiao.check.accounts_context import AccountsContext, kin
from jixiao.check.accounts_groups import Group
from jixiao.check.accounts_text import Paragraph
from jixiao.check.rule import HOLDS, Broken, Verdicts, accounts_rule
from jixiao.knowledge.accounts_patterns import account_words
from jixiao.model.accounts import Measure

EXPLAINED = "部门决算公开应当说明收支、“三公”经费和机关运行经费增减变化的原因"
_HUNDRED, _NEARLY = Decimal(100), Decimal("0.05")
_SHOWN = 5  # names in a message


@accounts_rule(
    "accounts.reason.change",
    sentence="比上年有变化的收支，应当说明原因。",
    severity="warning",
    basis=EXPLAINED,
    good="比2023年度减少1.56万元，下降7.7%，主要原因是人员减少",
    bad="比2023年度减少1.56万元，下降7.7%。",
    lacking="没有增减变化",
)
def change(document: AccountsContext) -> Verdicts:
    """Changes other than 0 without a word of reason behind them; those of one family of sections are one finding."""
    changed = [
        group
        for group in document.groups
        if group.concept in account_words("reasons", "concepts") and (group.number("change") or group.number("growth"))
    ]
    yield from _unexplained(
        document, changed, ("change", "growth"), "比上年有变化，没有说明原因", "写明变化的主要原因。"
    )


def _named(groups: list[Group]) -> str:
    names = list(dict.fromkeys(group.name for group in groups))
    return "、".join(names[:_SHOWN]) + (f"等{len(names)}项" if len(names) > _SHOWN else "")


@accounts_rule(
    "accounts.reason.budget",
    sentence="决算数与预算数有差异的科目和“三公”经费，应当说明原因。",
    severity="warning",
    basis="部门决算公开应当说明决算数与预算数差异的原因",
    good="完成预算96.74%，决算数小于预算数的主要原因是部分项目跨年实施",
    bad="完成预算96.74%。",
    lacking="没有与预算数的差异",
)
def budget(document: AccountsContext) -> Verdicts:
    """Items of 五（三） or of “三公” that miss their budget; one of 0 may have had none."""
    missed = [group for group in document.groups if _misses_budget(group)]
    yield from _unexplained(
        document,
        missed,
        ("completion", "amount"),
        "没有按预算数完成，没有说明差异的原因",
        "写明决算数与预算数差异的主要原因。",
    )


def _misses_budget(group: Group) -> bool:
    """Tell whether an amount that needs a reason differs from its budget."""
    completion = group.number("completion")
    if completion is None or not group.number("amount") or not _needs_reason(group):
        return False
    return abs(completion - _HUNDRED) > _NEARLY


def _unexplained(
    document: AccountsContext, groups: list[Group], measures: tuple[Measure, ...], lack: str, suggestion: str
) -> Verdicts:
    """Figures that want a reason: one verdict for each that has it, one for all of a family that have not."""
    lacking: dict[str, list[Group]] = {}
    for group in groups:
        if _explained(document, group):
            yield HOLDS
        else:
            lacking.setdefault(kin(group.paragraph.kind), []).append(group)
    for family, bare in lacking.items():
        figures = [each for group in bare for each in group.figures(*measures)]
        yield Broken(f"{_named(bare)}{lack}", figures, suggestion=suggestion, cause=f"reason {family}")


def _needs_reason(group: Group) -> bool:
    concept = group.concept or ""
    return concept == "general.function" or concept.startswith("three_public")


def _explained(document: AccountsContext, group: Group) -> bool:
    """Say whether a reason stands behind the figures, or anywhere in a family of sections that explains together."""
    following = _following(group.paragraph.text, group)
    if _gives_reason(following):
        return True
    paragraphs = document.accounts
    place = paragraphs.index(group.paragraph)
    near = paragraphs[place + 1 : place + 2]
    if group is _last(document, group.paragraph) and any(_continues(group.paragraph, each) for each in near):
        return True
    family = kin(group.paragraph.kind)
    if family not in account_words("reasons", "together") or group.concept != family:
        return False
    return any(_gives_reason(each.text) for each in document.paragraphs_in((family,)))


def _following(text: str, group: Group) -> str:
    """Give what may explain a figure: the sentence that it stands in, and the rest of the paragraph behind it."""
    return text[text.rfind("。", 0, group.start) + 1 : group.start] + text[group.end :]


def _last(document: AccountsContext, paragraph: Paragraph) -> Group | None:
    return next((group for group in reversed(document.groups) if group.paragraph is paragraph), None)


def _continues(paragraph: Paragraph, other: Paragraph) -> bool:
    """Say whether a paragraph explains the one before it in the same section."""
    return other.section is paragraph.section and _gives_reason(other.text)


def _gives_reason(text: str) -> bool:
    return any(word in text for word in account_words("reasons", "words"))
