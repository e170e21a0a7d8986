"""Relations between documents (跨文件勾稽) over the papers of a round: which fail, which hold, what others lacked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    """Give the relations between the papers of a round that fail, and how each ended."""
    if round_.accounts is None:
        return Related([], [_not_run(relation, round_, None) for relation in relations])
    return judge(round_, _joined(round_), relations)


def judge(round_: Round, joined: Joined, relations: Sequence[Relation]) -> Related:
    """Give the same of papers whose figures are already joined."""
    evaluation = Evaluation(joined.paper.accounts, relations, joined.book)
    results = [_Result(round_, joined, result) for result in evaluation.results]
    last = [result for result in results if "last" in result.names]
    kept = {concept for result in last for concept in result.kept_concepts()}
    failures = doubted(_failures(last), kept, _other_file(round_))
    failures += _failures([result for result in results if result not in last])
    return Related(failures, [result.outcome() for result in results])


def _failures(results: list[_Result]) -> list[Failure]:
    return [failure for result in results for failure in result.failures()]


def _other_file(round_: Round) -> str:
    """Give the file of the other year's accounts than those that are looked at."""
    return (round_.last if round_.own else round_.others)[0].file if round_.last else ""


def _joined(round_: Round) -> Joined:
    accounts = round_.accounts
    assert accounts is not None
    joined = Joined(accounts)
    for paper in round_.last:
        joined.add("last", paper)
    for name, kind in _KINDS.items():
        for paper in round_.beside(accounts, kind):
            if name != "other" or _is_copy(round_, paper, accounts):
                joined.add(name, paper)
    return joined


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

    @property
    def names(self) -> set[str]:
        """The documents that the relation speaks of."""
        return {operand.of for operand in self.result.relation.operands}

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
        return _not_run(relation, self.round, self)

    def failures(self) -> Iterator[Failure]:
        for breach in self.broken:
            yield rule_of(self.result.relation), Told(self.round, self.joined, breach).broken()


def _not_run(relation: Relation, round_: Round, result: _Result | None) -> RuleOutcome:
    return RuleOutcome(relation.id, "not_run", None, _why(relation, round_, result))


def _why(relation: Relation, round_: Round, result: _Result | None) -> str:
    """Give what was lacking: the document that the relation speaks of, else a figure of it."""
    names = dict.fromkeys(operand.of for operand in relation.operands if operand.of)
    missing = [name for name in names if result is None or name not in result.joined.documents]
    if not missing:
        return lack_of(result.result) if result else ""
    if "last" in missing:
        return round_.lacks.get("last", "没有上年的决算可以比较")
    if missing[0] in round_.lacks:
        return round_.lacks[missing[0]]
    lacking = DOCUMENTS[missing[0]] if round_.accounts else "部门决算"
    return round_.lacks.get("others", f"没有读到同一单位同一年度的{lacking}")
