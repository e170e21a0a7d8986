"""Relations between documents (跨文件勾稽) over the papers of a round: which fail, which hold, what others lacked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from jixiao.check.across.doubt import doubted
from jixiao.check.across.joined import Joined
from jixiao.check.across.papers import Paper
from jixiao.check.across.rounds import Round
from jixiao.check.across.sets import are_comparable, are_complements
from jixiao.check.across.told import Told
from jixiao.check.cause import Failure
from jixiao.check.relations.bind import Bound
from jixiao.check.relations.constraints import figures_of
from jixiao.check.relations.evaluate import Evaluated, Evaluation
from jixiao.check.relations.findings import lack_of, rule_of
from jixiao.check.relations.names import DOCUMENTS
from jixiao.check.relations.relation import Relation
from jixiao.model.result import RuleOutcome

_KINDS = {
    "other": "final_accounts",
    "report": "department_self_evaluation_report",
    "department": "department_self_evaluation",
    "form": "project_self_evaluation",
}


class Related(NamedTuple):
    """What the relations between documents say of a round."""

    failures: list[Failure]
    outcomes: list[RuleOutcome]


def relate(round_: Round, relations: Sequence[Relation]) -> Related:
    """Give the relations between the papers of a round that fail, and how each ended.

    Those that speak of a document that was not read are not evaluated at all, so that a lone file costs nothing.
    """
    papers = _papers(round_)
    able, unable = [], []
    for relation in relations:
        if round_.accounts and _documents(relation) <= papers.keys():
            able.append(relation)
        else:
            unable.append(_without_document(relation, round_, papers.keys()))
    if round_.accounts is None or not able:
        return Related([], unable)
    joined = Joined(round_.accounts)
    for name, others in papers.items():
        for paper in others:
            joined.add(name, paper)
    found = judge(round_, joined, able)
    return Related(found.failures, [*found.outcomes, *unable])


def judge(round_: Round, joined: Joined, relations: Sequence[Relation]) -> Related:
    """Give the same of papers whose figures are already joined."""
    evaluation = Evaluation(joined.paper.accounts, relations, joined.book)
    results = [_Result(round_, joined, result) for result in evaluation.results]
    last = [result for result in results if "last" in _documents(result.result.relation)]
    kept = {concept for result in last for concept in result.kept_concepts()}
    failures = doubted(_failures(last), kept, _other_file(round_))
    failures += _failures([result for result in results if result not in last])
    return Related(failures, [result.outcome() for result in results])


def _failures(results: list[_Result]) -> list[Failure]:
    return [failure for result in results for failure in result.failures()]


def _other_file(round_: Round) -> str:
    """Give the file of the other year's accounts than those that are looked at."""
    return (round_.last if round_.own else round_.others)[0].file if round_.last else ""


def _documents(relation: Relation) -> set[str]:
    """Give the names of the other documents that a relation speaks of."""
    return {operand.of for operand in relation.operands if operand.of}


def _papers(round_: Round) -> dict[str, list[Paper]]:
    """Give the papers beside the accounts, by the name that formulas know them by."""
    accounts = round_.accounts
    found = {"last": round_.last}
    for name, kind in _KINDS.items() if accounts else ():
        assert accounts is not None
        beside = round_.beside(accounts, kind)
        found[name] = [paper for paper in beside if name != "other" or _is_copy(round_, paper, accounts)]
    return {name: papers for name, papers in found.items() if papers}


def _is_copy(round_: Round, paper: Paper, accounts: Paper) -> bool:
    """Say whether accounts are the same once more, not their other half nor those of another scope, which is noted."""
    if not are_comparable(paper, accounts):
        round_.lacks["other"] = "两份决算口径不同，或大多数的数不同，没有逐个核对"
        return False
    return not are_complements(paper, accounts)


class _Result:
    """How one relation ended on the figures of a round: what lies within one file is left out."""

    def __init__(self, round_: Round, joined: Joined, result: Evaluated) -> None:
        self.round, self.joined, self.result = round_, joined, result
        self.kept = [bound for bound in result.kept if self._is_between(bound)]
        self.broken = [breach for breach in result.broken if self._is_between(breach.bound)]

    def _is_between(self, bound: Bound) -> bool:
        papers = {self.joined.paper_of(self.joined.book.facts[index]) for index in figures_of(bound.constraint)}
        files = {paper.file for paper in papers}
        return len(papers if self.round.within else files) > 1 and self.round.file in files

    def kept_concepts(self) -> Iterator[str]:
        """Give the concepts of the accounts' own figures that hold."""
        for bound in self.kept:
            facts = [self.joined.book.facts[index] for index in figures_of(bound.constraint)]
            yield from {fact.key.concept for fact in facts if fact.key and not fact.key.of}

    def outcome(self) -> RuleOutcome:
        relation, count = self.result.relation, len(self.kept) + len(self.broken)
        if self.broken:
            return RuleOutcome(relation.id, "broken", None, None, count)
        if self.kept:
            return RuleOutcome(relation.id, "holds", None, None, count)
        return RuleOutcome(relation.id, "not_run", None, lack_of(self.result))

    def failures(self) -> Iterator[Failure]:
        for breach in self.broken:
            yield rule_of(self.result.relation), Told(self.round, self.joined, breach).broken()


def _without_document(relation: Relation, round_: Round, present: Collection[str]) -> RuleOutcome:
    """Give how a relation ended that speaks of a document that was not read, and why it was not."""
    missing = sorted(_documents(relation) - set(present), key=lambda name: name != "last")
    lacking = DOCUMENTS[missing[0]] if missing and round_.accounts else "部门决算"
    default = f"没有读到同一单位同一年度的{lacking}"
    if missing and missing[0] == "last":
        reason = round_.lacks.get("last", "没有上年的决算可以比较")
    else:
        reason = round_.lacks.get(missing[0] if missing else "others") or round_.lacks.get("others", default)
    return RuleOutcome(relation.id, "not_run", None, reason)
