"""Relations that do not hold become failures of rules: sentence, arithmetic, figures, and which figure is suspect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from jixiao.check.cause import Failure
from jixiao.check.relations.constraints import figures_of
from jixiao.check.relations.diagnose import Cause, Suspect, causes
from jixiao.check.relations.evaluate import Breach, Evaluated, Evaluation
from jixiao.check.relations.example import example_words
from jixiao.check.relations.facts import Fact
from jixiao.check.relations.file import across_relations, shipped_relations
from jixiao.check.relations.names import DOCUMENTS, MEASURE_LABELS, label_of
from jixiao.check.relations.relation import Relation
from jixiao.check.relations.say import arithmetic, sentence, turned
from jixiao.check.relations.syntax import Operand
from jixiao.check.rule import ACCOUNTS, Broken, NotRun, Rule, Verdicts, figure
from jixiao.model.accounts import FinalAccounts
from jixiao.model.result import FindingFigure, RuleOutcome

_MOST_LACKING = 3


class Related(NamedTuple):
    """What the relations say of a document: those that fail, and how each relation ended."""

    failures: list[Failure]
    outcomes: list[RuleOutcome]


def check_relations(accounts: FinalAccounts, index: int | None, relations: Sequence[Relation]) -> Related:
    """Give the relations that fail on a document, and how each ended.

    `index` is the document's place among those of its file. Failures of one cause have the same `cause`.
    """
    evaluation = Evaluation(accounts, relations)
    failures = failures_of(evaluation)
    failures += [failure for result in evaluation.results for failure in _bare(result)]
    return Related(failures, [_outcome(result, index) for result in evaluation.results])


def failures_of(evaluation: Evaluation) -> list[Failure]:
    """Give the relations between figures that fail, those of one cause with the same `cause`."""
    found = enumerate(causes(evaluation))
    return [failure for number, cause in found for failure in _of_cause(evaluation, number, cause)]


@cache
def rule_of(relation: Relation) -> Rule:
    """Give a relation as a rule, for lists and findings; it is evaluated with all others, not by itself."""
    return Rule(
        relation.id,
        relation.sentence,
        relation.severity,
        relation.basis,
        example_words(relation, relation.good) if relation.good else "没有例子",
        example_words(relation, relation.bad) if relation.bad else "没有例子",
        "文中和表中没有写出所需的各个数",
        ACCOUNTS,
        "relation",
        _not_alone,
    )


def relation_rules() -> tuple[Rule, ...]:
    """Give the relations that come with the program as rules, those between several documents last."""
    return tuple(map(rule_of, (*shipped_relations(), *across_relations())))


def _not_alone(_: object) -> Verdicts:
    raise NotRun("勾稽关系与其他关系一起核对")


def _of_cause(evaluation: Evaluation, number: int, cause: Cause) -> Iterator[Failure]:
    """The figure that is wrong is the cause where it is known, so that what else is said of it joins the finding."""
    decided = cause.decided and len(cause.suspects) == 1
    mark: object = cause.suspects[0].fact.value if decided else f"relations {number}"
    for place, breach in enumerate(cause.breaches):
        told = cause.sentence if place == 0 else ""
        relation = breach.bound.relation
        yield rule_of(relation), _broken(evaluation, breach, cause, told, mark)


def _broken(evaluation: Evaluation, breach: Breach, cause: Cause, told: str, mark: object) -> Broken:
    book, constraint = evaluation.book, breach.bound.constraint
    said = [sentence(book, breach.bound), breach.reserve, told]
    suspects = {suspect.fact.index: suspect for suspect in cause.suspects}
    own = list(figures_of(constraint))
    others = [index for index in suspects if told and index not in own]
    return Broken(
        message="，".join(filter(None, said)) + "。",
        figures=[_figure(book.facts[index], suspects.get(index)) for index in (*own, *others)],
        severity=breach.severity,
        relation=arithmetic(book, constraint),
        cause=mark,
    )


def _figure(fact: Fact, suspect: Suspect | None) -> FindingFigure:
    if suspect is None:
        return figure(fact.label, fact.value)
    return FindingFigure(fact.label, fact.value, turned(fact, suspect.expected), True)


def _bare(result: Evaluated) -> Iterator[Failure]:
    for table in result.bare:
        message = f"《{table.title.text or '表'}》没有数据，也没有说明。"
        suspect = FindingFigure("表名", table.title, None, True)
        yield rule_of(result.relation), Broken(message, [suspect], relation=None, cause=table.title)


def _outcome(result: Evaluated, index: int | None) -> RuleOutcome:
    if result.broken or result.bare:
        return RuleOutcome(result.relation.id, "broken", index, None, result.count)
    if result.count:
        return RuleOutcome(result.relation.id, "holds", index, None, result.count)
    return RuleOutcome(result.relation.id, "not_run", index, lack_of(result))


def lack_of(result: Evaluated) -> str:
    """Give what a relation lacked to be evaluated."""
    if result.relation.tables:
        return "没有可核对的表或栏"
    names = dict.fromkeys(filter(None, map(_name, result.lacking)))
    if not names:
        return "文中和表中没有写出所需的数"
    shown = "、".join(list(names)[:_MOST_LACKING])
    return f"缺少{shown}{'等' if len(names) > _MOST_LACKING else ''}"


def _name(operand: Operand) -> str:
    """Give the name of what an operand means, empty where it means any figure."""
    if "*" in operand.concept or not operand.concept:
        return ""
    measure = "" if operand.measure == "amount" else f"的{MEASURE_LABELS[operand.measure]}"
    item = f"（{operand.item}）" if operand.item and operand.item != "*" else ""
    document = f"{DOCUMENTS[operand.of]}的" if operand.of else ""
    return f"{document}“{label_of(operand.concept)}{item}”{measure}"
