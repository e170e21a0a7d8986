"""Whatever locks a row does so inside a transaction: SQLite lets the rest pass, PostgreSQL refuses it.

Tests that talk to the workbench run inside a transaction themselves, so none of them would see it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import jixiao

ROOT = Path(jixiao.__file__).parent
LOCK = "select_for_update"
Place = tuple[str, str]  # module and function


def functions() -> Iterator[tuple[Place, ast.FunctionDef, dict[str, Place]]]:
    """Give each function of the workbench and of its commands, with where the names that it may call are from."""
    for path in sorted([*ROOT.glob("workbench/**/*.py"), *ROOT.glob("command/*.py")]):
        module = ".".join(("jixiao", *path.relative_to(ROOT).with_suffix("").parts))
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {each.name: (module, each.name) for each in tree.body if isinstance(each, ast.FunctionDef)}
        for each in (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)):
            names |= {alias.asname or alias.name: (each.module or "", alias.name) for alias in each.names}
        for each in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            yield (module, each.name), each, names


def bare(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Give the parts of a function that run outside of a transaction of its own."""
    waiting: list[ast.AST] = [] if any(map(atomic, function.decorator_list)) else list(function.body)
    while waiting:
        part = waiting.pop()
        if isinstance(part, ast.With) and any(atomic(item.context_expr) for item in part.items):
            continue
        yield part
        waiting += ast.iter_child_nodes(part)


def atomic(expression: ast.expr) -> bool:
    return "atomic" in ast.dump(expression)


def called(function: ast.FunctionDef, names: dict[str, Place]) -> Iterator[Place | str]:
    """Give what a function calls outside of a transaction: functions by their place, methods by their name."""
    for part in bare(function):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
            yield names.get(part.func.id, part.func.id)
        elif isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            owner = names.get(getattr(part.func.value, "id", ""))
            yield (".".join(owner), part.func.attr) if owner else part.func.attr


def test_rows_are_locked_inside_a_transaction() -> None:
    calls = {place: set(called(function, names)) for place, function, names in functions()}
    locking: set[Place | str] = {LOCK}
    while more := {place for place, own in calls.items() if own & locking} - locking:
        locking |= more
    assert ("jixiao.workbench.cycle.saving", "locked") in locking
    outside = ("jixiao.workbench.pages", "jixiao.command", "jixiao.workbench.keeping")
    assert {place for place in locking - {LOCK} if place[0].startswith(outside)} == set()
