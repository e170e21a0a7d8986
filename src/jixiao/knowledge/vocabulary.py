"""The vocabulary of the forms: which label means what, read from vocabulary.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("vocabulary.toml")
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十0-9]{1,2}\)|[0-9]+[.、](?![0-9])|其中[:-]?|[#*☆★])+"
)
_REMARK = re.compile(r"(?:\([^()]*\)|\[[^\[\]]*\])$")
_LONGEST_FOR_PATTERNS = 24


class Vocabulary:
    """Labels by context: `exact[context][label]` is a key; `patterns[context]` are tried in order where none fits."""

    __slots__ = ("exact", "patterns")

    def __init__(self, data: dict[str, dict[str, dict[str, object]]]) -> None:
        self.exact: dict[str, dict[str, str]] = {}
        self.patterns: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for context, keys in data.items():
            self._add(context, keys)

    def _add(self, context: str, keys: dict[str, dict[str, object]]) -> None:
        exact = self.exact.setdefault(context, {})
        patterns = self.patterns.setdefault(context, [])
        for key, entry in keys.items():
            labels = entry.get("labels", [])
            assert isinstance(labels, list)
            for label in labels:
                exact.setdefault(label, key)
            if "pattern" in entry:
                patterns.append((key, re.compile(str(entry["pattern"]))))

    def find(self, context: str, label: str) -> str | None:
        """Give the key that a normal label (see `normal`) has in a context, None where it has none."""
        found = self.exact[context].get(label)
        if found is not None or len(label) > _LONGEST_FOR_PATTERNS:
            return found
        return next((key for key, pattern in self.patterns[context] if pattern.search(label)), None)

    def labels(self, context: str) -> dict[str, str]:
        """Give all labels of a context with their keys."""
        return self.exact[context]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Give the vocabulary that comes with the program."""
    return Vocabulary(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def normal(text: str) -> str:
    """Give a label in its normal form: half-width, without white space, numbering, 其中 and a closing colon."""
    plain = unicodedata.normalize("NFKC", "".join(text.split()))
    plain = plain.rstrip(":;。,")
    return _NUMBERING.sub("", plain)


def without_remarks(label: str) -> str:
    """Give a normal label without bracketed remarks at its end, such as (万元), (A) or (10分)."""
    while True:
        shorter = _REMARK.sub("", label).rstrip(":")
        if shorter == label or not shorter:
            return label
        label = shorter
