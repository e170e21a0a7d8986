"""A unit's year as JSON or TOML: one documented shape, read and given (手册 data.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jixiao.model.accounts import FinalAccounts
from jixiao.model.unit_year import Unit, UnitYear
from jixiao.read.data.forms import form_from_dict, unknown_keys
from jixiao.read.data.problems import Problems
from jixiao.read.data.typed_accounts import accounts_from_dict, text_value

KEYS = ("unit", "year", "published", "texts", "facts", "tables", "forms", "prior")
_UNIT = ("name", "department", "code", "kind", "region", "whole", "below")


def is_unit_year(data: Any) -> bool:
    """Tell whether typed data is a unit's year: it has a unit and something of its own, and is no single form."""
    own = {"texts", "facts", "tables", "forms", "prior", "published"}
    return isinstance(data, Mapping) and "kind" not in data and "documents" not in data and bool(own & data.keys())


def unit_year_from_dict(data: Mapping[str, Any], name: str) -> UnitYear:
    """Give the unit's year that typed data stands for; `year` is 0 where it says none. Raises BadData."""
    problems = Problems(name)
    for key in data:
        if key not in KEYS:
            problems.unknown("最外层", key, KEYS)
    year = data.get("year")
    if year is not None and (not isinstance(year, int) or isinstance(year, bool)):
        problems.add("year", "应为四位数的年份，不加引号")
        year = None
    found = UnitYear(_unit(data.get("unit"), problems), year or 0)
    found.published = text_value(data.get("published"), "published", problems).text
    found.texts = _texts(data.get("texts") or {}, problems)
    parts = {key: data[key] for key in ("facts", "tables") if key in data}
    found.accounts = accounts_from_dict(parts | ({"year": year} if year else {}), "", problems)
    found.prior = _prior(data.get("prior"), year, problems)
    _forms(data, found, problems)
    problems.raise_any()
    return found


def unit_year_to_dict(data: UnitYear) -> dict[str, Any]:
    """Give a unit's year in the shape that `unit_year_from_dict` reads; what is blank is left out."""
    shown: dict[str, Any] = {
        "unit": _given({name: getattr(data.unit, name) for name in _UNIT}),
        "year": data.year,
        "published": data.published,
        "texts": dict(data.texts),
        **_figures(data.accounts),
        "forms": [_form(form.to_dict()) for form in data.forms],
        "prior": None if data.prior is None else {"year": data.prior.year, **_figures(data.prior)},
    }
    return _given(shown)


def _unit(given: Any, problems: Problems) -> Unit:
    if given is None:
        return Unit("")
    if isinstance(given, str):
        return Unit(given)
    if not isinstance(given, Mapping):
        problems.add("unit", "应为单位名称，或一组键和值")
        return Unit("")
    for key in given:
        if key not in _UNIT:
            problems.unknown("unit", key, _UNIT)
    texts = {key: text_value(given.get(key), f"unit/{key}", problems).text for key in _UNIT[:5]}
    below, whole = given.get("below") or [], given.get("whole", True)
    if not isinstance(below, list) or not isinstance(whole, bool):
        problems.add("unit", "below 应为列表，whole 应为 true 或 false")
        below, whole = [], True
    return Unit(
        texts["name"] or "", texts["department"], texts["code"], texts["kind"], texts["region"], whole,
        [str(name) for name in below],
    )  # fmt: skip


def _texts(given: Any, problems: Problems) -> dict[str, str]:
    if not isinstance(given, Mapping):
        problems.add("texts", "应为一组键和值")
        return {}
    values = {str(name): text_value(text, f"texts/{name}", problems).text for name, text in given.items()}
    return {name: text for name, text in values.items() if text}


def _prior(given: Any, year: int | None, problems: Problems) -> FinalAccounts | None:
    if given is None:
        return None
    if not isinstance(given, Mapping):
        problems.add("prior", "应为一组键和值")
        return None
    return accounts_from_dict(({"year": year - 1} if year else {}) | dict(given), "prior", problems)


def _forms(data: Mapping[str, Any], found: UnitYear, problems: Problems) -> None:
    given = data.get("forms") or []
    if not isinstance(given, list) or not all(isinstance(form, Mapping) for form in given):
        problems.add("forms", "应为列表，每项是一张绩效表")
        return
    for number, form in enumerate(given, 1):
        for key in unknown_keys(form):
            problems.add(f"forms第{number}张", f"“{key}”不认识")
        with problems.collecting():
            found.forms.append(form_from_dict(form, f"forms第{number}张"))


def _figures(accounts: FinalAccounts) -> dict[str, Any]:
    facts = [_given(statement.to_dict() | {"concept": statement.concept, "measure": statement.measure})
             for statement in accounts.statements]  # fmt: skip
    tables = [table.to_dict() for table in accounts.tables]
    for table in tables:
        table["rows"] = [_given({**row, "values": _given(row["values"])}) for row in table["rows"]]
    return {"facts": facts, "tables": [_given(table) for table in tables]}


def _form(shown: dict[str, Any]) -> dict[str, Any]:
    """A form's document without what stands beside it; blank parts left out."""
    kept = {key: value for key, value in shown.items() if key not in ("where", "parsed")}
    for key, value in kept.items():
        if isinstance(value, dict):
            kept[key] = _given(value)
        elif isinstance(value, list):
            kept[key] = [_given(entry) for entry in value]
    return _given(kept)


def _given(group: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in group.items() if value is not None and value != [] and value != {}}
