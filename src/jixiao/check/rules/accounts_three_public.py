"""“三公”经费: counted where money was spent, explained by a part that moved, and no subject spent that has nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.check.accounts_context import AccountsContext
from jixiao.check.accounts_text import number_of
from jixiao.check.rule import HOLDS, Broken, Verdicts, accounts_rule, figure, suspect
from jixiao.check.say import listed
from jixiao.knowledge.accounts_patterns import account_counts, account_lists
from jixiao.knowledge.taxonomy import taxonomy
from jixiao.model.accounts import Statement

DISCLOSED = "“三公”经费公开应当说明出国团组和人次、公务用车购置数和保有量、公务接待批次和人次"
_REASON = re.compile(r"(?:原因|由于|主要是)[^。]{2,80}")
_PAIRS = (
    ("three_public.reception.domestic.batches", "three_public.reception.domestic.persons"),
    ("three_public.reception.foreign.batches", "three_public.reception.foreign.persons"),
    ("three_public.reception.batches", "three_public.reception.persons"),
    ("three_public.abroad.groups", "three_public.abroad.persons"),
)


@accounts_rule(
    "accounts.three_public.counts",
    sentence="有“三公”经费支出的，应当写明相应的团组、人次、车辆数和批次。",
    severity="warning",
    basis=DISCLOSED,
    good="国内公务接待支出0.25万元，接待3批次，20人次",
    bad="国内公务接待支出0.25万元。",
    lacking="没有认出“三公”经费的各项支出",
)
def counts(document: AccountsContext) -> Verdicts:
    """Money without what it was spent on counted, or counted as nothing."""
    for concept, wanted in account_counts().items():
        spent = next((each for each in document.stated(concept) if number_of(each)), None)
        if spent is None:
            if document.is_zero(concept):
                yield HOLDS
            continue
        stated = {name: list(_counts(document, concepts)) for name, concepts in wanted.items()}
        lacking = [name for name, found in stated.items() if not found]
        nothing = [found[0] for found in stated.values() if found and not any(number_of(each) for each in found)]
        if not lacking and not nothing:
            yield HOLDS
        if lacking:
            yield Broken(
                f"{spent.label}{spent.value.text}{spent.unit or ''}，没有写明{'、'.join(lacking)}",
                [figure(spent.label, spent.value)],
                suggestion="补上相应的数量。",
                cause=f"counts {concept}",
            )
        for count in nothing if concept != "three_public.vehicles.operation" else ():
            yield Broken(
                f"{spent.label}{spent.value.text}{spent.unit or ''}，而{count.label}为0",
                [figure(spent.label, spent.value), figure(count.label, count.value)],
            )


def _counts(document: AccountsContext, concepts: tuple[str, ...]) -> Iterator[Statement]:
    for concept in concepts:
        yield from document.stated(concept, "count")


@accounts_rule(
    "accounts.three_public.persons",
    sentence="接待人次、出国人次不应少于批次和团组数。",
    severity="warning",
    basis=DISCLOSED,
    good="接待3批次，20人次",
    bad="接待20批次，3人次",
    lacking="没有同时写批次和人次",
)
def persons(document: AccountsContext) -> Verdicts:
    """Fewer persons than groups: the two were mixed up."""
    for groups, people in _PAIRS:
        one, other = document.amount(groups), document.amount(people)
        if one is None or other is None:
            continue
        if other >= one:
            yield HOLDS
            continue
        first, second = document.stated(groups, "count")[0], document.stated(people, "count")[0]
        yield Broken(
            f"{second.label}{second.value.text}{second.unit or ''}，少于{first.value.text}{first.unit or ''}",
            [suspect(first.label, first.value), suspect(second.label, second.value)],
            relation=f"{second.value.text} < {first.value.text}",
            suggestion="核对批次与人次是否写反。",
        )


@accounts_rule(
    "accounts.three_public.reason_fits",
    sentence="“三公”经费总额增减的原因，应是确有增减的项目。",
    severity="warning",
    basis="说明的原因应与数字相符",
    good="公务接待费减少0.7万元，总额减少的原因是压减接待",
    bad="公务用车费用为0且没有变化，总额减少的原因是公务用车减少",
    lacking="没有说明“三公”经费总额增减的原因",
)
def reason_fits(document: AccountsContext) -> Verdicts:
    """A reason that names a part of which there was nothing this year and which did not change."""
    for group in document.groups:
        if group.concept != "three_public" or not (group.number("change") or group.number("completion")):
            continue
        found = _REASON.search(group.paragraph.text, group.end)
        if found is None:
            continue
        named = [part for part, words in account_lists("parts_named").items() if any(w in found.group() for w in words)]
        idle = [part for part in named if document.is_zero(part) and _unchanged(document, part)]
        if not idle or len(idle) < len(named):
            yield HOLDS
            continue
        stated = [document.stated(part)[0] for part in idle]
        text = group.paragraph.text
        reason = group.paragraph.part(max(text.rfind(stop, 0, found.start()) for stop in ",。；") + 1, found.end())
        yield Broken(
            f"“{reason.text}”，但{stated[0].label}为0，也没有变化",
            [
                suspect("原因", reason),
                *(figure(each.label, each.value) for each in stated),
                *group.figures("change", "growth"),
            ],
            suggestion="核对增减的原因。",
        )


def _unchanged(document: AccountsContext, concept: str) -> bool:
    changes = document.stated(concept, "change")
    return bool(changes) and not any(number_of(change) for change in changes)


@accounts_rule(
    "accounts.three_public.economic",
    sentence="基本支出列举的经济科目，不应有“三公”经费中没有发生的费用。",
    severity="warning",
    basis="“三公”经费包含基本支出安排的因公出国（境）费、公务用车购置及运行维护费、公务接待费",
    good="公务接待费0.25万元，公用经费主要包括办公费、公务接待费等",
    bad="因公出国（境）费0万元，公用经费主要包括办公费、因公出国（境）费用等",
    lacking="没有列举基本支出的经济科目，或没有认出“三公”经费的各项支出",
)
def economic(document: AccountsContext) -> Verdicts:
    """因公出国（境）费用 among what 公用经费 was spent on, where nothing was spent on travel abroad."""
    found: list[tuple[str, Statement]] = []
    for paragraph in document.paragraphs_in(("general_basic",)):
        for concept, names in account_lists("economic_names").items():
            name = next((name for name in names if f"、{name}" in paragraph.printed), None)
            if name is None or document.amount(concept) is None:
                continue
            if document.is_zero(concept):
                found.append((name, document.stated(concept)[0]))
            else:
                yield HOLDS
    if found:
        yield Broken(
            f"基本支出列举了{listed(name for name, _ in found)}，但“三公”经费中没有这项支出",
            [figure(taxonomy().concepts[each.concept or ""].label, each.value) for _, each in found],
            suggestion="删去没有发生的科目，或核对“三公”经费。",
            cause="economic subjects",
        )
