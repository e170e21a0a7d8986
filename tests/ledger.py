"""Measure the findings of `check` against a ledger: what a careful auditor found in a document, and what holds in it.

python tests/ledger.py          prints the figures for every ledger of the samples and what was not found
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

from jixiao.check import check_documents
from jixiao.model.result import CheckResult, Finding

# Which rules speak of which kind of defect; a finding of another kind does not count as found.
CATEGORIES: dict[str, tuple[str, ...]] = {
    "spreadsheet_error": ("form.text.spreadsheet",),
    "score_arithmetic": ("form.execution.score", "form.score.", "form.result."),
    "rate_arithmetic": ("form.funding.rate", "form.funding.zero"),
    "rate_display": ("form.execution.rate",),
    "sum_mismatch": ("form.funding.sum",),
    "total_sum": ("form.score.total", "form.weight", "form.totals"),
    "missing_value": ("form.broken_off", "form.unfilled", "form.score.m", "form.actual.m", "form.no_column"),
    "missing_reason": ("form.reason", "form.funding.overspent"),
    "reason_missing_for_deduction": ("form.reason",),
    "over_target_unexplained": ("form.funding.overspent", "form.actual.over"),
    "unit_mismatch": ("form.actual.", "form.execution.percent_sign"),
    "target_actual_mismatch": ("form.cost", "form.score", "form.result"),
    "text_quality": ("form.text", "file.", "form.goal.repeats_name"),
    "duplicate_document": ("file.form_twice",),
}
ENOUGH = 2  # figures of an entry that a finding has to name (all, where the entry has fewer)


class Tally(NamedTuple):
    """Entries of a kind that were found, and those that were not."""

    found: list[dict[str, Any]]
    missed: list[dict[str, Any]]

    @property
    def share(self) -> float:
        """The share that was found."""
        return len(self.found) / max(1, len(self.found) + len(self.missed))


def entries(path: Path) -> list[dict[str, Any]]:
    """Give the entries of a ledger file of either shape."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return data if isinstance(data, list) else data["items"]


def tally(items: list[dict[str, Any]], result: CheckResult, severities: tuple[str, ...]) -> Tally:
    """Say which entries have a finding of one of the severities that names their figures."""
    found = [item for item in items if any(answers(f, item) for f in result.findings if f.severity in severities)]
    return Tally(found, [item for item in items if item not in found])


def answers(finding: Finding, item: dict[str, Any]) -> bool:
    """Say whether a finding is about the same thing: the same project and kind, and the entry's figures named."""
    project = item.get("document")
    if project and finding.project and project != finding.project:
        return False
    rules = CATEGORIES.get(item.get("category", ""), ("",))
    if not finding.rule.startswith(rules):
        return False
    named = sum(names(finding, stated) for stated in item["stated"])
    return named >= min(ENOUGH, len(item["stated"]))


def names(finding: Finding, stated: str) -> bool:
    """Say whether a finding names a figure: among its figures, or a name in its words."""
    if any(figure.value.text == stated for figure in finding.figures):
        return True
    words = finding.message + "".join(figure.label for figure in finding.figures)
    return not stated.replace(".", "").isdigit() and stated.rstrip("（10分）") in words


def contradictions(clean: list[dict[str, Any]], result: CheckResult) -> list[tuple[dict[str, Any], Finding]]:
    """Give the errors that say a relation of the clean list does not hold: all its figures, a wrong one among them."""
    return [
        (item, finding)
        for item in clean
        for finding in result.findings
        if finding.severity == "error" and _denies(finding, item)
    ]


def _denies(finding: Finding, item: dict[str, Any]) -> bool:
    rules = CATEGORIES.get(item.get("category", ""), ("form.score.total", "form.weight", "form.funding"))
    wrong = {figure.value.text for figure in finding.figures if figure.suspect}
    stated = item["stated"] if isinstance(item["stated"], list) else [item["stated"], *item.get("figures", [])]
    return (
        item.get("document") in (None, finding.project)
        and finding.rule.startswith(rules)
        and all(names(finding, each) for each in stated)
        and not wrong.isdisjoint(stated)
    )


def main() -> None:
    """Print the figures of every ledger that the samples have."""
    import jixiao
    from forms import truth_result

    samples = Path(__file__).resolve().parents[2] / "shared" / "samples"
    office = samples / "office"
    forms = truth_result(samples / "truth" / "leshan-jinkouhe-2024.json")
    accounts = jixiao.read(office / "leshan-jinkouhe-2023-accounts.docx")
    for name, read in (("leshan-jinkouhe-2024-forms", forms), ("leshan-jinkouhe-2023-accounts", accounts)):
        result = check_documents(read)
        report(name, form_entries(samples, name), result)
        clean = json.loads((samples / "ledger" / f"{name}.clean.json").read_text(encoding="utf-8"))
        for item, finding in contradictions([c for c in clean if c["document"] != "final_accounts"], result):
            print("  CONTRADICTED", item["id"], item["stated"], finding.rule, finding.message)
    for case in sorted((samples / "provinces").glob("*/truth.json")):
        if json.loads(case.read_text("utf-8"))["documents"][0]["kind"] == "final_accounts":
            continue
        result, ledger = check_documents(truth_result(case)), case.with_name("ledger.json")
        report(case.parent.name, [item for item in entries(ledger) if item["severity"] != "soft"], result)
        for item, finding in contradictions(json.loads(ledger.read_text("utf-8"))["clean"], result):
            print("  CONTRADICTED", item, finding.message)


def form_entries(samples: Path, name: str) -> list[dict[str, Any]]:
    """Give the entries of a ledger that are about forms, not about the narrative of the accounts."""
    return [e for e in entries(samples / "ledger" / f"{name}.ledger.json") if e["document"] != "final_accounts"]


def certain_errors(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the entries that are errors beyond doubt."""
    return [e for e in items if e["severity"] == "error" and e.get("confidence", "certain") == "certain"]


def likely_and_warnings(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the other entries that a checker should point at: likely errors and all warnings."""
    return [e for e in items if e not in certain_errors(items) and e["severity"] in ("error", "warning")]


def report(name: str, items: list[dict[str, Any]], result: CheckResult) -> None:
    """Print how many entries were found, and those that were not."""
    certain = tally(certain_errors(items), result, ("error",))
    likely = tally(likely_and_warnings(items), result, ("error", "warning"))
    print(f"{name}: certain errors {len(certain.found)}/{len(certain.found) + len(certain.missed)},", end=" ")
    print(f"likely and warnings {len(likely.found)}/{len(likely.found) + len(likely.missed)}")
    for item in certain.missed + likely.missed:
        print("  MISSED", *(item.get(k) for k in ("id", "category", "severity", "confidence", "stated", "arithmetic")))


if __name__ == "__main__":
    sys.exit(main())
