"""A round: the papers of one unit and year that are held against each other when a file joins those before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from jixiao.check.across.papers import Paper
from jixiao.check.project_names import project_key
from jixiao.check.relations.relation import Relation
from jixiao.model.form import FormKind

Key = tuple[str, str]


@dataclass
class Round:
    """Papers of one unit and year: `own` are those of the file looked at, `others` those of the files before it.

    `last` are the accounts of the year before, text and tables perhaps in two files. `sure` says whether all papers are
    certainly of one unit; `lacks` why there is nothing to compare with: under `last` for the year before, under
    `others` for the same year. `relations` are those of one document, with the user's own. `within`
    is the round of one file by itself. `told` are the rules about all forms together that an earlier file broke: each
    further form would break them again.
    """

    own: list[Paper]
    others: list[Paper]
    last: list[Paper] = field(default_factory=list)
    sure: bool = True
    lacks: dict[str, str] = field(default_factory=dict)
    relations: Sequence[Relation] = ()
    within: bool = False
    told: set[str] = field(default_factory=set)

    @property
    def file(self) -> str:
        """The name of the file looked at."""
        return (self.own or self.last)[0].file

    @cached_property
    def accounts(self) -> Paper | None:
        """The final accounts of the year: the first that were read."""
        return next(iter(self.of_kind("final_accounts")), None)

    @cached_property
    def narrative(self) -> Paper | None:
        """The first final accounts of the year that have a text."""
        return next((paper for paper in self.of_kind("final_accounts") if paper.accounts.statements), None)

    def of_kind(self, *kinds: str) -> list[Paper]:
        """Give the papers of some kinds, those read before first."""
        return [paper for paper in (*self.others, *self.own) if paper.kind in kinds]

    def beside(self, accounts: Paper, kind: str) -> list[Paper]:
        """Give the papers of a kind in other files than the accounts', as far as the file looked at takes part.

        What is annexed to other accounts is held against those.
        """
        if self.within:
            return self.of_kind(kind) if kind in _SELF_EVALUATIONS else []
        found = [other for other in self.of_kind(kind) if other.file != accounts.file]
        taking_part = [other for other in found if self.file in (other.file, accounts.file)]
        if kind == "final_accounts":
            return taking_part
        return [other for other in taking_part if other.file not in self._files_with_accounts]

    @cached_property
    def _files_with_accounts(self) -> frozenset[str]:
        return frozenset(paper.file for paper in self.of_kind("final_accounts"))

    @cached_property
    def known_forms(self) -> dict[Key, Paper]:
        """The forms of the files before, by code and by name of the project, the first of each."""
        found: dict[Key, Paper] = {}
        for paper in self.others:
            for key in form_keys(paper) if paper.kind in _SELF_EVALUATIONS else ():
                found.setdefault(key, paper)
        return found

    @cached_property
    def projects(self) -> list[Paper]:
        """One self-evaluation form of each project, in whatever file."""
        found: dict[str, Paper] = {}
        for paper in self.of_kind("project_self_evaluation"):
            if paper.project:
                found.setdefault(project_key(paper.project) or paper.project, paper)
        return list(found.values())


_SELF_EVALUATIONS: tuple[FormKind, ...] = ("project_self_evaluation", "department_self_evaluation")


def form_keys(paper: Paper) -> Iterator[Key]:
    """Give what a form is known by: the code and the name of its project; of a department there is one form."""
    if paper.kind == "department_self_evaluation":
        yield "department", ""
        return
    if paper.form.project.code.text:
        yield "code", paper.form.project.code.text
    if paper.project:
        yield "name", paper.project


def own_forms(round_: Round) -> Iterable[Paper]:
    """Give the self-evaluation forms of the file looked at."""
    return (paper for paper in round_.own if paper.kind in _SELF_EVALUATIONS)
