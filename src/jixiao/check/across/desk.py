"""The desk: takes in checked files one by one and holds each against the papers of its units that came before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from jixiao.check.across.last import LastYears
from jixiao.check.across.merge import merged
from jixiao.check.across.papers import Paper
from jixiao.check.across.relations import relate
from jixiao.check.across.rounds import Round
from jixiao.check.cause import Failure
from jixiao.check.relations.file import with_across, with_shipped
from jixiao.check.relations.relation import Relation
from jixiao.check.rule import Rule
from jixiao.check.rules import all_rules
from jixiao.check.run import run_rules
from jixiao.knowledge.units import UnitName
from jixiao.model.result import CheckResult, Outcome, ReadResult, RuleOutcome

Place = tuple[str, int]  # the core of a unit's name, and a year
_NO_NAME = "没有写明单位名称或年度，不能与其他文件核对"
_NO_ACCOUNTS = "这个文件里没有部门决算"
_CUMULATIVE = {"across.projects.count", "across.form.sum"}  # each further form would break them again
_SHOWN = 3  # names that a sentence gives
_ALONE = "在这之前没有读到同一单位同一年度的其他文件"


class Desk:
    """The papers of a call. A file is held against those before it, so that a long call streams and stays linear.

    `last` are files of the year before, by name; `relations` the user's own. A finding stands under the later file and
    names the earlier one.
    """

    def __init__(self, last: Iterable[tuple[str, ReadResult]] = (), relations: Sequence[Relation] = ()) -> None:
        self.last_years = LastYears(
            {name: [Paper(name, index, read) for index in _indices(read)] for name, read in last}
        )
        self._relations, self._of_one = with_across(relations), with_shipped(relations)
        self._papers: dict[Place, list[Paper]] = defaultdict(list)
        self._kinds: dict[tuple[str, bool], dict[UnitName, None]] = defaultdict(dict)  # by kind, with a place or not
        self._digests: set[str] = set()
        self._told: dict[Place, set[str]] = defaultdict(set)

    def compare(self, result: CheckResult, file: str) -> CheckResult:
        """Add to a result what the papers before it, and those of the year before, say of it; `file` names it.

        A file that was taken in before, byte for byte, says nothing new.
        """
        read = result.read
        if read.source.sha256 in self._digests:
            return result
        self._digests.add(read.source.sha256)
        papers = [Paper(file, index, read) for index in _indices(read)]
        outcomes: list[RuleOutcome] = []
        failures = [failure for each in list(self._rounds(papers)) for failure in self._run(each, outcomes)]
        self._keep(papers)
        result.findings = merged(result.findings, failures, read)
        result.outcomes = _with(result.outcomes, outcomes)
        return result

    def _run(self, round_: Round, outcomes: list[RuleOutcome]) -> list[Failure]:
        failures = run_rules(_rules(), round_, None, outcomes)
        related = relate(round_, self._relations)
        outcomes += related.outcomes
        round_.told |= {rule.id for rule, _ in failures} & _CUMULATIVE
        if not round_.sure:
            for rule, broken in failures:
                broken.severity = "warning" if (broken.severity or rule.severity) == "error" else broken.severity
        return [*failures, *related.failures]

    # --- which papers belong together

    def _rounds(self, papers: list[Paper]) -> Iterator[Round]:
        """Give a round for each unit and year that the file has papers of, then those where it is the year before."""
        own = list(_by_unit(papers))
        for unit, year, together in own:
            yield self._round(unit, year, together)
        for paper in papers:
            yield from self._as_last(paper)
        if not own:
            yield Round(papers, [], lacks={"others": _NO_NAME, "last": _NO_NAME})

    def _round(self, unit: UnitName, year: int, own: list[Paper]) -> Round:
        others, doubt = self._before(unit, year)
        lacks = {} if others else {"others": doubt or _ALONE}
        accounts = next((paper for paper in own if paper.kind == "final_accounts"), None)
        last, why = self.last_years.of(accounts, self._before(unit, year - 1)[0]) if accounts else ([], _NO_ACCOUNTS)
        if not last:
            lacks["last"] = why
        return Round(own, others, last, unit.placed, lacks, self._of_one, told=self._told[unit.core, year])

    def _as_last(self, paper: Paper) -> Iterator[Round]:
        """Give the round in which the file's accounts are those of the year before the accounts of an earlier file."""
        for unit in paper.units if paper.kind == "final_accounts" and paper.year else ():
            others, _ = self._before(unit, (paper.year or 0) + 1)
            accounts = [other for other in others if other.kind == "final_accounts" and other.scope == paper.scope]
            if accounts:
                yield Round([], accounts[:1], [paper], unit.placed)

    def _before(self, unit: UnitName, year: int) -> tuple[list[Paper], str]:
        """Give the papers of a unit and year read before, or why it is not sure which they are."""
        known = [paper for paper in self._papers[unit.core, year] if any(unit.is_same(other) for other in paper.units)]
        places = {other for paper in known for other in paper.units if other.core == unit.core}
        if any(not one.is_same(other) for one in places for other in places):
            return [], f"读到的文件里有几个“{unit.core}”，不能确定是哪一个"
        alike = self._kinds[unit.kind, not unit.placed]
        if not known and alike:
            names = "、".join("".join((*other.above, other.core)) for other in islice(alike, _SHOWN))
            return [], f"不能确定“{unit.core}”与“{names}”是不是同一单位，没有放在一起核对"
        return known, ""

    def _keep(self, papers: list[Paper]) -> None:
        for paper in papers:
            for unit in paper.units:
                self._kinds[unit.kind, unit.placed][unit] = None
                if paper.year:
                    self._papers[unit.core, paper.year].append(paper)


