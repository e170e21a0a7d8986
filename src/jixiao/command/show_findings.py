"""What `check` found, for people: the findings of each document, and at the end what was looked at."""

from __future__ import annotations

from collections import Counter

import click

from jixiao.command.output import columns, print_fact, print_line, print_table
from jixiao.command.width import wrap
from jixiao.model.result import CheckResult, Finding, Severity
from jixiao.report.words import (
    SEVERITY,
    counts,
    counts_sentence,
    document_title,
    documents_of,
    documents_words,
    facts,
)

COLOUR: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "blue"}
LEFT = " " * 4
INDENT = 10  # 4 blanks, the two characters of the severity, 2 blanks


class FindingsView:
    """Prints each file's findings as it comes, and what was looked at when all are done."""

    def __init__(self) -> None:
        self._rows: list[list[str]] = []
        self._tally: Counter[str] = Counter()
        self._found: Counter[Severity] = Counter()

    def add(self, result: CheckResult) -> None:
        """Print the findings of a file."""
        source = result.read.source
        print_line(f"{source.name}（{source.format}，{documents_words(*documents_of(result.read))}）", bold=True)
        for index, document in enumerate(result.read.documents):
            own = [finding for finding in result.findings if finding.document == index]
            _show_group(document_title(document), own)
        if whole := [finding for finding in result.findings if finding.document is None]:
            _show_group("整个文件", whole)
        _show_remarks(result)
        print_line()
        self._note(result)

    def close(self) -> None:
        """Print how much was looked at and found in all: a table of the files where they are several, and a line."""
        if len(self._rows) > 1:
            print_table("", ["文件", "文档", *SEVERITY.values()], self._rows, right=(1, 2, 3, 4))
        tally = self._tally
        if not self._rows:
            return
        lacking = f"，另有 {tally['not_run']} 条规则因缺少数据没有核对" if tally["not_run"] else ""
        found = counts_sentence(self._found)
        documents = documents_words(tally["forms"], tally["accounts"], tally["reports"])
        print_line(f"共 {len(self._rows)} 个文件、{documents}：{found}。", bold=True)
        print_line(f"核对了 {tally['figures']} 个数字、{tally['relations']} 条关系{lacking}。")

    def _note(self, result: CheckResult) -> None:
        found = counts(result.findings)
        self._found.update(found)
        forms, accounts, reports = documents_of(result.read)
        numbers = [len(result.read.documents), *found.values()]
        self._rows.append([result.read.source.name, *map(str, numbers)])
        self._tally.update(
            figures=result.figures, relations=result.relations, forms=forms, accounts=accounts, reports=reports
        )
        self._tally["not_run"] += sum(outcome.outcome == "not_run" for outcome in result.outcomes)


def _show_group(title: str, findings: list[Finding]) -> None:
    print_line()
    print_line(f"  {title}：{counts_sentence(counts(findings))}", bold=True)
    for finding in findings:
        _show_finding(finding)


def _show_finding(finding: Finding) -> None:
    word = click.style(SEVERITY[finding.severity], fg=COLOUR[finding.severity], bold=True)
    first, *others = wrap(finding.message, max(columns() - INDENT, 20))
    print_line(f"{LEFT}{word}  {first}")
    for line in others:
        print_line(" " * INDENT + line)
    for label, text in facts(finding):
        print_fact(label, text, INDENT)


def _show_remarks(result: CheckResult) -> None:
    for remark in result.read.remarks:
        print_line(f"  说明：{remark}")
    if result.read.unread:
        print_line(f"  有 {len(result.read.unread)} 处内容没有读懂，用 jixiao read 可以看到。")
