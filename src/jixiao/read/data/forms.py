"""A form (绩效表) from the JSON that `jixiao read` prints, or from the same shape typed by hand (read.schema.json)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
_MONEY = ("initial", "budget", "executed", "rate", "forecast")
_PARTS = {
    "project": ("code", "name"),
    "funding": ("source", "label", *_MONEY),
    "goal": ("expected", "actual"),
    "execution": ("weight", "rate", "score", "reason"),
    "indicators": Indicator.__slots__,
    "total": ("weight", "score"),
    "signatures": ("project_lead", "finance_lead"),
}
_KEYS = frozenset({"kind", "year", "texts", *_SINGLE, *_PARTS})
_LONGEST = 30  # digits of a number
_IGNORED = frozenset({"where", "parsed"})  # what `jixiao read` says beside the form


class BadFormData(Failure):
    """What a form's data lacks or has wrong; `where` is its place in the data."""

    def __init__(self, where: str, what: str) -> None:
        self.where, self.what = where, what
        super().__init__(f"填报数据的“{where}”{what}。")


def form_from_dict(data: Mapping[str, Any], where: str = "") -> Form:
    """Give the form that a `document` of the contract stands for; keys left out are blank.

    Numbers may be given as such, those with decimals as Decimal. Raises BadFormData where a part has another shape;
    `where` says for it which of several forms this is.
    """
    try:
        return _form(data)
    except BadFormData as failure:
        raise BadFormData(f"{where}/{failure.where}", failure.what) if where else failure from None


def unknown_keys(data: Mapping[str, Any]) -> Iterator[str]:
    """Give the keys of a form's data that mean nothing here, those of its parts as part/key."""
    yield from (key for key in data if key not in _KEYS and key not in _IGNORED)
    for part, known in _PARTS.items():
        given = data.get(part)
        for entry in given if isinstance(given, list) else [given]:
            if isinstance(entry, Mapping):
                yield from (f"{part}/{key}" for key in entry if key not in known)


def _form(data: Mapping[str, Any]) -> Form:
    form = Form(_kind(data), _year(data))
    form.year_printed = _value(data, "year") if data.get("year") is not None else blank()
    for name in _SINGLE:
        setattr(form, name, _value(data, name))
    form.project = Project(**_part_values(data, "project"))
    form.funding = [_funding(line, f"funding/{number}") for number, line in enumerate(_list(data, "funding"))]
    form.goal = Goal(**_part_values(data, "goal"))
    form.execution = Execution(**_part_values(data, "execution"))
    form.indicators = [
        Indicator(**_values(each, Indicator.__slots__, f"indicators/{number}/"))
        for number, each in enumerate(_list(data, "indicators"))
    ]
    form.total = Total(**_part_values(data, "total"))
    form.totals = [form.total] if form.total.weight or form.total.score else []
    form.signatures = Signatures(**_part_values(data, "signatures"))
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
    if year is None or (isinstance(year, int) and not isinstance(year, bool)):
        return year
    if str(year).strip().removesuffix("年度").removesuffix("年").isdecimal():
        return int(str(year).strip()[:4])
    raise BadFormData("year", f"是“{year}”，应为四位数的年份")


def _funding(line: Mapping[str, Any], where: str) -> FundingLine:
    source = line.get("source", "total")
    if source not in get_args(FundingSource):
        raise BadFormData(f"{where}/source", f"是“{source}”，应为{'、'.join(get_args(FundingSource))}之一")
    return FundingLine(source, _value(line, "label"), **_values(line, _MONEY, f"{where}/"))


def _part_values(data: Mapping[str, Any], part: str) -> dict[str, Value]:
    return _values(_part(data, part), _PARTS[part], f"{part}/")


def _values(part: Mapping[str, Any], names: tuple[str, ...], where: str) -> dict[str, Value]:
    return {name: _value(part, name, where) for name in names}


def _value(part: Mapping[str, Any], name: str, where: str = "") -> Value:
    return _as_value(part.get(name), where + name)


def _as_value(given: Any, where: str) -> Value:
    if given is None or given == "":
        return blank()
    if isinstance(given, bool) or not isinstance(given, str | int | Decimal):
        raise BadFormData(where, "应为文字或数字")
    if isinstance(given, Decimal):
        return Value(_digits(given, where))
    return Value(str(given))


def _digits(number: Decimal, where: str) -> str:
    """Write a number out without exponent; 1e999999999 would fill the memory."""
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST:
        raise BadFormData(where, "是无法使用的数字")
    return f"{number:f}"


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
