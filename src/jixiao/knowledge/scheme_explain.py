"""A scoring scheme (评分方案) explained to people: every parameter in Chinese with its value, unit and source."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from jixiao.knowledge.scheme_file import Parameter, Scheme
from jixiao.knowledge.scheme_parameters import DEFINITIONS, Definition

CONFIRMED, LOCAL, UNCONFIRMED = "有出处", "地方参数，待确认", "条文待核对"
NO_SOURCE = "暂无文件依据"


class ParameterRow(NamedTuple):
    """One parameter as people read it; `status` tells whether the source is settled."""

    key: str
    label: str
    value: str
    unit: str
    source: str
    status: str


def explain_scheme(scheme: Scheme) -> list[ParameterRow]:
    """Give every parameter of a scheme, in the order of the manual."""
    return [_row(definition, scheme.parameters[definition.key]) for definition in DEFINITIONS]


def _row(definition: Definition, parameter: Parameter) -> ParameterRow:
    unit = "" if parameter.value is None else definition.unit
    source = parameter.source or NO_SOURCE
    return ParameterRow(
        definition.key, definition.label, _shown(definition, parameter.value), unit, source, _status(parameter)
    )


def _status(parameter: Parameter) -> str:
    if parameter.local:
        return LOCAL
    return UNCONFIRMED if parameter.unconfirmed else CONFIRMED


def _shown(definition: Definition, value: Any) -> str:
    match definition.kind:
        case "flag":
            return "是" if value else "否"
        case "choice":
            return definition.choices[value]
        case "share":
            return _percent(value)
        case "rate_decimals":
            return "不取整" if value is None else str(value)
        case "bands":
            return "、".join(f"{_percent(upper)}—{_percent(lower)}" for upper, lower in pairwise(value))
        case "cuts":
            return "、".join(_plain(cut) for cut in value)
        case "names":
            return "、".join(value)
        case "level_points":
            return "、".join(f"{level}{_plain(points)}" for level, points in value.items()) or "由项目单位设定"
        case _:
            return _plain(value)


def _plain(number: Decimal | int) -> str:
    return f"{Decimal(number).normalize():f}"


def _percent(share: Decimal) -> str:
    return f"{_plain(share * 100)}%"
