"""A form (绩效表) from the JSON that `jixiao read` prints, or from the same shape typed by hand (read.schema.json)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

from jixiao.model.failure import Failure
from jixiao.model.form import (
    Execution,
    Form,
    FormKind,
    FundingLine,
    FundingSource,
    Goal,
    Indicator,
    Project,
    Signatures,
    Total,
)
from jixiao.model.value import Value, blank

_SINGLE = ("title", "department", "unit", "money_unit", "conclusion", "problems", "improvements")
_MONEY = ("initial", "budget", "executed", "rate")


class BadFormData(Failure):
    """What a form's data lacks or has wrong; `where` is its place in the data."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"填报数据的“{where}”{what}。")


def form_from_dict(data: Mapping[str, Any]) -> Form:
    """Give the form that a `document` of the contract stands for; keys left out are blank.

    Numbers may be given as such, those with decimals as Decimal. Raises BadFormData where a part has another shape.
    """
    form = Form(_kind(data), _year(data))
    form.year_printed = _value(data, "year") if data.get("year") is not None else blank()
    for name in _SINGLE:
        setattr(form, name, _value(data, name))
    form.project = Project(**_values(_part(data, "project"), ("code", "name")))
    form.funding = [_funding(line, f"funding/{number}") for number, line in enumerate(_list(data, "funding"))]
    form.goal = Goal(**_values(_part(data, "goal"), ("expected", "actual")))
    form.execution = Execution(**_values(_part(data, "execution"), ("weight", "rate", "score", "reason")))
    form.indicators = [Indicator(**_values(each, Indicator.__slots__)) for each in _list(data, "indicators")]
    form.total = Total(**_values(_part(data, "total"), ("weight", "score")))
    form.totals = [form.total] if form.total.weight or form.total.score else []
    form.signatures = Signatures(**_values(_part(data, "signatures"), ("project_lead", "finance_lead")))
    form.texts = {label: _as_value(text, f"texts/{label}") for label, text in _part(data, "texts").items() if text}
    form.parts = {"head", "funding", "goal", "indicators", "execution", "total", "weight", "score", "actual", "reason"}
    return form


def _kind(data: Mapping[str, Any]) -> FormKind:
    kind = data.get("kind", "project_self_evaluation")
    if kind not in get_args(FormKind):
        raise BadFormData("kind", f"是“{kind}”，应为{'、'.join(get_args(FormKind))}之一")
    return kind  # type: ignore[no-any-return]


def _year(data: Mapping[str, Any]) -> int | None:
    year = data.get("year")
    if year is None or isinstance(year, int):
        return year
    if str(year).strip().removesuffix("年度").removesuffix("年").isdigit():
        return int(str(year).strip()[:4])
    raise BadFormData("year", f"是“{year}”，应为四位数的年份")


def _funding(line: Mapping[str, Any], where: str) -> FundingLine:
    source = line.get("source", "total")
    if source not in get_args(FundingSource):
        raise BadFormData(f"{where}/source", f"是“{source}”，应为{'、'.join(get_args(FundingSource))}之一")
    return FundingLine(source, _value(line, "label"), **_values(line, _MONEY))


def _values(part: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Value]:
    return {name: _value(part, name) for name in names}


def _value(part: Mapping[str, Any], name: str) -> Value:
    return _as_value(part.get(name), name)


def _as_value(given: Any, where: str) -> Value:
    if given is None or given == "":
        return blank()
    if isinstance(given, bool) or not isinstance(given, str | int | Decimal):
        raise BadFormData(where, "应为文字或数字")
    return Value(f"{given:f}" if isinstance(given, Decimal) else str(given))


def _part(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = data.get(name) or {}
    if not isinstance(part, Mapping):
        raise BadFormData(name, "应为一组键和值")
    return part


def _list(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    lines = data.get(name) or []
    if not isinstance(lines, list) or not all(isinstance(line, Mapping) for line in lines):
        raise BadFormData(name, "应为列表，每项是一组键和值")
    return lines
