"""The notes that findings become: what each says and at which figure it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jixiao.model.place import Place
from jixiao.model.result import CheckResult, Finding, ReadResult, Severity
from jixiao.model.value import Value
from jixiao.report.words import SEVERITY, facts, marked_figures, places

AUTHOR = "绩效核对（jixiao）"
INITIALS = "绩效"


class Note(NamedTuple):
    """A finding in words, a line each, and the place of its figure; `stated` is that figure as printed.

    `printed_before` tells, for a figure within a line of text, how many signs are in front of it, blanks not counted.
    """

    severity: Severity
    lines: list[str]
    place: Place | None = None
    stated: str | None = None
    printed_before: int | None = None

    @property
    def text(self) -> str:
        """The whole note."""
        return "\n".join(self.lines)


def notes_of(result: CheckResult) -> list[Note]:
    """Give a note for each finding, in their order.

    It stands at the suspect figure, else at the first one that has a place, else where its document begins.
    """
    layout = result.read.layout
    texts = {paragraph.number: paragraph.text for paragraph in layout.paragraphs()} if layout else {}
    return [_note(finding, result.read, texts) for finding in result.findings]


def _note(finding: Finding, read: ReadResult, texts: dict[int, str]) -> Note:
    value = next(_values(finding, read), None)
    place = None if value is None else value.place
    if value is None or place is None:
        return Note(finding.severity, _lines(finding))
    text = texts.get(place.paragraph or 0, "")
    before = len("".join(text[: place.start - 1].split())) if place.start else None
    return Note(finding.severity, _lines(finding), place, value.text, before)


def _values(finding: Finding, read: ReadResult) -> Iterator[Value]:
    """Give the values with a place that the note may stand at, best first."""
    for figure in [*marked_figures(finding), *finding.figures]:
        if figure.value.place and figure.elsewhere is None:
            yield figure.value
    documents = read.documents if finding.document is None else [read.documents[finding.document]]
    for document in documents:
        yield from (value for _, value in document.values() if value.place)


def _lines(finding: Finding) -> list[str]:
    """What it says; where it points at several figures their places, where it knows no value what to do."""
    told = dict(facts(finding))
    wanted = ["应为" if "应为" in told else "建议", *["位置"] * (len(places(finding)) > 1), "依据"]
    said = [f"{label}：{told[label]}" for label in wanted if label in told]
    return [f"【{SEVERITY[finding.severity]}】{finding.message}", *said]
