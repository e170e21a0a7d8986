"""Traces of templates, spreadsheets and editors that must not stand in a finished form (patterns.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jixiao.model.result import Severity

_FILE = Path(__file__).with_name("patterns.toml")


class Pattern(NamedTuple):
    """One trace: `triggers` are cheap to look for, `regex` decides (None: the trigger itself is the trace)."""

    id: str
    kind: str
    severity: Severity
    name: str
    triggers: tuple[str, ...]
    regex: re.Pattern[str] | None

    def found(self, text: str) -> str | None:
        """Give what of the text is a trace, None where nothing is."""
        trigger = next((trigger for trigger in self.triggers if trigger in text), None)
        if trigger is None or self.regex is None:
            return trigger
        match = self.regex.search(text)
        return match.group() if match else None

    def all_found(self, text: str) -> Iterator[tuple[int, int]]:
        """Give where each trace in the text begins and ends."""
        if any(trigger in text for trigger in self.triggers):
            regex = self.regex or re.compile("|".join(map(re.escape, self.triggers)))
            yield from (match.span() for match in regex.finditer(text))


@cache
def patterns() -> tuple[Pattern, ...]:
    """Give all traces in the order of the data file: where several fit, the first one is told."""
    source = _FILE.read_text(encoding="utf-8")
    return tuple(pattern_of(entry) for entry in tomllib.loads(source)["pattern"])


@cache
def triggers() -> tuple[str, ...]:
    """Give every trigger once: a text without any of them holds no trace."""
    return tuple(dict.fromkeys(trigger for pattern in patterns() for trigger in pattern.triggers))


def first_traces(text: str) -> list[tuple[Pattern, str]]:
    """Give what a text holds of each kind of trace: the first pattern of the kind that fits, and what it found."""
    found: dict[str, tuple[Pattern, str]] = {}
    for pattern in patterns():
        trace = pattern.found(text) if pattern.kind not in found else None
        if trace is not None:
            found[pattern.kind] = pattern, trace
    return list(found.values())


def pattern_of(entry: dict[str, object]) -> Pattern:
    """Give the trace that an entry of a data file describes."""
    regex = entry.get("regex")
    return Pattern(
        str(entry["id"]),
        str(entry["kind"]),
        entry["severity"],  # type: ignore[arg-type]
        str(entry["name"]),
        tuple(entry["contains"]),  # type: ignore[arg-type]
        re.compile(str(regex)) if regex else None,
    )
