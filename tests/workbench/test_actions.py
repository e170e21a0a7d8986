"""Every action that is recorded anywhere in the workbench has a Chinese name, and so has what is kept of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import jixiao.workbench
from jixiao.workbench.history.actions import ACTIONS, DETAILS

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


def kept() -> Iterator[str]:
    """Give the name of all that a call keeps of an action: its keywords, and the keys of what it spreads."""
    for path in sorted(SOURCE.rglob("*.py")):
        functions = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]
        for function in functions:
            calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
            for call in (each for each in calls if getattr(each.func, "id", "") == "record"):
                for keyword in call.keywords:
                    yield from [keyword.arg] if keyword.arg else keys(keyword.value, function)


def keys(spread: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    """The keys of a dictionary that is spread (**told): written out, or one for each of a row of names."""
    names = {node.id for node in ast.walk(spread) if isinstance(node, ast.Name)}
    puts = [node for node in ast.walk(function) if isinstance(node, ast.Assign | ast.AnnAssign)]
    told = [node.value for node in puts if names & {getattr(each, "id", "") for each in targets(node)}]
    for each in [spread, *filter(None, told)]:
        for part in ast.walk(each):
            rows = [key for key in part.keys if key] if isinstance(part, ast.Dict) else []
            rows += part.generators[0].iter.elts if isinstance(part, ast.DictComp) and written(part) else []
            yield from (row.value for row in rows if isinstance(row, ast.Constant))


def targets(node: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]


def written(part: ast.DictComp) -> bool:
    return isinstance(part.generators[0].iter, ast.Tuple)


def test_all_that_is_kept_of_an_action_has_a_name() -> None:
    found = set(kept()) - {"unit", "address"}
    assert {"why", "requested", "decided", "size", "opinion", "remark", "acting_for"} <= found
    assert found - set(DETAILS) == set()


def test_names_are_chinese_and_told_apart() -> None:
    assert len(set(ACTIONS.values())) == len(ACTIONS)
    assert all("一" <= name[0] <= "鿿" for name in [*ACTIONS.values(), *DETAILS.values()])
