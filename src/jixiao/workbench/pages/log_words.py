"""What the log keeps of an action (内容), in words: each by its name, codes by what they are called."""

from __future__ import annotations

from typing import Any

from jixiao.workbench.cycle.models import Project
from jixiao.workbench.cycle.steps import State, StepKind
from jixiao.workbench.history.actions import DETAILS, detail_name
from jixiao.workbench.people.models import Unit
from jixiao.workbench.people.roles import ROLE_NAMES

_SHA = 12  # characters by which one knows a fingerprint again
_ORDER = {key: number for number, key in enumerate(DETAILS)}
# What the codes of a detail are called: the same code is another thing in another detail.
_CODES: dict[str, dict[str, str]] = {
    "before": dict(State.choices),
    "after": dict(State.choices),
    "role": {role.value: name for role, name in ROLE_NAMES.items()},
    "steps": dict(StepKind.choices),
    "kind": dict(Unit.Kind.choices),
    "nature": dict(Project.Nature.choices),
    "term": dict(Project.Term.choices),
    "way": {"amount": "按金额从大到小", "chance": "按主管部门随机抽取", "hand": "手工勾选"},
}


def told_detail(detail: dict[str, Any]) -> list[tuple[str, str]]:
    """Give what is kept of an action: the name of each thing, and what it is."""
    return [(detail_name(key), _word(key, value)) for key, value in _kept(detail).items()]


def _kept(detail: dict[str, Any]) -> dict[str, Any]:
    """What says something to people: a cell is told by its name, not by its pointer too; in the order of the names.

    PostgreSQL keeps details in an order of its own.
    """
    named = ("pointer",) if detail.get("name") else ()
    ordered = sorted(detail.items(), key=lambda item: _ORDER.get(item[0], len(_ORDER)))
    return {key: value for key, value in ordered if value not in ("", None, {}, []) and key not in named}


def _word(key: str, value: Any) -> str:
    """A value as people call it; lists in a row; of a long fingerprint the beginning: all of it is in the export."""
    if isinstance(value, list):
        return "、".join(_word(key, each) for each in value if each not in ("", None))
    if isinstance(value, dict):
        return "，".join(f"{name}：{word}" for name, word in told_detail(value))
    text = str(value)
    return f"{text[:_SHA]}…" if key == "sha256" else _CODES.get(key, {}).get(text, text)
