"""What `read` and `check` give: the documents of a file, and the findings about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from jixiao.model.accounts import FinalAccounts
from jixiao.model.form import Form
from jixiao.model.place import Place
from jixiao.model.value import Value

Severity = Literal["error", "warning", "info"]
Document = Form | FinalAccounts


class SourceInfo(NamedTuple):
    """The file that was read: base name, format, SHA-256 and, where the format has pages, their number."""

    name: str
    format: str
    sha256: str
    pages: int | None = None


class Unread(NamedTuple):
    """A table or passage that was seen and not understood."""

    place: Place
    text: str


@dataclass(slots=True)
class ReadResult:
    """What a file says: its forms in order, then its final accounts, what was not understood, and remarks."""

    source: SourceInfo
    documents: Sequence[Document]
    unread: list[Unread] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    layout: Any = field(default=None, repr=False)  # the Layout of read/, for those who draw or fill the source

    @property
    def forms(self) -> list[Form]:
        """The forms among the documents; they come first, so an index into them is one into the documents."""
        return [document for document in self.documents if isinstance(document, Form)]

    @property
    def accounts(self) -> list[FinalAccounts]:
        """The final accounts and their annexed reports among the documents; they come after the forms."""
        return [document for document in self.documents if isinstance(document, FinalAccounts)]

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of `jixiao read` (read.schema.json)."""
        return {
            "source": self.source._asdict(),
            "documents": [document.to_dict() for document in self.documents],
            "unread": [{"where": unread.place.to_dict(), "text": unread.text} for unread in self.unread],
            "remarks": list(self.remarks),
        }


class Elsewhere(NamedTuple):
    """Where a figure of another file stands: the name of the file, the document and its number there, from 0."""

    file: str
    number: int
    document: Document


@dataclass(slots=True)
class FindingFigure:
    """A figure that a finding speaks of: label, the text as printed, what it should be, whether it is the suspect.

    `elsewhere` tells the file where the figure stands in another one than the finding.
    """

    label: str
    value: Value
    expected: str | None = None
    suspect: bool = False
    elsewhere: Elsewhere | None = None


@dataclass(slots=True)
class Finding:
    """One thing that is wrong: a Chinese sentence with the numbers in it, the arithmetic, the basis, the figures."""

    rule: str
    severity: Severity
    message: str
    figures: list[FindingFigure]
    relation: str | None = None
    basis: str | None = None
    suggestion: str | None = None
    document: int | None = None
    project: str | None = None


Outcome = Literal["holds", "broken", "not_run"]


class RuleOutcome(NamedTuple):
    """How a rule ended on one document: holds, broken, or not run with the reason; `evaluated` counts its relations."""

    rule: str
    outcome: Outcome
    document: int | None = None
    reason: str | None = None
    evaluated: int = 0


@dataclass(slots=True)
class CheckResult:
    """The findings about a file, what was looked at, and how each rule ended."""

    read: ReadResult
    findings: list[Finding]
    outcomes: list[RuleOutcome]
    figures: int = 0
    own_relations: Sequence[Any] = field(default=(), repr=False)  # the user's own, for those who show how all ended

    @property
    def relations(self) -> int:
        """The number of relations that had all their figures and were evaluated."""
        return sum(outcome.evaluated for outcome in self.outcomes)

    def count(self, severity: Severity) -> int:
        """Give how many findings have this severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of `jixiao check` (findings.schema.json)."""
        return {
            "source": self.read.source._asdict(),
            "checked": {
                "documents": len(self.read.documents),
                "figures": self.figures,
                "relations": self.relations,
                "rules": [outcome._asdict() for outcome in self.outcomes],
            },
            "findings": [self._finding(finding) for finding in self.findings],
            "remarks": list(self.read.remarks),
        }

    def _finding(self, finding: Finding) -> dict[str, Any]:
        form = None if finding.document is None else self.read.documents[finding.document]
        return {
            "rule": finding.rule,
            "severity": finding.severity,
            "document": finding.document,
            "project": finding.project,
            "message": finding.message,
            "relation": finding.relation,
            "basis": finding.basis,
            "suggestion": finding.suggestion,
            "figures": [_figure(figure, form) for figure in finding.figures],
        }


def _figure(figure: FindingFigure, form: Document | None) -> dict[str, Any]:
    place, other = figure.value.place, figure.elsewhere
    if other is not None:
        form = other.document
    return {
        "label": figure.label,
        "stated": figure.value.text,
        "expected": figure.expected,
        "suspect": figure.suspect,
        "pointer": form.pointer(figure.value) if form else None,
        "where": place.to_dict() if place else None,
        "file": other.file if other else None,
        "file_document": other.number if other else None,
    }
