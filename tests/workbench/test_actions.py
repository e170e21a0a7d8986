"""Every action that is recorded anywhere in the workbench has a Chinese name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import jixiao.workbench
from jixiao.workbench.history.actions import ACTIONS

SOURCE = Path(jixiao.workbench.__file__).parent
# Functions that hand an action on to the log: where it stands among their arguments.
WRITERS = {"record": 1, "_move": 2}


def recorded() -> Iterator[tuple[str, ast.expr]]:
    """Give where an action is recorded, and each expression that says which."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                    for expression in said(call, function):
                        yield f"{path.name}:{call.lineno}", expression


def said(call: ast.Call, function: ast.FunctionDef) -> Iterator[ast.expr]:
    """Give what a call may say as the action: constants, also by way of a name or an if; else the name itself."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in WRITERS:
        named = [keyword.value for keyword in call.keywords if keyword.arg == "action"]
        yield from choices((named or call.args[WRITERS[name] :])[0], function)


def choices(expression: ast.expr, function: ast.FunctionDef) -> Iterator[ast.expr]:
    if isinstance(expression, ast.IfExp):
        yield from choices(expression.body, function)
        yield from choices(expression.orelse, function)
        return
    put = (
        [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
        if isinstance(expression, ast.Name)
        else []
    )
    values = [node.value for node in put for target in node.targets if getattr(target, "id", "") == expression.id]
    if not values:
        yield expression
    for value in values:
        yield from choices(value, function)


def test_every_recorded_action_has_a_name() -> None:
    found = list(recorded())
    named = {part.value for _, part in found if isinstance(part, ast.Constant)}
    assert {"submit", "return", "comment", "open_year"} <= named
    assert named - set(ACTIONS) == set()
    handed_on = [where for where, part in found if not isinstance(part, ast.Constant)]
    assert [where for where in handed_on if not where.startswith("workflow.py")] == []
    assert len(handed_on) == 1  # that of `_move`, whose callers are looked at themselves


def test_names_are_chinese_and_told_apart() -> None:
    assert len(set(ACTIONS.values())) == len(ACTIONS)
    assert all("一" <= name[0] <= "鿿" for name in ACTIONS.values())
