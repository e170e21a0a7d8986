"""Traces of templates and spreadsheets in the values of a form."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.knowledge.patterns import Pattern, first_traces, triggers
from jixiao.model.value import Value


class Trace(NamedTuple):
    """A value that holds a trace, the pattern that it fits, and what was found."""

    value: Value
    pattern: Pattern
    found: str


def traces_in(values: list[Value]) -> list[Trace]:
    """Give the traces in the order of the values; one look through all of the text tells which are worth trying."""
    whole = "\n".join([value.text or "" for value in values])
    suspicious = [trigger for trigger in triggers() if trigger in whole]
    return [
        Trace(value, pattern, found)
        for value in values
        if suspicious and any(trigger in (value.text or "") for trigger in suspicious)
        for pattern, found in first_traces(value.text or "")
    ]
