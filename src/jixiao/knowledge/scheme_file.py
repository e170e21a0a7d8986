"""One scheme file (评分方案): TOML text, checked key by key, becomes a `Scheme`; the rest comes from its base."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from jixiao.knowledge.scheme_failure import MissingKey, MissingSource, UnknownKey, UnreadableScheme, WrongValue
from jixiao.knowledge.scheme_parameters import BY_KEY, DEFINITIONS, Definition, Rules
from jixiao.knowledge.scheme_value import Misfit, convert, expected

# What a scheme file may say beside its parameters: Chinese name, type, what the message calls the type.
HEAD: dict[str, tuple[str, type, str]] = {
    "name": ("名称", str, "文字"),
    "title": ("标题", str, "文字"),
    "summary": ("说明", str, "文字"),
    "since": ("起始年度", int, "年份"),
    "until": ("截止年度", int, "年份"),
    "base": ("沿用的方案", str, "文字"),
    "aliases": ("别名", list, "一列名称"),
    "parameters": ("参数", dict, "一组参数"),
}
PARAMETER_KEYS: dict[str, tuple[str, type, str]] = {
    "value": ("数值", object, ""),
    "source": ("出处", str, "文字"),
    "local": ("地方参数", bool, "true 或 false"),
    "unconfirmed": ("待核对", bool, "true 或 false"),
}


class Parameter(NamedTuple):
    """One parameter of a scheme: its value and where that comes from.

    `local` marks what the local finance bureau has to confirm, `unconfirmed` a source whose wording was not compared.
    `scheme` is the scheme that sets it (the base, where it is taken over).
    """

    key: str
    value: Any
    source: str
    local: bool
    unconfirmed: bool
    scheme: str


@dataclass(frozen=True, slots=True, eq=False)
class Scheme:
    """A scoring scheme (评分方案): who uses it since when, its typed rules, and each parameter with its source.

    A scheme is equal to itself only, so that it can be the key of what is remembered.
    """

    name: str
    title: str
    summary: str
    since: int | None
    until: int | None
    base: str | None
    aliases: tuple[str, ...]
    file: str
    rules: Rules
    parameters: dict[str, Parameter]
    unsettled: frozenset[str]

    def settled(self, key: str) -> bool:
        """Tell whether a parameter has a source that needs no confirmation."""
        return key not in self.unsettled


def read_scheme(path: Path, load_base: Callable[[str], Scheme]) -> Scheme:
    """Read a scheme file; `load_base` gives the scheme it derives from. Raises SchemeFailure with file and key."""
    table = _table(path)
    _check_keys(path.name, table, HEAD)
    aliases = _aliases(path.name, table.get("aliases", []))
    own = _parameters(path.name, table.get("name", path.stem), table.get("parameters", {}))
    base = load_base(table["base"]) if "base" in table else None
    parameters = (base.parameters if base else {}) | own
    _check_complete(path.name, parameters)
    return Scheme(
        name=table.get("name", path.stem),
        title=table.get("title", table.get("name", path.stem)),
        summary=table.get("summary", ""),
        since=table.get("since"),
        until=table.get("until"),
        base=table.get("base"),
        aliases=aliases,
        file=path.name,
        rules=Rules(**{definition.key: parameters[definition.key].value for definition in DEFINITIONS}),
        parameters=parameters,
        unsettled=frozenset(key for key, parameter in parameters.items() if parameter.local or parameter.unconfirmed),
    )


def _table(path: Path) -> dict[str, Any]:
    import tomllib
    from decimal import Decimal

    try:
        return tomllib.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        raise UnreadableScheme(path.name, "文件打不开") from error
    except UnicodeDecodeError as error:
        raise UnreadableScheme(path.name, "文件不是 UTF-8 编码的文本") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableScheme(path.name, f"{_line_of(error)}写得不合 TOML 规则") from error


def _line_of(error: Exception) -> str:
    """The place that the TOML parser names in English, in Chinese."""
    found = re.search(r"line (\d+)", str(error))
    return f"第{found[1]}行" if found else "内容"


def _check_keys(file: str, table: dict[str, Any], allowed: dict[str, tuple[str, type, str]], prefix: str = "") -> None:
    for key, value in table.items():
        if key not in allowed:
            raise UnknownKey(file, prefix + key, [prefix + known for known in allowed])
        label, kind, called = allowed[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise WrongValue(file, prefix + key, label, called, value)


def _aliases(file: str, aliases: list[Any]) -> tuple[str, ...]:
    if not all(isinstance(alias, str) for alias in aliases):
        raise WrongValue(file, "aliases", *HEAD["aliases"][::2], aliases)
    return tuple(aliases)


def _parameters(file: str, scheme: str, table: dict[str, Any]) -> dict[str, Parameter]:
    return {key: _parameter(file, scheme, key, entry) for key, entry in table.items()}


def _parameter(file: str, scheme: str, key: str, entry: object) -> Parameter:
    definition = BY_KEY.get(key)
    if definition is None:
        raise UnknownKey(file, key, BY_KEY)
    if not isinstance(entry, dict) or "value" not in entry:
        raise WrongValue(file, key, definition.label, '{ value = …, source = "…" } 的形式', entry)
    _check_keys(file, entry, PARAMETER_KEYS, prefix=f"{key}.")
    source, local = entry.get("source", "").strip(), entry.get("local", False)
    if not source and not local:
        raise MissingSource(file, key, definition.label)
    value = _value(file, definition, entry["value"])
    return Parameter(key, value, source, local, entry.get("unconfirmed", False), scheme)


def _value(file: str, definition: Definition, value: object) -> Any:
    try:
        return convert(definition, value)
    except Misfit:
        raise WrongValue(file, definition.key, definition.label, expected(definition), value) from None


def _check_complete(file: str, parameters: dict[str, Parameter]) -> None:
    for definition in DEFINITIONS:
        if definition.key not in parameters:
            raise MissingKey(file, definition.key, definition.label)
    _check_names(file, parameters["grade_names"], parameters["grade_cuts"])
    weight, total = parameters["exec_weight"].value, parameters["weight_total"].value
    if weight > total:
        raise WrongValue(file, "exec_weight", BY_KEY["exec_weight"].label, f"不大于全表分值合计{total}的数", weight)


def _check_names(file: str, names: Parameter, cuts: Parameter) -> None:
    if len(names.value) != len(cuts.value) + 1:
        wanted = f"{len(cuts.value) + 1}个名称（比分数线多一个）"
        raise WrongValue(file, names.key, BY_KEY[names.key].label, wanted, "、".join(names.value))
