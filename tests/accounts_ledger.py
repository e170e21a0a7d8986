"""Measure the findings about final accounts against what auditors found in them and what holds in them.

python tests/accounts_ledger.py     prints the figures for every ledger of the samples and what was not found
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

from jixiao.check import check_documents
from jixiao.model.result import CheckResult, Finding
from jixiao.read import read_file

# What the text rules answer for; the other kinds of defect are relations between figures.
BY_TEXT = {
    "date_implausible", "placeholder_left", "contradiction", "missing_value", "cross_document", "text_quality", "other",
}  # fmt: skip
SEEDED_BY_TEXT = ("s2-sign", "s5-unit", "s6-year", "s7-vehicles", "s8-choice")
ENOUGH = 2  # stated texts of an entry that a finding has to touch (all, where the entry has fewer)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
Entry = dict[str, Any]


class Tally(NamedTuple):
    """Entries that were found, and those that were not."""

    found: list[Entry]
    missed: list[Entry]

    @property
    def share(self) -> float:
        """The share that was found."""
        return len(self.found) / max(1, len(self.found) + len(self.missed))


def narrative(path: Path) -> list[Entry]:
    """Give the entries of a ledger that are about the narrative, not about forms."""
    data = json.loads(path.read_text(encoding="utf-8"))
    items: list[Entry] = data if isinstance(data, list) else data["items"]
    return [entry for entry in items if entry.get("document", "final_accounts") == "final_accounts"]


def by_text(entries: list[Entry]) -> list[Entry]:
    """Give the entries that the text rules answer for."""
    return [entry for entry in entries if entry.get("category") in BY_TEXT or entry["id"] in SEEDED_BY_TEXT]


def tally(entries: list[Entry], result: CheckResult, severities: tuple[str, ...]) -> Tally:
    """Say which entries have a finding of one of the severities that touches what they state."""
    findings = [finding for finding in accounts_findings(result) if finding.severity in severities]
    found = [entry for entry in entries if any(answers(finding, entry) for finding in findings)]
    return Tally(found, [entry for entry in entries if entry not in found])


def accounts_findings(result: CheckResult) -> list[Finding]:
    """Give the findings about accounts and their reports."""
    forms = len(result.read.forms)
    return [finding for finding in result.findings if finding.document is not None and finding.document >= forms]


def answers(finding: Finding, entry: Entry) -> bool:
    """Say whether a finding is about an entry: it touches enough of the texts that the entry states."""
    touched = sum(touches(finding, stated) for stated in entry["stated"])
    return touched >= min(ENOUGH, len(entry["stated"]))


def touches(finding: Finding, stated: str) -> bool:
    """Say whether a finding names a text: as a figure, as the number or the words in one, or in its sentence."""
    numbers = set(_NUMBER.findall(stated))
    for text in (figure.value.text or "" for figure in finding.figures):
        if text == stated or text in numbers or (len(text) > 3 and (text in stated or stated in text)):
            return True
    return len(stated) > 3 and stated in finding.message


def contradictions(clean: list[Entry], result: CheckResult) -> list[tuple[Entry, Finding]]:
    """Give the errors that say that a relation does not hold which does: they are about its figures and no others."""
    errors = [finding for finding in accounts_findings(result) if finding.severity == "error"]
    return [(entry, finding) for entry in clean for finding in errors if _denies(finding, entry)]


def _denies(finding: Finding, entry: Entry) -> bool:
    numbers = {number for stated in stated_of(entry) for number in _NUMBER.findall(stated)}
    if len(numbers - {"0", "100"}) < ENOUGH:
        return False  # 0.25 of 0.25 may be any figure of the document
    named = {figure.value.text for figure in finding.figures}
    return named <= numbers and all(touches(finding, stated) for stated in stated_of(entry))


def stated_of(entry: Entry) -> list[str]:
    """Give the texts of an entry of a clean list of either shape."""
    return entry["stated"] if isinstance(entry["stated"], list) else [entry["stated"], *entry["figures"]]


def certain_errors(entries: list[Entry]) -> list[Entry]:
    """Give the entries that are errors beyond doubt."""
    return [e for e in entries if e["severity"] == "error" and e.get("confidence", "certain") == "certain"]


def others(entries: list[Entry]) -> list[Entry]:
    """Give likely errors and warnings."""
    return [e for e in entries if e not in certain_errors(entries) and e["severity"] in ("error", "warning")]


def report(name: str, entries: list[Entry], result: CheckResult) -> None:
    """Print how many entries were found, and those that were not."""
    certain, likely = certain_errors(entries), others(entries)
    notes = [entry for entry in entries if entry["severity"] == "info"]
    every = ("error", "warning", "info")
    rows = (("certain errors", certain, every[:1]), ("likely and warnings", likely, every[:2]), ("notes", notes, every))
    for title, wanted, severities in rows:
        found = tally(wanted, result, severities)
        print(f"{name}: {title} {len(found.found)}/{len(wanted)}")
        for entry in found.missed:
            print("  MISSED", entry["id"], entry["severity"], entry.get("confidence"), entry["stated"])


def main() -> None:
    """Print the figures of every ledger about accounts that the samples have."""
    samples = Path(__file__).resolve().parents[2] / "shared" / "samples"
    name = "leshan-jinkouhe-2023-accounts"
    result = check_documents(read_file(samples / "office" / f"{name}.docx"))
    entries = narrative(samples / "ledger" / f"{name}.ledger.json")
    report(f"{name}, text", by_text(entries), result)
    report(f"{name}, all", entries, result)
    for entry, finding in contradictions(narrative(samples / "ledger" / f"{name}.clean.json"), result):
        print("  CONTRADICTED", entry["id"], entry["stated"], finding.rule, finding.message)
    for case in sorted((samples / "provinces").glob("*/truth.json")):
        if json.loads(case.read_text("utf-8"))["documents"][0]["kind"] == "final_accounts":
            result = check_documents(read_file(next(case.parent.glob("report.*"))))
            report(f"{case.parent.name}, text", by_text(narrative(case.with_name("ledger.json"))), result)
            report(f"{case.parent.name}, all", narrative(case.with_name("ledger.json")), result)
            for entry, finding in contradictions(
                json.loads(case.with_name("ledger.json").read_text())["clean"], result
            ):
                print("  CONTRADICTED", entry, finding.rule, finding.message)


if __name__ == "__main__":
    sys.exit(main())
