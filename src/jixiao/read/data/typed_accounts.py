"""Final accounts from JSON or TOML: the `document` of the contract (read.schema.json), or the shorter shape for people.

For people a figure is `concept = "1.5"` under `facts`; one with an item or another unit is a group of keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast, get_args

from jixiao.knowledge.tables import table_words
from jixiao.knowledge.taxonomy import taxonomy
from jixiao.model.accounts import AccountsTable, FinalAccounts, Measure, Statement, TableRow
from jixiao.model.value import Value, blank
from jixiao.read.data.problems import Problems

MEASURES = get_args(Measure)
_FACT = ("concept", "value", "unit", "measure", "item", "year", "label", "direction", "section")
_TABLE = ("id", "title", "unit", "columns", "rows", "notes")
_ROW = ("code", "label", "side", "concept", "values")
KEYS = ("year", "unit", "title", "published", "facts", "statements", "tables", "score", "grade")
BESIDE = ("kind", "where", "parsed", "sections")  # what `jixiao read` says beside the figures


def accounts_from_dict(data: Mapping[str, Any], where: str, problems: Problems) -> FinalAccounts:
    """Give the final accounts that a group of keys stands for; what is wrong with it is added to `problems`."""
    for key in data:
        if key not in (*KEYS, *BESIDE):
            problems.unknown(where, key, KEYS)
    within = f"{where}/" if where else ""
    year = data.get("year")
    found = FinalAccounts(year=year if isinstance(year, int) else None)
    if year is not None and found.year is None:
        problems.add(f"{within}year", "应为四位数的年份，不加引号")
    found.year_printed = Value(str(year)) if year else blank()
    for name in ("unit", "title", "published", "score", "grade"):
        setattr(found, name, text_value(data.get(name), f"{within}{name}", problems))
    found.statements = [*_facts(data.get("statements") or data.get("facts") or [], f"{within}facts", found, problems)]
    found.tables = [*_tables(data.get("tables") or [], f"{within}tables", problems)]
    return found


def text_value(given: Any, where: str, problems: Problems) -> Value:
    """Give a value as typed; a number keeps its digits."""
    if given is None or given == "":
        return blank()
    if isinstance(given, Decimal) and given.is_finite() and abs(given.adjusted()) <= 30:
        return Value(f"{given:f}")
    if isinstance(given, bool) or not isinstance(given, str | int):
        problems.add(where, "应为文字或数字")
        return blank()
    return Value(str(given))


def _facts(given: Any, where: str, accounts: FinalAccounts, problems: Problems) -> Iterator[Statement]:
    if isinstance(given, Mapping):
        given = [{"concept": key} | (dict(entry) if isinstance(entry, Mapping) else {"value": entry})
                 for key, entry in given.items()]  # fmt: skip
    for number, entry in enumerate(_groups(given, where, problems), 1):
        place = f"{where}第{number}项"
        _known(entry, _FACT, place, problems)
        yield _fact(entry, place, accounts, problems)


def _fact(entry: Mapping[str, Any], where: str, accounts: FinalAccounts, problems: Problems) -> Statement:
    concept, measure = _meaning(entry, where, problems)
    known = taxonomy().concepts.get(concept or "")
    measure = measure or ("amount" if known is None or known.is_money else "count")
    unit = entry.get("unit") or (known.unit if known and measure in ("amount", "count") else None)
    label = entry.get("label") or (known.label if known else "")
    value = text_value(entry.get("value"), f"{where}（{label or concept}）", problems)
    statement = Statement(str(label), value, unit, concept, measure, entry.get("item"))
    statement.year = entry.get("year") if isinstance(entry.get("year"), int) else accounts.year
    statement.direction, statement.section = entry.get("direction"), entry.get("section")
    return statement


def _meaning(entry: Mapping[str, Any], where: str, problems: Problems) -> tuple[str | None, Measure | None]:
    """Give concept and measure: the measure may be the last part of the concept's id (three_public.growth)."""
    concept, measure = entry.get("concept"), entry.get("measure")
    if concept is None:
        return None, measure if measure in MEASURES else None
    known = taxonomy().concepts
    head, _, last = str(concept).rpartition(".")
    if concept not in known and last in MEASURES:
        concept, measure = head, measure or last
    if concept not in known:
        problems.unknown(f"{where}/concept", str(concept), list(known))
    if measure is not None and measure not in MEASURES:
        problems.unknown(f"{where}/measure", str(measure), MEASURES)
        return str(concept), None
    return str(concept), cast("Measure | None", measure)


def _tables(given: Any, where: str, problems: Problems) -> Iterator[AccountsTable]:
    if isinstance(given, Mapping):
        given = [{"id": key} | dict(entry) for key, entry in given.items() if isinstance(entry, Mapping)]
    kinds = [kind.id for kind in table_words().kinds]
    for number, entry in enumerate(_groups(given, where, problems), 1):
        place = f"{where}第{number}项"
        _known(entry, _TABLE, place, problems)
        if entry.get("id") not in kinds:
            problems.unknown(f"{place}/id", str(entry.get("id")), kinds)
            continue
        yield _table(entry, place, problems)


def _table(entry: Mapping[str, Any], where: str, problems: Problems) -> AccountsTable:
    table = AccountsTable(entry["id"], text_value(entry.get("title"), f"{where}/title", problems))
    unit = entry.get("unit")
    table.unit = str(unit) if unit else None
    columns = entry.get("columns") or {}
    table.columns = {str(key): str(words) for key, words in columns.items()} if isinstance(columns, Mapping) else {}
    rows = _groups(entry.get("rows") or [], f"{where}/rows", problems)
    table.rows = [_row(row, f"{where}/rows第{number}行", problems) for number, row in enumerate(rows, 1)]
    notes = entry.get("notes") or []
    table.notes = [
        text_value(note, f"{where}/notes", problems) for note in ([notes] if isinstance(notes, str) else notes)
    ]
    return table


def _row(entry: Mapping[str, Any], where: str, problems: Problems) -> TableRow:
    _known(entry, _ROW, where, problems)
    row = TableRow(text_value(entry.get("label"), f"{where}/label", problems))
    row.code = text_value(entry.get("code"), f"{where}/code", problems)
    row.side, row.concept = entry.get("side"), entry.get("concept")
    values = entry.get("values") or {}
    if isinstance(values, Mapping):
        row.values = {str(key): text_value(value, f"{where}/values/{key}", problems) for key, value in values.items()}
    else:
        problems.add(f"{where}/values", "应为一组键和值，键是列的名称")
    return row


def _groups(given: Any, where: str, problems: Problems) -> list[Mapping[str, Any]]:
    if isinstance(given, list) and all(isinstance(entry, Mapping) for entry in given):
        return given
    problems.add(where, "应为列表，每项是一组键和值")
    return []


def _known(entry: Mapping[str, Any], keys: Sequence[str], where: str, problems: Problems) -> None:
    for key in entry:
        if key not in keys:
            problems.unknown(where, str(key), keys)