def _by_unit(papers: list[Paper]) -> Iterator[tuple[UnitName, int, list[Paper]]]:
    """Give the papers of a file by unit and year; of names of one unit that which tells most places stands for all."""
    found: dict[Place, list[tuple[UnitName, list[Paper]]]] = defaultdict(list)
    for paper in papers:
        for unit in paper.units if paper.year else ():
            groups = found[unit.core, paper.year or 0]
            place = next((n for n, (name, _) in enumerate(groups) if name.is_same(unit)), None)
            if place is None:
                groups.append((unit, [paper]))
                continue
            name, together = groups[place]
            groups[place] = (max(name, unit, key=lambda each: len(each.above)), together)
            if paper not in together[-1:]:
                together.append(paper)
    for (_, year), groups in found.items():
        yield from ((unit, year, together) for unit, together in groups)


def _indices(read: ReadResult) -> range:
    return range(len(read.documents))


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(rule for rule in all_rules() if rule.scope == "across")


def _with(known: list[RuleOutcome], added: list[RuleOutcome]) -> list[RuleOutcome]:
    """Give the outcomes on a file with those of its rounds; what was evaluated within the file is counted in."""
    ids = {outcome.rule for outcome in added}
    before = [outcome for outcome in known if outcome.rule in ids]
    return [*(outcome for outcome in known if outcome.rule not in ids), *_summed([*added, *before])]


def _summed(outcomes: list[RuleOutcome]) -> Iterator[RuleOutcome]:
    """Give one outcome for each rule: broken where it is broken in one round, held where it holds in one."""
    by_rule: dict[str, list[RuleOutcome]] = defaultdict(list)
    for outcome in outcomes:
        by_rule[outcome.rule].append(outcome)
    for rule, found in by_rule.items():
        ends = {outcome.outcome for outcome in found}
        end: Outcome = "broken" if "broken" in ends else "holds" if "holds" in ends else "not_run"
        reason = next((outcome.reason for outcome in found), None) if end == "not_run" else None
        yield RuleOutcome(rule, end, None, reason, sum(outcome.evaluated for outcome in found))
