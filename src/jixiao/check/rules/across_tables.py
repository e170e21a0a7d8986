"""Accounts whose text and tables stand in two files: all relations between them, as if they stood in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jixiao.check.across.papers import Paper
from jixiao.check.across.rounds import Round
from jixiao.check.across.sets import are_comparable, are_complements, are_one_set
from jixiao.check.cause import Failure, severity_of
from jixiao.check.relations.constraints import figures_of
from jixiao.check.relations.evaluate import Evaluation
from jixiao.check.relations.findings import failures_of
from jixiao.check.rule import ACCOUNTS, HOLDS, Broken, Verdicts, across_rule
from jixiao.model.accounts import FinalAccounts
from jixiao.model.result import FindingFigure


@across_rule(
    "across.accounts.tables",
    sentence="决算的文字和决算表分在两份文件里的，文中的数与表中的数应符合勾稽关系。",
    severity="error",
    basis="决算说明依据决算表编写，文中的数应与表一致",
    good="文字：基本支出400.00万元；另一份文件的支出决算表：基本支出400.00",
    bad="文字：基本支出400.00万元；另一份文件的支出决算表：基本支出404.00",
    lacking="没有读到分在另一份文件里的决算表或决算文字",
    kinds=ACCOUNTS,
)
def tables(papers: Round) -> Verdicts:
    """The relations of one document over the text of one file and the tables of another; within one they are done."""
    accounts = papers.accounts
    for other in papers.beside(accounts, "final_accounts") if accounts else ():
        assert accounts is not None
        if not (are_complements(accounts, other) and are_comparable(accounts, other)):
            continue
        pair = _Pair(papers, accounts, other)
        yield from pair.verdicts()


class _Pair:
    """The text of accounts in one file and the tables in another."""

    def __init__(self, papers: Round, one: Paper, other: Paper) -> None:
        self.papers = papers
        self.text, self.tables = (other, one) if one.accounts.tables else (one, other)
        self.own = next(paper for paper in (one, other) if paper.file == papers.file)
        self._in_tables = {id(value) for _, value in self.tables.accounts.values()}

    def verdicts(self) -> Verdicts:
        evaluation = Evaluation(_joined(self.text.accounts, self.tables.accounts), self.papers.relations)
        facts = evaluation.book.facts
        for result in evaluation.results:
            for bound in result.kept:
                if self._are_both(facts[index].value for index in figures_of(bound.constraint)):
                    yield HOLDS
        for group in _by_cause(failures_of(evaluation)):
            between = [failure for failure in group[1:] if self._is_between(failure)]
            if between or self._is_between(group[0]):
                yield self._told(group[0], self._where())
                yield from (self._told(failure) for failure in between)

    def _where(self) -> str:
        return f"（文字在“{self.text.file}”，表在“{self.tables.file}”）"

    def _is_between(self, failure: Failure) -> bool:
        return self._are_both(figure.value for figure in failure[1].figures)

    def _are_both(self, values: Iterable[object]) -> bool:
        return len({id(value) in self._in_tables for value in values}) == 2

    def _told(self, failure: Failure, where: str = "") -> Broken:
        """Give a failure with both files; where it is not sure that they are one set it is no certain error."""
        _, broken = failure
        severity = severity_of(failure)
        sure = self.papers.sure and are_one_set(self.text, self.tables)
        return Broken(
            f"{broken.message.rstrip('。')}{where}。",
            [self._figure(figure) for figure in broken.figures],
            severity="warning" if severity == "error" and not sure else severity,
            relation=broken.relation,
            suggestion=broken.suggestion,
            cause=broken.cause,
            document=self.own.index,
        )

    def _figure(self, figure: FindingFigure) -> FindingFigure:
        paper = self.tables if id(figure.value) in self._in_tables else self.text
        found = paper.figure(figure.value, figure.label, of=self.papers.file, suspect=figure.suspect)
        found.expected = figure.expected
        return found


def _joined(text: FinalAccounts, tables: FinalAccounts) -> FinalAccounts:
    return FinalAccounts(
        year=text.year or tables.year, unit=text.unit, title=text.title, sections=text.sections,
        statements=text.statements, tables=tables.tables,
    )  # fmt: skip


def _by_cause(failures: list[Failure]) -> Iterator[list[Failure]]:
    groups: dict[object, list[Failure]] = {}
    for failure in failures:
        cause = failure[1].cause
        groups.setdefault(cause if isinstance(cause, str) else id(cause), []).append(failure)
    yield from groups.values()
