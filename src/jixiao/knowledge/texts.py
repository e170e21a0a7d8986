"""The texts and reasons (文字和原因) that only a person can know, by the names they are asked for (texts.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

Kind = Literal["passage", "reason", "phrase"]
NONE = "无"  # what a person types to say that there is none


class Text(NamedTuple):
    """A text by its name: its kind, what is to be written; `always` wanted, or one for each 项 (`each_item`)."""

    name: str
    kind: Kind
    note: str
    always: bool
    each_item: bool


@cache
def texts() -> tuple[Text, ...]:
    """Give all texts in the order in which they are asked for."""
    source = files("jixiao.knowledge").joinpath("texts.toml").read_text(encoding="utf-8")
    return tuple(
        Text(entry["name"], entry["kind"], entry["note"], entry.get("always", False), entry.get("each") == "item")
        for entry in tomllib.loads(source)["text"]
    )


def text_named(name: str) -> Text | None:
    """Give the text of a name, which may have a code behind it (支出预算差异原因 2101501); None if unknown."""
    known = _by_name().get(name)
    if known is not None:
        return known
    head, _, code = name.rpartition(" ")
    each = _by_name().get(head)
    return each if each is not None and each.each_item and code.isdigit() else None


@cache
def _by_name() -> dict[str, Text]:
    return {text.name: text for text in texts()}
