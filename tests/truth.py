"""Measures what `read` gives against truth files: fields right, fields given, fields expected."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

KINDS = {"performance_goal": "performance_target"}  # an older name in some truth files
INDICATOR = ("level1", "level2", "name", "comparator", "target", "unit", "actual", "weight", "score", "reason")


class Measure(NamedTuple):
    """Counts of fields: right ones, those given by the reader, those that the truth has; and what differs."""

    right: int
    given: int
    expected: int
    differences: list[str]

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    def __add__(self, other: Measure) -> Measure:  # type: ignore[override]
        return Measure(*(a + b for a, b in zip(self, other, strict=True)))


def norm(path: str, value: Any) -> str | None:
    if value is None:
        return None
    text = unicodedata.normalize("NFKC", "".join(str(value).split()))
    if path.endswith("/kind"):
        return KINDS.get(text, text)
    if path.endswith("/level1"):
        text = text.partition("(")[0]
    if path.endswith(("weight", "score")):
        text = text.removesuffix("分")
    return text


def fields(document: dict[str, Any], shape: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give the fields of a document that the truth's shape has, all but lists."""
    for key, value in shape.items():
        if isinstance(value, dict):
            for name in value:
                yield f"/{key}/{name}", (document.get(key) or {}).get(name)
        elif not isinstance(value, list):
            yield f"/{key}", document.get(key)


def compare(read: dict[str, Any], truth: dict[str, Any]) -> Measure:
    """Compare one document with its truth over the keys that the truth has."""
    pairs = [(path, got, dict(fields(truth, truth)).get(path)) for path, got in fields(read, truth)]
    sources = [line["source"] for line in truth["funding"]]
    given = {line["source"]: line for line in reversed(read["funding"])}
    for index, line in enumerate(truth["funding"]):
        for key in ("initial", "budget", "executed", "rate"):
            pairs.append((f"/funding/{sources[index]}/{key}", given.get(line["source"], {}).get(key), line.get(key)))
    pairs += _indicator_pairs(read["indicators"], truth["indicators"])
    return _count(pairs)


def _indicator_pairs(read: list[dict[str, Any]], truth: list[dict[str, Any]]) -> list[tuple[str, Any, Any]]:
    left = [norm("", row["name"]) or norm("", row["target"]) or "" for row in read]
    right = [norm("", row["name"]) or norm("", row["target"]) or "" for row in truth]
    pairs: list[tuple[str, Any, Any]] = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        for offset in range(max(b - a, d - c)):
            got = read[a + offset] if a + offset < b else {}
            want = truth[c + offset] if c + offset < d else {}
            row = f"/indicators/{c + offset}{'' if kind == 'equal' else '!'}"
            pairs += [(f"{row}/{key}", got.get(key), want.get(key)) for key in INDICATOR]
    return pairs


def _count(pairs: list[tuple[str, Any, Any]]) -> Measure:
    right = given = expected = 0
    differences = []
    for path, got, want in pairs:
        got, want = norm(path, got), norm(path, want)
        given += got is not None
        expected += want is not None
        right += got is not None and got == want
        if got != want:
            differences.append(f"{path}: {got!r} ≠ {want!r}")
    return Measure(right, given, expected, differences)


def measure(read: list[dict[str, Any]], truth: list[dict[str, Any]]) -> Measure:
    """Compare all documents of a file in order; a missing or superfluous one counts with all its fields."""
    total = Measure(0, 0, 0, [])
    if len(read) != len(truth):
        total += Measure(0, 0, 0, [f"documents: {len(read)} ≠ {len(truth)}"])
    empty: dict[str, Any] = {"funding": [], "indicators": []}
    for index, want in enumerate(truth):
        got = read[index] if index < len(read) else empty
        one = compare(got, want)
        total += one._replace(differences=[f"[{index}]{line}" for line in one.differences])
    return total


def sample_files(samples: Path) -> dict[str, list[dict[str, Any]]]:
    """Give the form files of the samples with their truth."""
    found: dict[str, list[dict[str, Any]]] = {}
    seeds = {
        "leshan-jinkouhe-2024": ("xlsx", "pdf"),
        "guangyuan-zhaohua-2024": ("docx", "doc", "pdf"),
        "zhuzhou-lukou-2023": ("docx", "html", "pdf"),
    }
    for name, formats in seeds.items():
        truth = json.loads((samples / "truth" / f"{name}.json").read_text())["documents"]
        found[str(samples / "seeds" / f"{name}-forms.txt")] = truth
        for suffix in formats:
            found[str(samples / "office" / f"{name}-forms.{suffix}")] = truth
    for file in sorted((samples / "provinces").glob("*/form.*")):
        found[str(file)] = json.loads((file.parent / "truth.json").read_text())["documents"]
    return found


def main() -> None:
    import time

    from jixiao.read import read_file

    samples = Path(sys.argv[1])
    pattern = sys.argv[2] if len(sys.argv) > 2 else ""
    for path, truth in sample_files(samples).items():
        if pattern not in path:
            continue
        start = time.perf_counter()
        try:
            result = read_file(path)
        except Exception as error:
            print(f"---- {path}: {type(error).__name__} {error}")
            continue
        took = (time.perf_counter() - start) * 1000
        found = measure([document.to_dict() for document in result.documents], truth)
        print(
            f"{found.precision:.4f} {found.recall:.4f} {took:6.1f} ms unread {len(result.unread)}",
            path[len(str(samples)) :],
        )
        for line in found.differences[:30]:
            print("      ", line)
        for unread in result.unread[:6]:
            print("       unread", unread.text[:100])


if __name__ == "__main__":
    main()
