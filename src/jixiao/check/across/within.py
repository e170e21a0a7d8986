"""One file by itself: the self-evaluation forms annexed to final accounts against those accounts."""

from __future__ import annotations

from functools import cache

from jixiao.check.across.papers import Paper
from jixiao.check.across.relations import Related, relate
from jixiao.check.across.rounds import Round
from jixiao.check.relations.file import across_relations
from jixiao.check.relations.relation import Relation
from jixiao.check.run import run_rules
from jixiao.model.result import ReadResult

_OF_FORMS = {"form", "department"}


def within(read: ReadResult) -> Related:
    """Give what the accounts of a file say of the amounts of its forms; nothing where it has not both."""
    papers = [Paper(read.source.name, index, read) for index in range(len(read.documents))]
    accounts = next((paper for paper in papers if paper.kind == "final_accounts"), None)
    if accounts is None:
        return Related([], [])
    forms = [paper for paper in papers[: len(read.forms)] if paper.year in (accounts.year, None)]
    return _held(Round([accounts, *forms], [], within=True)) if forms else Related([], [])


def _held(round_: Round) -> Related:
    from jixiao.check.rules.across_forms import executed  # the rules know the rounds
    from jixiao.check.rules.across_projects import summary

    related = relate(round_, _relations())
    outcomes = [*related.outcomes]
    failures = run_rules([executed, summary], round_, None, outcomes)
    return Related([*related.failures, *failures], outcomes)


@cache
def _relations() -> tuple[Relation, ...]:
    return tuple(each for each in across_relations() if {operand.of for operand in each.operands} & _OF_FORMS)
